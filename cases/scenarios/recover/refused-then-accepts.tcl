# A restart takes its time.
scenario recover/refused-then-accepts "The peer closes, refuses for 2 s, then listens again" {
    why {A server that restarts: it closes its connections and its listener,
         and for two seconds every SYN is answered by RST. Who tries again
         in a tight loop, since each refusal comes within a round trip,
         sends thousands of SYNs: a storm, multiplied by the number of
         clients. Backoff and jitter are what this scenario asks for.}
    refs  {"RFC 9293 3.5.2" "RFC 9293 3.6" MUST-12}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        fault {
            peer unlisten
            peer close
        }
        hold 2000 {the listener is away}
        peer listen
        peer messages 200
        hold 2200 {time to come back}
    }
    record {*did close*}
    wire {
        seen  to-subject {FIN} after-fault
    }
}
