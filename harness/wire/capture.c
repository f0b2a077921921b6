/* capture.c - a live libpcap handle on one interface. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>

#include <pcap/pcap.h>

#define NS 1000000000
#define BUFFER (256 * 1024) /* a larger ring costs time to map */
#define TURN 1000	    /* frames; a flood must not keep us for ever */

struct capture {
	pcap_t *pcap;
	struct trace *to; /* while capture_read runs */
	int added;
	bool full; /* no memory for a frame */
};

/* Not promiscuous: what a host receives is what is evidence here. */
static int
configure(pcap_t *p)
{
	if (pcap_set_snaplen(p, WIRE_SNAPLEN) != 0 ||
	    pcap_set_promisc(p, 0) != 0 || pcap_set_immediate_mode(p, 1) != 0 ||
	    pcap_set_buffer_size(p, BUFFER) != 0)
		return -1;
	return pcap_set_tstamp_precision(p, PCAP_TSTAMP_PRECISION_NANO);
}

/* NULL, or what is wrong: libpcap's own text says more than its status. */
static const char *
activate(pcap_t *p, char why[PCAP_ERRBUF_SIZE])
{
	int status;

	if (configure(p) != 0)
		return "libpcap refuses nanoseconds or immediate mode";
	status = pcap_activate(p);
	if (status < 0)
		return *pcap_geterr(p) != '\0' ? pcap_geterr(p) :
						 pcap_statustostr(status);
	if (pcap_datalink(p) != DLT_EN10MB)
		return "not an Ethernet interface";
	if (pcap_setnonblock(p, 1, why) < 0)
		return why;
	return NULL;
}

struct capture *
capture_open(const char *device, char error[WIRE_ERROR])
{
	char why[PCAP_ERRBUF_SIZE] = "no memory";
	struct capture *c = calloc(1, sizeof(*c));
	const char *wrong = why;

	if (c != NULL)
		c->pcap = pcap_create(device, why);
	if (c != NULL && c->pcap != NULL)
		wrong = activate(c->pcap, why);
	if (wrong == NULL)
		return c;
	snprintf(error, WIRE_ERROR, "%.32s: capture: %.200s", device, wrong);
	capture_close(c);
	return NULL;
}

int
capture_fd(const struct capture *c)
{
	return pcap_get_selectable_fd(c->pcap);
}

static void
take(u_char *user, const struct pcap_pkthdr *h, const u_char *bytes)
{
	struct capture *c = (void *)user;

	if (trace_is_full(c->to)) {
		pcap_breakloop(c->pcap);
		return;
	}
	/* With PCAP_TSTAMP_PRECISION_NANO, tv_usec holds nanoseconds. */
	if (trace_add(c->to, (int64_t)h->ts.tv_sec * NS + h->ts.tv_usec, bytes,
		h->caplen, h->len) < 0)
		c->full = true;
	else
		c->added++;
}

/*
 * In immediate mode the ring is TPACKET_V2, where one dispatch takes all that
 * it may; the loop is for rings that hand over block by block.
 */
int
capture_read(struct capture *c, struct trace *t)
{
	int got;

	c->to = t;
	c->added = 0;
	do
		got = pcap_dispatch(c->pcap, TURN, take, (u_char *)c);
	while (got > 0 && !c->full && c->added < TURN);
	c->to = NULL;
	return (got < 0 && got != PCAP_ERROR_BREAK) || c->full ? -1 : c->added;
}

long
capture_dropped(struct capture *c)
{
	struct pcap_stat st;

	return pcap_stats(c->pcap, &st) < 0 ? -1 : (long)st.ps_drop;
}

const char *
capture_error(const struct capture *c)
{
	return c->full ? "no memory for a frame" : pcap_geterr(c->pcap);
}

void
capture_close(struct capture *c)
{
	if (c == NULL)
		return;
	if (c->pcap != NULL)
		pcap_close(c->pcap);
	free(c);
}

const char *
capture_library(void)
{
	return pcap_lib_version();
}
