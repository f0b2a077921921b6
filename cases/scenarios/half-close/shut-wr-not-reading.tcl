# Half an end, and deaf besides.
scenario half-close/shut-wr-not-reading "The peer shuts its sending half and reads nothing either" {
    why {The peer sends its FIN and has stopped reading: its window is
         zero, and what we want to send stays here. A program that ignores
         the FIN because it only writes will fill its own buffer and then
         wait; the kernel probes the closed window and is acknowledged,
         again and again.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.8.6.1" MUST-36}
    truth half-closed
    signs {fin zero-window}
    prepare {
        peer rcvbuf 4096
    }
    script {
        fault {
            peer read off
            subject fill
            peer shutdown wr
        }
    }
    proof any
    record {*did shutdown-wr*}
    wire {
        seen  to-subject {WIN0} after-fault
        seen  to-subject {FIN} after-fault
        never to-subject {RST}
    }
}
