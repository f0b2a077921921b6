# The server's idle timer and the next request met on the way.
incident reuse-race "502 on a reused connection: the proxy's keep-alive race" {
    words 502 {Bad Gateway} {upstream prematurely closed} {keep-alive race} \
        keepalive_timeout keepAliveTimeout {reused connection} \
        {socket hang up} ECONNRESET {Connection reset by peer} \
        NoHttpResponseException ALB upstream gunicorn intermittent \
        {one in a thousand} keep-alive nginx retry idempotent non_idempotent \
        proxy_next_upstream keepalive_requests headersTimeout Node.js \
        {first request after}
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
        its idle timeout below the server's. With nginx before Node.js, for
        example, in nginx's upstream block: keepalive 32; keepalive_timeout
        60s; beside its proxy_pass: proxy_http_version 1.1; proxy_set_header
        Connection ""; in Node.js any time above that:
        server.keepAliveTimeout = 75_000; and server.headersTimeout above it. Behind a balancer the same: gunicorn's --keep-alive above
        the balancer's idle timeout. This is the keep-alive of HTTP;
        SO_KEEPALIVE does not help here. A look before the reuse makes it
        rarer. A second try on a new connection, for requests that may be
        repeated: nginx makes it by itself (proxy_next_upstream error timeout),
        but not for POST, LOCK and PATCH that were sent, unless non_idempotent
        is given.}
    costs {Some more new connections; the look is a system call.}
    unseen {Whether the server did the work of the request that was lost: a RST
        does not tell.}
    see stale-pool second-write nat-forgets
}
