/* proof.c - do the packets show that the scenario took place? */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Most faults put no packet on the wire of a subject that sends nothing.  So
 * the cell asks, when the subject has had its time: a byte on its socket, a
 * byte by the peer.  What became of them - and of all that was sent since the
 * fault - tells the scenarios apart.  Each states what it needs ("proof"); what
 * does not follows its sign, or its form (words/forms.c).
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
said(bool ok, char *reason, const char *whose, enum proof_fate fate,
    const struct fate_of *f)
{
	if (!ok)
		snprintf(reason, JUDGE_REASON,
		    "not proven: expected %s byte %s; "
		    "after the fault %u segments were sent, %u lost%s%s%s",
		    whose, proof_fate_phrase(fate), f->sent, f->lost,
		    f->acknowledged ? ", acknowledged" : "",
		    f->echoed ? ", echoed" : "",
		    f->reset ? ", answered by RST" : "");
	return ok;
}

/*
 * A FIN is never echoed, and draws no RST where it meets the peer's: that it
 * was acknowledged must do.
 */
static bool
met(const struct fate_of *f, enum proof_fate fate)
{
	bool shut = f->shut && f->acknowledged;

	switch (fate) {
	case PROOF_ANY:
		return true;
	case PROOF_ECHOED:
		return (f->echoed || shut) && !f->reset;
	case PROOF_ACKNOWLEDGED:
		return f->acknowledged && !f->echoed && !f->reset;
	case PROOF_ARRIVED:
		return f->sent > f->lost && !f->reset;
	case PROOF_RESET:
		return f->reset || shut;
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

bool
judge_proof(const struct proof *stated, uint32_t signs,
    const struct truth *truth, const struct connection *connection,
    const struct plot *plot, const struct witness *w, char reason[JUDGE_REASON])
{
	enum form end = truth->moments[truth->n - 1].form;
	struct proof p = stated->said ? *stated : proof_of(signs, end);
	struct fate_of out, in;
	bool ours, denied;

	reason[0] = '\0';
	judge_fates(connection, plot, w, &out, &in);
	/* a server does not echo: that it has our byte must do, while an echo
	 * could come at all */
	if (w->served && end != FORM_HALF_CLOSED)
		out.echoed = out.acknowledged && w->carried;
	/* a FIN alone tells little: then the peer's own word counts */
	denied = out.shut && !out.reset && !stated->said &&
	    ((signs >> NO_ANSWER & 1 && w->peer_alive) ||
		(end == FORM_CLOSED && w->peer_connected) ||
		(end == FORM_HALF_CLOSED && !w->peer_connected));
	/* a subject that gave up sends no more: the peer's byte must do; and
	 * an acknowledgement that was still due may have drawn the RST */
	ours = (met(&out, p.ours) && !denied) ||
	    (p.ours == PROOF_RESET && truth->rst_answers_us) ||
	    (p.ours == PROOF_ECHOED && w->subject_dead &&
		p.theirs == PROOF_ARRIVED);
	if (!said(ours, reason, "our", p.ours, &out))
		return false;
	/* a subject that gave up has reset the peer, or answers it by RST */
	if (p.theirs == PROOF_ANY || (w->subject_dead && in.sent == 0) ||
	    (!w->peer_told && !stated->said))
		return true;
	if (w->subject_dead && p.theirs == PROOF_ARRIVED)
		in.reset = false;
	return said((w->peer_told || w->subject_dead) && met(&in, p.theirs),
	    reason, "the peer's", p.theirs, &in);
}
