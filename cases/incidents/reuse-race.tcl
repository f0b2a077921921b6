# The server's idle timer and the next request met on the way.
incident reuse-race "502 on a reused connection: the proxy's keep-alive race" {
    words 502 {Bad Gateway} {upstream prematurely closed} {keep-alive race} \
        keepalive_timeout keepAliveTimeout {reused connection} \
        {socket hang up} ECONNRESET {Connection reset by peer} \
        NoHttpResponseException ALB upstream gunicorn nodejs intermittent \
        {one in a thousand}
    cells \
        close/fin/send-once \
        close/fin/peek-strict \
        close/fin/user-timeout \
        reset/after-fin/send-once \
        crash/nat-forgot-rst/send-repeatedly
    wire {A proxy keeps connections to its upstream for later requests; the
        upstream closes what was idle for its own time. If both happen at once
        the request crosses the FIN on the way, and is answered with a RST.
        The proxy cannot know whether it was read, and says 502.}
    notices {A look right before the reuse sees a FIN that has arrived (peek:
        {says close/fin/peek-strict}); nothing sees one that is still on the
        way. The send succeeds ({says close/fin/send-once}), and the read
        behind it ends at once ({says close/fin/user-timeout}). Only if the
        RST was there before does the send fail: {says
        reset/after-fin/send-once}, {says
        crash/nat-forgot-rst/send-repeatedly}.}
    settings {The side that sends requests must be the one that closes first:
        the proxy's idle timeout below the upstream's (keepAliveTimeout of
        Node.js, gunicorn's keepalive, above the balancer's). A look before
        the reuse makes it rarer. A second try on a new connection for
        requests that may be repeated.}
    costs {Some more new connections; the look is a system call.}
}
