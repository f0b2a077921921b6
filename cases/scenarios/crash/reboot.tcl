# The other host forgot the connection: half-open, until we send.
scenario crash/reboot "The peer's host forgets everything and comes back" {
    why {A host that crashed and came back knows nothing of the connection:
         ours is half-open, and silent until we send. The first segment is
         answered by RST; who sends nothing waits for ever.}
    refs  {"RFC 9293 3.5.1" "RFC 9293 3.5.2"}
    truth silent reset
    signs {rst-on-send}
    script {
        fault { peer vanish }
    }
    record {*did vanish*}
    wire {
        never to-subject {FIN}
        never to-subject {RST} before-fault
        never to-subject {RST} forged with-proof
    }
}
