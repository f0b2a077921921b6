# Nobody answers at that address.
scenario silence/lan-host-off "The peer's host is off: nobody answers ARP or neighbour solicitation" {
    why {The peer is on our own network and its host is off. Our kernel no
         longer knows its Ethernet address, asks for it and gets no answer:
         nothing of TCP leaves. With data in flight that failure is kept as
         a soft error, and becomes the name of the timeout when one comes.}
    refs  {"RFC 9293 3.9.2" "RFC 1122 2.3.2.1" "RFC 4861 7.2" "arp(7)"}
    truth silent
    signs {silence unreachable}
    script {
        fault {
            path drop both
            lab neighbour forget
        }
    }
    proof unsent lost
    host {link up address yes route yes}
    wire {
        seen  to-peer    {arp or (icmp6 and ip6[40] = 135)} lost 1..400 with-proof
        never to-subject {tcp} after-fault
    }
}
