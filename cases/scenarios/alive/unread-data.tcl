# Five bytes lie unread, and no end behind them.
scenario alive/unread-data "The peer sent five bytes, nobody has read them" {
    why {Unread bytes make a socket readable, and that is all they do. A peek
         that sees them cannot tell what comes behind.}
    refs  {"RFC 9293 3.10.3"}
    truth open
    signs {data}
    script {
        peer send 5
        await to-subject {DATA}
    }
    wire {
        seen  to-subject {DATA}
        never to-subject {FIN}
        never to-subject {RST}
    }
}
