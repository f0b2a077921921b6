# Pings of HTTP/2 that must be answered: a heartbeat, so --protocol yes.
setting grpc "channel arguments of gRPC Core (C++, Python, ...)" {
    strategy heartbeat-answered heartbeat-reconnect {
        line {GRPC_ARG_KEEPALIVE_TIME_MS = {heartbeat.interval}} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_KEEPALIVE_TIMEOUT_MS = {heartbeat.patience}} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS = 1} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA = 0} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS = {heartbeat.interval}  (at the server)} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        lacks {a server that was not told so ends a connection that pings it more often than every five minutes} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
    }
    strategy keepalive-user-timeout {
        lacks {it has no channel argument for SO_KEEPALIVE; its own pings are a heartbeat: --protocol yes} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md, https://github.com/grpc/proposal/blob/master/A18-tcp-user-timeout.md}
    }
}
