# The other end takes no more.
incident full-window "A write hangs: the other end does not read" {
    words {write hangs} {write blocks} {send blocks} {send buffer} \
        backpressure {slow consumer} {slow reader} {zero window} ZeroWindow \
        Send-Q {persist timer} SO_SNDTIMEO {buffer full} {stuck in send} \
        EWOULDBLOCK
    cells \
        stall/zero-window/send-timeout \
        stall/zero-window/user-timeout \
        stall/zero-window/keepalive \
        stall/zero-window/heartbeat-answered \
        stall/zero-window/writable \
        alive/zero-window-reopens/user-timeout
    wire {The program at the other end does not read; its buffer is full, and
        its kernel announces a window of zero. Ours asks from time to time
        with a probe, each is answered, and by the standard that may go on for
        ever. Then our own buffer is full, too, and the write waits.}
    notices {A limit on the write, SO_SNDTIMEO: {latency
        stall/zero-window/send-timeout} ({subject send-timeout}).
        TCP_USER_TIMEOUT ends it although each probe is answered: {says
        stall/zero-window/user-timeout} after {latency
        stall/zero-window/user-timeout}, and lets a window that opens again in
        time live ({outcome alive/zero-window-reopens/user-timeout}). An answer
        that is owed is missing after {latency
        stall/zero-window/heartbeat-answered}. Keepalive {outcome
        stall/zero-window/keepalive} it, for data waits to be sent, and so do
        heartbeats of which nobody awaits the answer: watched for {setting
        window stock} they were {says stall/zero-window/heartbeat-unanswered
        stock}. That a socket is writable says nothing of the other end ({says
        stall/zero-window/writable}).}
    settings {TCP_USER_TIMEOUT, or a limit to how long and how much a
        connection may have unsent (SIOCOUTQ, ss shows Send-Q). And decide what
        a slow reader is owed. Lines to paste: hangup advise --within 30s
        --survive 5s --see stall/zero-window --for NAME (--for list names
        them).}
    costs {A reader that is only slow for a while is dropped.}
    unseen {Which of the two it is: a reader that is slow, or one that will
        never read again. Both announce a window of zero.}
    see stopped-process quarter-hour
}
