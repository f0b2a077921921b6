# We slept; the connection did not.
scenario local/suspended "The subject itself is stopped for 2 s, the connection is fine" {
    why {A laptop's lid, a debugger, a busy machine: the watching program
         does not run for two seconds. Its kernel went on acknowledging,
         its timers ran out in its absence. A program that takes its own
         nap for the peer's death kills a healthy connection when it wakes.}
    refs  {"RFC 9293 3.8.4" "no clause: observed"}
    truth open
    signs {quiet}
    script {
        signal STOP subject
        hold 2000 {the subject sleeps}
        signal CONT subject
    }
    proof echoed arrived
    wire {
        never to-subject {FIN}
        never to-subject {RST}
    }
}
