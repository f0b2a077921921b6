# The FIN is there, and nobody looks.
incident client-left "The server goes on working for a client that left" {
    words CLOSE_WAIT CLOSE-WAIT {client disconnected} {client left} \
        {client closed request} 499 {abandoned query} {long query} \
        {wasted work} {cancelled request} {browser closed} {pile up} \
        {too many open files} proxy_ignore_client_abort \
        client_connection_check_interval {client gone}
    cells \
        close/fin/poll-rdhup \
        close/fin/writable \
        close/fin/so-error \
        close/fin/heartbeat-unanswered \
        close/fin-after-data/peek-lax \
        close/fin-after-data/poll-rdhup
    wire {The client closed, and its FIN was acknowledged by our kernel: the
        socket is in CLOSE_WAIT. The program computes an answer and does not
        read meanwhile, so it does not know. No further packet will come, and
        CLOSE_WAIT has no timer: it lasts until the program closes.}
    notices {POLLRDHUP, at once ({latency close/fin/poll-rdhup}). It also sees
        a FIN behind a request that was not read yet ({latency
        close/fin-after-data/poll-rdhup}); a peek sees only that request ({says
        close/fin-after-data/peek-lax}). Other looks that do not read miss the
        FIN: the socket is writable ({outcome close/fin/writable}), and
        SO_ERROR knows no FIN ({says close/fin/so-error}). A program that
        writes now and then hears {says close/fin/heartbeat-unanswered} after
        {latency close/fin/heartbeat-unanswered}.}
    settings {Stop the work and close the socket: nothing else ends CLOSE_WAIT,
        no timer and no option. See them with their programs: ss -tnp state
        close-wait. To learn of it in time: POLLRDHUP or EPOLLRDHUP in the
        event loop while a request is worked on; PostgreSQL has
        client_connection_check_interval for it. A client that only shut its
        sending half looks the same. If clients of your protocol do that and
        wait for the answer, finish the answer, and only then close.}
    costs {A system call now and then, or nothing where an event loop runs.}
    unseen {A client that went without a FIN, as by a power failure: its
        connection stays ESTABLISHED, not CLOSE_WAIT.}
    see power-lost half-closed-torn second-write
    command {hangup lesson half-close}
}
