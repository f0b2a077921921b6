# No way to send, for this host.
scenario silence/route-lost "Our route to the peer is withdrawn" {
    why {The subject's own route to the peer is withdrawn, as by a VPN that
         ends. IPv4 goes on in silence and retries; IPv6 keeps the refusal
         as a soft error, so that a timeout is called unreachable. What the
         peer sends still arrives: we cannot answer.}
    refs  {"RFC 9293 3.9.2" "rtnetlink(7)" "no clause: observed"}
    truth silent
    signs {silence link-lost}
    ipv6-signs {silence no-way-out link-lost}
    script {
        fault { lab route withdraw }
    }
    proof unsent arrived
    host {*address yes route no}
    wire {
        never to-peer    {tcp} after-fault
    }
}
