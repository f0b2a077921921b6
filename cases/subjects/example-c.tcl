subject example-c {C: asked, it peeks with recv(MSG_PEEK)} {
    build   {cc -O -o '{program}' '{dir}/example.c'}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
}
