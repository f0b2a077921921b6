# A RST from nowhere that hits nothing.
scenario alive/forged-rst-outside "A forged RST outside the window" {
    why {Somebody who does not know our sequence numbers forges a RST. It
         lies outside the receive window, and such a segment is dropped
         without a word: only a RST that was in the window may say anything
         at all. Nothing happened, and no strategy should notice.}
    refs  {"RFC 9293 3.10.7.4" "RFC 9293 3.5.3" "RFC 5961 3.2"}
    truth open
    signs {quiet}
    script {
        fault {
            path inject rst to-subject outside
            await to-subject {RST} forged
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {RST} forged 1 noted "outside the window"
        never to-peer    {ACK} noted "challenge ACK"
        never to-subject {FIN}
    }
}
