# An outage of a length that somebody wants to survive; "hangup advise" fills it in.
scenario outages/in-flight "Everything is dropped for {survive} ms, with a segment of ours in flight" {
    why {The path loses everything for {survive} ms, and a segment of ours is
         in flight. It is retransmitted until one gets through: who gives up
         before kills a connection that works.}
    refs  {"RFC 9293 3.8.1" "RFC 6298 5.5" MUST-20}
    truth open
    signs {late data}
    script {
        fault {
            path drop both
            subject send 1
            await to-peer {DATA} lost
            hold {survive} {the outage}
            path pass
        }
    }
    proof echoed arrived
    wire {
        seen  to-peer    {DATA} lost after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
