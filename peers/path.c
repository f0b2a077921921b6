/* path.c - what lies between: forwards frames, or does to them as it is told. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *   subject ---- [device] path [device] ---- peer
 *                           |
 *                        [device] ---- another host ("attach", "switch")
 *
 * Each frame that comes in on one device is put out on the other, unless a
 * rule says otherwise.  Rules are held against a frame in the order they were
 * given; the first whose direction and filter match, and which acts on it
 * (skip, count, the lot of "lose"), decides.  A command is answered when it is
 * in force: frames that came before it were handled by the rules before it.
 */
#include "path.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bridge.h"
#include "control.h"
#include "inject.h"
#include "packet.h"
#include "peers/words.h"

#define SECOND_NS 1000000000

static struct bridge path;

/* An error that the connection's family does not have is no answer. */
static bool
is_possible(const struct rule *r)
{
	const struct flow *f = path.flow[TO_PEER].known ?
	    &path.flow[TO_PEER] :
	    &path.flow[TO_SUBJECT];

	return !(r->action == ANSWER_ICMP && r->icmp.only_ipv4 && f->known &&
	    packet_family(f->head, sizeof(f->head)) == 6);
}

/* The commands that are rules: their names, in the order of enum action. */
static struct rule *
parse_rule(int argc, char **argv)
{
	static const char *const name[] = { [DROP] = "drop",
		[LOSE] = "lose",
		[DELAY] = "delay",
		[DUPLICATE] = "duplicate",
		[REORDER] = "reorder",
		[HOLD] = "hold",
		[ANSWER_ICMP] = "answer" };
	enum action action = DROP;

	while (strcmp(name[action], argv[0]) != 0)
		action++;
	return rules_parse(action, argc, argv);
}

static bool
check_rule(int argc, char **argv)
{
	struct rule *r = parse_rule(argc, argv);
	bool good = r != NULL;

	rules_forget(&r);
	return good;
}

static void
run_rule(int argc, char **argv)
{
	struct rule *r = parse_rule(argc, argv);

	if (!r)
		return;
	if (is_possible(r)) {
		rules_append(&path.rules, r);
		control_done();
		return;
	}
	rules_forget(&r);
	control_error("this ICMP error is IPv4's only: RFC 4443 has none "
		      "like it");
}

static void
run_release(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	bridge_release(&path);
	control_done();
}

static void
run_pass(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "first") == 0) {
		rules_forget_first(&path.rules);
		control_done();
		return;
	}
	if (argc != 1) {
		control_error("expected: pass, or pass first");
		return;
	}
	bridge_reset(&path, false);
	control_done();
}

static void
run_down(int argc, char **argv)
{
	static char drop[] = "drop", both[] = "both";
	char *drop_both[] = { drop, both, NULL };

	(void)argc;
	(void)argv;
	bridge_reset(&path, true);
	run_rule(2, drop_both);
}

static void
run_inject(int argc, char **argv)
{
	uint8_t frame[FORGE_ROOM];
	struct injection in;
	enum direction d;
	size_t len;

	if (!inject_parse(argc, argv, &in))
		return;
	for (d = TO_PEER; d < DIRECTIONS; d++) {
		if (!in.applies[d])
			continue;
		len = inject_make(&in, path.flow, d, frame);
		if (len == 0)
			return;
		bridge_put_forged(&path, d, frame, len);
		if (in.advances)
			forge_learn(&path.flow[d], frame, len, true);
	}
	control_done();
}

static bool
check_inject(int argc, char **argv)
{
	struct injection in;

	return inject_parse(argc, argv, &in);
}

static void
run_attach(int argc, char **argv)
{
	if (argc != 2)
		control_error("expected: attach DEVICE");
	else if (path.attached != -1)
		control_error("a device is attached already");
	else if ((path.attached = bridge_open(argv[1])) == -1)
		control_error("%s: %s", argv[1], strerror(errno));
	else
		control_done();
}

static void
run_switch(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	if (path.attached == -1) {
		control_error("no device to switch to: attach DEVICE first");
		return;
	}
	bridge_switch(&path);
	control_done();
}

/* What has arrived is handled first: who has the answer can rely on it. */
static void
run_status(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	bridge_catch_up(&path);
	control_ok("forwarded %lu %lu dropped %lu %lu forged %lu %lu "
		   "waiting %zu",
	    path.forwarded[TO_PEER], path.forwarded[TO_SUBJECT],
	    path.dropped[TO_PEER], path.dropped[TO_SUBJECT],
	    path.forged[TO_PEER], path.forged[TO_SUBJECT],
	    queue_length(&path.queue));
}

#define WHICH "[FILTER] [count N] [skip N]"
#define PLAIN .by_usage = true

const struct command path_words[] = { { "drop", "DIRECTION " WHICH,
					  "lose what matches", run_rule,
					  .check = check_rule },
	{ "lose", "DIRECTION PERCENT seed N " WHICH,
	    "lose some of it; with one seed, the same", run_rule,
	    .check = check_rule },
	{ "delay", "DIRECTION MS " WHICH, "late, in order", run_rule,
	    .check = check_rule },
	{ "duplicate", "DIRECTION " WHICH " [copies K] [after MS]",
	    "1 + K arrive", run_rule, .check = check_rule },
	{ "reorder", "DIRECTION " WHICH, "after the next that passes", run_rule,
	    .check = check_rule },
	{ "hold", "DIRECTION " WHICH, "keep it until \"release\"", run_rule,
	    .check = check_rule },
	{ "answer", "DIRECTION rst|icmp NAME " WHICH,
	    "lose it, and tell its sender", run_rule, .check = check_rule },
	{ "release", "", "let go what is held, hold no more", run_release,
	    PLAIN },
	{ "pass", "[first]",
	    "forget all rules, let go what waits; or the oldest rule", run_pass,
	    PLAIN },
	{ "down", "", "lose all, also what waits", run_down, PLAIN },
	{ "inject", "rst|fin|syn DIRECTION [exact|in-window|outside] [data N]",
	    "a segment, from nobody", run_inject, .check = check_inject },
	{ "inject", "icmp NAME|type T code C DIRECTION",
	    "about the last segment the other way", run_inject,
	    .check = check_inject },
	{ "attach", "DEVICE", "open it, for \"switch\"", run_attach, PLAIN },
	{ "switch", "", "it and the peer's change places", run_switch, PLAIN },
	{ "status", "", "frames to-peer, to-subject", run_status, PLAIN,
	    .like = "forwarded 0 0 dropped 0 0 forged 0 0 waiting 0" },
	{ .name = NULL } };

/* Until the next waiting frame is due; NULL: for ever. */
static struct timespec *
patience(struct timespec *ts)
{
	int64_t due = bridge_due_ns(&path), left;

	if (due == -1)
		return NULL;
	left = due - bridge_now_ns();
	if (left < 0)
		left = 0;
	ts->tv_sec = left / SECOND_NS;
	ts->tv_nsec = left % SECOND_NS;
	return ts;
}

static int
serve(int in)
{
	struct pollfd pfd[3] = { { 0, POLLIN, 0 }, { 0, POLLIN, 0 },
		{ in, POLLIN, 0 } };
	struct timespec ts;

	for (;;) {
		pfd[0].fd = path.in[TO_PEER];
		pfd[1].fd = path.in[TO_SUBJECT];
		if (ppoll(pfd, 3, patience(&ts), NULL) == -1 &&
		    errno != EINTR) {
			control_error("ppoll: %s", strerror(errno));
			return -1;
		}
		if (pfd[2].revents)
			bridge_catch_up(&path);
		else {
			if (pfd[0].revents)
				bridge_forward(&path, TO_PEER);
			if (pfd[1].revents)
				bridge_forward(&path, TO_SUBJECT);
			bridge_forward_due(&path);
		}
		if (pfd[2].revents && control_read() == 0)
			return 0;
	}
}

int
path_run(int in, FILE *out, const char *subject_device, const char *peer_device)
{
	const char *device[DIRECTIONS] = {
		[TO_PEER] = subject_device, [TO_SUBJECT] = peer_device
	};
	enum direction d;
	int result = 0;

	control_init(path_words, in, out);
	bridge_init(&path);
	for (d = TO_PEER; d < DIRECTIONS && result == 0; d++) {
		path.in[d] = bridge_open(device[d]);
		if (path.in[d] == -1) {
			control_error("%s: %s", device[d], strerror(errno));
			result = -1;
		}
	}
	if (result == 0) {
		control_done();
		result = serve(in);
	}
	bridge_close(&path);
	return result;
}
