# PostgreSQL refuses to be root: it is made and run as the lab's ordinary id,
# whose name nss_wrapper knows.  The cluster is made once, of one database, and
# copied for each cell.
# SPDX-License-Identifier: BSD-2-Clause
set path {PATH=$(ls -d /usr/lib/postgresql/*/bin | tail -1):$PATH}
set build "$path"
append build { && rm -rf '{program}' && mkdir '{program}' && cd '{program}' &&
    echo 'hangup:x:1000:1000::/:/bin/sh' >passwd &&
    echo 'hangup:x:1000:' >group &&
    export NSS_WRAPPER_PASSWD=$PWD/passwd NSS_WRAPPER_GROUP=$PWD/group &&
    export LD_PRELOAD=libnss_wrapper.so &&
    as='unshare --user --map-user=1000 --map-group=1000' &&
    $as initdb -D db -U hangup -A trust --no-locale --no-sync --wal-segsize=1 &&
    printf '%s\n' 'update pg_database set datistemplate = false;' \
        'drop database template0;' 'drop database postgres;' |
        $as postgres --single -D db template1
}
set server $path
append server { && cp -r '{program}/db' '{data}' &&
    exec postgres -D '{data}/db' -p {port} -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c shared_buffers=1MB -c autovacuum=off \
        -c max_connections=10 -c max_wal_senders=0 -c fsync=off \
        -c dynamic_shared_memory_type=mmap
}
set answers "$path pg_isready -q -h 127.0.0.1 -p {port}"

subject psql {psql, a query typed after the end} {
    relies  {psql looks at the connection when it is given a query; libpq says "server closed the connection unexpectedly" of an end and of a reset (libpq, fe-secure.c)}
    build   $build
    command {exec expect '{dir}/psql.exp' {host} {port}}
    server  $server $answers
    needs   expect {expect}
    needs   {ls /usr/lib/postgresql/*/bin/initdb} {postgresql}
    needs   {ls /usr/lib/*/libnss_wrapper.so} {libnss-wrapper}
    needs   unshare {util-linux}
}

subject psql-alive {psql with keepalives and tcp_user_timeout, the same} {
    relies  {data unacknowledged for so many ms, or so many probes, end the connection (libpq, keepalives_idle, keepalives_count, tcp_user_timeout)}
    build   $build
    command {exec expect '{dir}/psql.exp' {host} {port} keepalives_idle=1 keepalives_interval=1 keepalives_count=2 tcp_user_timeout=2000}
    server  $server $answers
    needs   expect {expect}
    needs   {ls /usr/lib/postgresql/*/bin/initdb} {postgresql}
    needs   {ls /usr/lib/*/libnss_wrapper.so} {libnss-wrapper}
    needs   unshare {util-linux}
}
