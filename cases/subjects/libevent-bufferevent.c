/* libevent-bufferevent.c HOST PORT - a bufferevent and its callbacks. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/util.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void
on_read(struct bufferevent *bev, void *data)
{
	struct evbuffer *input = bufferevent_get_input(bev);

	(void)data;
	evbuffer_drain(input, evbuffer_get_length(input));
}

static void
on_event(struct bufferevent *bev, short what, void *data)
{
	int error = EVUTIL_SOCKET_ERROR();

	(void)data;
	if (what & BEV_EVENT_CONNECTED) {
		puts("ready hangup/1");
		bufferevent_enable(bev, EV_READ);
	} else if (what & BEV_EVENT_EOF)
		puts("report closed BEV_EVENT_EOF");
	else if (what & BEV_EVENT_ERROR)
		printf("report %s BEV_EVENT_ERROR: %s\n",
		    error == ECONNRESET	      ? "reset" :
			error == ETIMEDOUT    ? "timeout" :
			error == EHOSTUNREACH ? "unreachable" :
						"error",
		    evutil_socket_error_to_string(error));
}

static void
on_input(evutil_socket_t fd, short what, void *base)
{
	char line[64];

	(void)what;
	(void)!read(fd, line, sizeof(line));
	event_base_loopexit(base, NULL);
}

int
main(int argc, char **argv)
{
	struct event_base *base = event_base_new();
	struct bufferevent *bev;
	struct event *input;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 3)
		return 2;
	bev = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
	bufferevent_setcb(bev, on_read, NULL, on_event, NULL);
	/* without a struct evdns_base it resolves in place: a literal address */
	if (bufferevent_socket_connect_hostname(
		bev, NULL, AF_UNSPEC, argv[1], atoi(argv[2])) == -1)
		return 1;
	input = event_new(base, STDIN_FILENO, EV_READ, on_input, base);
	event_add(input, NULL);
	event_base_dispatch(base);
	event_free(input);
	bufferevent_free(bev);
	event_base_free(base);
	return 0;
}
