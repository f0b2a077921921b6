# A killed process ends like a polite one: its kernel sends the FIN.
scenario close/process-killed "The peer's process is killed, nothing is unread" {
    why {When a process dies its kernel closes its sockets, and a FIN is what
         that puts on the wire. From here a crash of the program and an
         orderly close are the same packets.}
    refs  {"RFC 9293 3.6" "exit(3), no clause: observed"}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        fault { signal KILL peer }
    }
    record {killed 9}
    wire {
        seen  to-subject {FIN} after-fault
        never to-subject {RST} before-sending
    }
}
