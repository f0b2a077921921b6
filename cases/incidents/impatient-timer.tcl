# Nothing had ended: it only took longer than the timer allowed.
incident impatient-timer "Healthy connections are dropped: a timer is too impatient" {
    words {false alarm} {too impatient} {read timeout} {socket timeout} \
        SO_RCVTIMEO soTimeout socketTimeout {healthy connection dropped} \
        {random disconnects} flapping outage {packet loss} {slow query} \
        {slow answer} wifi {spurious timeout} EAGAIN {aggressive keepalive} \
        {keepalive too aggressive} {network outage} {brief outage} \
        too_many_pings grpc {i/o timeout}
    cells \
        alive/idle/recv-timeout \
        alive/slow-reply/recv-timeout \
        alive/long-outage/recv-timeout \
        alive/long-outage/tcp-info-probes \
        alive/long-outage/probe-when-idle \
        alive/long-outage/user-timeout \
        alive/long-outage/keepalive-user-timeout \
        alive/long-outage/heartbeat-answered
    wire {Nothing ended: the other end had nothing to say, took its time, or
        the path lost packets for a moment. TCP repeats what was lost, each
        pause twice as long as the one before, so that a short outage is heard
        of later than it was over. A timer that runs out before calls a
        healthy connection dead.}
    notices {A receive timeout calls every quiet connection dead: {outcome
        alive/idle/recv-timeout} after {latency alive/idle/recv-timeout} of
        idleness, {outcome alive/slow-reply/recv-timeout} at a slow answer
        ({subject recv-timeout}). In the outage of alive/long-outage a strategy
        that counts retransmissions calls it dead after {latency
        alive/long-outage/tcp-info-probes}, a probe with too little patience
        after {latency alive/long-outage/probe-when-idle}; these waited long
        enough: TCP_USER_TIMEOUT ({outcome alive/long-outage/user-timeout}),
        keepalive with it ({outcome alive/long-outage/keepalive-user-timeout}),
        a heartbeat ({outcome alive/long-outage/heartbeat-answered}).}
    settings {No receive timeout as a test of life; it is a deadline of a
        request, and belongs there. Patience of more than a few retransmissions
        in a row for whatever decides that a peer is dead. A PING of HTTP/2
        more often than the server allows is answered with GOAWAY (gRPC:
        too_many_pings): agree on its interval. Timers that survive an outage
        of so long: hangup advise --within 30s --survive 5s --for NAME (--for
        list names them).}
    costs {A dead peer is noticed as much later as the timer waits longer.}
    unseen {An outage that outlasts the patience: until it is over it looks as
        the death of the peer does.}
    see quarter-hour unread-bytes
}
