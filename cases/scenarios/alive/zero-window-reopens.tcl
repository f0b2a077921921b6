# Full, and then not full any more.
scenario alive/zero-window-reopens "The peer stops reading until its window is 0, and resumes" {
    why {The peer's application pauses; its receive buffer fills, and its
         kernel advertises a window of zero: send nothing more. That is
         flow control, not death, and a sender must go on probing for as
         long as it is acknowledged (MUST-35 to MUST-37). Then the
         application reads again and all that waited gets through.}
    refs  {"RFC 9293 3.8.6.1" MUST-35 MUST-36 MUST-37}
    truth open
    signs {late data}
    prepare {
        peer rcvbuf 4096
    }
    script {
        fault {
            peer read off
            subject fill
            hold 1200 {a pause of the peer's application}
            peer read on
        }
    }
    proof echoed arrived
    wire {
        seen  to-subject {WIN0} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
