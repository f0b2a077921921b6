# node:net sets one of the three times, and no user timeout.
setting node "a socket of Node.js (node:net)" {
    strategy keepalive-user-timeout {
        line {socket.setKeepAlive(true, {keepalive.idle} * 1000);} {https://nodejs.org/api/net.html#socketsetkeepaliveenable-initialdelay}
        lacks {TCP_KEEPINTVL is 1 and TCP_KEEPCNT 10, whatever one asks: an idle silence ends {keepalive.idle} + 10 s after the last segment, in time or not} {https://nodejs.org/api/net.html#socketsetkeepaliveenable-initialdelay}
        lacks {TCP_USER_TIMEOUT cannot be set: what remains is the strategy keepalive, see "hangup explain silence/with-data-in-flight/keepalive"} {https://nodejs.org/api/net.html#socketsetkeepaliveenable-initialdelay}
    }
}
