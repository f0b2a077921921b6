# Silence behind unread bytes.
scenario silence/behind-data "Five unread bytes, then the blackhole" {
    why {Unread bytes lie in the socket and then the path goes dark. The
         socket is readable and stays so; who takes readable for alive is
         content, and who reads first waits for more for ever.}
    refs  {"RFC 9293 3.8.3" MUST-20}
    truth silent
    signs {silence data}
    script {
        peer send 5
        await to-subject {DATA}
        fault { path drop both }
    }
    proof lost lost
    wire {
        seen  to-subject {DATA} before-fault
        never to-subject {tcp} after-fault
    }
}
