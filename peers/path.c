/* path.c - what lies between: forwards frames, or drops and forges them. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *   subject ---- [device] path [device] ---- peer
 *
 * Each frame that comes in on one device is put out on the other, unless a
 * rule says otherwise.  Rules are held against a frame in the order they were
 * given; the first whose direction and filter match decides.  A command is
 * answered when it is in force: frames that came before it were handled by the
 * rules before it.
 */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "forge.h"
#include "path.h"

#define SNAPLEN 2048
#define BUFFER (256 * 1024)
#define BATCH 64 /* frames of one side before the other's turn */

struct rule {
	bool applies[DIRECTIONS];
	bool filtered;
	struct bpf_program filter;
	long skip;  /* matches to let pass first */
	long count; /* matches left to drop; -1: all */
	struct rule *next;
};

/* in[d] is where frames that go in direction d come from. */
static struct options {
	pcap_t *in[DIRECTIONS];
	struct rule *rules;
	struct flow flow[DIRECTIONS];
	unsigned long forwarded[DIRECTIONS], dropped[DIRECTIONS];
	unsigned long forged[DIRECTIONS];
} path;

static const char *const direction_name[DIRECTIONS] = {
	[TO_PEER] = "to-peer", [TO_SUBJECT] = "to-subject"
};

static pcap_t *
open_device(const char *device)
{
	char error[PCAP_ERRBUF_SIZE];
	pcap_t *p = pcap_create(device, error);

	if (!p)
		errx(1, "%s: pcap_create: %s", device, error);
	pcap_set_immediate_mode(p, 1);
	pcap_set_snaplen(p, SNAPLEN);
	pcap_set_buffer_size(p, BUFFER);
	if (pcap_activate(p) < 0)
		errx(1, "%s: pcap_activate: %s", device, pcap_geterr(p));
	if (pcap_setdirection(p, PCAP_D_IN) == -1 ||
	    pcap_setnonblock(p, 1, error) == -1)
		errx(1, "%s: %s", device, pcap_geterr(p));
	return p;
}

/* The first rule that holds for the frame decides.  True: drop it. */
static bool
doomed(enum direction d, const struct pcap_pkthdr *h, const u_char *bytes)
{
	struct rule *r;

	for (r = path.rules; r; r = r->next) {
		if (!r->applies[d] || r->count == 0 ||
		    (r->filtered && !pcap_offline_filter(&r->filter, h, bytes)))
			continue;
		if (r->skip > 0) {
			r->skip--;
			continue;
		}
		if (r->count > 0)
			r->count--;
		return true;
	}
	return false;
}

static pcap_t *
out(enum direction d)
{
	return path.in[d == TO_PEER ? TO_SUBJECT : TO_PEER];
}

static void
put(enum direction d, const u_char *bytes, size_t len)
{
	if (pcap_inject(out(d), bytes, len) == -1 && errno != ENETDOWN &&
	    errno != ENOBUFS)
		warnx("%s: pcap_inject: %s", direction_name[d],
		    pcap_geterr(out(d)));
}

static void
forward(enum direction d)
{
	struct pcap_pkthdr *h;
	const u_char *bytes;
	bool drop;
	int i;

	for (i = 0; i < BATCH; i++) {
		if (pcap_next_ex(path.in[d], &h, &bytes) != 1)
			return;
		drop = doomed(d, h, bytes);
		if (!drop)
			put(d, bytes, h->caplen);
		forge_learn(&path.flow[d], bytes, h->caplen, !drop);
		if (drop)
			path.dropped[d]++;
		else
			path.forwarded[d]++;
	}
}

static bool
parse_direction(const char *word, bool applies[DIRECTIONS])
{
	if (word && strcmp(word, "both") == 0)
		applies[TO_PEER] = applies[TO_SUBJECT] = true;
	else if (word && strcmp(word, "to-peer") == 0)
		applies[TO_PEER] = true;
	else if (word && strcmp(word, "to-subject") == 0)
		applies[TO_SUBJECT] = true;
	else {
		control_error("expected to-peer, to-subject or both, got "
			      "\"%s\"",
		    word ? word : "");
		return false;
	}
	return true;
}

/* Takes "count N" and "skip N" off the end; what remains is the filter. */
static bool
parse_bounds(int *argc, char **argv, struct rule *r)
{
	long n, *value;

	while (*argc >= 4) {
		value = strcmp(argv[*argc - 2], "count") == 0 ? &r->count :
		    strcmp(argv[*argc - 2], "skip") == 0      ? &r->skip :
								NULL;
		if (!value)
			break;
		n = control_number(
		    argv[*argc - 2], argv[*argc - 1], 1, INT_MAX);
		if (n == -1)
			return false;
		*value = n;
		*argc -= 2;
	}
	return true;
}

static bool
parse_filter(int argc, char **argv, struct rule *r)
{
	char text[2048] = "";
	size_t used = 0;
	pcap_t *dead;
	int i, result;

	for (i = 2; i < argc; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
		    "%s%s", i > 2 ? " " : "", argv[i]);
	if (used == 0)
		return true;
	dead = pcap_open_dead(DLT_EN10MB, SNAPLEN);
	result = pcap_compile(dead, &r->filter, text, 1, PCAP_NETMASK_UNKNOWN);
	if (result == -1)
		control_error("filter \"%s\": %s", text, pcap_geterr(dead));
	pcap_close(dead);
	r->filtered = true;
	return result == 0;
}

static void
run_drop(int argc, char **argv)
{
	struct rule *r = calloc(1, sizeof(*r)), **end;

	if (!r)
		err(1, "calloc");
	r->count = -1;
	if (!parse_direction(argv[1], r->applies) ||
	    !parse_bounds(&argc, argv, r) || !parse_filter(argc, argv, r)) {
		free(r);
		return;
	}
	for (end = &path.rules; *end; end = &(*end)->next)
		;
	*end = r;
	control_done();
}

static void
run_pass(int argc, char **argv)
{
	struct rule *r;

	(void)argc;
	(void)argv;
	while ((r = path.rules) != NULL) {
		path.rules = r->next;
		if (r->filtered)
			pcap_freecode(&r->filter);
		free(r);
	}
	control_done();
}

static bool
inject_rst(enum direction d)
{
	uint8_t frame[128];
	size_t len = forge_segment(&path.flow[d],
	    FORGE_FLAG_RST | FORGE_FLAG_ACK, 0, frame, sizeof(frame));

	if (len == 0) {
		control_error("inject %s: no TCP segment has crossed yet",
		    direction_name[d]);
		return false;
	}
	put(d, frame, len);
	path.forged[d]++;
	return true;
}

static void
run_inject(int argc, char **argv)
{
	bool applies[DIRECTIONS] = { false };
	enum direction d;

	if (argc != 3 || strcmp(argv[1], "rst") != 0) {
		control_error("expected: inject rst DIRECTION");
		return;
	}
	if (!parse_direction(argv[2], applies))
		return;
	for (d = TO_PEER; d < DIRECTIONS; d++)
		if (applies[d] && !inject_rst(d))
			return;
	control_done();
}

static void
run_status(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	control_ok("forwarded %lu %lu dropped %lu %lu forged %lu %lu",
	    path.forwarded[TO_PEER], path.forwarded[TO_SUBJECT],
	    path.dropped[TO_PEER], path.dropped[TO_SUBJECT],
	    path.forged[TO_PEER], path.forged[TO_SUBJECT]);
}

static const struct command commands[] = {
	{ "drop", "DIRECTION [FILTER] [count N] [skip N]", "lose what matches",
	    run_drop },
	{ "pass", "", "forget all rules", run_pass },
	{ "inject", "rst DIRECTION", "an exact RST, from nobody", run_inject },
	{ "status", "", "frames to-peer, to-subject", run_status },
	{ NULL, NULL, NULL, NULL }
};

static void
serve(void)
{
	struct pollfd pfd[3] = {
		{ pcap_get_selectable_fd(path.in[TO_PEER]), POLLIN, 0 },
		{ pcap_get_selectable_fd(path.in[TO_SUBJECT]), POLLIN, 0 },
		{ STDIN_FILENO, POLLIN, 0 },
	};

	for (;;) {
		if (poll(pfd, 3, -1) == -1 && errno != EINTR)
			err(1, "poll");
		forward(TO_PEER);
		forward(TO_SUBJECT);
		if (pfd[2].revents && control_read() == 0)
			return;
	}
}

int
path_main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr,
		    "usage: %s SUBJECT_DEVICE PEER_DEVICE\n"
		    "Forwards frames between two devices; then \"help\".\n",
		    argv[0]);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	path.in[TO_PEER] = open_device(argv[1]);
	path.in[TO_SUBJECT] = open_device(argv[2]);
	control_init(commands);
	control_done();
	serve();
	return 0;
}
