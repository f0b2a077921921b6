subject example-js {Node.js: a socket of net, its events data, end and error} {
    command {exec node '{dir}/example.js' {host} {port}}
    needs   node {nodejs}
    sometimes reset/linger-0-after-data reset/zero-window recover/after-reset \
        {libuv takes a hangup after a short read for the end of the stream and does not look for the error: libuv issue 2319, changed by libuv PR 4997 in 2026}
}
