# One end is told, the other is not.
scenario reset/middlebox-one "The path forges an exact RST to us only" {
    why {Only our side gets the forged RST; the peer believes the
         connection open and will find out when it sends and is answered by
         a RST. A server in that place keeps a connection of a client that
         is long gone.}
    refs  {"RFC 9293 3.5.1" "RFC 9293 3.5.3" "RFC 3360 2.1"}
    truth reset
    signs {rst}
    script {
        fault { path inject rst to-subject }
    }
    proof any reset
    wire {
        seen  to-subject {RST} forged 1 after-fault
        never to-subject {RST}
        never to-peer    {RST} forged
    }
}
