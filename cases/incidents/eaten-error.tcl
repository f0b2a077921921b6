# An error is told once.
incident eaten-error "A reset that nobody saw: the error was eaten" {
    words {error eaten} {swallowed error} {error consumed} {reset not seen} \
        {clean EOF after reset} {SO_ERROR is 0} {silent data loss} \
        {recv returned 0} {health check eats error} ECONNRESET RST \
        {truncated download}
    cells \
        reset/linger-0/poll-peek-eof-only \
        reset/linger-0/peek-lax \
        reset/linger-0/recv-blocking \
        reset/linger-0/poll-rdhup-now \
        reset/linger-0/rdhup-then-state
    wire {A RST arrives, and the kernel keeps one error for it. The first call
        that may tell it does, and takes it away: a recv, a peek, a
        getsockopt(SO_ERROR). Each later one sees an ordinary end.}
    notices {Whoever asks first. A recv that waits names it: {says
        reset/linger-0/recv-blocking}. A look that does not care about the
        error eats it and takes what comes after for an ordinary end: {says
        reset/linger-0/poll-peek-eof-only}, {latency
        reset/linger-0/poll-peek-eof-only} after the RST, while one that does
        needs {latency reset/linger-0/peek-lax}. poll alone eats nothing
        ({says reset/linger-0/poll-rdhup-now}), and the socket's state is
        still right ({says reset/linger-0/rdhup-then-state}).}
    settings {One place that looks, and that hands the error on: whoever peeks
        must treat an error as the end and keep its name. Look with poll
        (POLLERR, POLLHUP), and let the reader take the error.}
    costs {Nothing.}
    unseen {Of the error that was taken away, nothing: SO_ERROR and a second
        recv do not name it again.}
    see second-write stale-pool
    command {hangup lesson eaten-error}
}
