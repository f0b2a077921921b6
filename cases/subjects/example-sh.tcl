subject example-sh {bash and cat: /dev/tcp, read until the end} {
    command {bash '{dir}/example.sh' {host} {port}}
    needs   bash {bash}
}
