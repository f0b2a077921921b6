# An abort: RST, nothing unread.
scenario reset/linger-0 "SO_LINGER with zero seconds, then close" {
    why {SO_LINGER {1, 0} and close(2) is the ABORT of the standard: RST
         instead of FIN. The first call that looks at the socket eats the
         error; the next sees what looks like a clean close.}
    refs  {"RFC 9293 3.10.5" MUST-12 socket(7)}
    truth reset
    signs {rst}
    script {
        peer linger 0
        fault { peer close }
    }
    record {*did close*}
    wire {
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
}
