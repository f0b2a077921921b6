# The peer will send no more, but still reads.
scenario half-close/shut-wr "The peer shuts its sending half" {
    why {shutdown(SHUT_WR) sends a FIN and goes on reading: whatever we send is
         acknowledged and read. The FIN is the same as that of close(2); only
         sending tells the two apart.}
    refs  {"RFC 9293 3.6" MUST-12}
    truth half-closed
    signs {fin}
    script {
        fault { peer shutdown wr }
    }
    wire {
        seen  to-subject {FIN} after-fault
        never to-subject {RST}
    }
}
