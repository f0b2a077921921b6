# SPDX-License-Identifier: BSD-2-Clause
# A client that is asked after the end, and one that listens all the time.
# Without COMMAND, redis-cli does not fetch the help of all commands first.
set server {
    exec redis-server --bind 127.0.0.1 --port {port} --dir '{data}' --save '' \
        --appendonly no --rename-command COMMAND ''
}
foreach {name title word} {
    redis-cli       {redis-cli, PING typed after the end} {}
    redis-subscribe {redis-cli, listening by SUBSCRIBE}   SUBSCRIBE
} {
    subject $name $title {
        relies  {redis-cli shows the error of the library hiredis, "Server closed the connection" or that of the system, and reconnects at the next command (redis.io, redis-cli; hiredis, README)}
        command "expect '{dir}/redis.exp' {host} {port} $word"
        server  $server
        needs   expect {expect}
        needs   redis-cli {redis-tools}
        needs   redis-server {redis-server}
    }
}
