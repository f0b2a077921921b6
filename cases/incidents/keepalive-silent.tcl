# It was switched on, and had no chance.
incident keepalive-silent "Keepalive is on, and nothing happens" {
    words SO_KEEPALIVE keepalive TCP_KEEPIDLE TCP_KEEPINTVL TCP_KEEPCNT \
        tcp_keepalive_time {two hours} {2 hours} 7200 \
        {keepalive does not work} {keepalive ignored} {no probes} \
        setKeepAlive keepalives_idle {TCP keep-alive} {keepalive not working}
    cells \
        silence/both-ways/keepalive \
        silence/with-data-in-flight/keepalive \
        silence/with-data-in-flight/keepalive-user-timeout \
        silence/both-ways/writable \
        silence/data-only/keepalive \
        stall/process-stopped/keepalive
    wire {Keepalive sends a probe only after the connection was idle for its
        time, and never while a byte of ours is in flight: then the
        retransmission timer runs instead. The probe is answered by the other
        kernel, whatever the program there does. What it finds out is an error
        of the socket, which somebody must ask for.}
    notices {With timers of its own it works where the connection was idle:
        {says silence/both-ways/keepalive} after {latency
        silence/both-ways/keepalive} ({subject keepalive}). With the kernel's
        own ({setting tcp_keepalive_time} s, then {setting
        tcp_keepalive_probes} probes {setting tcp_keepalive_intvl} s apart) the
        same silence was {outcome silence/both-ways/keepalive stock} while it
        was watched for {setting window stock}; how much longer it takes was
        not measured. Silence with a byte in flight it {outcome
        silence/with-data-in-flight/keepalive}, a path on which only bare
        acknowledgements pass it {outcome silence/data-only/keepalive}, a
        stopped process it {outcome stall/process-stopped/keepalive}. And a
        program that asks only whether it may write is never told ({outcome
        silence/both-ways/writable}).}
    settings {TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT on the socket, not
        SO_KEEPALIVE alone; and TCP_USER_TIMEOUT for the data in flight
        (together: {latency
        silence/with-data-in-flight/keepalive-user-timeout}). Wait for the
        error: a read, or poll and SO_ERROR. Lines to paste: hangup advise
        --within 30s --survive 5s --for NAME (--for list names them).}
    costs {A probe of no bytes, and its answer, in each idle period.}
    unseen {A program that hangs while its kernel answers the probes, and a
        server behind a proxy that answers them.}
    see quarter-hour stopped-process silent-proxy reuse-race
    command {hangup lesson keepalive}
}
