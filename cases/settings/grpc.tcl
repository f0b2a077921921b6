# Pings of HTTP/2 that must be answered: a heartbeat, so --protocol yes.
setting grpc "channel arguments of gRPC Core (C++, Python, ...)" {
    strategy heartbeat-answered heartbeat-reconnect {
        lacks {a PING is answered by the library, and by a proxy for its own connection: stall/deaf-application and stall/silent-proxy stay unseen. Give each call a deadline} {RFC 9113, 6.7; https://grpc.io/docs/guides/deadlines/}
        line {GRPC_ARG_KEEPALIVE_TIME_MS = {heartbeat.interval}} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_KEEPALIVE_TIMEOUT_MS = {heartbeat.patience}} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS = 1  (at both ends)} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA = 0} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        line {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS = {heartbeat.interval} / 2  (at the server)} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md; half, because an equal time ends connections: https://gitlab.com/gitlab-org/gitaly/-/merge_requests/4772}
        lacks {a server that was not told so ends a connection that pings it more often than every five minutes, or without a call: GOAWAY, too_many_pings} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md}
        lacks {Go has its own names: --for grpc-go} {https://pkg.go.dev/google.golang.org/grpc/keepalive}
    }
    strategy keepalive-user-timeout {
        lacks {it has no channel argument for SO_KEEPALIVE; its own pings are a heartbeat: --protocol yes} {https://github.com/grpc/grpc/blob/master/doc/keepalive.md, https://github.com/grpc/proposal/blob/master/A18-tcp-user-timeout.md}
    }
}
