# An end that cannot even be sent.
scenario close/fin-behind-full-window "We do not read, our window is 0, and the peer has closed" {
    why {Our receive buffer is full, so that our window is zero, and the
         peer has closed. Its FIN comes behind bytes that it may not send:
         it stays on the other host. On the wire the connection is open,
         for as long as we do not read; a program that only sends or only
         watches for the end never hears of it.}
    refs  {"RFC 9293 3.8.6" "RFC 9293 3.6" MUST-12}
    truth open closed or reset
    signs {data fin-behind-data rst-on-send rst-after-fin-on-send}
    prepare {
        peer sndbuf 4096
    }
    script {
        signal STOP subject
        peer fill
        await to-peer {WIN0}
        # who reads and then speaks has the FIN before the peer has its byte
        path delay to-peer 30 {DATA}
        fault { peer close }
        signal CONT subject
    }
    proof reset
    record {*did close*}
    wire {
        seen  to-peer    {WIN0} before-fault
        never to-subject {FIN} before-fault
    }
}
