# What lay in the pool has ended meanwhile.
incident stale-pool "The pool hands out dead connections after the server restarted" {
    words pool {connection pool} {stale connection} restart restarted deploy \
        {rolling update} failover wait_timeout {MySQL server has gone away} \
        database mysql postgres redis \
        {server closed the connection unexpectedly} \
        {Communications link failure} {bad connection} {test on borrow} \
        testOnBorrow validation HikariCP {first query fails} http.Agent \
        undici Node.js agentkeepalive
    cells \
        close/fin-after-data/peek-lax \
        close/fin-after-data/rdhup-then-state \
        close/fin/local-flag \
        close/fin/peek-lax \
        close/fin/send-once \
        crash/reboot/peek-lax \
        crash/reboot/heartbeat-answered
    wire {The server's process ended, and its kernel sent a FIN on each
        connection, perhaps behind some last words; they lie in the pool's
        sockets, and nobody reads there. If the whole host went down without a
        word there was no FIN, and nothing tells until something is sent; then
        the rebooted host answers with a RST.}
    notices {A look before a connection is given out, if it is the right one.
        A peek sees a FIN ({says close/fin/peek-lax}), but not behind the
        server's last words ({outcome close/fin-after-data/peek-lax}: {says
        close/fin-after-data/peek-lax}); POLLRDHUP does ({says
        close/fin-after-data/rdhup-then-state}). A flag that the program set
        when it connected says {says close/fin/local-flag}; a send says {says
        close/fin/send-once}. A host that crashed no look can see ({outcome
        crash/reboot/peek-lax}), only a question to the server ({latency
        crash/reboot/heartbeat-answered}).}
    settings {Before reuse: poll for POLLRDHUP without waiting, and for POLLIN,
        too, if your server never sends unasked; a connection that has it is of
        no use. After a long idle time a question that the server answers
        (SELECT 1, PING). A pool's maximum idle time below the server's
        (wait_timeout, idle_timeout). And one more try on a new connection,
        where that is safe. In Node.js: keep a reader on each idle socket
        (socket.resume()), and drop it from the pool at 'end', 'error' and
        'close'; before reuse refuse one that is destroyed, is not writable, or
        has a readableLength above 0.}
    costs {The look is a system call; the question a round trip before the
        first request.}
    unseen {A FIN or RST that is still on the way when the look is made; a
        server that crashed, until it is asked.}
    see reuse-race quarter-hour nat-forgets eaten-error
    command {hangup lesson data-before-end}
}
