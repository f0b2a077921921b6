# Somebody on the way says no.
incident icmp-rejected "A firewall rejects, a router has no route: ICMP" {
    words ICMP EHOSTUNREACH {No route to host} ENETUNREACH ECONNREFUSED \
        {admin prohibited} {administratively prohibited} REJECT iptables \
        nftables {security group} {firewall rule} {port unreachable} \
        {host unreachable} SO_ERROR {soft error} IP_RECVERR \
        {Destination unreachable}
    cells \
        silence/icmp-admin/recv-blocking \
        silence/icmp-admin/keepalive \
        silence/icmp-admin/user-timeout \
        silence/icmp-admin/heartbeat-answered \
        silence/icmp-host/user-timeout \
        alive/icmp-hard/so-error \
        alive/icmp-hard/recv-blocking
    wire {A rule that says REJECT, or a router that lost its route, answers
        each packet with an ICMP error. For an established connection TCP
        takes it for passing: it goes on trying, and keeps the error only to
        name the timeout. A single one may also be forged, or of a route that
        flaps, on a connection that lives.}
    notices {A recv that waits hears nothing of it ({outcome
        silence/icmp-admin/recv-blocking}). TCP_USER_TIMEOUT comes with the
        name, {says silence/icmp-admin/user-timeout} after {latency
        silence/icmp-admin/user-timeout}; keepalive without, {says
        silence/icmp-admin/keepalive} after {latency
        silence/icmp-admin/keepalive}: the error quotes a probe, and a probe
        is not in flight. Who asks SO_ERROR is told of a single error on a
        healthy connection: {says alive/icmp-hard/so-error}, {outcome
        alive/icmp-hard/so-error}; a recv is not ({outcome
        alive/icmp-hard/recv-blocking}).}
    settings {TCP_USER_TIMEOUT, and show the error's name to who reads the log.
        Do not take SO_ERROR or IP_RECVERR of a connected socket for its end.
        Lines to paste: hangup advise --within 30s --survive 5s --for NAME
        (--for list names them).}
    costs {None. To wait for the timeout is what keeps a flapping route from
        ending connections.}
    unseen {Whether the rule is there for good or for a moment: the ICMP error
        is the same. A rule that says DROP sends none.}
    see power-lost nat-forgets connecting
}
