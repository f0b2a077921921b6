# The host is back before anybody noticed that it was gone.
scenario recover/after-crash "The peer's host forgets everything, comes back and listens" {
    why {A host that crashed and came back knows nothing of the connection
         and takes new ones. Ours is half-open: until we send nothing tells
         us, and the first segment is answered by RST. Only who asks finds
         out that it is time to connect again.}
    refs  {"RFC 9293 3.5.1" "RFC 9293 3.5.2"}
    truth silent reset
    signs {rst-on-send}
    script {
        fault { peer vanish }
        peer messages 200
        hold 3000 {time to come back}
    }
    record {*did vanish*}
    wire {
        never to-subject {FIN}
        never to-subject {RST} before-fault
        never to-subject {RST} forged with-proof
    }
}
