# SPDX-License-Identifier: BSD-2-Clause
subject curl-telnet {curl telnet:// at a terminal, after a line typed and echoed} {
    relies  {curl copies standard input to the connection, and what comes to standard output (curl(1), PROTOCOLS)}
    command {exec expect '{dir}/curl-telnet.exp' {host} {port}}
    needs   expect {expect}
    needs   curl {curl}
    unsupported */never-accepted {nobody echoes the line that is typed}
    excuse  close/after-half-close close/fin close/fin-after-data \
        close/fin-before-data close/fin-lost-once close/fin-repeated \
        close/fin-with-data close/forged-fin close/process-* \
        close/shutdown-both close/simultaneous close/urgent-then-fin \
        close/we-closed-first half-close/* reset/after-fin* \
        reset/killed-unread reset/linger-0* reset/middlebox-* \
        reset/unread-data reset/with-data reset/zero-window local/destroyed \
        recover/after-close recover/after-reset recover/refused-then-accepts {
        curl waits in a read of the keyboard, and looks at the connection again when Enter was pressed (curl 7.88 lib/telnet.c; collectd issue 2633)}
}
