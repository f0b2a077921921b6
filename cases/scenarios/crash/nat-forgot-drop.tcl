# A box forgot us, and says nothing.
scenario crash/nat-forgot-drop "A middlebox forgot the flow and drops it" {
    why {A NAT or firewall keeps a table of flows and forgets those that
         are idle, often after a few minutes (RFC 5382 asks for two hours).
         Afterwards it drops what belongs to none. Both hosts are well;
         nothing gets through, and nobody is told.}
    refs  {"RFC 5382 5" "RFC 9293 3.8.3" MUST-20}
    truth silent
    signs {silence}
    script {
        fault {
            path drop both tcp port [subject port]
            lab connect
        }
    }
    proof lost lost
    wire {
        seen  to-peer    {SYN} after-fault another
        seen  to-subject {SYN and ACK} after-fault another
    }
}
