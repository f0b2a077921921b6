# SPDX-License-Identifier: BSD-2-Clause
subject nc {nc (OpenBSD's netcat) at a terminal} {
    relies  {nc ends when neither direction can carry anything any more; its input is a terminal, which does not end (nc(1), options -N, -q and -W)}
    command {exec expect '{dir}/nc.exp' {host} {port}}
    needs   expect {expect}
    needs   nc.openbsd {netcat-openbsd}
    excuse  close/after-half-close close/fin close/fin-after-data \
        close/fin-before-data close/fin-behind-full-window \
        close/fin-lost-once close/fin-repeated close/fin-with-data \
        close/forged-fin close/process-exit close/process-killed \
        close/shutdown-both close/urgent-then-fin half-close/shut-wr* \
        recover/after-close recover/refused-then-accepts {
        a FIN ends one direction only: nc still waits for its input to end, and shows nothing (hyperia-sk/memcache-info issue 1)}
}
