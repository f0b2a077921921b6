# SPDX-License-Identifier: BSD-2-Clause
subject python-http-client {http.client: one request after the other on a connection} {
    relies  {it looks at nothing before it sends; RemoteDisconnected if the answer is empty (docs.python.org http.client)}
    command {exec python3 '{dir}/python-http-client.py' {host} {port}}
    needs   python3 {python3}
    speaks  1
    sometimes alive/brief-outage alive/chatty alive/icmp-hard alive/icmp-soft alive/icmp-source-quench \
        alive/long-outage alive/lossy-path alive/many-duplicates alive/slow-path alive/slow-reply \
        alive/unread-data alive/zero-window-reopens close/fin-behind-full-window \
        {bytes that no request asked for are read as the next answer; an HTTP client should close such a connection (RFC 9112 9.2)}
    sometimes close/fin-after-data half-close/shut-wr-after-data reset/after-fin-behind-data \
        reset/linger-0-after-data reset/zero-window silence/behind-data recover/after-close recover/after-reset \
        {asked between the bytes and the fault: as in alive/unread-data}
}
