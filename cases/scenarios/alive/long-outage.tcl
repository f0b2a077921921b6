# An outage longer than some have patience for.
scenario alive/long-outage "Everything is dropped for 1.5 s, with a segment of ours in flight" {
    why {The path loses everything for 1.5 s, and a segment of ours is in
         flight. It is sent again, each time after twice the wait, and is
         lost again: the path is well long before the next one is due, and
         that one comes across. A method whose patience ends before it
         kills a connection that works.}
    refs  {"RFC 9293 3.8.1" "RFC 6298 5.5" MUST-20 MUST-29}
    truth open
    signs {late data}
    script {
        fault {
            path drop both
            subject send 1
            await to-peer {DATA} lost
            hold 1500 {the outage}
            path pass
        }
    }
    proof echoed arrived
    wire {
        seen  to-peer    {DATA} lost after-fault
        seen  to-peer    {DATA} lost 1..9 noted retransmission after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
