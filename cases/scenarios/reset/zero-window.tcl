# A RST gets through a closed window.
scenario reset/zero-window "An exact RST while our own window is 0" {
    why {Our receive buffer is full and our window zero: no data may be
         sent to us. A RST at RCV.NXT must be processed all the same
         (MUST-66). The unread bytes stay readable, and the error is behind
         them.}
    refs  {"RFC 9293 3.10.7.4" MUST-66 MUST-12}
    truth reset
    signs {rst-behind-data}
    prepare {
        peer sndbuf 4096
    }
    script {
        signal STOP subject
        peer fill
        await to-peer {WIN0}
        peer linger 0
        fault {
            peer close
            await to-subject {RST}
            signal CONT subject
        }
    }
    proof any
    wire {
        seen  to-peer    {WIN0} before-fault
        seen  to-subject {RST} 1 after-fault
        never to-subject {FIN}
    }
}
