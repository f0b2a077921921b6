# The way says that there is no way.
scenario silence/icmp-host "The path answers everything with ICMP host unreachable" {
    why {A router on the way has lost its route and answers every segment
         with host unreachable. The error is soft: TCP goes on trying
         (MUST-56), remembers it, and gives the timeout its name if one
         comes. It counts only if it quotes what is in flight; that of a
         keepalive probe, whose sequence number is an old one, does not.}
    refs  {"RFC 9293 3.9.2.2" MUST-54 MUST-56 SHLD-25 "RFC 5461 2"}
    truth silent
    signs {silence unreachable}
    script {
        fault { path answer both icmp host-unreachable }
    }
    proof lost lost
    wire {
        seen  to-subject {(ip[9] = 1 and ip[20] = 3 and ip[21] = 1) or (icmp6 and ip6[40] = 1 and ip6[41] = 3)} forged 1..99 with-proof
        never to-subject {tcp} after-fault
    }
}
