# Between us and the server stands somebody who is well.
incident silent-proxy "The proxy answers, the server behind it is dead" {
    words 504 {Gateway Timeout} {proxy accepts everything} sidecar envoy \
        haproxy {service mesh} istio {split TCP} {TCP proxy} tunnel VPN \
        {ssh tunnel} {backend dead} {WAN optimizer} {port forward}
    cells \
        stall/silent-proxy/keepalive \
        stall/silent-proxy/user-timeout \
        stall/silent-proxy/recv-blocking \
        stall/silent-proxy/heartbeat-answered
    wire {The connection ends at a proxy, a sidecar, a tunnel; behind it
        another goes on to the server. The server died, and the proxy did not
        notice or did not tell. Its kernel acknowledges our bytes and answers
        our probes: these prove that the proxy lives.}
    notices {Only an answer that the server itself made, and that is missing:
        {says stall/silent-proxy/heartbeat-answered} after {latency
        stall/silent-proxy/heartbeat-answered}. All that TCP can ask, it asks
        the proxy: keepalive {outcome stall/silent-proxy/keepalive} it,
        TCP_USER_TIMEOUT {outcome stall/silent-proxy/user-timeout} it, recv
        {outcome stall/silent-proxy/recv-blocking} it.}
    settings {A heartbeat that the server's own program answers, as a call to
        its health service or SELECT 1, and a deadline for each request. A PING
        of HTTP/2 reaches only the next proxy, and a library answers it. In the
        proxy: timeouts to the server, and a FIN or RST handed on. Timers and
        lines: hangup advise --within 30s --survive 5s --protocol yes --for
        NAME (--for list names them).}
    costs {A question and an answer in each interval.}
    unseen {Which of those on the way is dead: only that no answer came.}
    see stopped-process quarter-hour nat-forgets
    command {hangup lesson middlebox}
}
