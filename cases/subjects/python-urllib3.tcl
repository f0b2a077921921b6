# SPDX-License-Identifier: BSD-2-Clause
subject python-urllib3 {urllib3: would the pool give out the idle connection again?} {
    relies  {a pooled connection that is readable was dropped: is_connection_dropped (urllib3.readthedocs.io, urllib3.util.connection)}
    command {exec python3 '{dir}/python-urllib3.py' {host} {port}}
    needs   python3 {python3}
    needs   {python3 -c "import urllib3"} {python3-urllib3}
    sometimes alive/brief-outage alive/chatty alive/icmp-hard alive/icmp-soft alive/icmp-source-quench \
        alive/long-outage alive/lossy-path alive/many-duplicates alive/slow-path alive/slow-reply \
        alive/unread-data alive/zero-window-reopens close/fin-behind-full-window \
        {bytes that no request asked for: an HTTP client should close such a connection (RFC 9112 9.2)}
    sometimes close/fin-after-data half-close/shut-wr-after-data reset/after-fin-behind-data \
        reset/linger-0-after-data reset/zero-window silence/behind-data recover/after-close recover/after-reset \
        {asked between the bytes and the fault: as in alive/unread-data}
}
