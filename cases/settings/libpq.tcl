# PostgreSQL's client library, and all that pass their parameters to it.
setting libpq "a connection string of libpq" {
    strategy keepalive-user-timeout {
        line {connect_timeout=10 keepalives=1 keepalives_idle={keepalive.idle} keepalives_interval={keepalive.interval} keepalives_count={keepalive.probes} tcp_user_timeout={user-timeout}} {https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS (connect_timeout, in s, is of connecting alone)}
    }
    strategy heartbeat-answered heartbeat-reconnect {
        lacks {libpq has no parameter for a heartbeat: ask SELECT 1 before you use an idle connection again, and give each request a deadline in the program} {https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
        lacks {statement_timeout is the server's own: a server that is gone keeps none} {https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT}
    }
}
