# The end of sending is not the end.
incident half-closed-torn "A half-closed connection was torn down" {
    words half-close {half closed} half-closed shutdown SHUT_WR FIN_WAIT_2 \
        FIN-WAIT-2 tcp_fin_timeout {nc -N} CloseWrite {truncated reply} \
        {proxy drops half-closed} allowHalfOpen {EOF on stdin}
    cells \
        half-close/shut-wr/poll-rdhup-now \
        half-close/shut-wr/rdhup-then-state \
        half-close/shut-wr/dual-verification \
        half-close/shut-wr/send-repeatedly \
        close/fin/dual-verification \
        close/fin/send-repeatedly
    wire {The other end called shutdown(SHUT_WR): it has said all, and waits
        for our answer in FIN_WAIT_2. The FIN is the same as that of a close.
        A program, or a proxy between, that takes it for the end closes too,
        and the answer never comes.}
    notices {That something ended is seen at once, what it was is not: who
        takes POLLRDHUP for the end says {says
        half-close/shut-wr/poll-rdhup-now}, who looks at the socket's state
        says {says half-close/shut-wr/rdhup-then-state}. Only sending tells it
        from a close, and not the first byte: one that is sent right away
        finds {says half-close/shut-wr/dual-verification} here, and {says
        close/fin/dual-verification} of a connection that is closed. Byte
        after byte ({subject send-repeatedly}) it stays {says
        half-close/shut-wr/send-repeatedly} here, and is {says
        close/fin/send-repeatedly} after a close, in {latency
        close/fin/send-repeatedly}.}
    settings {Answer first, then close: after a FIN finish what was asked. In
        Node.js allowHalfOpen, in Go CloseWrite on the other side. A proxy
        must hand a FIN on as shutdown(SHUT_WR), each way by itself. A client
        that waits so needs a deadline of its own.}
    costs {Work for a client that had really left, until a send fails.}
    unseen {What the other end meant, before a send failed: its FIN is the same
        for both. A client that waits, and dies without a word, is not seen at
        all.}
    see client-left second-write
    command {hangup lesson half-close}
}
