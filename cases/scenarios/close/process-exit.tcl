# A program that just ends.
scenario close/process-exit "The peer's process exits without closing" {
    why {The peer's process ends and never calls close(2). Its kernel does
         that for it: with nothing unread, a FIN goes out, and nobody here
         can tell it from an orderly close.}
    refs  {"RFC 9293 3.6" MUST-12 "exit(3), no clause: observed"}
    truth closed
    signs {fin rst-after-fin-on-send}
    script {
        fault { peer exit }
    }
    record {exited 0}
    wire {
        seen  to-subject {FIN} after-fault
        never to-subject {RST} before-sending
    }
}
