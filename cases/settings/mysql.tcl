# Connector/J turns keepalive on; when it probes, the host says.
setting mysql "MySQL Connector/J" {
    strategy keepalive-user-timeout {
        lacks {TCP_USER_TIMEOUT cannot be set: these lines notice only an idle connection; a request in flight hangs for 15 to 30 minutes ("hangup explain silence/with-data-in-flight/keepalive"): give each request a deadline} {https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-networking.html, tcp(7): TCP_USER_TIMEOUT, tcp_retries2}
        line {jdbc:mysql://HOST/DATABASE?tcpKeepAlive=true} {https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-networking.html}
        line {net.ipv4.tcp_keepalive_time = {keepalive.idle}} {tcp(7), /etc/sysctl.conf}
        line {net.ipv4.tcp_keepalive_intvl = {keepalive.interval}} {tcp(7), /etc/sysctl.conf}
        line {net.ipv4.tcp_keepalive_probes = {keepalive.probes}} {tcp(7), /etc/sysctl.conf}
        lacks {the times are the host's, for all its sockets: there is no property for them} {https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-networking.html}
    }
}
