subject telnet {telnet at a terminal} {
    command {expect '{dir}/telnet.exp' {host} {port}}
    needs   expect {expect}
    needs   inetutils-telnet {inetutils-telnet}
}
