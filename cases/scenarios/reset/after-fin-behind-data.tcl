# Data, the end, an abort.
scenario reset/after-fin-behind-data "Five bytes, FIN, and RST 250 ms later" {
    why {Unread bytes, a FIN behind them, then a RST. Linux keeps the bytes
         readable and lets the end of file stand; the reset shows only as
         EPIPE to who writes, or to who asks for the error.}
    refs  {"RFC 9293 3.10.7.4" "RFC 9293 3.5.3" MUST-12}
    truth closed reset
    signs {fin-behind-data rst-after-fin}
    script {
        peer send 5
        await to-subject {DATA}
        fault {
            peer shutdown wr
            await to-subject {FIN}
            hold 250 {between the two, and between two checks that come every 100 ms}
            peer linger 0
            peer close
            await to-subject {RST}
        }
    }
    wire {
        seen  to-subject {DATA} before-fault
        seen  to-subject {FIN} after-fault
        seen  to-subject {RST} after-fault
    }
}
