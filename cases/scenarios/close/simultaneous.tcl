# Both at the same time.
scenario close/simultaneous "Both sides send their FIN before they have seen the other's" {
    why {Both ends close at once and the FINs cross on the way. Each side
         goes through CLOSING to TIME-WAIT (figure 13 of the standard), and
         neither was first. For a program it is the same as having closed
         first: what its peer wanted to say is said.}
    refs  {"RFC 9293 3.6" "RFC 9293 figure 13" MUST-13}
    truth closed
    signs {fin-both}
    script {
        fault {
            path hold both FIN
            subject shutdown wr
            await to-peer    {FIN} lost
            peer close
            await to-subject {FIN} lost
            path pass
            await both {ACK} 2
        }
    }
    wire {
        seen  to-peer    {FIN} 1..3 after-fault
        seen  to-subject {FIN} 1..3 after-fault
        never both       {RST} before-sending
        seen  to-subject {FIN} 1..3 noted "crosses our FIN"
    }
}
