# SPDX-License-Identifier: BSD-2-Clause
subject go-net {Go net: conn.Read until it returns an error} {
    relies  {Read returns io.EOF at the end, else an error that errors.Is can compare with syscall.ECONNRESET; keepalives are on, first after 15 s (pkg.go.dev io.Reader, net.Dialer.KeepAlive)}
    build   {go build -o '{program}' '{dir}/go-net.go'}
    command {exec '{program}' {host} {port}}
    needs   go {golang-go}
}
