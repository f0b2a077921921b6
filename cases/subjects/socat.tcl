subject socat {socat between a terminal and the connection} {
    command {expect '{dir}/socat.exp' {host} {port}}
    needs   expect {expect}
    needs   socat {socat}
}
