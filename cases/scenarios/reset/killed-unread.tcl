# A killed process that had not read everything.
scenario reset/killed-unread "SIGKILL with bytes of ours unread" {
    why {A process is killed while bytes of ours lie unread in its socket.
         Its kernel closes for it, and a close with unread data is a reset:
         what looked like an orderly end in close/process-killed is an
         abort here, and the only difference is a byte that nobody had
         read.}
    refs  {"RFC 9293 3.6.1" SHLD-3 "RFC 2525 2.17"}
    truth reset
    signs {rst}
    script {
        peer read off
        subject send 5
        await to-peer {DATA}
        fault { signal KILL peer }
    }
    proof any
    record {killed 9}
    wire {
        seen  to-peer    {DATA} before-fault
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
}
