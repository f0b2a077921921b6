# The cable is out, and nobody tells the socket.
scenario silence/link-down "Our link loses its carrier" {
    why {The subject's own link loses its carrier. The kernel knows it at
         once and tells whoever listens to rtnetlink; the socket is not
         told. Nothing leaves, nothing is refused: for TCP a cable that is
         out for a moment and one that is out for good look alike.}
    refs  {"RFC 9293 3.9.2" "rtnetlink(7)" "no clause: observed"}
    truth silent
    signs {silence link-lost}
    script {
        fault { lab link down }
    }
    proof unsent lost
    host {link down*}
    wire {
        never to-subject {tcp} after-fault
        never to-peer    {arp or (icmp6 and ip6[40] = 135)} anywhere with-proof
    }
}
