# Three places: the server, redis-py, hiredis.
setting redis "Redis: the server, redis-py and hiredis" {
    strategy keepalive-user-timeout {
        lacks {redis.conf has no directive for TCP_USER_TIMEOUT: its line notices only an idle connection; data in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive")} {https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/, tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {tcp-keepalive {keepalive.idle}} {https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/ (redis.conf, the server: it takes twice the time)}
        line {redis.Redis(socket_keepalive=True, socket_keepalive_options=dict([} {https://redis.readthedocs.io/en/stable/connections.html}
        line {    (socket.TCP_KEEPIDLE, {keepalive.idle}), (socket.TCP_KEEPINTVL, {keepalive.interval}),} {https://redis.readthedocs.io/en/stable/connections.html}
        line {    (socket.TCP_KEEPCNT, {keepalive.probes}), (socket.TCP_USER_TIMEOUT, {user-timeout})]))} {https://redis.readthedocs.io/en/stable/connections.html}
        line {redisEnableKeepAliveWithInterval(context, {keepalive.idle});} {https://github.com/redis/hiredis#readme (hiredis)}
        line {redisSetTcpUserTimeout(context, {user-timeout});} {https://github.com/redis/hiredis#readme (hiredis)}
        lacks {Java has its own: --for lettuce} {https://redis.io/docs/latest/develop/clients/lettuce/produsage}
    }
}
