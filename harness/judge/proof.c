/* proof.c - do the packets show that the scenario took place? */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Most faults put no packet on the wire of a subject that sends nothing.  So
 * the cell asks, when the subject has had its time: a byte on its socket, a
 * byte by the peer.  What became of them - and of all that was sent since the
 * fault - tells the scenarios apart:
 *
 *	echoed				alive
 *	acknowledged, no echo		stall, half-closed
 *	answered by RST			closed, rebooted
 *	on the sender's leg only	blackhole
 */
#include "judge/judge.h"

#include <stdio.h>
#include <string.h>

static bool
asks(const struct segment *s)
{
	return s->proto == PROTO_TCP &&
	    (s->payload_len > 0 || s->flags & TCP_FIN) &&
	    !(s->flags & (TCP_SYN | TCP_RST));
}

static bool
is_probe(const struct packet *p)
{
	return strstr(p->note, "keep-alive") && !strstr(p->note, "ack");
}

/*
 * What one end sent after the fault, by its place in the stream: segments are
 * told apart by it, never by the bytes in them.
 */
struct sent {
	uint32_t highest; /* the sequence number after it all */
	uint32_t arrived; /* likewise, of what came to the other leg */
	uint32_t before;  /* likewise, of what was sent before the fault */
	bool knows;	  /* "before" was seen */
	uint64_t payload; /* bytes that are new since the fault */
	bool answered;	  /* a segment with payload came back, whose sender had
			   * what arrived */
};

static uint32_t
end_of(const struct packet *p)
{
	return p->seg.seq + segment_span(&p->seg);
}

static bool
is_behind(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

/* What was there before is no answer to what comes, and no news. */
static void
see_before(struct sent *sent, const struct packet *p)
{
	if (segment_span(&p->seg) == 0 ||
	    (sent->knows && !is_behind(end_of(p), sent->before)))
		return;
	sent->before = sent->highest = sent->arrived = end_of(p);
	sent->knows = true;
}

static void
keep(struct sent *sent, const struct packet *p)
{
	uint32_t end = end_of(p), from = p->seg.seq;

	if (!sent->knows) { /* there is no fault: it counts from the start */
		sent->before = sent->highest = sent->arrived = from;
		sent->knows = true;
	}
	if (is_behind(sent->highest, from))
		from = sent->highest;
	if (p->seg.payload_len > 0 && is_behind(end, from))
		sent->payload += end - from;
	if (is_behind(end, sent->highest))
		sent->highest = end;
	if (p->fate != DROPPED && is_behind(end, sent->arrived))
		sent->arrived = end;
}

/* What a segment against the flow says of what was sent along it. */
static void
hear(struct fate_of *f, const struct packet *p, struct sent *sent)
{
	bool has = p->seg.flags & TCP_ACK &&
	    !is_behind(sent->highest, p->seg.ack);

	if (p->seg.flags & TCP_RST)
		f->reset = true;
	else if (has)
		f->acknowledged = true;
	/* an acknowledgement of any of it: the rest may be under way */
	if (p->seg.payload_len > 0 && p->seg.flags & TCP_ACK &&
	    is_behind(p->seg.ack, sent->before) &&
	    !is_behind(p->seg.ack, sent->arrived))
		sent->answered = true;
}

/*
 * The peer sends back each byte that it reads, and besides only what it is told
 * to.  So an echo of what was sent since the fault has come if it sent more
 * than it was told to, in a segment that acknowledges some of that.
 */
static bool
is_echoed(
    const struct sent *ours, const struct sent *theirs, const struct witness *w)
{
	return ours->answered && w->peer_own >= 0 &&
	    theirs->payload > (uint64_t)w->peer_own + w->peer_told;
}

void
judge_fates(const struct connection *c, const struct plot *plot,
    const struct witness *witness, struct fate_of *to_peer,
    struct fate_of *to_subject)
{
	struct sent sent[2] = { 0 };
	const struct packet *p;
	struct fate_of *along, *against;
	size_t i;

	memset(to_peer, 0, sizeof(*to_peer));
	memset(to_subject, 0, sizeof(*to_subject));
	for (i = 0; i < c->n; i++) {
		p = c->v[i];
		if (p->t_ns < plot->fault_ns) {
			see_before(&sent[p->to_subject], p);
			continue;
		}
		along = p->to_subject ? to_subject : to_peer;
		against = p->to_subject ? to_peer : to_subject;
		if (against->sent > 0 && p->fate != DROPPED)
			hear(against, p, &sent[!p->to_subject]);
		if (p->from == PATH || !(asks(&p->seg) || is_probe(p)))
			continue;
		along->sent++;
		along->shut = along->shut || p->seg.flags & TCP_FIN;
		along->lost += p->fate == DROPPED;
		along->payload += p->seg.payload_len > 0;
		along->payload_lost += p->seg.payload_len > 0 &&
		    p->fate == DROPPED;
		keep(&sent[p->to_subject], p);
		along->acknowledged = false;
	}
	to_peer->echoed = is_echoed(&sent[0], &sent[1], witness);
}

static bool
given(uint32_t signs, enum sign s)
{
	return signs >> s & 1;
}

static bool
said(bool ok, char *reason, const char *expected, const struct fate_of *f)
{
	if (!ok)
		snprintf(reason, JUDGE_REASON,
		    "not proven: expected %s; "
		    "after the fault %u segments were sent, %u lost%s%s%s",
		    expected, f->sent, f->lost,
		    f->acknowledged ? ", acknowledged" : "",
		    f->echoed ? ", echoed" : "",
		    f->reset ? ", answered by RST" : "");
	return ok;
}

static bool
proven_alive(const struct fate_of *out, const struct fate_of *in, char *reason)
{
	/* who shut its sending half cannot be echoed any more */
	if (out->shut)
		return said(out->acknowledged && in->sent > in->lost &&
			in->acknowledged && !out->reset,
		    reason, "our FIN acknowledged and the peer's byte too",
		    out);
	return said(out->echoed && !out->reset, reason, "our byte echoed", out);
}

static bool
proven_closed(const struct fate_of *out, const struct witness *w, char *reason)
{
	/* our FIN meets the peer's in FIN-WAIT-2 and draws no RST */
	if (out->shut && !out->reset)
		return said(out->acknowledged && !w->peer_connected, reason,
		    "our FIN acknowledged, no connection left at the peer",
		    out);
	return said(out->reset, reason, "our byte answered by RST", out);
}

static bool
proven_half_closed(
    const struct fate_of *out, const struct witness *w, char *reason)
{
	return said(!out->reset && out->acknowledged && w->peer_connected,
	    reason, "our byte acknowledged, not echoed, the peer still there",
	    out);
}

static bool
proven_silent(const struct fate_of *out, const struct fate_of *in,
    const struct witness *w, char *reason)
{
	return said(out->sent > 0 && out->lost == out->sent, reason,
		   "all that we sent lost on the path", out) &&
	    said(!w->peer_told || (in->sent > 0 && in->lost == in->sent),
		reason, "all that the peer sent lost on the path", in);
}

/* A FIN is never echoed: that it was acknowledged must do. */
static bool
met(const struct fate_of *f, enum proof_fate fate)
{
	switch (fate) {
	case PROOF_ANY:
		return true;
	case PROOF_ECHOED:
		return (f->echoed || (f->shut && f->acknowledged)) && !f->reset;
	case PROOF_ACKNOWLEDGED:
		return f->acknowledged && !f->echoed && !f->reset;
	case PROOF_ARRIVED:
		return f->sent > f->lost && !f->reset;
	case PROOF_RESET:
		/* our FIN meets the peer's and draws no RST */
		return f->reset || (f->shut && f->acknowledged);
	case PROOF_LOST:
		return f->sent > 0 && f->lost == f->sent;
	case PROOF_PAYLOAD_LOST:
		/* who shut its sending half has no payload any more */
		return f->payload_lost == f->payload &&
		    (f->payload > 0 || f->shut);
	case PROOF_UNSENT:
		return f->sent == 0;
	case PROOF_FATES:
		break;
	}
	return false;
}

/* What the scenario says in so many words. */
static bool
proven_as_said(const struct proof *proof, const struct fate_of *out,
    struct fate_of *in, const struct truth *truth, const struct witness *w,
    char *reason)
{
	/* a subject that gave up sends no more: the peer's byte must do */
	bool ours = met(out, proof->ours) ||
	    (proof->ours == PROOF_RESET && truth->rst_answers_us) ||
	    (proof->ours == PROOF_ECHOED && w->subject_dead &&
		proof->theirs == PROOF_ARRIVED);
	char expected[64];

	snprintf(expected, sizeof(expected), "our byte to be %s",
	    proof_fate_name(proof->ours));
	if (!said(ours, reason, expected, out))
		return false;
	/* a subject that gave up has reset the peer, or answers it by RST */
	if (proof->theirs == PROOF_ANY || (w->subject_dead && in->sent == 0))
		return true;
	if (w->subject_dead && proof->theirs == PROOF_ARRIVED)
		in->reset = false;
	snprintf(expected, sizeof(expected), "the peer's byte to be %s",
	    proof_fate_name(proof->theirs));
	return said((w->peer_told || w->subject_dead) && met(in, proof->theirs),
	    reason, expected, in);
}

bool
judge_proof(const struct proof *proof, uint32_t signs,
    const struct truth *truth, const struct connection *connection,
    const struct plot *plot, const struct witness *w, char reason[JUDGE_REASON])
{
	enum form end = truth->moments[truth->n - 1].form;
	struct fate_of out, in;

	reason[0] = '\0';
	judge_fates(connection, plot, w, &out, &in);
	/* a server does not echo: that it has our byte must do */
	if (w->served)
		out.echoed = out.acknowledged && w->carried;
	if (proof->said)
		return proven_as_said(proof, &out, &in, truth, w, reason);
	if (given(signs, SILENCE))
		return proven_silent(&out, &in, w, reason);
	if (given(signs, NO_ANSWER))
		/* a FIN is never echoed: then the peer's own word counts */
		return said(out.acknowledged && !out.echoed && !out.reset &&
			(!out.shut || !w->peer_alive),
		    reason, "our byte acknowledged, not echoed", &out);
	/* an acknowledgement that was still due may have drawn it, too */
	if (given(signs, RST_ON_SEND))
		return said(out.reset || truth->rst_answers_us, reason,
		    "our byte answered by RST", &out);
	switch (end) {
	case FORM_OPEN:
		return proven_alive(&out, &in, reason);
	case FORM_CLOSED:
		return proven_closed(&out, w, reason);
	case FORM_HALF_CLOSED:
		return proven_half_closed(&out, w, reason);
	case FORM_RESET:
		return true; /* the RST itself was seen and acceptable */
	case FORM_SILENT:
	case FORMS:
		break;
	}
	snprintf(reason, JUDGE_REASON,
	    "not proven: silent, but no sign says "
	    "of what kind");
	return false;
}
