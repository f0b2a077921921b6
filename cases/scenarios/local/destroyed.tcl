# Our own host ends it.
scenario local/destroyed "This host destroys the connection" {
    why {An administrator ends a connection with ss -K, or a system does
         when a phone changes networks: SOCK_DESTROY. The kernel sends a
         RST to the peer, and the program finds ECONNABORTED in its socket:
         an abort, but its own host's.}
    refs  {"RFC 9293 3.10.5" "sock_diag(7)" "ss(8)"}
    truth reset
    signs {local-abort}
    script {
        fault { lab socket destroy }
    }
    proof any
    wire {
        seen  to-peer    {RST} 1 after-fault
        never to-subject {RST}
    }
}
