# An end that the other end did not send.
scenario close/forged-fin "A middlebox forges an exact FIN to us only" {
    why {A middlebox that tires of an idle connection tells one side that it
         is over: the path forges a FIN at exactly the sequence number that
         we expect, and we cannot know that the peer did not send it. The
         peer believes the connection open, and refuses what we send: our
         acknowledgement speaks of a byte that it never sent.}
    refs  {"RFC 9293 3.10.7.4" "RFC 3360 2.1" "no clause: observed"}
    truth closed
    signs {fin}
    script {
        fault {
            path inject fin to-subject
            await to-subject {FIN} forged
        }
    }
    proof arrived
    wire {
        seen  to-subject {FIN} forged 1 after-fault
        never to-subject {FIN} after-fault
    }
}
