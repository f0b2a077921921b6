# Half an end behind unread bytes.
scenario half-close/shut-wr-after-data "The peer sends five bytes and shuts its sending half" {
    why {Five bytes lie unread and a FIN is behind them, but the peer still
         reads what we send. Who peeks sees data; who reads to the end and
         takes it for the end of everything throws away a connection that
         still works one way.}
    refs  {"RFC 9293 3.6" MUST-12}
    truth half-closed
    signs {fin-behind-data}
    script {
        peer send 5
        await to-subject {DATA}
        fault { peer shutdown wr }
    }
    record {*did shutdown-wr*}
    wire {
        seen  to-subject {DATA} before-fault
        seen  to-subject {FIN} after-fault
        never to-subject {RST}
    }
}
