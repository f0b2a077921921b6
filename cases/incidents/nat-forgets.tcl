# A box between two healthy hosts has a table, and a clock.
incident nat-forgets "An idle connection dies behind a NAT, a firewall, a load balancer" {
    words NAT conntrack {idle timeout} {idle connection} {idle for hours} \
        {connection tracking} {load balancer} firewall NLB ELB Azure AWS \
        kubernetes kube-proxy {flow forgotten} {works after reconnect} \
        {first query after lunch} TCP_KEEPIDLE keepalive_time
    cells \
        crash/nat-forgot-drop/recv-blocking \
        crash/nat-forgot-drop/keepalive \
        crash/nat-forgot-drop/user-timeout \
        crash/nat-forgot-drop/heartbeat-answered \
        crash/nat-forgot-rst/recv-blocking \
        crash/nat-forgot-rst/keepalive \
        crash/nat-forgot-rst/send-once
    wire {A box on the way keeps a table of flows and forgets one that was
        idle for longer than it likes; no packet tells either end. What is
        sent later it drops, so that nothing comes back, or it answers with a
        RST. Both hosts are well, and each thinks that the other is there.}
    notices {Nobody who only waits: recv {outcome
        crash/nat-forgot-drop/recv-blocking} it, even where the box would
        answer with a RST ({outcome crash/nat-forgot-rst/recv-blocking}).
        Keepalive finds out whether it is dropped ({latency
        crash/nat-forgot-drop/keepalive}) or reset ({latency
        crash/nat-forgot-rst/keepalive} after a probe was answered), by {subject keepalive}. The first send succeeds even so: {says crash/nat-forgot-rst/send-once}.}
    settings {Keepalive on the socket, with TCP_KEEPIDLE below the box's idle
        timeout: then the flow never is idle, and is not forgotten. The
        default, {setting tcp_keepalive_time} s (tcp_keepalive_time), is
        longer than many a box waits: with it keepalive {outcome
        crash/nat-forgot-drop/keepalive stock} this in a window of {setting window stock}. And TCP_USER_TIMEOUT for what is sent into the
        hole ({latency crash/nat-forgot-drop/user-timeout}).}
    costs {A probe of no bytes, and its answer, each TCP_KEEPIDLE seconds
        while nothing else is sent. It wakes a phone's radio.}
    command {hangup lesson middlebox}
}
