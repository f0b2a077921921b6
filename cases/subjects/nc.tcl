subject nc {nc (OpenBSD's netcat) at a terminal} {
    command {expect '{dir}/nc.exp' {host} {port}}
    needs   expect {expect}
    needs   nc.openbsd {netcat-openbsd}
}
