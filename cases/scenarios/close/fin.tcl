# The ordinary end: FIN, nothing unread.
scenario close/fin "The peer closes, nothing is unread" {
    why {The peer calls close(2) and its FIN arrives in order. Our side is in
         CLOSE-WAIT and may still send; what it sends is answered by RST,
         because nobody is there to read it.}
    refs  {"RFC 9293 3.6" MUST-12}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        fault { peer close }
    }
    record {*did close*}
    wire {
        seen  to-subject {FIN} after-fault
        never to-subject {RST} before-sending
    }
}
