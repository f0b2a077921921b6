# Keyword arguments go to libpq.
setting psycopg "psycopg.connect()" {
    strategy keepalive-user-timeout {
        line {psycopg.connect(conninfo, connect_timeout=10, keepalives=1,} {https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
        line {    keepalives_idle={keepalive.idle}, keepalives_interval={keepalive.interval},} {https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
        line {    keepalives_count={keepalive.probes}, tcp_user_timeout={user-timeout})} {https://www.psycopg.org/psycopg3/docs/api/connections.html#psycopg.Connection.connect, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS}
        line {# SQLAlchemy, the same keys: create_engine(url, connect_args={...})} {https://docs.sqlalchemy.org/en/20/core/engines.html#sqlalchemy.create_engine.params.connect_args}
        line {# Django, the same keys: DATABASES["default"]["OPTIONS"] = {...}} {https://docs.djangoproject.com/en/5.0/ref/settings/#std-setting-OPTIONS}
    }
    strategy heartbeat-answered heartbeat-reconnect {
        lacks {psycopg has no setting for a heartbeat: ask SELECT 1 before you use an idle connection again (SQLAlchemy: pool_pre_ping=True), and give each request a deadline in the program} {https://docs.sqlalchemy.org/en/20/core/pooling.html#pool-disconnects-pessimistic}
        lacks {statement_timeout is the server's own: a server that is gone keeps none} {https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT}
    }
}
