# A box forgot us, and says so when asked.
scenario crash/nat-forgot-rst "A middlebox forgot the flow and answers with RST" {
    why {The middlebox has forgotten the flow, and rejects what it does not
         know with a RST in the other end's name. Silent for as long as we
         send nothing; the first byte, or the first keepalive probe, is
         answered and ends it. Keepalive shorter than the box's memory
         would have kept the flow alive.}
    refs  {"RFC 9293 3.5.1" "RFC 5382 5" "RFC 3360 2.1"}
    truth silent reset
    signs {rst-on-send}
    script {
        fault {
            path answer both rst tcp port [subject port]
            lab connect
        }
    }
    proof reset reset
    record {*did nothing*}
    wire {
        seen  to-peer    {SYN} after-fault another
        seen  to-subject {SYN and ACK} after-fault another
        never to-subject {FIN}
        never to-subject {RST} before-fault
        seen  to-subject {RST} forged 1..99 with-proof
    }
}
