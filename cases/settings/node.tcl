# node:net sets the three times, and no user timeout.
setting node "a socket of Node.js (node:net)" {
    strategy keepalive-user-timeout {
        lacks {TCP_USER_TIMEOUT cannot be set: these lines notice only an idle connection; a request in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive"): give each request a deadline} {https://nodejs.org/api/net.html#socketsetkeepalive, tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {socket.setKeepAlive(true, {keepalive.idle} * 1000, {keepalive.interval} * 1000, {keepalive.probes});} {https://nodejs.org/api/net.html#socketsetkeepaliveenable-initialdelay-interval-count (since v26.4.0)}
        lacks {before v26.4.0 it takes the first two alone: TCP_KEEPINTVL is 1 and TCP_KEEPCNT 10, and an idle silence ends {keepalive.idle} + 10 s after the last segment, in time or not} {https://nodejs.org/api/net.html#socketsetkeepaliveenable-initialdelay-interval-count}
        lacks {these are the probes of TCP, not the keep-alive of HTTP: for a 502 on a connection that was used again see "hangup why reuse-race"} {hangup why reuse-race}
    }
}
