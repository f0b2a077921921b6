# The first send after the peer's close succeeds.
lesson first-send "The first send, which succeeds" {
    scenario close/fin
    after data-before-end
    text {The peer has called close(2). Its FIN is here; nobody is there any
          more to read what we send. This program does not read, it only
          writes, as a logger does.}
    play { fault }
    predict {What does the first send return?} {
        {*= 1}               {1: success}
        {*= -1 EPIPE *}      {-1 EPIPE}
        {*= -1 ECONNRESET *} {-1 ECONNRESET}
    } { send 1 }
    explain {*= 1} {send(2) puts the byte into a buffer and says so; it does
          not wait for the other end. In CLOSE-WAIT our direction is open, so
          the byte goes out. The peer's host has no socket for it and answers
          with a RST: see the packets.}
    wrong {*= -1 EPIPE *} {EPIPE comes when our own direction is shut. A FIN
          of the peer does not shut it: the peer might still read, and the
          kernel cannot know.}
    wrong {*= -1 ECONNRESET *} {No RST has come yet. It will be the answer to
          the byte that we are about to send.}
    predict {The RST is here by now. The second send?} {
        {*= 1}               {1: success again}
        {*= -1 ECONNRESET *} {-1 ECONNRESET: it was reset}
        {*= -1 EPIPE *}      {-1 EPIPE: broken pipe}
    } { send 1 }
    explain {*= -1 EPIPE *} {Linux calls a RST that comes after a FIN EPIPE,
          and sends SIGPIPE with it, which ends a program that does not
          ignore it. The first byte is lost, and no call ever said so: a
          successful send proves nothing. Who must know has the other end
          answer.}
    wrong {*= 1} {The RST has ended the connection: this end is CLOSED, and
          the kernel knows it. Only the first byte was let go in ignorance.}
    wrong {*= -1 ECONNRESET *} {So it would be after a RST alone. Here a FIN
          came before it, and Linux then calls the RST EPIPE.}
    predict {Would reading have told it before?} {
        {*= 0}               {recv returns 0: yes, it knew since the FIN}
        {*= -1 ECONNRESET *} {recv returns ECONNRESET}
        {*= -1 EAGAIN *}     {recv returns EAGAIN: it knows nothing}
    } { recv }
    explain {*= 0} {The end of the stream was there to be read from the
          moment of the FIN. A writer that looks with poll or recv before it
          writes loses only what crosses the FIN on its way.}
    wrong {*= -1 ECONNRESET *} {The error was EPIPE, and the send that failed
          has taken it away. What is left to read is the FIN.}
    wrong {*= -1 EAGAIN *} {EAGAIN is for a stream that may go on. This one
          has ended, by the FIN.}
}
