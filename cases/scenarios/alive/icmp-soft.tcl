# An ICMP error that does not end anything: host unreachable.
scenario alive/icmp-soft "One ICMP host unreachable, quoting data in flight of a live connection" {
    why {A router on the way cannot reach the peer for a moment and says
         so, quoting a segment of ours that is in flight. Such an error is
         soft: TCP must not abort for it (MUST-56), because routes come
         back. Linux keeps it beside the connection, where
         getsockopt(SO_ERROR) finds it - and takes a live connection for a
         dead one - until the next acknowledgement clears it.}
    refs  {"RFC 9293 3.9.2.2" MUST-54 MUST-56 SHLD-25 "RFC 5461 2"}
    truth open
    signs {soft-error data}
    script {
        fault {
            path hold to-peer DATA
            subject send 1
            await to-peer {DATA} lost
            path inject icmp host-unreachable to-subject
            await to-subject {ICMP} forged
            hold 400 {the segment stays in flight: an acknowledgement clears the error}
            path pass
            await to-subject {DATA}
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {(ip[9] = 1 and ip[20] = 3 and ip[21] = 1) or (icmp6 and ip6[40] = 1 and ip6[41] = 3)} forged 1 after-fault
        seen  to-peer    {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
