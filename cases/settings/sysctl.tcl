# For all sockets of a host, or of a network namespace, that have SO_KEEPALIVE.
setting sysctl "all sockets of a host that have SO_KEEPALIVE" {
    strategy keepalive-user-timeout {
        lacks {there is no sysctl for TCP_USER_TIMEOUT: these lines notice only an idle connection; a request in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive"): give each request a deadline} {tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {net.ipv4.tcp_keepalive_time = {keepalive.idle}} {https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html}
        line {net.ipv4.tcp_keepalive_intvl = {keepalive.interval}} {https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html}
        line {net.ipv4.tcp_keepalive_probes = {keepalive.probes}} {https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html}
        lacks {only sockets with SO_KEEPALIVE follow these, and those that set their own do not} {tcp(7)}
    }
}
