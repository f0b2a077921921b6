# One direction is enough.
scenario silence/to-peer "Only what we send is lost" {
    why {Only the way to the peer is cut: a firewall rule, a broken fibre
         of a pair. What the peer sends still arrives and we acknowledge it
         in vain. For our side it is silence: nothing comes back, whatever
         we send.}
    refs  {"RFC 9293 3.8.3" MUST-20 MUST-23}
    truth silent
    signs {silence}
    script {
        fault { path drop to-peer }
    }
    proof lost arrived
    wire {
        never to-peer    {tcp} after-fault
    }
}
