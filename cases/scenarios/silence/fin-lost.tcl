# An end that nobody hears.
scenario silence/fin-lost "The peer closes; neither its FIN nor anything after gets through" {
    why {The peer closed in good order, but its FIN and all retransmissions
         of it are lost. For us it is silence and nothing else; the peer's
         kernel gives up in a few minutes and forgets the connection.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.8.3" MUST-20}
    truth silent
    signs {silence}
    script {
        fault {
            path drop both
            peer close
        }
    }
    proof lost
    record {*did close*}
    wire {
        seen  to-subject {FIN} lost 1..20 after-fault
        never to-subject {tcp} after-fault
    }
}
