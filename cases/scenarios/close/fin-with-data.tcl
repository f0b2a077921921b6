# The last words and the end in one segment.
scenario close/fin-with-data "Five bytes and the FIN in one segment" {
    why {The peer's last bytes and its FIN share a segment, as they often
         do when a server writes its answer and closes. The FIN counts
         behind the data: who peeks sees data, and the end only after
         having read it.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.10.7.4" MUST-12}
    truth closed
    signs {fin-behind-data rst-after-fin-on-send}
    script {
        peer cork on
        fault {
            peer send 5
            peer close
        }
    }
    record {*did close*}
    wire {
        seen  to-subject {FIN and DATA} after-fault
        never to-subject {RST} before-sending
    }
}
