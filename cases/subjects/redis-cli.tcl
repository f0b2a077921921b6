subject redis-cli {redis-cli: PING, typed after the end} {
    command {expect '{dir}/redis-cli.exp' {host} {port}}
    server  {redis-server --bind 127.0.0.1 --port {port} --dir '{data}' --save '' --appendonly no --rename-command COMMAND ''}
    needs   expect {expect}
    needs   redis-cli {redis-tools}
    needs   redis-server {redis-server}
}
