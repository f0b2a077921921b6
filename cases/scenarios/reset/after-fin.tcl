# The end, and then an abort.
scenario reset/after-fin "FIN first, RST 250 ms later" {
    why {The peer's FIN arrives, and 250 ms later a RST. A program that was
         told of the end by a read has gone its way; one that asks late
         finds a socket in which the reset has become EPIPE, and a read
         that still says end of file.}
    refs  {"RFC 9293 3.10.7.4" "RFC 9293 3.5.3" MUST-12}
    truth closed reset
    signs {fin rst-after-fin}
    script {
        fault {
            peer shutdown wr
            await to-subject {FIN}
            hold 250 {between the two, and between two checks that come every 100 ms}
            peer linger 0
            peer close
            await to-subject {RST}
        }
    }
    wire {
        seen  to-subject {FIN} after-fault
        seen  to-subject {RST} after-fault
    }
}
