# SPDX-License-Identifier: BSD-2-Clause
subject telnet {telnet at a terminal} {
    relies  {telnet says "Connection closed by foreign host." and ends when the connection does (inetutils-telnet(1))}
    command {exec expect '{dir}/telnet.exp' {host} {port}}
    needs   expect {expect}
    needs   inetutils-telnet {inetutils-telnet}
    excuse  reset/killed-unread reset/linger-0* reset/middlebox-* \
        reset/never-accepted reset/unread-data reset/with-data \
        reset/zero-window local/destroyed recover/after-reset {
        telnet prints these words after any failure to read; the error itself is not printed (inetutils 2.4, telnet/commands.c)}
}
