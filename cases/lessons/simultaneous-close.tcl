# Two FINs that cross: CLOSING, and TIME-WAIT at both ends.
lesson simultaneous-close "Both close at once" {
    scenario close/simultaneous
    after close-wait-leak
    text {Nobody says who may close first. Here both ends do, and the FINs
          cross on the way (figure 13 of RFC 9293). The path keeps each of
          them back, so that we can look; copies of them it drops.}
    play {
        path hold to-peer    FIN count 1
        path hold to-subject FIN count 1
        path drop both       FIN
        path delay both 600000 ACK
    }
    predict {Both have sent a FIN, neither has seen one. In which states are
             the two ends?} {
        {subject FIN-WAIT-1, peer FIN-WAIT-1} {FIN-WAIT-1, both}
        {subject FIN-WAIT-1, peer CLOSE-WAIT} {we FIN-WAIT-1, the peer
                                               CLOSE-WAIT}
        {subject CLOSING, peer CLOSING}       {CLOSING, both}
    } { shutdown wr
        peer shutdown wr
        states }
    explain {subject FIN-WAIT-1, peer FIN-WAIT-1} {Each end believes that it
          closes first. That is no error: TCP has no need of an order.}
    wrong {subject FIN-WAIT-1, peer CLOSE-WAIT} {CLOSE-WAIT is where one gets
          by the other's FIN. Ours has not arrived there.}
    wrong {subject CLOSING, peer CLOSING} {CLOSING begins when the other's FIN
          arrives while one's own is not acknowledged. None has arrived.}
    predict {The path lets both FINs go, and keeps the ACKs that answer them.
             Now?} {
        {subject TIME-WAIT, peer TIME-WAIT}   {TIME-WAIT, both}
        {subject LAST-ACK, peer LAST-ACK}     {LAST-ACK, both}
        {subject CLOSING, peer CLOSING}       {CLOSING, both}
        {subject FIN-WAIT-2, peer FIN-WAIT-2} {FIN-WAIT-2, both}
    } { path release
        hold 50
        states }
    explain {subject CLOSING, peer CLOSING} {Each end has the other's FIN and
          waits for the ACK of its own. Only a close from both sides leads
          here, so CLOSING is seldom seen: usually it lasts about as long as
          a round trip.}
    wrong {subject TIME-WAIT, peer TIME-WAIT} {Each FIN must also be
          acknowledged, and the ACKs are kept back.}
    wrong {subject LAST-ACK, peer LAST-ACK} {LAST-ACK is the same wait of an
          end that closed second. Here neither did: each sent its FIN before
          it had the other's.}
    wrong {subject FIN-WAIT-2, peer FIN-WAIT-2} {FIN-WAIT-2 is reached by the
          ACK of one's own FIN, before the other's FIN. Here it is the other
          way round.}
    predict {The path lets the ACKs go, too. Which end has to wait in
             TIME-WAIT?} {
        {subject TIME-WAIT, peer CLOSED}    {we: our FIN left first}
        {subject CLOSED, peer TIME-WAIT}    {the peer}
        {subject TIME-WAIT, peer TIME-WAIT} {both}
        {subject CLOSED, peer CLOSED}       {neither}
    } { path pass
        hold 50
        states }
    explain {subject TIME-WAIT, peer TIME-WAIT} {Each has sent the last ACK
          for a FIN of the other, and neither can know whether it arrived.
          So both keep the connection in mind for 2 MSL (MUST-13).}
    wrong {subject TIME-WAIT, peer CLOSED} {By the clock ours was first, but
          no end can see that. Each closed before it had heard of the other.}
    wrong {subject CLOSED, peer TIME-WAIT} {The two ends have done and seen
          the same, so they are in the same state.}
    wrong {subject CLOSED, peer CLOSED} {Only who was second may forget at
          once, for the ACK of its FIN proves that all is done. Here nobody
          was second.}
    predict {And our program: what does recv say of it all?} {
        {*= 0}               {0: the peer has closed}
        {*= -1 ECONNRESET *} {-1 ECONNRESET}
        {*= -1 ENOTCONN *}   {-1 ENOTCONN: there is no connection}
    } { recv }
    explain {*= 0} {An end by FIN reads as 0, however the FINs met. CLOSING
          and TIME-WAIT are the kernel's affair.}
    wrong {*= -1 ECONNRESET *} {No RST was sent. Two FINs that cross are an
          orderly close.}
    wrong {*= -1 ENOTCONN *} {ENOTCONN is for a socket that never was
          connected.}
}
