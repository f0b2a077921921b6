# The kernel goes on trying, and its patience is longer than anybody's.
incident quarter-hour "A request hangs for a quarter of an hour" {
    words {15 minutes} {fifteen minutes} {quarter of an hour} {16 minutes} \
        {900 seconds} hang hung hangs timeout stuck {blocked read} \
        tcp_retries2 ETIMEDOUT {Connection timed out} {read timed out} \
        {retransmission timeout} retransmissions R2 TCP_USER_TIMEOUT database \
        query {no response} JDBC {errno 110} {os error 110} stall \
        {calls stall} grpc postgres {could not receive data from server} \
        {network outage} {i/o timeout}
    cells \
        silence/with-data-in-flight/recv-blocking \
        silence/with-data-in-flight/keepalive \
        silence/with-data-in-flight/user-timeout \
        silence/with-data-in-flight/keepalive-user-timeout \
        silence/with-data-in-flight/heartbeat-answered
    wire {A request went out and its acknowledgement never came: the other
        host, or the way to it, is gone without a word. The kernel sends the
        segment again, each pause twice as long as the one before up to
        {setting tcp_rto_max_ms stock} ms, and gives up after {setting
        tcp_retries2 stock} of these (tcp_retries2). Until then the program in
        its recv(2) hears nothing.}
    notices {The kernel, in the end: a blocking recv with the kernel's own
        settings returned after {latency
        silence/with-data-in-flight/recv-blocking stock} ({says
        silence/with-data-in-flight/recv-blocking stock}). Keepalive does not
        help, for it sends nothing while data is in flight: {latency
        silence/with-data-in-flight/keepalive stock}. What helps is
        TCP_USER_TIMEOUT: {subject user-timeout stock} ended the same wait
        after {latency silence/with-data-in-flight/user-timeout stock},
        {subject user-timeout} after {latency
        silence/with-data-in-flight/user-timeout}. An answer that the
        application owes, and a clock that waits for it, does it too: {subject
        heartbeat-answered stock} noticed after {latency
        silence/with-data-in-flight/heartbeat-answered stock}, {subject
        heartbeat-answered} after {latency
        silence/with-data-in-flight/heartbeat-answered}.}
    settings {TCP_USER_TIMEOUT on the socket, for as long as you can wait,
        together with keepalive for the times when nothing is in flight (both
        together, {subject keepalive-user-timeout}: noticed after {latency
        silence/with-data-in-flight/keepalive-user-timeout}). Or a deadline on
        each request in the application. tcp_retries2 does it for the whole
        host, and for connections that you did not mean. Lines to paste: hangup
        advise --within 30s --survive 5s --for NAME (--for list names them).}
    costs {Nothing on the wire. An outage that lasts longer than the timeout
        ends a connection that would have come back.}
    unseen {A server that hangs while its kernel acknowledges: nothing is sent
        again there, and TCP_USER_TIMEOUT does not run out.}
    see power-lost stopped-process keepalive-silent connecting
    command {hangup run --timers default --window 1100000 \
        silence/with-data-in-flight/recv-blocking}
    command {hangup lesson silence}
}
