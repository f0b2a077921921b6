set server {
    cd '{program}' && exec env LD_PRELOAD=libnss_wrapper.so \
    NSS_WRAPPER_PASSWD=$PWD/passwd NSS_WRAPPER_GROUP=$PWD/group \
    /usr/sbin/sshd -D -e -f /dev/null -o ListenAddress=127.0.0.1:{port} \
    -h $PWD/host -o AuthorizedKeysFile=$PWD/user.pub -o PidFile=none \
    -o StrictModes=no -o PrintMotd=no -o PrintLastLog=no
}
set build {
    rm -rf '{program}' && mkdir '{program}' && cd '{program}' &&
    echo 'hangup:x:1000:1000::/:/bin/sh' >passwd &&
    echo 'hangup:x:1000:' >group &&
    ssh-keygen -q -t ed25519 -N '' -f host &&
    ssh-keygen -q -t ed25519 -N '' -f user
}
subject ssh {ssh at a terminal, a shell at the other end} {
    relies  {}
    build   $build
    command {expect '{dir}/ssh.exp' {host} {port} '{program}'}
    server  $server
    needs   expect {expect}
    needs   ssh {openssh-client}
    needs   /usr/sbin/sshd {openssh-server}
    needs   {ls /usr/lib/*/libnss_wrapper.so} {libnss-wrapper}
    needs   unshare {util-linux}
}
subject ssh-alive {ssh with ServerAliveInterval 1, ServerAliveCountMax 2} {
    relies  {}
    build   $build
    command {expect '{dir}/ssh.exp' {host} {port} '{program}' -o ServerAliveInterval=1 -o ServerAliveCountMax=2}
    server  $server
    needs   expect {expect}
    needs   ssh {openssh-client}
    needs   /usr/sbin/sshd {openssh-server}
    needs   {ls /usr/lib/*/libnss_wrapper.so} {libnss-wrapper}
}
