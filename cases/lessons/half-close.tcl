# FIN and half-close: one direction ends, the other goes on.
lesson half-close "FIN and half-close" {
    scenario half-close/shut-wr
    text {A TCP connection is two streams, one each way, and they end one by
          one. A FIN says: I have no more data to send (RFC 9293 3.6). The
          peer now calls shutdown(SHUT_WR): it will send no more, but it
          still reads.}
    play { fault }
    predict {The FIN has arrived and nothing is unread. What does recv
             return?} {
        {*= -1 EAGAIN *}     {-1 EAGAIN: no data now, ask again}
        {*= 0}               {0: the end of the stream}
        {*= -1 ECONNRESET *} {-1 ECONNRESET: the peer is gone}
    } { recv }
    explain {*= 0} {0 is the end of what the peer sends, and no more than
          that. Our end is in CLOSE-WAIT now, the peer's in FIN-WAIT-2 as
          soon as it has our ACK. Nothing was said about the other
          direction.}
    wrong {*= -1 EAGAIN *} {EAGAIN says that there may be data later. After a
          FIN there will be none, and the kernel knows that.}
    wrong {*= -1 ECONNRESET *} {ECONNRESET is the word for a RST. A FIN ends
          one stream in good order; the peer is still there and reads.}
    predict {And our own direction: what does send of three bytes return?} {
        {*= 3}          {3: they are sent as ever}
        {*= -1 EPIPE *} {-1 EPIPE: the connection is closed}
    } { send 3 }
    explain {*= 3} {The bytes went out and were acknowledged. A program that
          takes recv 0 for "closed" throws away a connection that could
          still carry its answer: a client that sends its whole request,
          shuts its half and waits does just this.}
    wrong {*= -1 EPIPE *} {EPIPE would mean that our direction is shut: by
          ourselves, or by a RST. The FIN that came shut the other one.}
    predict {Which bits does poll show now?} {
        {*revents*POLLHUP*}   {POLLHUP: it is over}
        {*revents*POLLRDHUP}  {POLLRDHUP, and still POLLOUT}
        {*revents POLLOUT}    {POLLOUT only}
    } { poll }
    explain {*revents*POLLRDHUP} {POLLRDHUP is the name of a FIN: the peer
          shut its sending half. But close(2) sends the same FIN. No call on
          our side can tell them apart; only sending does, for a peer that
          closed answers our data with a RST.}
    wrong {*revents*POLLHUP*} {POLLHUP comes when both directions have ended,
          or after a RST. Ours is open.}
    wrong {*revents POLLOUT} {The end of the stream is something to read: a
          recv would not block but return 0, so POLLIN is set, and POLLRDHUP
          as it was asked for.}
    predict {We shut our half, too. What does poll say when both have?} {
        {*revents*POLLHUP*}  {POLLHUP has come}
        {*revents*POLLRDHUP} {the same as before}
    } { shutdown wr
        poll }
    explain {*revents*POLLHUP*} {Both streams have ended, each by a FIN of
          its own that was acknowledged. Our end, which was the second to
          close, went by LAST-ACK to CLOSED; the first to close stays in
          TIME-WAIT for a while (MUST-13).}
    wrong {*revents*POLLRDHUP} {Something did change: the last direction is
          shut. poll adds POLLHUP for that, whether it was asked for or not.}
}
