# Closed, but not by all who have it.
incident inherited-socket "The server closed, and the connection stays open" {
    words fork {file descriptor leak} {fd leak} inherited FD_CLOEXEC \
        SOCK_CLOEXEC O_CLOEXEC {child process} subprocess daemon \
        {close does not send FIN} {no FIN} {connection stays open} \
        {port still in use}
    cells \
        stall/inherited-descriptor/recv-blocking \
        stall/inherited-descriptor/poll-rdhup \
        stall/inherited-descriptor/keepalive \
        stall/inherited-descriptor/user-timeout \
        stall/inherited-descriptor/heartbeat-answered
    wire {The program at the other end closed its socket, but a child that it
        started still has a copy of the descriptor. For the kernel the socket
        is open: no FIN is sent, our bytes are acknowledged, and nobody reads
        them. It ends when the child does.}
    notices {No packet tells, so nobody who waits for one: recv {outcome
        stall/inherited-descriptor/recv-blocking} it, POLLRDHUP {outcome
        stall/inherited-descriptor/poll-rdhup} it, keepalive {outcome
        stall/inherited-descriptor/keepalive} it, TCP_USER_TIMEOUT {outcome
        stall/inherited-descriptor/user-timeout} it. The answer that is
        missing does: {latency
        stall/inherited-descriptor/heartbeat-answered}.}
    settings {In the program that forks: SOCK_CLOEXEC and accept4(2) on each
        socket, or shutdown(2) before close(2): that ends the connection
        whoever has the descriptor. In the client: a deadline for the answer.
        Timers and lines: hangup advise --within 30s --survive 5s --protocol
        yes --for NAME (--for list names them).}
    costs {Nothing.}
    unseen {Which process holds the copy: on the wire nothing tells. On its
        host ss -tnp or lsof -i does.}
    see stopped-process silent-proxy
}
