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
    settings {A heartbeat from end to end (PING of HTTP/2, of a database's
        protocol, of MQTT), and a deadline for each request. In the proxy:
        timeouts to the server, and a FIN or RST handed on.}
    costs {A question and an answer in each interval.}
    command {hangup lesson middlebox}
}
