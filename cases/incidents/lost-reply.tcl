# To close over unread bytes is an abort.
incident lost-reply "The reply is lost when we close with unread data" {
    words {unread data} {reply lost} {response lost} {truncated response} \
        {lingering close} lingering_close SO_LINGER 413 {upload rejected} \
        {large upload} {connection reset during upload} \
        {Connection reset by peer} {close without reading} \
        {client sees reset} ECONNRESET
    cells \
        reset/unread-data/recv-blocking \
        reset/unread-data/rdhup-then-state \
        reset/unread-data/send-once \
        reset/killed-unread/recv-blocking \
        close/process-killed/recv-blocking
    wire {A server answers early, as to an upload that is too large, and
        closes before it has read all that was sent. Its kernel then sends a
        RST instead of a FIN, to say that data was lost (RFC 9293 3.6.1), and
        forgets what of the reply was not yet acknowledged. The client meets
        an abort where it expected the end of a reply.}
    notices {The client at once, but it is no orderly end that it sees: {says
        reset/unread-data/recv-blocking}, and {says
        reset/unread-data/send-once} if it still sends. A process that is
        killed does the same with bytes unread ({says
        reset/killed-unread/recv-blocking}), and is polite without ({says
        close/process-killed/recv-blocking}).}
    settings {In the server: shutdown(SHUT_WR) behind the reply, then read and
        discard until the client's FIN or a deadline, then close. nginx calls
        that lingering_close. In the client: read the reply even if sending
        failed.}
    costs {A socket that stays for the deadline, and the bytes that are
        discarded.}
    unseen {For the server, whether its reply arrived: close() succeeded, and
        the RST is sent by its kernel behind its back.}
    see reuse-race second-write
}
