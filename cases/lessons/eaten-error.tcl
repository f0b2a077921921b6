# RST, and the error that the first call eats.
lesson eaten-error "RST, and the error that is eaten" {
    scenario reset/linger-0
    after first-send
    text {A connection can also be aborted: a RST, and both ends forget it at
          once. The peer sets SO_LINGER to zero seconds and closes, which is
          the ABORT of the standard (RFC 9293 3.10.5). The application must
          learn whether its connection was closed or aborted (MUST-12).}
    play { script }
    predict {The RST has arrived. What does the first recv return?} {
        {*= 0}               {0: the end of the stream}
        {*= -1 ECONNRESET *} {-1 ECONNRESET: aborted}
        {*= -1 EPIPE *}      {-1 EPIPE}
    } { recv }
    explain {*= -1 ECONNRESET *} {The application was told: aborted. The
          kernel keeps such a word in the socket, once.}
    wrong {*= 0} {0 stands for a FIN, and none came. A RST is an error, and
          the first call that reads is told so.}
    wrong {*= -1 EPIPE *} {EPIPE says that nothing can be sent. Who reads is
          told what has happened: a RST.}
    predict {And the second recv, on the same socket?} {
        {*= 0}               {0: the end of the stream}
        {*= -1 ECONNRESET *} {-1 ECONNRESET again}
        {*= -1 ENOTCONN *}   {-1 ENOTCONN: there is no connection}
    } { recv }
    explain {*= 0} {The first call ate the error. What is left looks like a
          clean close: 0, as after a FIN. So whoever looks first learns the
          truth, and who looks second is misled: a health check that peeks
          and drops the answer turns an abort into a success.}
    wrong {*= -1 ECONNRESET *} {The error lies in the socket once. The first
          recv has taken it out.}
    wrong {*= -1 ENOTCONN *} {ENOTCONN is for a socket that never was
          connected. This one was, and its stream is over, so recv says 0.}
    predict {Perhaps SO_ERROR still knows?} {
        {*ECONNRESET*} {ECONNRESET}
        {*?0?) = 0}    {0: no error}
    } { so-error }
    explain {*?0?) = 0} {It reads the same place, and clears it as well. One
          place, one reader: in a program with several, let one of them look
          and keep what it saw.}
    wrong {*ECONNRESET*} {SO_ERROR reads the place that the first recv has
          emptied.}
    predict {What does send return now?} {
        {*= 1}               {1: it is sent}
        {*= -1 ECONNRESET *} {-1 ECONNRESET}
        {*= -1 EPIPE *}      {-1 EPIPE}
    } { send 1 }
    explain {*= -1 EPIPE *} {EPIPE says that nothing can be sent any more,
          and not why. Nothing left the host, as the wire shows.}
    wrong {*= 1} {There is no connection any more that could take the byte:
          the socket is CLOSED, and the kernel knows it.}
    wrong {*= -1 ECONNRESET *} {That word was said already, to the first
          recv, and it is said once.}
}
