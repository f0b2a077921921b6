# Readable is not dead.
incident unread-bytes "The pool throws healthy connections away" {
    words {pool churn} {healthy connection} {readable is dead} \
        {connections never reused} {unread bytes} {server push} \
        {asynchronous notification} {session ticket} GOAWAY {TLS 1.3} \
        urllib3 clickhouse {too many new connections} TIME_WAIT
    cells \
        alive/unread-data/readable-is-dead \
        alive/unread-data/peek-strict \
        alive/unread-data/peek-lax \
        alive/unread-data/rdhup-then-state \
        close/fin/readable-is-dead
    wire {Bytes that nobody asked for lie in an idle connection: a notice of
        the server, a session ticket of TLS. The connection is well. A check
        that takes a readable socket for a dead one closes it.}
    notices {Readable is dead, says the check: {outcome
        alive/unread-data/readable-is-dead} ({says
        alive/unread-data/readable-is-dead}); it says the same of a FIN ({says
        close/fin/readable-is-dead}) and cannot tell them apart. So does a
        peek that wants silence ({outcome alive/unread-data/peek-strict}). A
        peek that allows data is right here ({outcome
        alive/unread-data/peek-lax}) and blind to a FIN behind it; POLLRDHUP
        is right in both ({outcome alive/unread-data/rdhup-then-state}).}
    settings {Where your protocol never sends unasked, what is unread is a
        mistake, and to drop the connection is right. Where it may, read what
        is there first, or look with POLLRDHUP.}
    costs {POLLRDHUP costs what poll costs.}
    unseen {What the unread bytes are: to know whether they are a notice or a
        mistake, somebody must read them.}
    see stale-pool impatient-timer
    command {hangup lesson data-before-end}
}
