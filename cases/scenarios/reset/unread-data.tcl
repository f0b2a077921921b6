# Closing with unread bytes is an abort.
scenario reset/unread-data "The peer closes with bytes of ours unread" {
    why {A host that closes before it has read everything sends RST to say
         that data was lost. The peer meant an orderly close; what arrives
         here is an abort.}
    refs  {"RFC 9293 3.6.1" SHLD-3 "RFC 2525 2.17"}
    truth reset
    signs {rst}
    script {
        peer read off
        subject send 5
        await to-peer {DATA}
        fault { peer close }
    }
    record {*did close*}
    wire {
        seen  to-peer    {DATA}
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
}
