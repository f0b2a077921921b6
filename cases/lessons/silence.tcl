# Silence: no packet says that none will come.
lesson silence "Silence, and who breaks it" {
    scenario silence/both-ways
    after simultaneous-close
    text {A cable is cut, a router dies: from now on the path drops
          everything, both ways. No packet tells either end.}
    play { fault }
    predict {What does recv return?} {
        {*= 0}               {0: the end of the stream}
        {*= -1 EAGAIN *}     {-1 EAGAIN: no data}
        {*= -1 ETIMEDOUT *}  {-1 ETIMEDOUT}
    } { recv }
    explain {*= -1 EAGAIN *} {The same as on a healthy, quiet connection. TCP
          sends nothing when there is nothing to send, so that nothing comes
          is no news. A reader alone waits for ever.}
    wrong {*= 0} {0 needs a FIN. A cable that is cut sends none.}
    wrong {*= -1 ETIMEDOUT *} {Nothing has been sent, so nothing waits for an
          answer, and no timer runs that could expire.}
    predict {Is it writable? Ask poll.} {
        {*revents POLLOUT}   {POLLOUT: yes}
        {*= 0}               {nothing at all}
        {*revents*POLLERR*}  {POLLERR}
    } { poll }
    explain {*revents POLLOUT} {Writable means that there is room in our own
          buffer. It says nothing about the other end.}
    wrong {*= 0} {poll asks our own kernel only, and our own buffer has room.}
    wrong {*revents*POLLERR*} {POLLERR needs an error, and none has come:
          nothing at all has come.}
    predict {We send a byte and wait a second and a half. What does the
             kernel say of the connection?} {
        {*CLOSED*}                         {CLOSED: it was given up}
        {*ESTABLISHED*retransmits 0*}      {ESTABLISHED, all quiet}
        {*ESTABLISHED*retransmits [1-9]*}  {ESTABLISHED, retransmitting}
    } { send 1
        hold 1500
        tcp-info }
    explain {*ESTABLISHED*retransmits [1-9]*} {Now somebody has asked a
          question: the byte is retransmitted, each time after twice the
          wait. R2, the end of patience, should be 100 seconds at least
          (SHLD-11); Linux takes about a quarter of an hour. For
          all that time the connection looks alive.}
    wrong {*CLOSED*} {Linux gives up after about a quarter of an hour, not
          after a second and a half: a path may heal.}
    wrong {*ESTABLISHED*retransmits 0*} {A byte was sent and nobody
          acknowledged it, so the retransmission timer ran. Look at the
          packets: it went out again.}
    predict {TCP_USER_TIMEOUT limits how long data may go unacknowledged. We
             set it to 1500 ms and wait in recv. What does it return?} {
        {*= 0}              {0: closed}
        {*= -1 ETIMEDOUT *} {-1 ETIMEDOUT}
        {*= -1 EINTR *}     {nothing, until we lose patience ourselves}
    } { setopt TCP_USER_TIMEOUT 1500
        recv 1 wait }
    explain {*= -1 ETIMEDOUT *} {The timer looks when it next would have
          retransmitted, and gives up. So silence is broken by who sends and
          sets a limit: a heartbeat that must be answered, or data and
          TCP_USER_TIMEOUT. No packet told: it is a guess, made by a clock.}
    wrong {*= 0} {0 needs a FIN from the peer. A timer of ours ends a
          connection with an error.}
    wrong {*= -1 EINTR *} {A recv alone would wait for ever. Here a byte is
          unacknowledged, and TCP_USER_TIMEOUT limits for how long.}
}
