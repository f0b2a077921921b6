# Connected to nobody.
scenario stall/never-accepted "The kernel completed the handshake, nobody ever accepts" {
    why {The peer's kernel completes handshakes by itself, up to the length
         of its queue; no program has accepted us. We are connected, our
         bytes are acknowledged, and nobody will ever read them. A
         connect(2) that succeeds proves a kernel, not a program.}
    refs  {"RFC 9293 3.10.7.2" "listen(2)" "no clause: observed"}
    truth silent
    signs {no-answer}
    mute {nobody accepts}
    prepare {
        peer accept off
    }
    proof acknowledged
    wire {
        never to-subject {FIN}
        never to-subject {RST}
    }
}
