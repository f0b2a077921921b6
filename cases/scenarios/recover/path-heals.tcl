# The way is back, the flow is not.
scenario recover/path-heals "All is lost for 2.5 s; then the path carries new connections" {
    why {The path loses everything for two and a half seconds. When it
         carries again, its tables are empty: a failover, a firewall that
         restarted. Segments of the old connection are dropped still, new
         connections pass. Who waits for the old one waits in vain; who
         tries anew too eagerly sends its SYNs into the hole, where the
         kernel's own repetitions wait a second, then two.}
    refs  {"RFC 5382 5" "RFC 9293 3.8.3" MUST-20}
    truth silent
    signs {silence}
    script {
        fault {
            path drop both
            path drop both tcp port [subject port]
        }
        hold 2500 {nothing passes}
        path pass first
        peer accept next
        peer messages 200
        hold 1500 {time to come back}
    }
    proof lost any
    wire {
        never to-subject {FIN}
        never to-subject {RST}
    }
}
