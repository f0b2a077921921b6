# Two FINs, and who waits behind them: LAST-ACK, TIME-WAIT, 2 MSL.
lesson orderly-close "The orderly close" {
    scenario half-close/shut-wr
    after half-close
    text {An orderly close is two FINs, one each way, each acknowledged (RFC
          9293 3.6). The peer begins. It calls shutdown(SHUT_WR), whose FIN
          is the same as that of close(2).}
    predict {Its FIN has arrived and was acknowledged. In which states are
             the two ends?} {
        {subject ESTABLISHED, peer FIN-WAIT-1} {we ESTABLISHED, the peer
                                                FIN-WAIT-1}
        {subject CLOSE-WAIT, peer FIN-WAIT-2}  {we CLOSE-WAIT, the peer
                                                FIN-WAIT-2}
        {subject CLOSED, peer TIME-WAIT}       {we CLOSED, the peer
                                                TIME-WAIT}
    } { fault
        hold 100
        states }
    explain {subject CLOSE-WAIT, peer FIN-WAIT-2} {The peer was in FIN-WAIT-1
          from its FIN on, and is in FIN-WAIT-2 since that was acknowledged:
          now it waits for our FIN. We are in CLOSE-WAIT: the kernel waits
          for the program to close, for as long as that takes.}
    wrong {subject ESTABLISHED, peer FIN-WAIT-1} {That was so while the FIN
          was on its way. It has arrived, and our kernel acknowledged it
          without asking the program.}
    wrong {subject CLOSED, peer TIME-WAIT} {Only one direction has ended. For
          that, our FIN is needed, too, and we have not closed.}
    text {Now we shut our half. The path loses, for the moment, every ACK
          that comes back to us.}
    predict {Our FIN reaches the peer, its ACK does not reach us. In which
             states are the two ends?} {
        {subject CLOSED, peer TIME-WAIT}   {we CLOSED, the peer TIME-WAIT}
        {subject LAST-ACK, peer CLOSED}    {we LAST-ACK, the peer CLOSED}
        {subject LAST-ACK, peer TIME-WAIT} {we LAST-ACK, the peer TIME-WAIT}
        {subject TIME-WAIT, peer CLOSED}   {we TIME-WAIT, the peer CLOSED}
    } { path drop to-subject ACK
        shutdown wr
        states }
    explain {subject LAST-ACK, peer TIME-WAIT} {LAST-ACK is the name of what
          we wait for. The peer has both FINs and has acknowledged ours, but
          it cannot know whether that ACK arrived: nobody acknowledges an
          ACK. So it stays, in TIME-WAIT, and does not forget the connection
          yet.}
    wrong {subject CLOSED, peer TIME-WAIT} {We may only forget the connection
          when our FIN was acknowledged. Until then it may have to be sent
          again.}
    wrong {subject LAST-ACK, peer CLOSED} {If the peer were CLOSED, our next
          FIN would be answered by a RST, and an orderly close would end
          with an error. TIME-WAIT prevents just that.}
    wrong {subject TIME-WAIT, peer CLOSED} {TIME-WAIT is for the end that
          sent its FIN first. That was the peer.}
    text {The path passes again. Our FIN is retransmitted, and the peer is
          still there to acknowledge it.}
    play {
        path pass
        hold 1000
        states
    }
    text {TIME-WAIT lasts for 2 MSL, twice the longest time that a segment
          may live: long enough for a last ACK to be lost, for the FIN to
          come again, and for old copies to die before the same two ports are
          used anew (MUST-13). Linux takes 60 seconds. A server that closes
          first collects such ends, one for each connection of the last
          minute; that is no leak.}
    predict {The peer's program still holds its socket. Which state does
             TCP_INFO give there?} {
        {*state CLOSED*}     {CLOSED}
        {*state TIME-WAIT*}  {TIME-WAIT}
        {*state FIN-WAIT-2*} {FIN-WAIT-2}
    } { peer status }
    explain {*state CLOSED*} {For the program it is over. TIME-WAIT is a small
          record that the kernel keeps without a socket: ss(8) shows it, no
          call on the socket does.}
    wrong {*state TIME-WAIT*} {Linux takes that state off the socket and
          keeps it in a record of its own, so that a program can be gone and
          TIME-WAIT still be there.}
    wrong {*state FIN-WAIT-2*} {It left FIN-WAIT-2 when our FIN arrived.}
}
