# An outage shorter than anybody's patience.
scenario alive/brief-outage "Everything is dropped for 400 ms" {
    why {The path loses everything for 400 ms, begun right after an answer was
         seen. The retransmission timer brings the lost segment across;
         nothing ended, and TCP was made for this.}
    refs  {"RFC 9293 3.8.1" MUST-20}
    truth open
    signs {data late}
    script {
        subject send 1
        await to-subject {DATA}
        fault {
            path drop both
            peer send 1
            hold 400 {the outage}
            path pass
            await to-subject {DATA}
        }
    }
    wire {
        seen  to-subject {DATA} lost after-fault
        seen  to-subject {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
