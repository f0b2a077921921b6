# A shell at the other end, as the lab's ordinary id: names for it and keys are
# made once, and nss_wrapper shows them to both programs.  No terminal there:
# sshd would give it to group tty, which an ordinary id may not.
# SPDX-License-Identifier: BSD-2-Clause
set build {
    rm -rf '{program}' && mkdir '{program}' && cd '{program}' &&
    echo 'hangup:x:1000:1000::/:/bin/sh' >passwd &&
    echo 'hangup:x:1000:' >group &&
    export NSS_WRAPPER_PASSWD=$PWD/passwd NSS_WRAPPER_GROUP=$PWD/group &&
    export LD_PRELOAD=libnss_wrapper.so &&
    as='unshare --user --map-user=1000 --map-group=1000' &&
    $as ssh-keygen -q -t ed25519 -N '' -f host &&
    $as ssh-keygen -q -t ed25519 -N '' -f user
}
set server {
    cd '{program}' && exec env LD_PRELOAD=libnss_wrapper.so \
        NSS_WRAPPER_PASSWD=$PWD/passwd NSS_WRAPPER_GROUP=$PWD/group \
        /usr/sbin/sshd -D -e -f /dev/null \
        -o ListenAddress=127.0.0.1:{port} -o PidFile=none -h $PWD/host \
        -o AuthorizedKeysFile=$PWD/user.pub -o StrictModes=no
}

subject ssh {ssh, at the prompt of a shell} {
    relies  {ServerAliveInterval is 0, no messages are sent; TCPKeepAlive is on, with the system's two hours (ssh_config(5))}
    build   $build
    command {exec expect '{dir}/ssh.exp' {host} {port} '{program}'}
    server  $server
    needs   expect {expect}
    needs   ssh {openssh-client}
    needs   /usr/sbin/sshd {openssh-server}
    needs   {ls /usr/lib/*/libnss_wrapper.so} {libnss-wrapper}
    needs   unshare {util-linux}
}

subject ssh-alive {ssh with ServerAliveInterval 1 and ServerAliveCountMax 2} {
    relies  {after so many messages without an answer ssh disconnects (ssh_config(5), ServerAliveInterval, ServerAliveCountMax)}
    build   $build
    command {exec expect '{dir}/ssh.exp' {host} {port} '{program}' -o ServerAliveInterval=1 -o ServerAliveCountMax=2}
    server  $server
    needs   expect {expect}
    needs   ssh {openssh-client}
    needs   /usr/sbin/sshd {openssh-server}
    needs   {ls /usr/lib/*/libnss_wrapper.so} {libnss-wrapper}
    needs   unshare {util-linux}
    unsupported close/fin-lost-once {
        a message of its own, each second, may be answered by RST before the FIN is sent again}
    unsupported close/simultaneous close/we-closed-first {
        its sending half was shut by another: a message of its own fails before the other side has ended}
}
