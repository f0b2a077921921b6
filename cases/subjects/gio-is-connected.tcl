# SPDX-License-Identifier: BSD-2-Clause
subject gio-is-connected {GLib/GIO: asked for g_socket_connection_is_connected()} {
    relies  {it tells whether the socket was connected and not shut down by this side (docs.gtk.org gio Socket.is_connected)}
    build   {cc -O -Wall -Werror -o '{program}' '{dir}/gio-is-connected.c' $(pkg-config --cflags --libs gio-2.0)}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
    needs   {pkg-config --exists gio-2.0} {libglib2.0-dev pkg-config}
    excuse close/after-half-close close/fin close/fin-after-data close/fin-before-data close/fin-lost-once \
        close/fin-repeated close/fin-with-data close/forged-fin close/process-exit close/process-killed \
        close/shutdown-both close/urgent-then-fin half-close/shut-wr half-close/shut-wr-after-data \
        half-close/shut-wr-not-reading close/simultaneous close/we-closed-first half-close/then-reset \
        reset/after-fin reset/after-fin-behind-data reset/killed-unread reset/linger-0 \
        reset/linger-0-after-data reset/middlebox-both reset/middlebox-one reset/never-accepted \
        reset/unread-data reset/with-data reset/zero-window local/destroyed \
        recover/after-close recover/after-reset recover/refused-then-accepts \
        {it tells only whether this side connected and has not shut down: docs.gtk.org gio Socket.is_connected}
}
