# python-selectors.py HOST PORT - an event loop of the module selectors.
# SPDX-License-Identifier: BSD-2-Clause
import selectors, socket, sys, time

selector = selectors.DefaultSelector()

def read(s):
    try:
        data = s.recv(1000)     # it is ready: no BlockingIOError
        said = "closed recv returned b''"
    except ConnectionResetError as e:
        data, said = b"", f"reset {e}"
    except TimeoutError as e:
        data, said = b"", f"timeout {e}"
    except OSError as e:
        data, said = b"", f"error {e}"
    if not data:
        print(f"@{time.time_ns()} report {said}", flush=True)
        selector.unregister(s)

def quit(_):
    sys.exit()

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.setblocking(False)
selector.register(s, selectors.EVENT_READ, read)
selector.register(sys.stdin, selectors.EVENT_READ, quit)
print("ready hangup/1", flush=True)
while True:
    for key, _ in selector.select():
        key.data(key.fileobj)
