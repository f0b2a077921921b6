# ssh asks within its own protocol, in whole seconds, and gives up when one more
# would be due: after four intervals at the latest.
setting ssh "OpenSSH: the client, and the server" {
    strategy heartbeat-answered heartbeat-reconnect {
        line {ServerAliveInterval {quarter}} {ssh_config(5)}
        line {ServerAliveCountMax 3} {ssh_config(5)}
        line {ClientAliveInterval {quarter}} {sshd_config(5)}
        line {ClientAliveCountMax 3} {sshd_config(5)}
    }
    strategy keepalive-user-timeout {
        lacks {it sets no times for keepalive, which are the host's (--for sysctl), and no TCP_USER_TIMEOUT; its own messages are a heartbeat: --protocol yes} {ssh_config(5)}
        line {TCPKeepAlive yes} {ssh_config(5), sshd_config(5)}
    }
}
