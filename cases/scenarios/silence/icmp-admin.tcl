# The way says that it will not.
scenario silence/icmp-admin "The path answers everything with ICMP admin prohibited" {
    why {A firewall rejects every segment and says so: administratively
         prohibited. This code is in neither of the lists of RFC 9293;
         Linux treats it as a soft error, like host unreachable. It is
         kept, and gives the timeout its name.}
    refs  {"RFC 9293 3.9.2.2" MUST-54 "RFC 1812 5.2.7.1" "no clause: observed"}
    truth silent
    signs {silence unreachable}
    script {
        fault { path answer both icmp admin-prohibited }
    }
    proof lost lost
    wire {
        seen  to-subject {(ip[9] = 1 and ip[20] = 3 and ip[21] = 13) or (icmp6 and ip6[40] = 1 and ip6[41] = 1)} forged 1..99 with-proof
        never to-subject {tcp} after-fault
    }
}
