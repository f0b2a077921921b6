# The first write only finds out; the second one is told.
incident second-write "The first write succeeds, the second fails: broken pipe" {
    words EPIPE {Broken pipe} SIGPIPE {second write} {first write} \
        {write succeeds} {write failed} {data lost} {send returned success} \
        {lost message} {os error 32} {errno 32} {errno 104} {os error 104}
    cells \
        close/fin/send-once \
        close/fin/send-repeatedly \
        close/fin/recv-blocking \
        close/fin/poll-rdhup \
        reset/linger-0/send-once \
        crash/reboot/send-repeatedly
    wire {The other end closed, and its FIN is here. A FIN says only that
        nothing more will come: we may send, so the first write goes out. The
        other end has nobody to read it and answers with a RST; after that
        each write fails.}
    notices {The first send said {says close/fin/send-once}: the bytes are
        lost, and the end was {outcome close/fin/send-once}. With more of them
        ({subject send-repeatedly}) it took {latency close/fin/send-repeatedly}
        to hear {says close/fin/send-repeatedly}. The FIN could have been read
        at once: recv {says close/fin/recv-blocking}, poll {says
        close/fin/poll-rdhup}. A RST behind a FIN is told as EPIPE, one without
        a FIN as ECONNRESET: {says crash/reboot/send-repeatedly} (the host
        rebooted), {says reset/linger-0/send-once} (an abort, as a close over
        unread bytes is).}
    settings {Look for the end before you write: a read that does not wait, or
        POLLRDHUP in the event loop. Ask for an answer to what must not be
        lost; a write that succeeded says that the kernel has it, no more.
        Ignore SIGPIPE, or send with MSG_NOSIGNAL.}
    costs {The look is a system call. An answer is a round trip.}
    unseen {How much of what was written the other end read: a send that
        succeeded says that our kernel has it.}
    see client-left reuse-race eaten-error
    command {hangup lesson first-send}
}
