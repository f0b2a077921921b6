# SPDX-License-Identifier: BSD-2-Clause
subject node-net {Node.js net: the events of a socket made with the defaults} {
    relies  {'end' when the other side sent a FIN, 'error' before 'close' otherwise; allowHalfOpen false answers a FIN by one (nodejs.org net, "Class: net.Socket")}
    command {exec node '{dir}/node-net.js' {host} {port}}
    needs   node {nodejs}
    sometimes reset/linger-0-after-data reset/zero-window recover/after-reset {libuv takes a hangup after a short read for the end of the stream and does not look for the error: libuv issue 2319, changed by libuv PR 4997 in 2026}
    unsupported half-close/then-reset reset/after-fin reset/after-fin-behind-data {allowHalfOpen is false: node has closed its side, and nothing can be sent any more (nodejs.org net, "net.createServer")}
}
