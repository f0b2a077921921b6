# SPDX-License-Identifier: BSD-2-Clause
subject perl-connected {Perl IO::Socket: asked for connected()} {
    relies  {connected returns the peer's address; its documentation says that it cannot tell ESTABLISHED from CLOSE-WAIT (perldoc IO::Socket, "connected")}
    command {exec perl '{dir}/perl-connected.pl' {host} {port}}
    needs   {perl -MIO::Socket::IP -e 1} {perl}
    excuse close/after-half-close close/fin close/fin-after-data close/fin-before-data close/fin-lost-once \
        close/fin-repeated close/fin-with-data close/forged-fin close/process-exit close/process-killed \
        close/shutdown-both close/urgent-then-fin half-close/shut-wr half-close/shut-wr-after-data \
        half-close/shut-wr-not-reading recover/after-close \
        recover/refused-then-accepts \
        {it is getpeername(2), which still has a peer in CLOSE-WAIT: perldoc IO::Socket, "connected"}
}
