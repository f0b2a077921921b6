# Keepalive probes an idle connection, and only that.
lesson keepalive "Keepalive against data in flight" {
    scenario silence/both-ways
    after silence
    text {Keepalive asks an idle connection whether it lives. It is off
          unless an application turns it on (MUST-25), and begins after two
          hours by default (MUST-28). Here it begins after 1 s of quiet and
          gives up when one probe was not answered within 1 s: two seconds
          in all. That is for the lesson; in earnest no single lost probe
          may end a connection (MUST-29).}
    play {
        setopt SO_KEEPALIVE 1
        setopt TCP_KEEPIDLE 1
        setopt TCP_KEEPINTVL 1
        setopt TCP_KEEPCNT 1
    }
    text {The path goes dark, and just then we send a byte.}
    play {
        fault
        send 1
    }
    predict {Nothing comes back. 2.3 s later, what has keepalive done?} {
        {*CLOSED*}                  {it gave up after two seconds: CLOSED}
        {*ESTABLISHED*probes [1-9]*} {it is probing}
        {*ESTABLISHED*probes 0*}    {nothing: ESTABLISHED, no probe}
    } { hold 2300
        tcp-info }
    explain {*ESTABLISHED*probes 0*} {Keepalives must only be sent when no
          data is outstanding (MUST-26). Our byte is, so the retransmission
          timer has the word, and it is patient: minutes. A connection that
          dies while it is in use is just the one that keepalive does not
          watch.}
    wrong {*CLOSED*} {So it would be on an idle connection. Here a byte is in
          flight, and while one is, no keepalive is sent.}
    wrong {*ESTABLISHED*probes [1-9]*} {Look at the packets: what goes out
          are copies of our byte, by the retransmission timer. Not one is a
          keepalive.}
    text {The path comes back. The next retransmission gets through, the peer
          answers, we read it. Now all is acknowledged and the connection is
          idle; and the path goes dark again.}
    play {
        path pass
        await to-subject {DATA}
        recv
        path drop both
    }
    predict {We wait in recv. What ends the wait?} {
        {*= -1 ETIMEDOUT *} {keepalive: -1 ETIMEDOUT after two seconds}
        {*= -1 EINTR *}     {nothing: it would wait for ever}
        {*= 0}              {the end of the stream: 0}
    } { recv 1 wait }
    explain {*= -1 ETIMEDOUT *} {One second of quiet, one probe - a segment
          with SEQ one below SND.NXT, which any living peer must
          acknowledge - and one second without an answer. For the other case
          set TCP_USER_TIMEOUT, too: it limits the wait for
          acknowledgements.}
    wrong {*= -1 EINTR *} {For ever it would be without keepalive. The
          connection is idle now, so keepalive has the word, as it had not
          before.}
    wrong {*= 0} {0 needs a FIN, and nothing can come through. That the peer
          does not answer is an error.}
}
