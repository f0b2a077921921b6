# An application that takes its time.
scenario alive/slow-reply "The peer's application answers after 800 ms" {
    why {The kernel acknowledges at once, the application answers 800 ms
         later. TCP sets no limit to how long an application may think:
         only the two programs can agree on one. A heartbeat whose patience
         is shorter than that calls a busy peer dead.}
    refs  {"RFC 9293 3.8.4" "no clause: an application's own time"}
    truth open
    signs {late data}
    script {
        peer echo after 800
        subject send 1
        await to-subject {DATA}
    }
    proof echoed arrived
    wire {
        seen  to-peer    {DATA}
        seen  to-subject {DATA}
        never to-subject {FIN}
        never to-subject {RST}
    }
}
