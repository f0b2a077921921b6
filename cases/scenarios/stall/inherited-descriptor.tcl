# Closed, but not by all who have it.
scenario stall/inherited-descriptor "The peer closes, but a forked child still holds the descriptor" {
    why {The peer's program closes its socket, but a child that it forked
         has inherited the descriptor. For the kernel the socket is open:
         no FIN is sent, what we send is acknowledged, and nobody reads it.
         Not one packet tells; only the missing answer does.}
    refs  {"POSIX close()" "fork(2)" "no clause: observed"}
    truth silent
    signs {no-answer}
    script {
        fault {
            peer fork
            peer close
        }
    }
    proof acknowledged
    record {*did close*}
    wire {
        never to-subject {DATA} after-fault
        never to-subject {FIN}
        never to-subject {RST}
    }
}
