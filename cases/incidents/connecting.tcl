# Not a connection yet: said so that nobody seeks in vain.
incident connecting "Connecting fails: Hangup does not test that (yet)" {
    words {connect timeout} {connect timed out} {connection timeout} \
        {connection refused} {connect refused} SYN SYN_SENT SYN-SENT \
        {cannot connect} {could not connect} {failed to connect} \
        connect_timeout tcp_syn_retries TCP_SYNCNT {SYN flood} \
        {listen backlog}
    cells \
        stall/never-accepted/send-once \
        stall/never-accepted/keepalive \
        stall/never-accepted/heartbeat-answered
    wire {A SYN that nobody answers is sent again until the kernel gives up
        ({setting tcp_syn_retries} times here, tcp_syn_retries): a connect
        timeout. One that is answered with a RST is a connection refused.
        Hangup does not test how connecting fails: each of its scenarios begins
        with a connection that is established. The nearest is one that the
        other kernel completed, and that its program never accepts.}
    notices {Of how connecting fails nothing was measured. To the connection
        that is never accepted a send succeeds ({says
        stall/never-accepted/send-once}), and keepalive {outcome
        stall/never-accepted/keepalive} it; an answer that is owed is missing
        after {latency stall/never-accepted/heartbeat-answered}.}
    settings {A limit for connecting, apart from that for the answer: connect()
        that does not wait, with poll and a clock, or what your library calls
        connect timeout. A second try, later each time.}
    costs {A host that is only slow to answer is not waited for.}
    unseen {All that a scenario of connecting would show.}
    see quarter-hour icmp-rejected stopped-process
}
