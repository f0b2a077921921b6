# The end overtakes the last words.
scenario close/fin-before-data "The path swaps the FIN and the data before it" {
    why {The FIN arrives before the data that was sent before it. Its
         sequence number says that something is missing: the receiver keeps
         it, acknowledges what it has, and takes the FIN only when the gap
         is filled. An end out of order is not an end yet.}
    refs  {"RFC 9293 3.10.7.4" SHLD-31 MUST-12}
    truth closed
    signs {fin-behind-data rst-after-fin-on-send}
    script {
        fault {
            path reorder to-subject DATA count 1
            peer send 5
            peer close
            await to-subject {DATA}
        }
    }
    wire {
        seen  to-subject {FIN} 1 noted out-of-order
        seen  to-subject {DATA} after-fault
        never to-subject {FIN} noted retransmission
        never to-subject {RST} before-sending
    }
}
