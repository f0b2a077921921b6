# RFC 9293, clause by clause: what it asks of a connection that ends, is kept,
# or is declared dead, and the cells that test it.  Both ends of a cell are
# this host's kernel, so that either may show what it does.  The words of a
# test: harness/case/condition.c.  "timer NAME" is what is set for the strategies
# of the run; "needs MS", that a cell must have lasted so long.

# 3.5.1  Half-open connections

clause "3.5.1 figure 10" 3.5.1 {
    text {Data sent on a half-open connection is answered by a RST that is acceptable, and whoever sent it aborts}
    test crash/reboot/send-repeatedly crash/reboot/heartbeat-answered \
        reset/lost/send-repeatedly {
        needs [expr {[timer heartbeat.interval] + 1000}]
        answered to-peer {DATA} after silent by {RST} taking-seq in 0..50
        state CLOSED
    }
    test crash/reboot/heartbeat-answered crash/reboot/user-timeout {
        needs [expr {[timer heartbeat.interval] + 1000}]
        says reset
    }
}

clause "3.5.1 figure 9" 3.5.1 {
    text {A SYN for a connection that one side still has is answered by an ACK that tells what is expected next}
    remark {Steps 3 and 4 of the figure; no scenario yet reconnects from the same port after a crash.}
    test alive/forged-syn/* {
        answered to-subject {SYN} forged by {ACK and EMPTY} in 0..50
    }
}

# 3.5.2  Reset generation

clause "3.5.2 group 1" 3.5.2 {
    text {Where no connection is, anything but a RST is answered by a RST whose SEQ is the segment's ACK}
    test reset/middlebox-one/* reset/with-data/* {
        answered to-subject {DATA} after reset with-proof by {RST} taking-seq in 0..50
    }
    test crash/reboot/send-once reset/lost/send-once {
        answered to-peer {DATA} after silent by {RST} taking-seq in 0..50
    }
    test crash/reboot/keepalive {
        answered to-peer {EMPTY} after silent noted keep-alive by {RST} taking-seq in 0..50
    }
}

clause "3.5.2 group 2" 3.5.2 {
    text {Before a connection is synchronized, an ACK of something not sent is answered by a RST}
    untested {about connection opening}
}

clause "3.5.2 group 3" 3.5.2 {
    text {On a synchronized connection an unacceptable segment is answered by an empty ACK and changes nothing}
    remark {Old data, an old FIN, a keep-alive are answered. Of window probes Linux answers one in 500 ms (tcp_invalid_ratelimit).}
    test alive/many-duplicates/recv-blocking alive/many-duplicates/poll-rdhup {
        answered to-subject {DATA} forged by {ACK and EMPTY} in 0..500
        state ESTABLISHED
    }
    test alive/idle/keepalive {
        answered to-peer {EMPTY} noted keep-alive by {ACK and EMPTY} in 0..50
        state ESTABLISHED
    }
    test close/fin-repeated/poll-rdhup close/fin-repeated/recv-blocking {
        answered to-subject {FIN} forged with-proof by {ACK and EMPTY} in 0..500
        state CLOSE-WAIT
    }
    test stall/zero-window/recv-blocking {
        answered to-peer {EMPTY} noted "window probe" by {ACK and EMPTY} in 0..100
    }
}

clause "3.5.2 clear" 3.5.2 {
    text {No RST is sent unless it is clear that a segment is not meant for the connection}
    test alive/*/recv-blocking alive/*/poll-rdhup alive/*/so-error {
        never both {RST}
    }
}

# 3.5.3  Reset processing

clause "3.5.3 abort" 3.5.3 {
    text {A valid RST aborts the connection, the user is told, the state is CLOSED}
    test reset/linger-0/recv-blocking reset/linger-0/poll-rdhup \
        reset/linger-0/so-error reset/linger-0/epoll-edge \
        reset/unread-data/poll-rdhup reset/middlebox-both/poll-rdhup {
        says reset
        state CLOSED
    }
    test reset/linger-0/tcp-info {
        state CLOSED
    }
}

clause "3.5.3 silence" 3.5.3 {
    text {After a RST nothing of the connection is sent any more}
    test reset/linger-0/* reset/unread-data/* {
        seen  to-subject {RST} after-fault
        never to-peer {tcp} after reset
    }
}

clause SHLD-2 3.5.3 {
    text {A received RST may carry data}
    test reset/with-data/recv-blocking reset/with-data/poll-rdhup \
        reset/with-data/so-error {
        seen to-subject {RST and DATA} forged
        says reset
        state CLOSED
    }
}

# 3.6  Closing a connection

clause "3.6 case 1" 3.6 {
    text {Who closes first sends a FIN, and acknowledges the other's when it comes}
    test close/we-closed-first/recv-blocking close/we-closed-first/poll-rdhup \
        close/we-closed-first/so-error {
        seen to-peer {FIN} after-fault
        answered to-subject {FIN} with-proof by {ACK and EMPTY} in 0..500
    }
}

clause "3.6 retransmission" 3.6 {
    text {A FIN is retransmitted until it is acknowledged}
    test close/fin-lost-once/* {
        seen to-subject {FIN} noted retransmission
    }
    test silence/fin-lost/recv-blocking silence/fin-lost/poll-rdhup {
        seen to-subject {FIN} lost noted retransmission 3..20
    }
}

clause "3.6 case 2" 3.6 {
    text {A FIN from the network is acknowledged and told to the user; our own waits until the user closes}
    test close/fin/recv-blocking close/fin/poll-rdhup close/fin/epoll-edge {
        answered to-subject {FIN} with-proof by {ACK} in 0..500
        says closed
        never to-peer {FIN} with-proof
    }
    test close/fin/so-error close/fin/tcp-info {
        answered to-subject {FIN} with-proof by {ACK} in 0..500
        state CLOSE-WAIT
    }
}

clause "3.6 case 3" 3.6 {
    text {When both close at once each acknowledges the other's FIN, and the connection is over}
    test close/simultaneous/recv-blocking close/simultaneous/poll-rdhup {
        seen to-peer {FIN} after-fault
        answered to-subject {FIN} with-proof by {ACK and EMPTY} in 0..500
        state TIME-WAIT CLOSED
    }
}

clause MUST-12 3.6 {
    text {The user learns whether the other end closed in order or aborted}
    remark {A RST behind a FIN is another matter: 3.10.7.4 RST in CLOSE-WAIT.}
    test close/fin/recv-blocking close/fin-after-data/recv-blocking \
        close/fin-with-data/recv-blocking close/process-exit/recv-blocking {
        says closed
    }
    test reset/linger-0/recv-blocking reset/linger-0-after-data/recv-blocking \
        reset/unread-data/recv-blocking reset/killed-unread/recv-blocking \
        reset/middlebox-one/recv-blocking {
        says reset
    }
}

clause "3.6.1 half-closed" 3.6.1 {
    text {On a half-closed connection data still goes the open way}
    test half-close/shut-wr/send-once half-close/shut-wr/send-repeatedly \
        half-close/shut-wr/heartbeat-unanswered {
        answered to-peer {DATA} after half-closed by {ACK} in 0..500
        never both {RST}
    }
}

clause MAY-1 3.6.1 {
    text {A close may end both directions: what comes after it is refused}
    test close/fin/send-once close/process-exit/send-once {
        answered to-peer {DATA} after closed by {RST} in 0..50
    }
}

clause SHLD-3 3.6.1 {
    text {A close with data unread, or data that comes after it, is answered by RST to show that data was lost}
    test reset/unread-data/* reset/killed-unread/* {
        seen  to-subject {RST} after-fault
        never to-subject {FIN}
    }
    test close/fin/send-once close/process-exit/send-once {
        answered to-peer {DATA} after closed by {RST} taking-seq in 0..50
    }
}

clause MUST-13 3.6.1 {
    text {Who closes first lingers in TIME-WAIT for twice the segment lifetime}
    untested {needs the four minutes of RFC 9293, or a VM with a fast-forwarded clock; Linux says that it waits 60 s}
}

# 3.8.1, 3.8.3  Retransmission and failure

clause MUST-18 3.8.1 {
    text {The retransmission timeout follows RFC 6298: each retransmission doubles the wait}
    remark {The doubling is tested (RFC 6298 5.5), not Karn's algorithm, whose samples are not visible from outside.}
    test silence/with-data-in-flight/recv-blocking \
        silence/with-data-in-flight/poll-rdhup \
        silence/with-data-in-flight/so-error silence/both-ways/send-once \
        silence/to-subject/send-once {
        doubling to-peer {DATA} anywhere
    }
    test silence/fin-lost/recv-blocking silence/fin-lost/poll-rdhup {
        doubling to-subject {FIN} anywhere
    }
}

clause MUST-20 3.8.3 {
    text {A segment retransmitted too often ends the connection: advice to IP at R1, close at R2}
    remark {With R2 set by TCP_USER_TIMEOUT; Linux's own takes a quarter of an hour or longer. The advice to IP at R1 is not visible from outside.}
    test silence/both-ways/user-timeout silence/to-peer/user-timeout \
        silence/to-subject/user-timeout {
        needs [expr {[timer user-timeout] + 1500}]
        seen to-peer {DATA} anywhere noted retransmission 2..99
        says timeout
        state CLOSED
    }
}

clause MUST-21 3.8.3 {
    text {A program can set R2 for a connection}
    test silence/both-ways/user-timeout {
        option TCP_USER_TIMEOUT [timer user-timeout]
    }
    test silence/both-ways/user-timeout {
        needs [expr {[timer user-timeout] + 1500}]
        says timeout
    }
    test silence/both-ways/send-once {
        seen to-peer {DATA} lost noted retransmission 3..20
        state ESTABLISHED
    }
}

clause MUST-23 3.8.3 {
    text {R2 of a SYN gives it at least three minutes}
    untested {about connection opening}
}

clause SHLD-9 3.8.3 {
    text {When R1 is reached, and before R2, the program is told of the trouble}
    remark {Linux tells nobody: TCP_INFO counts tcpi_retransmits for who asks.}
    test silence/with-data-in-flight/so-error {
        seen to-peer {DATA} lost noted retransmission 3..20
        says unreachable timeout gone
    }
}

clause SHLD-10 3.8.3 {
    text {R1 is at least three retransmissions}
    remark {The kernel's own word, and three retransmissions on the wire.}
    test silence/with-data-in-flight/recv-blocking {
        setting tcp_retries1 3..
        seen to-peer {DATA} lost noted retransmission 3..20
    }
}

clause SHLD-11 3.8.3 {
    text {R2 is at least 100 seconds}
    remark {The kernel's own word: 8 doublings from 200 ms make 102 s. To see it end needs as long as R2, and then it is closed.}
    test silence/with-data-in-flight/recv-blocking {
        setting tcp_retries2 8..
        seen to-peer {DATA} lost noted retransmission 4..20
    }
}

# 3.8.4  Keep-alives

clause MUST-24 3.8.4 {
    text {A program can turn keep-alives on or off for each connection}
    test alive/idle/keepalive {
        option SO_KEEPALIVE 1
    }
    test alive/idle/keepalive {
        needs [expr {[timer keepalive.idle] * 1000 + 500}]
        seen to-peer {EMPTY} noted keep-alive
    }
    test alive/idle/recv-blocking {
        never to-peer {EMPTY} noted keep-alive
        option SO_KEEPALIVE 0
    }
}

clause MUST-25 3.8.4 {
    text {Keep-alives are off by default}
    test alive/idle/recv-blocking alive/idle/poll-rdhup \
        alive/idle/epoll-edge alive/idle/so-error alive/idle/tcp-info {
        option SO_KEEPALIVE 0
        never to-peer {EMPTY} noted keep-alive
    }
}

clause MUST-26 3.8.4 {
    text {A keep-alive is sent only when nothing is outstanding and nothing was received for the interval}
    test alive/chatty/keepalive silence/with-data-in-flight/keepalive {
        never to-peer {EMPTY} noted keep-alive
    }
    # what is answered starts the idle time anew
    test alive/idle/keepalive {
        spaced to-peer {EMPTY} noted keep-alive \
            in [expr {[timer keepalive.idle] * 950}]..[expr {
                [timer keepalive.idle] * 1000 + 400}]
    }
}

clause MUST-27 3.8.4 {
    text {The interval of keep-alives is configurable}
    test alive/idle/keepalive {
        option TCP_KEEPIDLE [timer keepalive.idle]
        option TCP_KEEPINTVL [timer keepalive.interval]
        spaced to-peer {EMPTY} noted keep-alive \
            in [expr {[timer keepalive.idle] * 950}]..[expr {
                [timer keepalive.idle] * 1000 + 400}]
    }
}

clause MUST-28 3.8.4 {
    text {The interval of keep-alives is two hours or more by default}
    remark {What the socket says of itself; to see it needs two hours.}
    test alive/idle/recv-blocking alive/idle/poll-rdhup {
        option TCP_KEEPIDLE 7200..
    }
}

clause MUST-29 3.8.4 {
    text {One keep-alive without an answer is not taken for a dead connection}
    remark {A program may ask for less with TCP_KEEPCNT; 9 is the default.}
    # who sets TCP_KEEPCNT to 1 has asked for it
    if {[timer keepalive.probes] > 1} {
        test silence/both-ways/keepalive silence/to-peer/keepalive {
            needs [expr {([timer keepalive.idle] + [timer keepalive.interval] *
                [timer keepalive.probes]) * 1000 + 1000}]
            seen to-peer {EMPTY} lost noted keep-alive 2..127
            says timeout
        }
    }
    test alive/idle/recv-blocking {
        option TCP_KEEPCNT 2..
    }
}

clause SHLD-12 3.8.4 {
    text {A keep-alive carries no data}
    test alive/idle/keepalive silence/both-ways/keepalive {
        needs [expr {[timer keepalive.idle] * 1000 + 1000}]
        seen  to-peer {EMPTY} anywhere noted keep-alive
        never to-peer {DATA} anywhere noted keep-alive
    }
}

# 3.8.5  Urgent data

clause MUST-32 3.8.5 {
    text {The program is told when an urgent pointer arrives or advances}
    untested {needs a subject that waits for POLLPRI or SIGURG}
}

clause MUST-33 3.8.5 {
    text {The program can learn whether more urgent data remains}
    untested {needs a subject that asks sockatmark(3)}
}

# 3.4, 3.8.6  Windows

clause MUST-66 3.4 {
    text {RST and URG are processed even while the receive window is zero}
    remark {RST; no scenario sends urgent data into a closed window.}
    test reset/zero-window/recv-blocking reset/zero-window/poll-rdhup \
        reset/zero-window/epoll-edge reset/zero-window/so-error {
        seen to-peer    {WIN0} before-fault
        seen to-subject {RST} after-fault
        says reset
        state CLOSED
    }
}

clause SHLD-17 3.8.6 {
    text {Data beyond a window that shrank, unacknowledged, does not time the connection out}
    untested {needs a peer that shrinks its window, and the minutes to R2}
}

clause MUST-35 3.8.6 {
    text {A window that shrank to zero is probed in the usual way}
    remark {A window that was filled to zero; its right edge did not move left.}
    test stall/zero-window/recv-blocking alive/zero-window-reopens/recv-blocking {
        seen to-subject {WIN0} after-fault
        seen to-peer {EMPTY} noted "window probe"
    }
}

clause MUST-36 3.8.6.1 {
    text {A zero window is probed}
    test stall/zero-window/recv-blocking stall/zero-window/poll-rdhup \
        stall/zero-window/so-error alive/zero-window-reopens/recv-blocking \
        half-close/shut-wr-not-reading/so-error {
        seen to-peer {EMPTY} noted "window probe"
    }
}

clause MUST-37 3.8.6.1 {
    text {As long as window probes are acknowledged the connection stays open}
    test stall/zero-window/recv-blocking stall/zero-window/poll-rdhup \
        stall/zero-window/so-error stall/zero-window/keepalive {
        seen  to-peer {EMPTY} noted "window probe" 3..20
        never both {RST}
        state ESTABLISHED
    }
}

clause "3.8.6.1 answer" 3.8.6.1 {
    text {Whatever arrives while the window is zero is answered by an ACK that says so}
    remark {Linux answers at most one segment without data in 500 ms (tcp_invalid_ratelimit), probes included.}
    test stall/zero-window/recv-blocking stall/zero-window/poll-rdhup \
        stall/zero-window/so-error {
        answered to-peer {EMPTY} noted "window probe" by {WIN0} in 0..100
    }
}

clause SHLD-29 3.8.6.1 {
    text {The first window probe goes out when the window was zero for a retransmission timeout}
    test stall/zero-window/recv-blocking stall/zero-window/poll-rdhup \
        alive/zero-window-reopens/recv-blocking {
        answered to-subject {WIN0} first by {EMPTY} in 190..500
    }
}

clause SHLD-30 3.8.6.1 {
    text {The time between window probes grows exponentially}
    test stall/zero-window/recv-blocking stall/zero-window/poll-rdhup \
        stall/zero-window/so-error {
        doubling to-peer {EMPTY} noted "window probe"
    }
}

# 3.9.1.8, 3.9.2.2  Errors, and ICMP

clause MUST-47 3.9.1.8 {
    text {There is a way to tell the program of soft errors}
    remark {ICMP errors. Excessive retransmissions, which it asks for too, are SHLD-9; the urgent pointer is MUST-32.}
    test alive/icmp-soft/so-error {
        seen to-subject {ICMP} forged
        says unreachable
    }
}

clause MUST-54 3.9.2.2 {
    text {TCP acts on an ICMP error, for the connection whose segment it quotes}
    test alive/icmp-soft/so-error alive/icmp-hard/so-error {
        seen to-subject {ICMP} forged
        says unreachable
    }
}

clause MUST-55 3.9.2.2 {
    text {A source quench is silently discarded}
    test alive/icmp-source-quench/so-error \
        alive/icmp-source-quench/poll-rdhup ipv4-only {
        seen to-subject {icmp[0] = 4} forged
        says open
        state ESTABLISHED
    }
}

clause MUST-56 3.9.2.2 {
    text {A soft ICMP error does not abort the connection}
    test alive/icmp-soft/recv-blocking alive/icmp-soft/poll-rdhup \
        alive/icmp-soft/so-error {
        seen  to-subject {ICMP} forged
        never to-peer {RST} with-proof
        state ESTABLISHED
    }
    test silence/icmp-host/send-once silence/icmp-admin/send-once {
        seen  to-subject {ICMP} forged
        seen  to-peer {DATA} lost noted retransmission
        state ESTABLISHED
    }
}

clause SHLD-25 3.9.2.2 {
    text {A soft ICMP error is made known to the program}
    test alive/icmp-soft/so-error {
        seen to-subject {ICMP} forged
        says unreachable
    }
}

clause SHLD-26 3.9.2.2 {
    text {A hard ICMP error (destination unreachable, codes 2 to 4) aborts the connection}
    remark {Code 3, port unreachable. Linux keeps hard errors as soft ones once the connection is established (RFC 5461 2); code 4 is path MTU discovery's. ICMPv6 has none.}
    test alive/icmp-hard/recv-blocking alive/icmp-hard/poll-rdhup ipv4-only {
        never to-peer {DATA} anywhere noted retransmission
        state CLOSED
    }
}

# 3.10.5  ABORT

clause "3.10.5 ABORT" 3.10.5 {
    text {An abort sends a RST and gives waiting calls "connection reset"}
    test local/destroyed/recv-blocking local/destroyed/poll-rdhup {
        seen to-peer {RST} 1 after-fault
        says reset
        state CLOSED
    }
    test reset/linger-0/poll-rdhup {
        seen to-subject {RST} after-fault
    }
}

# 3.10.7.4  A segment arrives

clause "3.10.7.4 RST outside" 3.10.7.4 {
    text {First: a RST outside the window is dropped without a word (RFC 5961 3.2)}
    test alive/forged-rst-outside/* {
        seen  to-subject {RST} forged noted "outside the window"
        never to-peer {ACK} noted "challenge ACK"
    }
    test alive/forged-rst-outside/recv-blocking \
        alive/forged-rst-outside/poll-rdhup {
        state ESTABLISHED
    }
}

clause "3.10.7.4 RST exact" 3.10.7.4 {
    text {Second: a RST at exactly RCV.NXT resets the connection}
    test reset/middlebox-one/recv-blocking reset/middlebox-one/poll-rdhup \
        reset/middlebox-one/so-error {
        seen to-subject {RST} forged
        says reset
        state CLOSED
    }
}

clause "3.10.7.4 RST in window" 3.10.7.4 {
    text {Second: a RST in the window, not at RCV.NXT, gets a challenge ACK and is dropped (RFC 5961 3.2)}
    test alive/forged-rst-in-window/* {
        answered to-subject {RST} forged by {ACK and EMPTY} in 0..50
        seen to-peer {ACK and EMPTY} noted "challenge ACK"
    }
    test alive/forged-rst-in-window/recv-blocking \
        alive/forged-rst-in-window/so-error {
        state ESTABLISHED
        says open
    }
}

clause "3.10.7.4 RST in CLOSE-WAIT" 3.10.7.4 {
    text {Second: a RST after the FIN gives the user "reset" all the same}
    remark {Linux makes it EPIPE, the error of a pipe that was closed in order.}
    test reset/after-fin/so-error half-close/then-reset/so-error {
        seen to-subject {RST} after-fault
        says reset
        state CLOSED
    }
}

clause "3.10.7.4 SYN" 3.10.7.4 {
    text {Fourth: a SYN on a synchronized connection gets a challenge ACK and is dropped (RFC 5961 4.2)}
    test alive/forged-syn/* {
        seen to-peer {ACK and EMPTY} noted "challenge ACK"
    }
    test alive/forged-syn/recv-blocking alive/forged-syn/poll-rdhup {
        never to-peer {RST}
        state ESTABLISHED
    }
}

clause "3.10.7.4 ACK" 3.10.7.4 {
    text {Fifth: an ACK of what was not sent is answered by an ACK and dropped (RFC 5961 5.2)}
    test close/forged-fin/recv-blocking close/forged-fin/poll-rdhup {
        seen to-subject {ACK and EMPTY} after closed with-proof
        never to-subject {RST} with-proof
    }
}

clause "3.10.7.4 URG" 3.10.7.4 {
    text {Sixth: urgent data is signalled to the user}
    untested {needs a subject that waits for POLLPRI or SIGURG}
}

clause SHLD-31 3.10.7.4 {
    text {Seventh: a segment beyond RCV.NXT is held until the gap is filled}
    test close/fin-before-data/poll-rdhup close/fin-before-data/tcp-info {
        seen  to-subject {FIN} 1 noted out-of-order
        never to-subject {FIN} noted retransmission
        state CLOSE-WAIT
    }
}

clause "3.10.7.4 FIN" 3.10.7.4 {
    text {Eighth: a FIN is acknowledged, pending reads return, the state is CLOSE-WAIT}
    test close/fin/tcp-info close/fin/so-error close/fin-repeated/tcp-info {
        answered to-subject {FIN} first with-proof by {ACK} in 0..500
        state CLOSE-WAIT
    }
    test close/fin/recv-blocking close/fin-with-data/recv-blocking {
        says closed
        state CLOSE-WAIT
    }
}

# 3.10.8  Timeouts

clause "3.10.8 user timeout" 3.10.8 {
    text {When the user timeout expires the connection is aborted and the user is told so}
    test silence/both-ways/user-timeout silence/to-peer/user-timeout {
        needs [expr {[timer user-timeout] + 1500}]
        seen to-peer {DATA} lost
        says timeout
        state CLOSED
    }
    test stall/zero-window/user-timeout {
        needs [expr {[timer user-timeout] + 1500}]
        seen to-peer {EMPTY} noted "window probe"
        says timeout
        state CLOSED
    }
}

clause "3.10.8 retransmission" 3.10.8 {
    text {When the retransmission timeout expires the first segment in the queue is sent again}
    test silence/with-data-in-flight/recv-blocking \
        silence/with-data-in-flight/poll-rdhup \
        silence/with-data-in-flight/so-error alive/long-outage/recv-blocking {
        seen to-peer {DATA} lost noted retransmission
    }
}
