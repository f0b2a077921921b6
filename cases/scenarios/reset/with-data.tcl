# A RST may carry a message.
scenario reset/with-data "A RST that carries five bytes of data" {
    why {A RST may carry data, meant as an explanation for people (SHLD-2).
         The receiver resets like for any other; what was written in it is
         not delivered to anybody.}
    refs  {"RFC 9293 3.5.3" SHLD-2 "RFC 9293 3.10.7.4"}
    truth reset
    signs {rst}
    script {
        fault { path inject rst to-subject data 5 }
    }
    proof any reset
    wire {
        seen  to-subject {RST and DATA} forged 1 after-fault
        never to-subject {RST}
    }
}
