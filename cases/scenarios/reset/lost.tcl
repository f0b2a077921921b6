# A RST is sent once.
scenario reset/lost "The peer resets, and its RST is lost" {
    why {A RST is neither acknowledged nor retransmitted. When it is lost
         we are left with a connection that the other end has forgotten:
         half-open, silent for as long as we send nothing, and reset by the
         first thing that we do.}
    refs  {"RFC 9293 3.5.1" "RFC 9293 3.5.2" MUST-12}
    truth silent reset
    signs {rst-on-send}
    script {
        path drop to-subject RST count 1
        peer linger 0
        fault { peer close }
    }
    proof reset
    record {*did close*}
    wire {
        seen  to-subject {RST} lost 1 after-fault
        never to-subject {FIN}
    }
}
