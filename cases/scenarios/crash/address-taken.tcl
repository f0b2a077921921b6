# Somebody else lives there now.
scenario crash/address-taken "Another host now owns the peer's address" {
    why {The peer's address now belongs to another host: a lease was given
         away, a standby took over. It knows nothing of our connection and
         answers the first thing we send with a RST; the old peer, cut off,
         still believes in it.}
    refs  {"RFC 9293 3.5.1" "RFC 9293 3.5.2" "RFC 5227 2.4"}
    truth silent reset
    signs {rst-on-send}
    script {
        lab host other
        fault {
            path switch
            lab take over
        }
    }
    proof reset lost
    wire {
        never to-subject {FIN}
        never to-subject {RST} before-fault
    }
}
