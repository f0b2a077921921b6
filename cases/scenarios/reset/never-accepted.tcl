# Connected to a queue that is thrown away.
scenario reset/never-accepted "The listener closes while our connection waits in its queue" {
    why {The kernel completed the handshake, but no process ever accepted
         us. When the listener closes, the connections in its queue are
         reset. From here it had looked established all the time.}
    refs  {"RFC 9293 3.10.4" "listen(2)" "no clause: observed"}
    truth reset
    signs {rst}
    mute {nobody accepts}
    prepare {
        peer accept off
    }
    script {
        fault { peer unlisten }
    }
    proof any
    wire {
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
}
