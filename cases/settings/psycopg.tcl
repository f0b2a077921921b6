# Keyword arguments go to libpq.
setting psycopg "psycopg.connect()" {
    strategy keepalive-user-timeout {
        line {psycopg.connect(conninfo, keepalives=1, keepalives_idle={keepalive.idle},} {https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
        line {    keepalives_interval={keepalive.interval}, keepalives_count={keepalive.probes}, tcp_user_timeout={user-timeout})} {https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
    }
}
