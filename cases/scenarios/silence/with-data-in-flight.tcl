# Silence that the kernel itself can notice.
scenario silence/with-data-in-flight "The blackhole begins between our send and its acknowledgement" {
    why {A byte of ours was sent and its acknowledgement is lost, like
         everything after it. Now the kernel has something to retransmit,
         and it will give up after many minutes (R2, MUST-20). Keepalive
         does not help: it sends nothing while data is in flight.}
    refs  {"RFC 9293 3.8.3" MUST-20 MUST-21 MUST-23 MUST-26}
    truth silent
    signs {silence}
    script {
        path drop to-subject
        subject send 1
        await to-peer {DATA}
        fault { path drop both }
    }
    proof lost lost
    wire {
        seen  to-peer    {DATA} before-fault
        never to-subject {tcp} after-fault
    }
}
