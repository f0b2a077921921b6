# Data in both directions all the time: data is not the end.
scenario alive/chatty "Both sides send small messages all the time" {
    why {Readable does not mean closed. A method that takes any readiness for
         the end calls the liveliest connection dead.}
    refs  {"RFC 9293 3.8"}
    truth open
    signs {data}
    script {
        for {set i 0} {$i < 40} {incr i} {
            peer send 3
            subject send 2
            hold 100 {the pace of the talk; 40 of these fill the window}
        }
    }
    wire {
        seen  to-subject {DATA} 20..200
        seen  to-peer    {DATA} 1..200
        never to-subject {FIN}
        never to-subject {RST}
    }
}
