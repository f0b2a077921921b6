# A long way, not a dead end.
scenario alive/slow-path "300 ms of delay each way" {
    why {Every segment takes 300 ms each way, so that an answer takes
         twice as long. The retransmission timer, which had learned a much shorter
         round trip, fires before the acknowledgement can come (RFC 6298):
         the peer sees some segments twice and drops the copies. Nothing is
         lost and nothing ended.}
    refs  {"RFC 9293 3.8.1" "RFC 6298" MUST-20}
    truth open
    signs {late data}
    script {
        path delay both 300
        subject send 1
        await to-subject {DATA}
    }
    proof echoed arrived
    wire {
        seen  to-peer    {DATA} 1..30 noted retransmission
        seen  to-subject {DATA}
        never to-subject {FIN}
        never to-subject {RST}
    }
}
