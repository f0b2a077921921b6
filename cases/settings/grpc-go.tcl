# Pings of HTTP/2 that must be answered: a heartbeat, so --protocol yes.
setting grpc-go "gRPC-Go: the client, and the server" {
    strategy heartbeat-answered heartbeat-reconnect {
        lacks {a PING is answered by the library, and by a proxy for its own connection: stall/deaf-application and stall/silent-proxy stay unseen. Give each call a deadline} {RFC 9113, 6.7; https://grpc.io/docs/guides/deadlines/}
        lacks {a Time below 10 s is raised to 10 s by the library: what is gone is then noticed 10 s and the Timeout after its last byte} {https://pkg.go.dev/google.golang.org/grpc/keepalive#ClientParameters}
        line {grpc.WithKeepaliveParams(keepalive.ClientParameters{
                  Time:                {heartbeat.interval} * time.Millisecond,
                  Timeout:             {heartbeat.patience} * time.Millisecond,
                  PermitWithoutStream: true})} {https://pkg.go.dev/google.golang.org/grpc/keepalive#ClientParameters}
        line {grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{ // the server
                  MinTime:             {heartbeat.interval} / 2 * time.Millisecond,
                  PermitWithoutStream: true})} {https://pkg.go.dev/google.golang.org/grpc/keepalive#EnforcementPolicy; half, because a MinTime equal to Time ends connections: https://gitlab.com/gitlab-org/gitaly/-/merge_requests/4772}
        lacks {a server that was not told so ends a connection that pings it more often than every five minutes, or without a call} {https://pkg.go.dev/google.golang.org/grpc/keepalive#EnforcementPolicy}
    }
    strategy keepalive-user-timeout {
        lacks {with WithKeepaliveParams the library sets TCP_USER_TIMEOUT itself, to its Timeout} {https://github.com/grpc/proposal/blob/master/A18-tcp-user-timeout.md, https://github.com/grpc/grpc-go/pull/5219}
        line {grpc.WithContextDialer(func(ctx context.Context, addr string) (net.Conn, error) {
                  return d.DialContext(ctx, "tcp", addr) // d: the lines of --for go
              })} {https://pkg.go.dev/google.golang.org/grpc#WithContextDialer}
    }
}
