subject ncat {ncat (Nmap's netcat) at a terminal} {
    command {expect '{dir}/ncat.exp' {host} {port}}
    needs   expect {expect}
    needs   ncat {ncat}
}
