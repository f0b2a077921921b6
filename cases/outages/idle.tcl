# The same while nothing is in flight.
scenario outages/idle "Everything is dropped for {survive} ms, and nothing was sent" {
    why {The path loses everything for {survive} ms while the connection is
         idle. Only who asks meanwhile can notice, and must ask again before
         it takes one loss for the end.}
    refs  {"RFC 9293 3.8.4" MUST-20}
    truth open
    signs {late quiet}
    script {
        fault {
            path drop both
            hold {survive} {the outage}
            path pass
        }
    }
    proof echoed arrived
    wire {
        never to-subject {FIN}
        never to-subject {RST}
    }
}
