# Closed, though the descriptor stays.
scenario close/shutdown-both "The peer calls shutdown(SHUT_RDWR)" {
    why {shutdown(SHUT_RDWR) ends both directions and keeps the descriptor
         open. On the wire it is the same FIN as that of close(2); and as
         nobody will read any more, data that we send is answered by RST.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.6.1" MUST-12}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        fault { peer shutdown both }
    }
    proof reset
    record {*did shutdown-both*}
    wire {
        seen  to-subject {FIN} after-fault
        never to-subject {RST} before-sending
    }
}
