# The kernel answers, the application does not.
scenario stall/process-stopped "The peer's process is stopped" {
    why {A stopped process - a debugger, a full disk, a deadlock - leaves its
         kernel to acknowledge what we send. For TCP the connection is well;
         only an answer of the application itself would prove life.}
    refs  {"RFC 9293 3.8.4" "RFC 1122 4.2.3.6"}
    truth silent
    signs {no-answer}
    script {
        fault { signal STOP peer }
    }
    record {stopped}
    wire {
        never to-subject {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
