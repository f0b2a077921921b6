# The socket itself, on Linux: what every other setting comes to in the end.
setting c "a socket in C, on Linux" {
    strategy keepalive-user-timeout {
        line {setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &(int){ 1 }, sizeof(int));} {socket(7), SO_KEEPALIVE}
        line {setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &(int){ {keepalive.idle} }, sizeof(int));} {tcp(7): TCP_KEEPIDLE, TCP_KEEPINTVL in seconds, TCP_USER_TIMEOUT in ms}
        line {setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &(int){ {keepalive.interval} }, sizeof(int));} {tcp(7): TCP_KEEPIDLE, TCP_KEEPINTVL in seconds, TCP_USER_TIMEOUT in ms}
        line {setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &(int){ {keepalive.probes} }, sizeof(int));} {tcp(7): TCP_KEEPIDLE, TCP_KEEPINTVL in seconds, TCP_USER_TIMEOUT in ms}
        line {setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &(unsigned){ {user-timeout} }, sizeof(unsigned));} {tcp(7): TCP_KEEPIDLE, TCP_KEEPINTVL in seconds, TCP_USER_TIMEOUT in ms}
    }
    strategy heartbeat-answered heartbeat-reconnect {
        line {send(fd, &beat, 1, MSG_NOSIGNAL);          /* every {heartbeat.interval} ms */} {send(2), recv(2), poll(2); the other end answers each at once}
        line {poll(&(struct pollfd){ fd, POLLIN }, 1, {heartbeat.patience}); /* none by then: dead */} {send(2), recv(2), poll(2); the other end answers each at once}
    }
}
