# The kernel answers for an application that does not.
lesson stalled "The application that no longer answers" {
    scenario stall/process-stopped
    after keepalive
    text {The peer's process is stopped: a debugger, a deadlock, a disk that
          hangs. Its kernel runs on. This peer echoes what it reads, so an
          answer is owed to every byte.}
    play { fault }
    predict {We send a byte. How many bytes are not acknowledged, 300 ms
             later?} {
        {*, ?0?) = 0} {0: it was acknowledged}
        {*, ?1?) = 0} {1: nobody acknowledged it}
    } { send 1
        hold 300
        outq }
    explain {*, ?0?) = 0} {The kernel acknowledges, not the application: an
          ACK says that the byte lies in the peer's receive buffer, and no
          more.}
    wrong {*, ?1?) = 0} {The process is stopped, its kernel is not: it takes
          the segment, keeps the byte, and acknowledges it.}
    predict {And the answer? recv:} {
        {*= 1}           {1: the echo}
        {*= -1 EAGAIN *} {-1 EAGAIN: nothing}
    } { recv }
    explain {*= -1 EAGAIN *} {Nobody read our byte, so nobody echoed it. For
          TCP all is well.}
    wrong {*= 1} {The kernel echoes nothing; the application does, and it is
          stopped.}
    predict {Would keepalive notice? We turn it on, begin after 1 s, and look
             1.4 s later.} {
        {*CLOSED*}      {yes: CLOSED}
        {*ESTABLISHED*} {no: ESTABLISHED}
    } { setopt TCP_KEEPIDLE 1
        setopt TCP_KEEPINTVL 1
        setopt SO_KEEPALIVE 1
        hold 1400
        tcp-info }
    explain {*ESTABLISHED*} {The probe was answered, by the kernel again.
          Keepalive, TCP_USER_TIMEOUT, retransmission: all of them ask the
          peer's TCP. Only an answer that the application itself must make
          proves that it lives: a heartbeat with a deadline.}
    wrong {*CLOSED*} {Keepalive asks whether the peer's TCP is there, and it
          is: the probe was acknowledged.}
}
