# A box between two healthy hosts has a table, and a clock.
incident nat-forgets "An idle connection dies behind a NAT, a firewall, a load balancer" {
    words NAT conntrack {idle timeout} {idle connection} {idle for hours} \
        {connection tracking} {load balancer} firewall NLB ELB Azure AWS \
        kubernetes {flow forgotten} {works after reconnect} \
        {first query after lunch} TCP_KEEPIDLE keepalive_time lb loadbalancer \
        aurora rds {350 seconds} {first request after} {first query after} \
        postgres {NAT gateway} {ssh session}
    cells \
        crash/nat-forgot-drop/recv-blocking \
        crash/nat-forgot-drop/keepalive \
        crash/nat-forgot-drop/user-timeout \
        crash/nat-forgot-drop/heartbeat-answered \
        crash/nat-forgot-rst/recv-blocking \
        crash/nat-forgot-rst/keepalive \
        crash/nat-forgot-rst/send-once \
        silence/with-data-in-flight/recv-blocking \
        silence/with-data-in-flight/keepalive
    wire {A box on the way keeps a table of flows and forgets one that was
        idle for longer than it likes; no packet tells either end. What is
        sent later it drops, so that nothing comes back, or it answers with a
        RST. Both hosts are well, and each thinks that the other is there.}
    notices {Nobody who only waits: recv {outcome
        crash/nat-forgot-drop/recv-blocking} it, even where the box would
        answer with a RST ({outcome crash/nat-forgot-rst/recv-blocking}).
        Keepalive finds out whether it is dropped ({latency
        crash/nat-forgot-drop/keepalive}) or reset ({latency
        crash/nat-forgot-rst/keepalive} after a probe was answered), by
        {subject keepalive}. The first send succeeds even so: {says
        crash/nat-forgot-rst/send-once}. If nothing was sent before the box
        forgot, the next query is what is in flight from then on: keepalive is
        silent ({outcome silence/with-data-in-flight/keepalive}), and where the
        box drops, the kernel sends the query again and again: in the same
        silence a blocking recv with the kernel's own settings returned after
        {latency silence/with-data-in-flight/recv-blocking stock}.}
    settings {Keepalive on the socket, with TCP_KEEPIDLE below the box's idle
        timeout: then the flow never is idle, and is not forgotten. The
        default, {setting tcp_keepalive_time} s (tcp_keepalive_time), is longer
        than many a box waits: with it keepalive {outcome
        crash/nat-forgot-drop/keepalive stock} this while it was watched for
        {setting window stock}. And TCP_USER_TIMEOUT for what is sent into the
        hole ({latency crash/nat-forgot-drop/user-timeout}). Lines to paste:
        hangup advise --within 30s --survive 5s --for NAME (--for list names
        them).}
    costs {A probe of no bytes, and its answer, each TCP_KEEPIDLE seconds
        while nothing else is sent. It wakes a phone's radio.}
    unseen {That the box forgot, until something is sent. The query that finds
        it out is lost, or its answer is: ask again only what may be asked
        twice.}
    see quarter-hour keepalive-silent silent-proxy
    command {hangup lesson middlebox}
}
