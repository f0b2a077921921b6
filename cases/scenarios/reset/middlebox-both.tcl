# A box between that ends it for both.
scenario reset/middlebox-both "The path forges an exact RST to both ends" {
    why {A middlebox decides that a connection shall end and sends a RST to
         either side, each in the other's name and at exactly the right
         sequence number. Neither host can tell it from the other's own;
         only the two captures show that nobody sent it.}
    refs  {"RFC 9293 3.5.3" "RFC 9293 3.10.7.4" "RFC 3360 2.1"}
    truth reset
    signs {rst}
    script {
        fault { path inject rst both }
    }
    proof any
    wire {
        seen  to-subject {RST} forged 1 after-fault
        seen  to-peer    {RST} forged 1 after-fault
        never to-subject {RST}
    }
}
