# Loss, which is what TCP was made for.
scenario alive/lossy-path "20 % of all frames are lost each way, under traffic" {
    why {A fifth of all frames is lost, in both directions, for two and a
         half seconds of traffic. Retransmission brings every byte across
         in the end, some of them late: each loss in a row doubles the
         wait. A method with less patience than the retransmission timer
         needs for a few losses calls the connection dead.}
    refs  {"RFC 9293 3.8.1" "RFC 6298 5.5" MUST-20 MUST-29}
    truth open
    signs {late data}
    script {
        path lose both 20 seed 7
        for {set i 0} {$i < 10} {incr i} {
            peer send 2
            subject send 1
            hold 250 {the pace of the traffic under loss}
        }
        path pass
    }
    proof echoed arrived
    wire {
        seen  both       {DATA} 5..400
        seen  both       {tcp} 1..400 noted retransmission with-proof
        never to-subject {FIN}
        never to-subject {RST}
    }
}
