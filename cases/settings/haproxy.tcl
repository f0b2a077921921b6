# Both sides, each with its times.
setting haproxy "HAProxy" {
    strategy keepalive-user-timeout {
        line {option clitcpka} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {clitcpka-idle {keepalive.idle}s} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {clitcpka-intvl {keepalive.interval}s} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {clitcpka-cnt {keepalive.probes}} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {bind :443 tcp-ut {user-timeout}ms} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {option srvtcpka} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {srvtcpka-idle {keepalive.idle}s} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {srvtcpka-intvl {keepalive.interval}s} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {srvtcpka-cnt {keepalive.probes}} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
        line {server NAME ADDRESS tcp-ut {user-timeout}ms} {https://docs.haproxy.org/3.0/configuration.html (clitcpka-idle, srvtcpka-idle, tcp-ut)}
    }
}
