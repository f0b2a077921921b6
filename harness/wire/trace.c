/* trace.c - the frames of one leg, in memory and in pcap files. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <pcap/pcap.h>

#define NS 1000000000
#define FILE_SNAPLEN 262144 /* what Wireshark takes for "everything" */

static int
grow(struct trace *t)
{
	size_t room = t->room == 0 ? 64 : 2 * t->room;
	struct frame *v = realloc(t->v, room * sizeof(*v));

	if (v == NULL)
		return -1;
	t->v = v;
	t->room = room;
	return 0;
}

int
trace_add(struct trace *t, int64_t t_ns, const void *bytes, uint32_t caplen,
    uint32_t len)
{
	struct frame *f;

	if (t->n == t->room && grow(t) < 0)
		return -1;
	f = &t->v[t->n];
	*f = (struct frame) { .t_ns = t_ns, .len = len, .caplen = caplen };
	f->bytes = malloc(caplen > 0 ? caplen : 1);
	if (f->bytes == NULL)
		return -1;
	if (caplen > 0)
		memcpy(f->bytes, bytes, caplen);
	t->n++;
	t->bytes += caplen;
	return 0;
}

bool
trace_is_full(const struct trace *t)
{
	return t->n >= TRACE_FRAMES || t->bytes >= TRACE_BYTES;
}

void
trace_cut(struct trace *t, size_t frames)
{
	while (t->n > frames) {
		t->bytes -= t->v[--t->n].caplen;
		free(t->v[t->n].bytes);
	}
}

void
trace_free(struct trace *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->v[i].bytes);
	free(t->v);
	*t = (struct trace) { 0 };
}

/* A nanosecond file keeps nanoseconds where its header says tv_usec. */
static void
dump(const struct trace *t, pcap_dumper_t *out)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct frame *f = &t->v[i];
		struct pcap_pkthdr h = {
			.ts.tv_sec = f->t_ns / NS,
			.ts.tv_usec = f->t_ns % NS,
			.caplen = f->caplen,
			.len = f->len,
		};

		/* pcap_dump wants a u_char * only to pass its FILE. */
		pcap_dump((u_char *)out, &h, f->bytes);
	}
}

unsigned char *
trace_pcap(const struct trace *t, size_t *n)
{
	pcap_t *p = pcap_open_dead_with_tstamp_precision(
	    DLT_EN10MB, FILE_SNAPLEN, PCAP_TSTAMP_PRECISION_NANO);
	pcap_dumper_t *out;
	char *bytes = NULL;
	FILE *f = open_memstream(&bytes, n);
	bool whole;

	out = p && f ? pcap_dump_fopen(p, f) : NULL;
	if (out) {
		dump(t, out);
		whole = pcap_dump_flush(out) == 0 && !ferror(f);
		pcap_dump_close(out); /* f, too */
	} else {
		whole = false;
		if (f)
			fclose(f);
	}
	if (p)
		pcap_close(p);
	if (whole)
		return (unsigned char *)bytes;
	free(bytes);
	return NULL;
}

static int
load(struct trace *t, pcap_t *p, const char *file, char error[WIRE_ERROR])
{
	struct pcap_pkthdr *h;
	const u_char *bytes;
	int got;

	if (pcap_datalink(p) != DLT_EN10MB) {
		snprintf(error, WIRE_ERROR,
		    "%.160s: link type %d, "
		    "Ethernet was expected",
		    file, pcap_datalink(p));
		return -1;
	}
	while ((got = pcap_next_ex(p, &h, &bytes)) == 1)
		if (trace_add(t, (int64_t)h->ts.tv_sec * NS + h->ts.tv_usec,
			bytes, h->caplen, h->len) < 0) {
			snprintf(error, WIRE_ERROR, "%.200s: no memory", file);
			return -1;
		}
	if (got == PCAP_ERROR_BREAK) /* the end of the file */
		return 0;
	snprintf(error, WIRE_ERROR, "%.100s: frame %zu: %.120s", file, t->n + 1,
	    pcap_geterr(p));
	return -1;
}

int
trace_read(struct trace *t, FILE *in, const char *name, char error[WIRE_ERROR])
{
	char why[PCAP_ERRBUF_SIZE] = "no memory";
	pcap_t *p = in ? pcap_fopen_offline_with_tstamp_precision(
			     in, PCAP_TSTAMP_PRECISION_NANO, why) :
			 NULL;
	int status;

	if (!p) {
		if (in)
			fclose(in);
		snprintf(error, WIRE_ERROR, "%.100s: %.150s", name, why);
		return -1;
	}
	status = load(t, p, name, error);
	pcap_close(p); /* in, too */
	return status;
}
