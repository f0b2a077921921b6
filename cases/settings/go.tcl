# The net package, and x/sys/unix for what it has no name for.
setting go "a connection of Go's net package" {
    strategy keepalive-user-timeout {
        line {d := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
                  Enable: true, Idle: {keepalive.idle} * time.Second,
                  Interval: {keepalive.interval} * time.Second, Count: {keepalive.probes}}}} {https://pkg.go.dev/net#KeepAliveConfig (since Go 1.23)}
        line {d.Control = func(_, _ string, c syscall.RawConn) (err error) {
                  if e := c.Control(func(fd uintptr) {
                      err = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP,
                          unix.TCP_USER_TIMEOUT, {user-timeout})
                  }); e != nil {
                      return e
                  }
                  return err
              }} {https://pkg.go.dev/net#Dialer (Control), https://pkg.go.dev/golang.org/x/sys/unix}
    }
}
