# A SYN where none is expected.
scenario alive/forged-syn "A forged SYN on an established connection" {
    why {A SYN arrives for a connection that is established. It may be an
         attack, or the other host after a crash that wants to begin anew.
         Whatever its sequence number, the answer is a challenge ACK (RFC
         5961): if the peer has truly forgotten us it will answer that with
         a RST, and until then nothing has ended.}
    refs  {"RFC 9293 3.10.7.4" "RFC 5961 4.2"}
    truth open
    signs {quiet}
    script {
        fault {
            path inject syn to-subject
            await to-subject {SYN} forged
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {SYN} forged 1 after-fault
        seen  to-peer    {ACK} noted "challenge ACK"
        never to-subject {FIN}
        never to-subject {RST}
    }
}
