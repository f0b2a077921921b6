# The end stands in the queue, behind the data.
lesson data-before-end "Data before the end" {
    scenario close/fin-after-data
    after orderly-close
    text {A stream ends behind its last byte. The peer sends five bytes and
          closes; all of it, with the FIN, is here, and nobody has read
          anything yet.}
    play { script }
    predict {Many connection pools ask with MSG_PEEK whether a connection
             lives. What does peek of one byte return?} {
        {*= 0}           {0: the end of the stream}
        {*= 1}           {1: a byte}
        {*= -1 EAGAIN *} {-1 EAGAIN: nothing there}
    } { peek 1 }
    explain {*= 1} {A peek sees the first unread byte, and sees it for ever:
          it takes nothing away, so it never comes to the FIN. To such a
          check this connection lives until somebody reads.}
    wrong {*= 0} {0 would be the end of the stream, and the stream ends
          behind five bytes. The FIN has arrived, but it has its place in the
          order.}
    wrong {*= -1 EAGAIN *} {EAGAIN is the answer where nothing is unread.
          Here five bytes are.}
    predict {Does poll see past the data?} {
        {*revents POLLIN|POLLOUT} {no: POLLIN and POLLOUT, as with any data}
        {*revents*POLLRDHUP}      {yes: POLLRDHUP beside POLLIN}
        {*revents*POLLHUP*}       {yes: POLLHUP}
    } { poll }
    explain {*revents*POLLRDHUP} {POLLRDHUP tells of the FIN itself, wherever
          the reader is. It must be asked for: without it in events, poll
          shows only POLLIN here, which any data would give.}
    wrong {*revents POLLIN|POLLOUT} {So it would be if POLLRDHUP had not been
          asked for: that bit is set by the FIN at once, whatever is unread.}
    wrong {*revents*POLLHUP*} {POLLHUP needs both directions to have ended.
          Ours is open.}
    predict {Now recv, with room for 4096 bytes?} {
        {*= 5} {5: the data; the end comes with the next call}
        {*= 0} {0: the connection is closed}
    } { recv }
    explain {*= 5} {Nothing was lost: what was sent before a close is
          delivered (RFC 9293 3.6). Who drops a connection at the sight of
          POLLRDHUP throws these bytes away.}
    wrong {*= 0} {The bytes come first. A stream is read in its order, and
          recv returns what it has before it tells of the end.}
    predict {And the next recv?} {
        {*= -1 EAGAIN *} {-1 EAGAIN}
        {*= 0}           {0}
    } { recv }
    explain {*= 0} {Read until 0: only then have you seen all, and only then
          do you know that it was a close and not a pause.}
    wrong {*= -1 EAGAIN *} {EAGAIN would promise that more may come. Nothing
          will: the FIN is next in the queue.}
}
