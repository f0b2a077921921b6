# Cut off, and welcome again.
scenario recover/after-reset "The peer resets and is there for the next connection" {
    why {The peer aborts with SO_LINGER 0, three numbered bytes behind it,
         and goes on listening: a load balancer that drains, a server under
         pressure. The RST may destroy what was still on its way, so that
         the client must find out which of its messages arrived. A new
         connection is served at once.}
    refs  {"RFC 9293 3.10.7.4" MUST-12 socket(7)}
    truth reset
    signs {rst-behind-data}
    script {
        peer send 3
        await to-subject {DATA}
        peer linger 0
        fault { peer close }
        peer messages 200
        hold 3000 {time to come back}
    }
    wire {
        seen  to-subject {DATA}
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
}
