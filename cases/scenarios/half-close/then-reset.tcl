# Half an end, then the whole.
scenario half-close/then-reset "The peer shuts its sending half, reads what we send, then resets" {
    why {After its FIN the peer still reads; then it resets the connection.
         To a reader the end had come with the FIN, and a RST behind it
         changes nothing that a read would show; a writer gets EPIPE. The
         error that was a reset has become the name of a closed pipe.}
    refs  {"RFC 9293 3.6" "RFC 9293 3.10.7.4" "RFC 9293 3.5.2" MUST-12}
    truth half-closed reset
    signs {fin rst-after-fin}
    script {
        fault {
            peer shutdown wr
            await to-subject {FIN}
            subject send 1
            await to-peer {DATA}
            hold 250 {it reads what we sent; between two checks that come every 100 ms}
            peer linger 0
            peer close
            await to-subject {RST}
        }
    }
    wire {
        seen  to-subject {FIN} after-fault
        seen  to-subject {RST} after-fault
    }
}
