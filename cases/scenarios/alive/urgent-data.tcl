# Urgent, but not the end.
scenario alive/urgent-data "The peer sent one urgent byte" {
    why {One byte is sent as urgent data. The socket has an exceptional
         condition (POLLPRI), which some checks take for an error; the byte
         itself is kept out of the stream, so that an ordinary read still
         finds nothing. Urgent data is discouraged in new programs (RFC
         6093), but it does not end a connection.}
    refs  {"RFC 9293 3.8.5" "RFC 6093 5" "poll(2)"}
    truth open
    signs {urgent}
    script {
        peer oob
        await to-subject {URG}
    }
    proof echoed arrived
    wire {
        seen  to-subject {URG}
        never to-subject {FIN}
        never to-subject {RST}
    }
}
