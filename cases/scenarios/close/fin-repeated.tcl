# Three times the same end.
scenario close/fin-repeated "The FIN arrives three times" {
    why {The path delivers the FIN three times. The first one ends the
         connection; each copy is an old segment, answered by an
         acknowledgement and otherwise ignored. A second FIN says nothing
         new.}
    refs  {"RFC 9293 3.10.7.4" "RFC 9293 3.6"}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        path duplicate to-subject FIN copies 2
        fault {
            peer close
            await to-subject {FIN} forged 2
        }
    }
    wire {
        seen  to-subject {FIN} 1 after-fault
        seen  to-subject {FIN} forged 2 noted "duplicated by the path"
        never to-subject {RST} before-sending
    }
}
