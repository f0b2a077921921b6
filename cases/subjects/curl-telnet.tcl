subject curl-telnet {curl telnet:// at a terminal} {
    command {expect '{dir}/curl-telnet.exp' {host} {port}}
    needs   expect {expect}
    needs   curl {curl}
}
