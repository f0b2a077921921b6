# The same host, another network.
incident network-changed "The network changed under us: cable, Wi-Fi, VPN, address" {
    words {cable pulled} unplugged {link down} Wi-Fi wifi roaming \
        {mobile network} {VPN reconnect} {address changed} DHCP \
        {laptop sleep} suspend resume {interface down} {network switch} \
        netlink {route lost} dormant
    cells \
        silence/link-down/recv-blocking \
        silence/link-down/link-watch \
        silence/link-down/keepalive-user-timeout \
        silence/address-lost/link-watch \
        silence/address-lost/recv-blocking \
        silence/address-lost/keepalive-user-timeout \
        silence/route-lost/user-timeout
    wire {This is about our own end: our host lost its link, its address, or
        its route. (Of the other host's power or cable tells power-lost; of a
        request that was in flight, quarter-hour.) TCP does not mind: a
        connection has no link, only two addresses, and what cannot be sent now
        is tried again later. If the address is gone for good nothing can ever
        arrive.}
    notices {Not the connection: recv {outcome silence/link-down/recv-blocking}
        it, and {outcome silence/address-lost/recv-blocking} the lost address.
        The kernel tells who listens to rtnetlink, at once: {says
        silence/link-down/link-watch} ({latency silence/link-down/link-watch}),
        {says silence/address-lost/link-watch}. Keepalive with TCP_USER_TIMEOUT
        takes {latency silence/link-down/keepalive-user-timeout} and {latency
        silence/address-lost/keepalive-user-timeout}; without a route
        TCP_USER_TIMEOUT says {says silence/route-lost/user-timeout} after
        {latency silence/route-lost/user-timeout}.}
    settings {Listen to the system's news of the network (rtnetlink,
        NetworkManager, a platform's connectivity callback), and when it
        changed ask the other end at once, on each connection. Timers for the
        rest. Lines to paste: hangup advise --within 30s --survive 5s --for
        NAME (--for list names them).}
    costs {A connection that the link's return would have saved, if you act on
        the news alone.}
    unseen {A link that is lost further away: at a switch, or at the other
        host. Our own kernel has no news of that.}
    see power-lost quarter-hour
}
