# Our end first: TIME-WAIT is ours.
scenario close/we-closed-first "Our side shuts down first, the peer answers with its FIN" {
    why {Our own side sends the first FIN, and the peer answers with its
         own: an orderly end, from our side. Who closes first keeps the
         connection in TIME-WAIT (MUST-13), where the kernel has no socket
         any more that could say how it ended: TCP_INFO knows only a closed
         one.}
    refs  {"RFC 9293 3.6" MUST-13 MUST-12}
    truth closed
    signs {fin-both}
    script {
        fault {
            subject shutdown wr
            await to-peer {FIN}
            peer close
            await to-subject {FIN}
        }
    }
    record {*did close*}
    wire {
        seen  to-peer    {FIN} after-fault
        seen  to-subject {FIN} after-fault
        never both       {RST} before-sending
        never to-subject {FIN} noted "crosses our FIN"
    }
}
