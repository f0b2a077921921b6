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

/* What was sent one way after the fault. */
struct sent {
	uint32_t highest;
	bool bytes[256]; /* that were in it */
};

static void
keep(struct sent *sent, const struct segment *s)
{
	uint32_t i;

	sent->highest = s->seq + segment_span(s);
	for (i = 0; i < s->payload_kept; i++)
		sent->bytes[s->payload[i]] = true;
}

/* An echo brings a byte back: what the peer says of itself is none. */
static bool
echoes(const struct sent *sent, const struct segment *s)
{
	uint32_t i;

	for (i = 0; i < s->payload_kept; i++)
		if (sent->bytes[s->payload[i]])
			return true;
	return false;
}

/* What a segment against the flow says of what was sent along it. */
static void
hear(struct fate_of *f, const struct segment *s, const struct sent *sent)
{
	if (s->flags & TCP_RST)
		f->reset = true;
	else if (s->flags & TCP_ACK && (int32_t)(s->ack - sent->highest) >= 0)
		f->acknowledged = true;
	if (echoes(sent, s))
		f->echoed = true;
}

void
judge_fates(const struct packets *packets, const struct plot *plot,
    struct fate_of *to_peer, struct fate_of *to_subject)
{
	struct sent sent[2] = { 0 };
	const struct packet *p;
	struct fate_of *along, *against;
	size_t i;

	memset(to_peer, 0, sizeof(*to_peer));
	memset(to_subject, 0, sizeof(*to_subject));
	for (i = 0; i < packets->n; i++) {
		p = &packets->v[i];
		if (p->t_ns < plot->fault_ns || !p->watched)
			continue;
		along = p->to_subject ? to_subject : to_peer;
		against = p->to_subject ? to_peer : to_subject;
		if (against->sent > 0 && p->fate != DROPPED)
			hear(against, &p->seg, &sent[!p->to_subject]);
		if (p->from == PATH || !(asks(&p->seg) || is_probe(p)))
			continue;
		along->sent++;
		along->shut = along->shut || p->seg.flags & TCP_FIN;
		along->lost += p->fate == DROPPED;
		along->payload += p->seg.payload_len > 0;
		along->payload_lost += p->seg.payload_len > 0 &&
		    p->fate == DROPPED;
		keep(&sent[p->to_subject], &p->seg);
		along->acknowledged = false;
	}
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
    const struct truth *truth, const struct packets *packets,
    const struct plot *plot, const struct witness *w, char reason[JUDGE_REASON])
{
	enum form end = truth->moments[truth->n - 1].form;
	struct fate_of out, in;

	reason[0] = '\0';
	judge_fates(packets, plot, &out, &in);
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
