/* wire.h - what crossed the two legs: captures, packets, checks, truth. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_WIRE_H
#define HANGUP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "words/words.h"

#define WIRE_ERROR 256	     /* room for a message, as libpcap's */
#define WIRE_SNAPLEN 2048    /* the labs' MTU is 1500 */
#define WIRE_NEVER INT64_MIN /* a time that did not come */

/*
 * 1. Traces: the frames one leg saw, in the order of capture.
 */
struct frame {
	int64_t t_ns;	 /* CLOCK_REALTIME, the capture's stamp */
	uint32_t len;	 /* on the wire */
	uint32_t caplen; /* kept */
	uint8_t *bytes;	 /* owned by the trace */
};

struct trace {
	struct frame *v;
	size_t n, room;
	size_t bytes; /* kept */
};

/*
 * A capture fills a trace no further: a hundred times what any scenario needs,
 * and what a machine can bear of some hundred cells at once.
 */
#define TRACE_FRAMES 100000
#define TRACE_BYTES (16L << 20)
bool trace_is_full(const struct trace *t);

/* Appends a copy of the frame.  0, or -1 without memory. */
int trace_add(struct trace *t, int64_t t_ns, const void *bytes, uint32_t caplen,
    uint32_t len);
/* As a nanosecond pcap file (Ethernet), to be freed; NULL: no memory. */
unsigned char *trace_pcap(const struct trace *t, size_t *n);
/*
 * Reads any pcap file with Ethernet frames, and closes it; NULL is a mistake
 * like any other.  0, or -1 and a message that begins with its name.
 */
int
trace_read(struct trace *t, FILE *in, const char *name, char error[WIRE_ERROR]);
void trace_free(struct trace *t);
/* Forgets all but its first frames. */
void trace_cut(struct trace *t, size_t frames);

/*
 * 2. Captures: a live libpcap handle, in the caller's network namespace.
 */
struct capture;

/*
 * Opens device for capture in both directions: immediate mode, nanoseconds,
 * 256 KiB, non-blocking.  When it returns, no later frame is missed.
 * NULL and a message on failure.
 */
struct capture *capture_open(const char *device, char error[WIRE_ERROR]);
/* A descriptor for poll(2): readable when frames wait. */
int capture_fd(const struct capture *c);
/* The version of libpcap, for the record. */
const char *capture_library(void);
/*
 * Moves the waiting frames to t: all, or as many as are a turn's, or until it
 * is full.  How many, or -1 (capture_error says).
 */
int capture_read(struct capture *c, struct trace *t);
/* Frames the kernel dropped since capture_open, or -1. */
long capture_dropped(struct capture *c);
const char *capture_error(const struct capture *c);
void capture_close(struct capture *c);

/*
 * 3. Segments: one frame, decoded.  Pure.
 */
enum proto { PROTO_OTHER, PROTO_TCP, PROTO_ICMP, PROTO_ICMPV6, PROTO_ARP };

enum tcp_flag { /* RFC 9293 3.1, as they stand in the header */
	TCP_FIN = 0x01,
	TCP_SYN = 0x02,
	TCP_RST = 0x04,
	TCP_PSH = 0x08,
	TCP_ACK = 0x10,
	TCP_URG = 0x20,
	TCP_ECE = 0x40,
	TCP_CWR = 0x80
};

struct segment {
	enum proto proto;
	int family; /* 4, 6, or 0 (ARP, other) */
	uint8_t from_mac[6], to_mac[6];
	uint8_t from[16], to[16]; /* addresses; IPv4 in the first 4 */
	/* TCP only */
	uint16_t from_port, to_port;
	uint32_t seq, ack;
	uint8_t flags;	 /* enum tcp_flag bits */
	uint16_t window; /* as in the header, unscaled */
	uint16_t urgent;
	int window_scale;	/* of a SYN's option, or -1 */
	bool has_sack;		/* a SACK option with blocks */
	uint32_t sack_to;	/* the highest right edge of them */
	uint32_t payload_len;	/* TCP payload by the IP header's length */
	const uint8_t *payload; /* within the frame given; what was kept */
	uint32_t payload_kept;	/* bytes of it within caplen */
	/* ICMP and ICMPv6: type, code, and the TCP segment it quotes */
	uint8_t icmp_type, icmp_code;
	bool quotes_tcp;
	uint8_t quoted_from[16], quoted_to[16];
	uint16_t quoted_from_port, quoted_to_port;
	uint32_t quoted_seq;
	/* ARP: 1 request, 2 reply */
	uint16_t arp_op;
	bool truncated; /* headers cut short: nothing above is sure */
};

/* Decodes an Ethernet frame of caplen bytes.  Reads nothing beyond. */
void segment_decode(struct segment *s, const uint8_t *frame, size_t caplen);

/* Sequence numbers spanned: payload, plus one each for SYN and FIN. */
uint32_t segment_span(const struct segment *s);

/*
 * 4. Packets: both legs joined.  A frame on one leg only was dropped or
 *    forged by the path.
 */
enum party { SUBJECT, PEER, PATH };
enum fate { ARRIVED, DROPPED, FORGED };
enum leg { SUBJECT_LEG = 1, PEER_LEG = 2, BOTH_LEGS = 3 };

struct connection;

struct packet {
	size_t number; /* its place among all, from 1 */
	struct segment seg;
	const struct frame *frame;
	int64_t t_ns;	   /* on the subject's leg if it was there */
	int64_t peer_t_ns; /* on the peer's leg, or WIRE_NEVER */
	enum leg legs;	   /* where it was seen */
	enum party from;
	enum fate fate;
	bool to_subject; /* direction: else to the peer */
	bool duplicated; /* forged: a second copy of a frame that came */
	const struct connection *connection; /* whose it is, or NULL */
	/* by the truth, for a packet to the subject: */
	bool heard;	    /* its TCP did not throw it away */
	uint32_t delivered; /* payload that became readable by it, and where
				 * that begins, as seg.seq */
	uint32_t delivered_seq;
	unsigned manner;	   /* what its sender meant by it: wire's own */
	uint32_t rel_seq, rel_ack; /* of a segment: since the two SYNs */
	char note[48]; /* "retransmission", "keep-alive", ... or "" */
};

/*
 * 5. Connections: what of the packets belongs together.
 */
enum ending { GOES_ON, REFUSED, ENDED_BY_RST, ENDED_BY_FINS };

struct connection {
	int family;
	struct endpoint {
		uint8_t address[16];
		uint16_t port;
	} at[2];	   /* of SUBJECT and PEER, as what follows: */
	uint32_t isn[2];   /* the number of its SYN; 0: none was seen */
	bool has_isn[2];   /* one was */
	bool has_fin[2];   /* it sent one */
	bool is_watched;   /* it is the one that is: connections.watched */
	enum party opener; /* who sent the first SYN; PATH: that forged it, or
			    * none was seen */
	struct packet **v; /* its segments and the ICMP errors that quote
			    * one, by t_ns */
	size_t n;
	/*
	 * Of its SYN, of the opener's answer to the other's SYN, if that
	 * arrived, and of the RST or second FIN that an end sent; or WIRE_NEVER.
	 * What the path forged ends nothing here: a truth knows what was taken.
	 */
	int64_t opened_ns, established_ns, ended_ns;
	enum ending ending;
};

struct connections {
	struct connection *v; /* by their first packets */
	size_t n;
	/* the first that the subject opened, or one without packets */
	const struct connection *watched;
	struct packet **sorted; /* wire's own: they are slices of it */
};

struct packets {
	struct packet *v; /* by t_ns */
	size_t n;
	struct connections connections;
};

/*
 * Joins the legs, and finds the connections.  Direction is by the subject's
 * Ethernet address.  Frames are matched by their bytes, in order; of identical
 * ones that did not all arrive, the latest did.  The packets point into the
 * traces, which must outlive them.  0, or -1 without memory.
 */
int packets_join(struct packets *p, const struct trace *subject_leg,
    const struct trace *peer_leg, const uint8_t subject_mac[6]);
void packets_free(struct packets *p);
/* Is it of a connection, and not of the watched one? */
bool packet_is_anothers(const struct packet *p);
/* "SYN,ACK" for a segment's flags; buf is returned. */
const char *flags_text(uint8_t flags, char *buf, size_t size);

/*
 * 6. Truth: what really happened, from a connection's packets alone.
 */
struct moment {
	enum form form;
	int64_t t_ns;
	size_t packet; /* 1-based number, 0: no packet */
};

/* What the packets prove of the subject's side of the connection. */
struct truth {
	struct moment moments[8]; /* forms in force, by time */
	size_t n;
	/* When each thing reached the subject, or WIRE_NEVER */
	int64_t established_ns;	       /* SYN-ACK */
	int64_t fin_ns;		       /* in-order FIN */
	int64_t rst_ns;		       /* acceptable RST */
	int64_t first_data_ns;	       /* first new payload, in order */
	int64_t last_data_ns;	       /* last new payload, in order */
	size_t fin_packet, rst_packet; /* that made it so: 1-based, or 0 */
	bool rst_answers_us; /* the RST replied to a segment of ours */
	uint32_t bytes_in;   /* new payload that came here, in order */
	uint32_t bytes_out;  /* new payload the subject sent */
	uint32_t probes_out; /* keep-alives; a shut window's are TCP's own */
};

/* What only the scenario can say about the packets. */
struct plot {
	int64_t ready_ns;	/* the subject said "ready" */
	int64_t fault_ns;	/* the fault began, or WIRE_NEVER */
	int64_t fault_ended_ns; /* and had been done, or WIRE_NEVER */
	int64_t horizon_ns;	/* proof begins: later packets are ours */
	enum form end;		/* the form declared to end in */
	/* what no packet tells; WIRE_NEVER: it did not come */
	int64_t turned_ns;    /* what was half-closed became closed */
	int64_t stopped_ns;   /* the subject was stopped */
	int64_t continued_ns; /* and went on */
};

/* Nothing has come yet. */
#define PLOT(end_form) \
	(struct plot) \
	{ \
		WIRE_NEVER, WIRE_NEVER, WIRE_NEVER, INT64_MAX, (end_form), \
		    WIRE_NEVER, WIRE_NEVER, WIRE_NEVER \
	}

/*
 * A small receiver's view (RFC 9293 3.10.7.4, RFC 5961 3) of the subject:
 * RCV.NXT, window, out-of-order FIN; a segment that is not acceptable is no
 * sign.  "silent" begins with the fault where plot->end says so; a FIN is
 * "half-closed" where plot->end says so, else "closed".  A RST after a FIN is
 * "reset" only when it did not answer data of ours; none is a sign after both
 * FINs were acknowledged.  Where plot->end is "reset", a RST that the subject
 * sends after the fault is it too: this host aborted.  The first moment is
 * "open" at ready_ns, unless something came before.  Writes the notes of its
 * packets.
 */
void truth_establish(
    struct truth *t, const struct connection *c, const struct plot *plot);
/* And notes what came after the horizon, of any connection or of none. */
void packets_note_proof(struct packets *p, const struct plot *plot);

/*
 * 7. Timeline: all that matters to who watches a connection, by time, up to
 *    the horizon.  Bytes are told apart by where they stand in their stream
 *    and by what acknowledges them.
 */
enum mark_kind {
	READY,	    /* the subject said so */
	FAULT,	    /* it began */
	STOP,	    /* the subject was stopped, */
	CONT,	    /* and went on */
	CHECK,	    /* it was asked, n us later than due */
	ANSWER,	    /* and answered that */
	SEGMENT_IN, /* anything that its TCP did not throw away */
	DATA_IN,    /* n new bytes, in order */
	DATA_OUT,   /* n new bytes left, the subject's or the script's */
	BEAT,	    /* the n-th heartbeat is among these: a byte 0x00, as the
		     * strategies that beat tell them apart themselves */
	ECHO,	    /* it came back, and had been acknowledged */
	PROGRESS,   /* some of what was in flight was acknowledged, */
	CLEAR,	    /* or all of it */
	SHUT,	    /* the peer's window is 0, */
	ROOM,	    /* and is not any more */
	FIN_IN,	    /* in order */
	FIN_OUT,    /* the subject's own, for the first time */
	RST_IN,	    /* acceptable; n: 1 if it answers a segment of ours */
	ICMP_IN,    /* an error that quotes what is in flight */
	URG_IN,	    /* an urgent byte */
	MARKS
};

struct mark {
	int64_t t_ns;
	enum mark_kind kind;
	uint32_t n;
	size_t packet; /* that makes it: 1-based, or 0 */
	bool is_clear; /* from here on nothing is in flight, and there is
			* room: what is written leaves at once */
};

struct question {
	int64_t asked_ns;
	int64_t answered_ns; /* not after asked_ns: it was not */
	int64_t late_ns;     /* later than due by so much, by the machine's
			      * doing */
};

struct timeline {
	struct mark *v;
	size_t n, room;
	struct plot plot;
	int64_t began_ns; /* connected; "ready" is known only by its receipt */
	int64_t rtt_ns;	  /* the longest round trip to an acknowledgement */
};

/* "DATA_IN", for people. */
const char *mark_name(enum mark_kind kind);

/*
 * Of a connection whose truth is established; the questions by time.  0, or -1
 * without memory.
 */
int timeline_make(struct timeline *tl, const struct connection *c,
    const struct truth *t, const struct plot *plot,
    const struct question *questions, size_t n_questions);
void timeline_free(struct timeline *tl);
/*
 * One that is made of no packets: a mark, up to the horizon, in any order; -1
 * without memory.  When all are there it is settled.
 */
int timeline_add(struct timeline *tl, const struct mark *m);
void timeline_settle(struct timeline *tl);

/* The first mark of that kind, or NULL; not before mark m. */
const struct mark *
timeline_first(const struct timeline *tl, enum mark_kind kind);
const struct mark *timeline_next(
    const struct timeline *tl, const struct mark *m, enum mark_kind kind);
/* How many came in, in order. */
int64_t timeline_bytes(const struct timeline *tl);
/* t = 0: the fault, or ready where there is none. */
int64_t timeline_zero(const struct timeline *tl);
/* t_ns, or when the subject went on, if it was stopped then. */
int64_t timeline_awake(const struct timeline *tl, int64_t t_ns);

/* The questions about a time. */
struct look {
	const struct mark *before; /* that was not answered by then, or NULL */
	const struct mark *after;  /* the first not before it, or NULL */
};

struct look timeline_look(const struct timeline *tl, int64_t t_ns);

/*
 * 8. States: of both ends, as the packets imply them (RFC 9293 3.3.2).  What
 *    no packet tells - a timer that ran out, a crash - is not in them.
 */
struct states {
	struct state_change {
		int64_t t_ns; /* when the end that changed sent or got it */
		enum party who;
		enum tcp_state state;
	} v[32];
	size_t n;
};

/* 0, or -1 without memory. */
int states_find(struct states *found, const struct connection *c);

/*
 * 9. Checks: what a scenario says must, or must never, be on the wire.
 */
enum check_when {
	ANY_TIME,
	BEFORE_FAULT,
	AFTER_FAULT,
	BEFORE_SENDING,
	WITH_PROOF /* the packets of the proof, too */
};

struct check {
	char *text;	 /* as written, for the record; owned */
	char *filter;	 /* pcap-filter(7) plus our words; owned */
	bool seen;	 /* else: never */
	bool to_subject; /* direction */
	bool any_direction;
	enum leg legs;	   /* BOTH_LEGS: arrived; else: on that one only,
				 * unless any_leg */
	bool any_leg;	   /* wherever */
	unsigned min, max; /* how often, for seen; at least once; max 0:
				 * no limit */
	bool another;	   /* of other connections than the watched one, and
				 * only of them; else of none of them */
	enum check_when when;
	char *noted; /* its note holds this text, or NULL; owned */
};

/*
 * Replaces our words (FIN RST SYN ACK URG DATA EMPTY WIN0 ICMP) by filters
 * for the family, 4, 6 or either, and compiles.  NULL and a message naming the
 * place when the filter is broken; a bare tcp[ is an error unless the family
 * is 4.
 */
#define EITHER_FAMILY 0
struct filter;
struct filter *
filter_compile(const char *text, int family, char error[WIRE_ERROR]);
bool filter_matches(const struct filter *f, const struct frame *frame);
void filter_free(struct filter *f);

/*
 * How often the check's packets stand between the times it names; -1 and a
 * message if the filter is broken.  BEFORE_SENDING ends at the subject's
 * first payload, FIN or RST after the fault.  Packets after plot->horizon_ns
 * do not count.
 */
long check_count(const struct check *c, const struct packets *p,
    const struct plot *plot, int family, char error[WIRE_ERROR]);
/* The same, and which they are: room for p->n indices, or NULL. */
long check_find(const struct check *c, const struct packets *p,
    const struct plot *plot, int family, size_t *which, char error[WIRE_ERROR]);
/* Does that count satisfy it? */
bool check_holds(const struct check *c, long count);

/*
 * 10. Recovery: how the subject came back, from its later connections.
 */
#define ATTEMPTS_KEPT 64

/* Numbered bytes one way: what became of them across all connections. */
struct numbered {
	unsigned sent;	   /* different numbers that left their host */
	unsigned lost;	   /* of these: acknowledged on no connection */
	unsigned repeated; /* on more than one */
};

struct recovery {
	/* A connection that it opened, by time */
	int64_t attempt_ns[ATTEMPTS_KEPT];
	unsigned attempts;	/* all, those that are not kept, too */
	unsigned repeated_syns; /* the kernel's, of those */
	unsigned refused;	/* answered by RST */
	unsigned most_a_second; /* attempts within any second */
	int64_t established_ns; /* the first that was, or WIRE_NEVER */
	/* bytes 0x80 to 0xff are the subject's, 1 to 0x7f the peer's */
	struct numbered to_peer, to_subject;
};

/*
 * From from_ns up to the horizon, on connections that the subject's host opens
 * to the port of the watched one; but those from the port "but", unless 0.
 */
void recovery_establish(struct recovery *r, const struct connections *all,
    const struct plot *plot, int64_t from_ns, uint16_t but);

#endif
