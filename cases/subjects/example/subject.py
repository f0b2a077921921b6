# subject.py HOST PORT - the pool's own check, speaking the report protocol.
import sys
import pool

sock = pool.Pool((sys.argv[1], int(sys.argv[2]))).take()
print("ready ask hangup/1", flush=True)
for line in sys.stdin:
    if line == "quit\n":
        break
    word = "open" if pool.is_alive(sock) else "gone is_alive says no"
    print("report " + word, flush=True)
