/* captures.c - reads what the legs captured, in time and within bounds. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * A capture's ring in the kernel has room for some 120 frames.  It is read
 * when it has some, and then rests for a moment, so that an exchange of a few
 * packets costs two wakes and not one each; if there were many it does not.
 * Nobody wakes for a connection on which nothing happens.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/artefact.h"
#include "run/cell.h"

#define REST_NS (10 * MS)
#define MANY 16		 /* frames, in a rest: the ring would be full in 8 */
#define FLOOD_SHOWN 1000 /* frames of a leg that are kept as evidence */
#define NEARLY_FULL 100	 /* frames at once: some may have been lost */
#define FLOOD_LOST 2000	 /* frames that make what was lost a flood's */

/* Of both legs: how many frames are the subject's, how many are there. */
static size_t
count_own(const struct cell *c, size_t *all)
{
	const uint8_t *mac = lab_mac(c->lab, HOST_SUBJECT);
	size_t own = 0, i;
	int leg;

	*all = 0;
	for (leg = 0; leg < 2; leg++) {
		*all += c->trace[leg].n;
		for (i = 0; i < c->trace[leg].n; i++)
			own += c->trace[leg].v[i].caplen >= 12 &&
			    memcmp(c->trace[leg].v[i].bytes + 6, mac, 6) == 0;
	}
	return own;
}

/* What the peer sends is an echo and acknowledgements: half of it, at most. */
static bool
is_its_doing(const struct cell *c)
{
	size_t all, own = count_own(c, &all);

	return own * 3 >= all;
}

static void
bound(struct cell *c, const struct trace *t)
{
	const char *what = t->n >= TRACE_FRAMES ? "frames" : "bytes";
	long most = t->n >= TRACE_FRAMES ? TRACE_FRAMES : TRACE_BYTES;

	if (is_its_doing(c))
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it floods: more than %ld %s on the wire", most,
		    what);
	else
		cell_broke(c, BLAME_SCENARIO,
		    "capture: more than %ld %s on the wire", most, what);
	c->flooded = true;
}

int
captures_read(struct cell *c)
{
	int leg, n, all = 0;

	for (leg = 0; leg < 3 && !c->flooded; leg++) {
		if (!c->capture[leg])
			continue;
		n = capture_read(c->capture[leg], &c->trace[leg > 0]);
		if (n == -1)
			cell_broke(c, BLAME_HARNESS, "capture: %s",
			    capture_error(c->capture[leg]));
		else
			all += n;
		if (trace_is_full(&c->trace[leg > 0]))
			bound(c, &c->trace[leg > 0]);
	}
	if (all >= NEARLY_FULL && c->trace[0].n >= FLOOD_LOST)
		c->flooded = captures_lost(c) > 0 || c->flooded;
	c->rest_ns = all < MANY ? clock_ns() + REST_NS : 0;
	return all;
}

int64_t
captures_rest_ns(const struct cell *c)
{
	return c->rest_ns > clock_ns() ? c->rest_ns : 0;
}

long
captures_lost(struct cell *c)
{
	long lost = 0, n;
	int leg;

	for (leg = 0; leg < 3; leg++) {
		n = c->capture[leg] ? capture_dropped(c->capture[leg]) : 0;
		if (n < 0)
			cell_broke(c, BLAME_HARNESS, "capture: %s",
			    capture_error(c->capture[leg]));
		else
			lost += n;
	}
	if (lost > 0 && c->trace[0].n >= FLOOD_LOST && is_its_doing(c))
		cell_broke(c, BLAME_SUBJECT,
		    "subject: it floods: %ld frames were lost beside %zu that "
		    "were captured",
		    lost, c->trace[0].n + c->trace[1].n);
	else if (lost > 0)
		cell_broke(
		    c, BLAME_MACHINE, "capture: %ld frames were lost", lost);
	return lost;
}

void
captures_cut(struct cell *c)
{
	if (!c->flooded)
		return;
	trace_cut(&c->trace[0], FLOOD_SHOWN);
	trace_cut(&c->trace[1], FLOOD_SHOWN);
}

/* cells/SCENARIO/SUBJECT.pcap; .v6 and .N where family or run differ. */
static void
pcap_name(const struct cell *c, const char *leg, char *name, size_t size)
{
	char variant[32] = "";
	const struct spec *s = c->spec;
	size_t n = 0;

	if (s->family == 6)
		n = (size_t)snprintf(variant, sizeof(variant), ".v6");
	if (s->run > 1)
		snprintf(variant + n, sizeof(variant) - n, ".%d", s->run);
	snprintf(name, size, "%s/%s/%s%s.pcap", leg, s->scenario->name,
	    s->subject->name, variant);
}

/* What was written of it would only take room. */
static json_t *
not_saved(struct cell *c, const char *name, const char *error)
{
	char ignored[ARTEFACT_ERROR];

	c->no_space = errno == ENOSPC || errno == EDQUOT;
	(void)artefact_remove(c->setting->results, name, ignored);
	cell_broke(c, BLAME_MACHINE, "capture: %s", error);
	return json_null();
}

/* Through the runner's descriptor of the results: whatever is there goes. */
static int
write_file(const struct cell *c, const char *name, const unsigned char *bytes,
    size_t n, char error[ARTEFACT_ERROR])
{
	int fd = artefact_create(c->setting->results, name, error);
	ssize_t done = 0;
	int saved;

	if (fd == -1)
		return -1;
	while (n > 0 && done >= 0) {
		done = write(fd, bytes, n);
		if (done == -1 && errno == EINTR)
			done = 0;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
	saved = errno;
	close(fd);
	errno = saved;
	if (n == 0)
		return 0;
	snprintf(error, ARTEFACT_ERROR, "%.200s: %s", name, strerror(errno));
	return -1;
}

void
captures_save(struct cell *c, int leg, json_t *wire)
{
	static const char *const directory[] = { "cells", "peer-leg" };
	static const char *const member[][2] = { { "pcap", "pcap_sha256" },
		{ "peer_pcap", "peer_pcap_sha256" } };
	char name[512], error[ARTEFACT_ERROR] = "no memory",
			hash[ARTEFACT_HASH];
	size_t n = 0;
	unsigned char *bytes = trace_pcap(&c->trace[leg], &n);

	pcap_name(c, directory[leg], name, sizeof(name));
	if (bytes && write_file(c, name, bytes, n, error) == 0) {
		json_object_set_new(wire, member[leg][0], json_string(name));
		json_object_set_new(wire, member[leg][1],
		    json_string(artefact_sha256(bytes, n, hash)));
	} else
		json_object_set_new(
		    wire, member[leg][0], not_saved(c, name, error));
	free(bytes);
}
