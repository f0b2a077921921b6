# An ICMP error that does not end anything: port unreachable.
scenario alive/icmp-hard "One ICMP port unreachable, quoting data in flight of a live connection" {
    why {Port unreachable is one of the codes that RFC 9293 calls hard: TCP
         SHOULD abort (SHLD-26). But anybody on the way can forge one, and
         so Linux treats it as soft once a connection is established (RFC
         5461 tells of it). The error waits where getsockopt(SO_ERROR)
         finds it until an acknowledgement clears it.}
    refs  {"RFC 9293 3.9.2.2" MUST-54 SHLD-26 "RFC 5461 2"}
    truth open
    signs {soft-error data}
    script {
        fault {
            path hold to-peer DATA
            subject send 1
            await to-peer {DATA} lost
            path inject icmp port-unreachable to-subject
            await to-subject {ICMP} forged
            hold 400 {the segment stays in flight: an acknowledgement clears the error}
            path pass
            await to-subject {DATA}
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {(ip[9] = 1 and ip[20] = 3 and ip[21] = 3) or (icmp6 and ip6[40] = 1 and ip6[41] = 4)} forged 1 after-fault
        seen  to-peer    {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
