# python-socket.py HOST PORT - the loop of the Socket Programming HOWTO.
# SPDX-License-Identifier: BSD-2-Clause
import socket, sys, time

def report(said):
    print(f"@{time.time_ns()} report {said}", flush=True)

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    print("ready hangup/1", flush=True)
    try:
        while True:
            if s.recv(2048) == b"":
                report("closed recv returned b''")
                break
    except ConnectionResetError as e:
        report(f"reset {e}")
    except TimeoutError as e:
        report(f"timeout {e}")
    except OSError as e:
        report(f"error {e}")
    sys.stdin.readline()
