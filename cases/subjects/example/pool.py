# pool.py - a small pool: keeps TCP connections and hands them out again.
import select
import socket


def is_alive(sock):
    """May this idle connection be used once more?"""
    try:
        return sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except BlockingIOError:     # nothing to read: nothing happened
        return True
    except OSError:
        return False


class Pool:
    def __init__(self, address):
        self.address = address
        self.idle = []

    def take(self):
        while self.idle:
            sock = self.idle.pop()
            if is_alive(sock):
                return sock
            sock.close()
        return socket.create_connection(self.address)

    def give_back(self, sock):
        self.idle.append(sock)
