# SPDX-License-Identifier: BSD-2-Clause
subject ruby-net-http {Ruby Net::HTTP: one request after the other on a started connection} {
    relies  {a kept connection is used again within keep_alive_timeout, unless it is at its end (ruby-doc.org Net::HTTP#keep_alive_timeout)}
    command {exec ruby '{dir}/ruby-net-http.rb' {host} {port}}
    needs   ruby {ruby}
    speaks  1
    sometimes alive/brief-outage alive/chatty alive/icmp-hard alive/icmp-soft alive/icmp-source-quench \
        alive/long-outage alive/lossy-path alive/many-duplicates alive/slow-path alive/slow-reply \
        alive/unread-data alive/zero-window-reopens close/fin-behind-full-window \
        {bytes that no request asked for are read as the next answer; an HTTP client should close such a connection (RFC 9112 9.2)}
    sometimes close/fin-after-data half-close/shut-wr-after-data reset/after-fin-behind-data \
        reset/linger-0-after-data reset/zero-window silence/behind-data recover/after-close recover/after-reset \
        {asked between the bytes and the fault: as in alive/unread-data}
}
