# Urgent, and then the end.
scenario close/urgent-then-fin "One urgent byte, then close" {
    why {An urgent byte that nobody took lies in the socket when the FIN
         arrives. It is not in the stream: a read finds the end at once.
         But POLLPRI stays, and a check that looks only at exceptional
         conditions keeps reporting urgent data of a connection that is
         over.}
    refs  {"RFC 9293 3.8.5" "RFC 9293 3.6" "poll(2)"}
    truth closed
    signs {fin urgent rst-after-fin-on-send}
    script {
        peer oob
        await to-subject {URG}
        fault { peer close }
    }
    wire {
        seen  to-subject {URG} before-fault
        seen  to-subject {FIN} after-fault
        never to-subject {RST} before-sending
    }
}
