# SPDX-License-Identifier: BSD-2-Clause
subject java-flags {Java Socket: asked for isConnected() and isClosed()} {
    relies  {both tell what this side did: closing a socket does not clear its connection state (docs.oracle.com Java 17, java.net.Socket.isConnected)}
    build   {mkdir -p '{program}.d' && javac -d '{program}.d' '{dir}/JavaFlags.java' && jar -c -f '{program}' -e JavaFlags -C '{program}.d' .}
    command {exec java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '{program}' {host} {port}}
    needs   javac {default-jdk-headless}
    excuse close/after-half-close close/fin close/fin-after-data close/fin-before-data close/fin-lost-once \
        close/fin-repeated close/fin-with-data close/forged-fin close/process-exit close/process-killed \
        close/shutdown-both close/urgent-then-fin half-close/shut-wr half-close/shut-wr-after-data \
        half-close/shut-wr-not-reading close/simultaneous close/we-closed-first half-close/then-reset \
        reset/after-fin reset/after-fin-behind-data reset/killed-unread reset/linger-0 \
        reset/linger-0-after-data reset/middlebox-both reset/middlebox-one reset/never-accepted \
        reset/unread-data reset/with-data reset/zero-window local/destroyed \
        recover/after-close recover/after-reset recover/refused-then-accepts \
        {they tell only what this side did with the socket: docs.oracle.com Java 17, java.net.Socket.isConnected}
}
