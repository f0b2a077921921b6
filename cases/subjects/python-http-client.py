# python-http-client.py HOST PORT - requests on one kept connection.
# SPDX-License-Identifier: BSD-2-Clause
#
# The peer echoes, and the request is made so that its echo is an answer: what
# stands in the place of the method reads as a status line.
import http.client, sys, time

def ask(connection):
    try:
        connection.request("HTTP/1.1 200 OK", "/", headers={"Content-Length": "0"})
        connection.getresponse().read()
        return "open"
    except http.client.RemoteDisconnected as e:
        return f"closed RemoteDisconnected: {e}"
    except ConnectionResetError as e:
        return f"reset {e}"
    except BrokenPipeError as e:
        return f"gone {e}"
    except TimeoutError as e:
        return f"timeout {e}"
    except (http.client.HTTPException, OSError) as e:
        return f"error {type(e).__name__} {e!a}"

connection = http.client.HTTPConnection(sys.argv[1], int(sys.argv[2]))
connection.connect()
connection.auto_open = 0    # the next request would open another
print("ready ask hangup/1", flush=True)
for line in sys.stdin:
    if line == "quit\n":
        break
    said = ask(connection)
    print(f"@{time.time_ns()} report {said}", flush=True)
