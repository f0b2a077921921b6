# python-urllib3.py HOST PORT - the idle connection of an HTTPConnectionPool.
# SPDX-License-Identifier: BSD-2-Clause
#
# The peer echoes, and what is sent before the request makes the echo of both
# an answer: a status line, and a header that takes in the request's first
# line.  After that the connection lies idle in the pool, and nothing is sent
# any more.
import sys, time, urllib3

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Request: "

class Connection(urllib3.connection.HTTPConnection):
    def request(self, *args, **kwargs):
        self.sock.sendall(ANSWER)
        return super().request(*args, **kwargs)

class Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = Connection

def ask(pool, first):
    try:
        connection = pool._get_conn()   # closes one that it thinks was dropped
        pool._put_conn(connection)
        if not connection.sock:
            return "gone is_connection_dropped"
        if first:
            pool.urlopen("GET", "/")
        return "open"
    except urllib3.exceptions.HTTPError as e:
        return f"gone {e!a}"

pool = Pool(sys.argv[1], int(sys.argv[2]), retries=False)
connection = pool._get_conn()
connection.connect()
pool._put_conn(connection)
print("ready ask hangup/1", flush=True)
first = True
for line in sys.stdin:
    if line == "quit\n":
        break
    said = ask(pool, first)
    first = False
    print(f"@{time.time_ns()} report {said}", flush=True)
