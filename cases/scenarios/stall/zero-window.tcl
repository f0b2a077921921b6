# It does not even listen.
scenario stall/zero-window "The peer never reads, and its window is full" {
    why {The peer's program has stopped reading; its buffer is full and its
         window zero. As long as its kernel acknowledges our probes we must
         keep the connection open (MUST-37), if need be for ever: that is
         what the standard asks, and what attackers use. TCP_USER_TIMEOUT
         ends it.}
    refs  {"RFC 9293 3.8.6.1" MUST-35 MUST-36 MUST-37 "RFC 6429"}
    truth silent
    signs {no-answer zero-window}
    prepare {
        peer rcvbuf 4096
    }
    script {
        fault {
            peer read off
            subject fill
        }
    }
    proof any arrived
    wire {
        seen  to-subject {WIN0} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
