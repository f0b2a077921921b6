# A box between the ends that forgets, and answers in another's name.
lesson middlebox "The middlebox" {
    scenario crash/nat-forgot-rst
    after stalled
    text {Between the two ends stands a box with a table of flows: a NAT, a
          firewall, a load balancer. It forgets a flow that was idle for
          long. This one has just forgotten ours, and answers whatever
          belongs to no flow with a RST. A new connection still passes.}
    play { fault }
    predict {What does recv tell us of that?} {
        {*= -1 EAGAIN *}     {-1 EAGAIN: nothing}
        {*= -1 ECONNRESET *} {-1 ECONNRESET}
        {*= 0}               {0}
    } { recv }
    explain {*= -1 EAGAIN *} {A box that forgets tells nobody. Both ends are
          ESTABLISHED, and neither will hear of the other again.}
    wrong {*= -1 ECONNRESET *} {Nothing was sent, so nothing was answered:
          the RST comes when a segment meets the box.}
    wrong {*= 0} {0 needs a FIN. Who forgets sends none.}
    predict {We send a byte. send returns:} {
        {*= 1}               {1: success}
        {*= -1 ECONNRESET *} {-1 ECONNRESET}
    } { send 1 }
    explain {*= 1} {The byte died in the path, and the RST that answers it was
          made there: the peer never sent it. It carries the peer's address
          and a sequence number that fits, and so our end must take it for
          genuine (RFC 9293 3.5.3).}
    wrong {*= -1 ECONNRESET *} {When send returns, the byte has only been put
          into a buffer and sent off. The RST that answers it comes later, to
          the next call.}
    predict {And recv now?} {
        {*= -1 ECONNRESET *} {-1 ECONNRESET: the peer has reset it}
        {*= -1 EAGAIN *}     {-1 EAGAIN: forged, so it is discarded}
    } { recv }
    explain {*= -1 ECONNRESET *} {"Connection reset by peer", says the error;
          the peer knows nothing of it. Only the capture at its side shows
          that.}
    wrong {*= -1 EAGAIN *} {The RST has the peer's address and just the right
          sequence number. Nothing in it tells our end who made it.}
    predict {In which state is the peer's end?} {
        {*state CLOSED*}      {CLOSED}
        {*state ESTABLISHED*} {ESTABLISHED}
        {*state CLOSE-WAIT*}  {CLOSE-WAIT}
    } { peer status }
    explain {*state ESTABLISHED*} {It holds a connection of which the other
          half is gone, a half-open one (RFC 9293 3.5.1), until it sends
          something itself, or for ever. A server behind such boxes collects
          them. What helps is never to be idle for longer than the box
          remembers: a heartbeat, or keepalive with an interval below the
          box's memory.}
    wrong {*state CLOSED*} {The RST went one way, to us. Nothing has reached
          the peer: look at its side of the packets.}
    wrong {*state CLOSE-WAIT*} {CLOSE-WAIT comes by a FIN, and nobody sent
          one.}
}
