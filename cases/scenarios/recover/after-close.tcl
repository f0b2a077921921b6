# The server restarts its side in good order, and takes the next connection.
scenario recover/after-close "The peer closes and is there for the next connection" {
    why {The peer sends three numbered bytes, closes and goes on listening,
         as a server does that sheds idle clients. The connection is over,
         the service is not: who connects again is served within a round
         trip, and the peer's numbers go on where they were. A good client
         waits a little first, and a little longer each time.}
    refs  {"RFC 9293 3.6" MUST-12}
    truth closed
    signs {fin-behind-data rst-after-fin-on-send}
    script {
        peer send 3
        await to-subject {DATA}
        fault { peer close }
        peer messages 200
        hold 3000 {time to come back}
    }
    record {*did close*}
    wire {
        seen  to-subject {DATA}
        seen  to-subject {FIN} after-fault
        never to-subject {FIN and DATA}
    }
}
