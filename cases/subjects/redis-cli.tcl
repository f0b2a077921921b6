# A client that is asked after the end, and one that listens all the time.
# Without COMMAND, redis-cli does not fetch the help of all commands first.
# SPDX-License-Identifier: BSD-2-Clause
set server {
    exec redis-server --bind 127.0.0.1 --port {port} --dir '{data}' --save '' \
        --appendonly no --rename-command COMMAND ''
}

subject redis-cli {redis-cli, PING typed after the end} {
    relies  {redis-cli shows the error of its library, "Server closed the connection" or the system's, and connects anew at the next command (hiredis, README, Errors)}
    command {exec expect '{dir}/redis-cli.exp' {host} {port}}
    server  $server
    needs   expect {expect}
    needs   redis-cli {redis-tools}
    needs   redis-server {redis-server}
}

subject redis-subscribe {redis-cli, listening by SUBSCRIBE} {
    relies  {a subscribed redis-cli reads until there is an error, and shows it (hiredis, README, Errors)}
    command {exec expect '{dir}/redis-cli.exp' {host} {port} SUBSCRIBE}
    server  $server
    needs   expect {expect}
    needs   redis-cli {redis-tools}
    needs   redis-server {redis-server}
}
