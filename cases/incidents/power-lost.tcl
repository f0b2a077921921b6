# No FIN, no RST: nobody was left to send one.
incident power-lost "The power of the other host failed" {
    words {power failure} {power off} {powered off} crash crashed panic \
        {kernel panic} {host down} {node lost} {instance terminated} \
        {VM killed} {spot instance} {network partition} blackhole silence \
        EHOSTUNREACH {No route to host} half-open {dead peer} \
        {host unplugged} {server unplugged} kubernetes grpc pod evicted \
        {pod evicted} {node gone} {node died} {peer unplugged}
    cells \
        silence/lan-host-off/recv-blocking \
        silence/lan-host-off/keepalive \
        silence/lan-host-off/user-timeout \
        silence/lan-host-off/heartbeat-answered \
        silence/both-ways/heartbeat-unanswered \
        crash/host-dies-mid-send/recv-blocking \
        crash/reboot/recv-blocking \
        crash/reboot/keepalive
    wire {A host without power says nothing, and on its own network nobody
        answers ARP for it; a router further away may say host unreachable.
        What we send is repeated and lost. When the host is back it knows
        nothing of us and answers the first thing that we send with a RST. A
        pod whose node is gone looks the same. Here nothing of ours was in
        flight when it happened; if a request was, see quarter-hour.}
    notices {Who waits for data hears nothing: recv {outcome
        silence/lan-host-off/recv-blocking} it, even in the middle of a message
        ({outcome crash/host-dies-mid-send/recv-blocking}), and even after the
        host came back ({outcome crash/reboot/recv-blocking}). Keepalive says
        {says silence/lan-host-off/keepalive} after {latency
        silence/lan-host-off/keepalive}; TCP_USER_TIMEOUT with a byte in flight
        says {says silence/lan-host-off/user-timeout} after {latency
        silence/lan-host-off/user-timeout}; a heartbeat that must be answered
        takes {latency silence/lan-host-off/heartbeat-answered}. One that is
        only sent is not enough: {outcome
        silence/both-ways/heartbeat-unanswered}, and {subject
        heartbeat-unanswered stock} was told after {latency
        silence/both-ways/heartbeat-unanswered stock}. Once the host is back a
        probe finds out at once ({says crash/reboot/keepalive}).}
    settings {Keepalive and TCP_USER_TIMEOUT together on each socket, or a
        heartbeat whose answer is awaited, if the protocol has one. Lines to
        paste: hangup advise --within 30s --survive 5s --for NAME (--for list
        names them).}
    costs {Keepalive: a probe and its answer in each idle period. A heartbeat:
        its bytes, and an end that wakes up for them.}
    unseen {How it ended: a host without power, a cut cable and a box that
        drops look the same from further away than the own network.}
    see quarter-hour network-changed nat-forgets
    command {hangup lesson silence}
}
