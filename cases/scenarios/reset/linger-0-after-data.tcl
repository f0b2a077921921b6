# An abort with bytes unread at our side.
scenario reset/linger-0-after-data "Five bytes, then SO_LINGER 0 and close" {
    why {The RST finds five unread bytes in our queue. Linux keeps them
         readable: the error shows only behind them, to those who read that
         far.}
    refs  {"RFC 9293 3.10.7.4" MUST-12 socket(7)}
    truth reset
    signs {rst-behind-data}
    script {
        peer send 5
        await to-subject {DATA}
        peer linger 0
        fault { peer close }
    }
    wire {
        seen  to-subject {DATA}
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
}
