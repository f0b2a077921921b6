# A FIN is retransmitted like data.
scenario close/fin-lost-once "The first FIN is lost, its retransmission arrives" {
    why {The FIN occupies a sequence number, and so it is acknowledged and
         retransmitted like a byte of data. The first one is lost; when
         its retransmission timer runs out the peer's kernel sends it
         again, long after its process has gone. The end is noticed late, but it is noticed.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.8.1" MUST-12}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        path drop to-subject FIN count 1
        fault {
            peer close
            await to-subject {FIN}
        }
    }
    wire {
        seen  to-subject {FIN} lost 1 after-fault
        seen  to-subject {FIN} 1 noted retransmission
        never to-subject {RST} before-sending
    }
}
