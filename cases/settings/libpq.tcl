# PostgreSQL's client library, and all that pass their parameters to it.
setting libpq "a connection string of libpq" {
    strategy keepalive-user-timeout {
        line {keepalives=1 keepalives_idle={keepalive.idle} keepalives_interval={keepalive.interval} keepalives_count={keepalive.probes} tcp_user_timeout={user-timeout}} {https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
    }
}
