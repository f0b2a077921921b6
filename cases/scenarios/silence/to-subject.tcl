# The other direction is enough, too.
scenario silence/to-subject "Only what comes back is lost" {
    why {Only the way back is cut. What we send arrives and the peer
         answers, but we hear nothing and retransmit; the peer sees the
         same bytes again and again. Each side would blame the other.}
    refs  {"RFC 9293 3.8.3" MUST-20 MUST-23}
    truth silent
    signs {silence}
    script {
        fault { path drop to-subject }
    }
    proof arrived lost
    wire {
        never to-subject {tcp} after-fault
    }
}
