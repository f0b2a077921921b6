/* notes.c - what a packet is, in a few words beside it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "wire/follow.h"

#include <stdio.h>
#include <string.h>

static void
add(struct packet *p, const char *word)
{
	size_t n = strlen(p->note);

	snprintf(
	    p->note + n, sizeof(p->note) - n, "%s%s", n > 0 ? ", " : "", word);
}

/* By its sender's intention. */
static void
add_manner(struct packet *p)
{
	unsigned manner = p->manner;

	if ((manner & WINDOW_PROBE) != 0 && (manner & KEEP_ALIVE) != 0)
		add(p, "keep-alive or window probe");
	else if ((manner & WINDOW_PROBE) != 0)
		add(p, "window probe");
	else if ((manner & KEEP_ALIVE) != 0)
		add(p, "keep-alive");
	if ((manner & RETRANSMISSION) != 0)
		add(p, "retransmission");
	if ((manner & KEEP_ALIVE_ACK) != 0)
		add(p, "keep-alive ack");
	if ((manner & DUPLICATE_ACK) != 0)
		add(p, "duplicate ack");
	if ((manner & NO_WINDOW) != 0)
		add(p, "zero window");
	if ((manner & WINDOW_UPDATE) != 0)
		add(p, "window update");
}

/* By what the subject makes of it. */
static void
add_taken(struct packet *p, enum taken taken)
{
	bool rst = (p->seg.flags & TCP_RST) != 0;

	switch (taken) {
	case TAKEN_AHEAD:
		add(p, "out-of-order");
		break;
	case TAKEN_AGAIN:
		if (segment_span(&p->seg) > 0 && !p->duplicated)
			add(p, "duplicate");
		break;
	case TAKEN_OUTSIDE:
		add(p, "outside the window");
		break;
	case TAKEN_CHALLENGE:
		if (rst)
			add(p, "not at RCV.NXT");
		break;
	case TAKEN_BARE:
	case TAKEN_SYN:
	case TAKEN_NEW:
	case TAKEN_RESET:
	case TAKEN_NOT:
		break;
	}
}

void
note_packet(
    struct packet *p, enum taken taken, bool crossing, bool challenge_ack)
{
	p->note[0] = '\0';
	if (p->duplicated)
		add(p, "duplicated by the path");
	else if (p->fate == FORGED)
		add(p, "forged");
	if (challenge_ack)
		add(p, "challenge ACK");
	else
		add_manner(p);
	if (crossing)
		add(p,
		    p->to_subject ? "crosses our FIN" :
				    "crosses the peer's FIN");
	if ((p->manner & KEEP_ALIVE) == 0)
		add_taken(p, taken);
}

void
note_proof(struct packet *p)
{
	char note[sizeof(p->note)];

	memcpy(note, p->note, sizeof(note));
	snprintf(p->note, sizeof(p->note), "proof%s%s",
	    note[0] != '\0' ? ", " : "", note);
}
