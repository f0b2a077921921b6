# Half closed, then closed, and no packet between.
scenario close/after-half-close "The peer shuts its sending half, and 1.5 s later closes" {
    why {The peer sends its FIN by shutdown(SHUT_WR) and goes on reading;
         one and a half seconds later it closes. The second step puts
         nothing on the wire: its FIN was sent long ago. What was half-
         closed is now closed, and only who sends will learn it, by a RST.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.6.1" MUST-12}
    truth half-closed closed
    signs {fin rst-after-fin-on-send}
    script {
        fault {
            peer shutdown wr
            await to-subject {FIN}
            hold 1500 {the time between the two steps}
            peer close
        }
    }
    proof reset
    record {*did close*}
    wire {
        seen  to-subject {FIN} after-fault
    }
}
