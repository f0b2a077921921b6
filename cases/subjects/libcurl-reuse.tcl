# SPDX-License-Identifier: BSD-2-Clause
subject libcurl-reuse {libcurl: the same easy handle again and again: does it use its connection again?} {
    relies  {a connection is kept and used again unless it seems dead; CURLINFO_NUM_CONNECTS tells (curl.se libcurl-easy(3), CURLINFO_NUM_CONNECTS(3))}
    build   {cc -O -Wall -Werror -o '{program}' '{dir}/libcurl-reuse.c' -lcurl}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
    needs   {echo '#include <curl/curl.h>' | cc -E -} {libcurl4-openssl-dev}
    speaks  1
    sometimes alive/brief-outage alive/chatty alive/icmp-hard alive/icmp-soft alive/icmp-source-quench \
        alive/long-outage alive/lossy-path alive/many-duplicates alive/slow-path alive/slow-reply \
        alive/unread-data alive/zero-window-reopens close/fin-behind-full-window \
        {bytes that no request asked for: an HTTP client should close such a connection (RFC 9112 9.2)}
    sometimes alive/urgent-data \
        {libcurl takes POLLPRI on an idle connection for an error: Curl_socket_check in lib/select.c, later cf_socket_is_alive in lib/cf-socket.c (curl issue 7354)}
    sometimes close/fin-after-data half-close/shut-wr-after-data reset/after-fin-behind-data \
        reset/linger-0-after-data reset/zero-window silence/behind-data recover/after-close recover/after-reset close/urgent-then-fin \
        {asked between the bytes and the fault: as in alive/unread-data, or alive/urgent-data}
}
