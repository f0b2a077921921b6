# A good guess is not good enough.
scenario alive/forged-rst-in-window "A forged RST in the window, not at RCV.NXT" {
    why {A forged RST falls into the receive window but not at its very
         first byte. Older stacks died of it; since RFC 5961 the answer is
         a challenge ACK, to which a true peer that had lost the connection
         would reply with an exact RST, and one that had not says nothing.
         The connection lives.}
    refs  {"RFC 9293 3.10.7.4" "RFC 9293 3.5.3" "RFC 5961 3.2"}
    truth open
    signs {quiet}
    script {
        fault {
            path inject rst to-subject in-window
            await to-subject {RST} forged
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {RST} forged 1 noted "not at RCV.NXT"
        seen  to-peer    {ACK} noted "challenge ACK"
        never to-subject {FIN}
    }
}
