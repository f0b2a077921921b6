# A server that does not close: CLOSE-WAIT, for as long as it runs.
lesson close-wait-leak "The server that leaks CLOSE-WAIT" {
    scenario half-close/shut-wr
    after eaten-error
    text {We are the server now; who connected to whom makes no difference to
          a close. Our client has its answer and sends a FIN. Our worker is
          busy with something else, or has lost the connection from its list:
          it neither reads nor closes.}
    predict {A second later: in which states are the two ends?} {
        {subject ESTABLISHED, peer FIN-WAIT-1} {we ESTABLISHED: nobody has
                                                read the FIN}
        {subject CLOSED, peer *}               {we CLOSED: the kernel has
                                                answered the FIN with ours}
        {subject CLOSE-WAIT, peer FIN-WAIT-2}  {we CLOSE-WAIT, the client
                                                FIN-WAIT-2}
    } { fault
        hold 1000
        states }
    explain {subject CLOSE-WAIT, peer FIN-WAIT-2} {The kernel acknowledges a
          FIN by itself; the answer to it, our own FIN, is for the program to
          send. Nothing ends CLOSE-WAIT by itself: it may last until the
          process ends. Each such connection holds a descriptor, and when
          there are no more the server cannot even accept: EMFILE.}
    wrong {subject CLOSED, peer *} {The kernel cannot close for us: the program
          may have more to send, and after a half-close it often has.}
    wrong {subject ESTABLISHED, peer FIN-WAIT-1} {A FIN is acknowledged when
          it arrives, whether the program reads or not. What was not read
          is the end of the stream, not the segment.}
    predict {Could the server have known? What does recv return?} {
        {*= 0}               {0: the end of the stream}
        {*= -1 EAGAIN *}     {-1 EAGAIN: nothing yet}
        {*= -1 ECONNRESET *} {-1 ECONNRESET}
    } { recv }
    explain {*= 0} {It was told, and will be told again with every recv and
          every poll. Whoever gets 0 and does not close leaks. So does who
          never asks: a connection that waits in a pool, or for a slow
          database, is to be watched, too.}
    wrong {*= -1 EAGAIN *} {EAGAIN would say that more may come. The FIN is
          here and nothing lies before it.}
    wrong {*= -1 ECONNRESET *} {There was no RST. The client has ended its
          stream in good order.}
    predict {We turn keepalive on, to begin after a second. 1.4 s later, has it
             cleared the connection away?} {
        {*CLOSED*}     {yes: CLOSED}
        {*CLOSE-WAIT*} {no: CLOSE-WAIT}
    } { setopt TCP_KEEPIDLE 1
        setopt TCP_KEEPINTVL 1
        setopt SO_KEEPALIVE 1
        hold 1400
        tcp-info }
    explain {*CLOSE-WAIT*} {The probe was answered: the client's kernel still
          has its half, in FIN-WAIT-2, and waits for our FIN. Keepalive finds
          peers that are gone; this one is here, and the fault is ours.}
    wrong {*CLOSED*} {Keepalive ends a connection when nobody answers. See the
          packets: the client's kernel did.}
    text {A client that calls close(2) has no socket any more, and its kernel
          does not wait for ever: Linux forgets FIN-WAIT-2 after 60 seconds
          (tcp_fin_timeout), without a packet. That is what the peer's host
          does now.}
    predict {It has forgotten. 1.4 s later, with keepalive still on?} {
        {subject CLOSED, *}     {we are CLOSED}
        {subject CLOSE-WAIT, *} {we are in CLOSE-WAIT as before}
    } { peer vanish
        hold 1400
        states }
    explain {subject CLOSED, *} {The next probe met no connection, and a RST
          came back. So keepalive does clear such leaks away in the end, for
          the kernel; the descriptor stays until the program closes it. The
          remedy is a line of code: when recv returns 0, and there is nothing
          more to send, close. "ss -tn state close-wait" shows who did not.}
    wrong {subject CLOSE-WAIT, *} {Without keepalive it would be so for ever.
          A probe asks the client's host, and a host without that connection
          answers with a RST.}
}
