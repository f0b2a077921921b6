subject example-sh {bash: a blocking read of /dev/tcp} {
    command {bash '{dir}/example.sh' {host} {port}}
    needs   bash {bash}
}
