# SPDX-License-Identifier: BSD-2-Clause
subject libevent-bufferevent {libevent: the event callback of a bufferevent} {
    relies  {BEV_EVENT_EOF at the end, BEV_EVENT_ERROR and EVUTIL_SOCKET_ERROR() on an error (libevent's event2/bufferevent.h, bufferevent_event_cb)}
    build   {cc -O -Wall -Werror -o '{program}' '{dir}/libevent-bufferevent.c' -levent_core}
    command {exec '{program}' {host} {port}}
    needs   cc {gcc libc6-dev}
    needs   {echo '#include <event2/event.h>' | cc -E -} {libevent-dev}
}
