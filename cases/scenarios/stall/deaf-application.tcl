# It listens, and says nothing.
scenario stall/deaf-application "The peer reads everything and answers nothing" {
    why {The peer's program reads what we send and never answers: a
         deadlock behind a working network thread. Its kernel acknowledges
         every byte, its window stays open. TCP has no complaint; only a
         protocol in which answers are owed can tell.}
    refs  {"RFC 9293 3.8.4" "RFC 1122 4.2.3.6"}
    truth silent
    signs {no-answer}
    script {
        fault { peer echo off }
    }
    proof acknowledged arrived
    record {accepted*did nothing*}
    wire {
        never to-subject {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
