subject example-js {Node.js: a socket of net, its events data, end and error} {
    command {node '{dir}/example.js' {host} {port}}
    needs   node {nodejs}
}
