# The socket module.
setting python "a socket in Python" {
    strategy keepalive-user-timeout {
        line {sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)} {https://docs.python.org/3/library/socket.html#constants (TCP_USER_TIMEOUT: since 3.6)}
        line {sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, {keepalive.idle})} {https://docs.python.org/3/library/socket.html#constants (TCP_USER_TIMEOUT: since 3.6)}
        line {sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, {keepalive.interval})} {https://docs.python.org/3/library/socket.html#constants (TCP_USER_TIMEOUT: since 3.6)}
        line {sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, {keepalive.probes})} {https://docs.python.org/3/library/socket.html#constants (TCP_USER_TIMEOUT: since 3.6)}
        line {sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, {user-timeout})} {https://docs.python.org/3/library/socket.html#constants (TCP_USER_TIMEOUT: since 3.6)}
    }
}
