/* keep.c - what a cell saw, into files of the results. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/artefact.h"
#include "run/cell.h"

static unsigned char *
subject_leg(const struct notebook *b, size_t *n)
{
	return trace_pcap(&b->leg[0], n);
}

static unsigned char *
peer_leg(const struct notebook *b, size_t *n)
{
	return trace_pcap(&b->leg[1], n);
}

/* Where each lies, what makes it, and the member of "wire" that names it. */
static const struct kept {
	const char *directory, *ends_in, *member, *hash;
	unsigned char *(*make)(const struct notebook *b, size_t *n);
} kept[] = {
	{ "cells", "pcap", "pcap", "pcap_sha256", subject_leg },
	{ "peer-leg", "pcap", "peer_pcap", "peer_pcap_sha256", peer_leg },
	{ "notes", "json.z", "notes", "notes_sha256", notebook_pack },
};
#define KEPT (sizeof(kept) / sizeof(kept[0]))

/* cells/SCENARIO/SUBJECT.pcap; .v6 and .N where family or run differ. */
static void
file_name(const struct cell *c, const struct kept *k, char *name, size_t size)
{
	char variant[32] = "";
	const struct spec *s = c->spec;
	size_t n = 0;

	if (s->family == 6)
		n = (size_t)snprintf(variant, sizeof(variant), ".v6");
	if (s->run > 1)
		snprintf(variant + n, sizeof(variant) - n, ".%d", s->run);
	snprintf(name, size, "%s/%s/%s%s.%s", k->directory, s->scenario->name,
	    s->subject->name, variant, k->ends_in);
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

/* What was written of it would only take room. */
static void
not_saved(struct cell *c, const char *name, const char *error)
{
	char ignored[ARTEFACT_ERROR];

	c->no_space = errno == ENOSPC || errno == EDQUOT;
	(void)artefact_remove(c->setting->results, name, ignored);
	cell_broke(c, BLAME_MACHINE, "results: %s", error);
}

static void
keep(struct cell *c, const struct kept *k, json_t *names)
{
	char name[512], error[ARTEFACT_ERROR] = "no memory",
			hash[ARTEFACT_HASH];
	size_t n = 0;
	unsigned char *bytes = k->make(&c->book, &n);

	file_name(c, k, name, sizeof(name));
	json_object_set_new(names, k->member, json_null());
	if (bytes && write_file(c, name, bytes, n, error) == 0) {
		json_object_set_new(names, k->member, json_string(name));
		json_object_set_new(names, k->hash,
		    json_string(artefact_sha256(bytes, n, hash)));
	} else
		not_saved(c, name, error);
	free(bytes);
}

json_t *
cell_keep(struct cell *c)
{
	json_t *names = json_object();
	size_t i;

	for (i = 0; i < KEPT; i++)
		keep(c, &kept[i], names);
	return names;
}
