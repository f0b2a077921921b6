# An error message that nobody obeys any more.
scenario alive/icmp-source-quench "One ICMP source quench, quoting data in flight" {
    why {Source quench once asked a sender to slow down. It has been
         obsolete since RFC 6633, and TCP must discard it in silence
         (MUST-55). Nothing may change: not the connection, not its error,
         not its speed.}
    refs  {"RFC 9293 3.9.2.2" MUST-55 "RFC 6633 3"}
    truth open
    signs {data}
    ipv4-only {ICMPv6 has no source quench (RFC 4443 2.1)}
    script {
        fault {
            path hold to-peer DATA
            subject send 1
            await to-peer {DATA} lost
            path inject icmp source-quench to-subject
            await to-subject {ICMP} forged
            hold 400 {the segment stays in flight: an acknowledgement clears the error}
            path pass
            await to-subject {DATA}
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {icmp[0] = 4} forged 1 after-fault
        seen  to-peer    {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
