# example.py HOST PORT - recv until it says the end, as in tutorials.
import socket, sys, time
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("ready hangup/1", flush=True)
try:
    while s.recv(4096): pass    # data is not the end
    said = "closed recv 0"
except ConnectionResetError: said = "reset ECONNRESET"
except TimeoutError: said = "timeout ETIMEDOUT"
except OSError as e: said = f"error {e}"
print(f"@{time.time_ns()} report {said}", flush=True)
sys.stdin.readline()            # the socket stays open until quit
