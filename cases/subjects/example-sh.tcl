subject example-sh {bash and cat: /dev/tcp, read until the end} {
    command {exec bash '{dir}/example.sh' {host} {port}}
    needs   bash {bash}
}
