/* signs.c - kinds of evidence that reach a socket: a row each. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * To add a sign: a value in words.h, a row here, its onset in judge/onset.c,
 * which stands there because it needs the packets.  Names, lists, profiles,
 * explanations and the page follow from the row.
 */
#include <stddef.h>
#include <string.h>

#include "words/words.h"

const struct sign_row sign_rows[SIGNS] = {
	[FIN] = {
		.name = "fin",
		.phrase = "a FIN",
		.meaning =
		    "an in-order FIN, nothing unread before it",
		.declare =
		    "the peer closes, or shuts its sending half, and all it "
		    "sent before was read",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = FIN,
		.known_as_if_mute = FIN,
		.common = FIN,
		.rank = 2,
	},
	[FIN_BEHIND_DATA] = {
		.name = "fin-behind-data",
		.phrase = "a FIN behind unread data",
		.meaning =
		    "an in-order FIN queued behind unread bytes",
		.declare =
		    "the peer sends and then closes, and the subject did "
		    "not ask for what was sent",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.behind_data = true,
		.known_as = FIN_BEHIND_DATA,
		.known_as_if_mute = FIN_BEHIND_DATA,
		.common = FIN_BEHIND_DATA,
		.rank = 2,
	},
	[FIN_BOTH] = {
		.name = "fin-both",
		.phrase = "the peer's FIN after our own",
		.meaning =
		    "an in-order FIN after our own: TIME-WAIT, and nothing "
		    "can be sent",
		.declare =
		    "our side has shut its sending half before the peer "
		    "closes",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = FIN,
		.known_as_if_mute = FIN,
		.common = FIN,
		.rank = 2,
	},
	[RST] = {
		.name = "rst",
		.phrase = "a RST",
		.meaning =
		    "an acceptable RST",
		.declare =
		    "the peer, or a box between, resets the connection by "
		    "itself: an abort, SO_LINGER 0, a forged RST that fits",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = RST,
		.known_as_if_mute = RST,
		.common = RST,
		.rank = 3,
	},
	[RST_BEHIND_DATA] = {
		.name = "rst-behind-data",
		.phrase = "a RST behind unread data",
		.meaning =
		    "an acceptable RST while unread bytes are queued",
		.declare =
		    "the peer sends, nobody reads, and then it resets",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.behind_data = true,
		.known_as = RST_BEHIND_DATA,
		.known_as_if_mute = RST_BEHIND_DATA,
		.common = RST_BEHIND_DATA,
		.rank = 3,
	},
	[RST_AFTER_FIN] = {
		.name = "rst-after-fin",
		.phrase = "a RST after a FIN",
		.meaning =
		    "an acceptable RST after a FIN was received",
		.declare =
		    "a RST follows the FIN by itself. One that answers a "
		    "byte of ours is part of \"closed\"",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = RST_AFTER_FIN,
		.known_as_if_mute = RST_AFTER_FIN,
		.common = FIN,
		.rank = 3,
	},
	[RST_AFTER_FIN_ON_SEND] = {
		.name = "rst-after-fin-on-send",
		.phrase = "a RST in answer to data after a FIN",
		.meaning =
		    "after a FIN, data of ours is answered by RST",
		.declare =
		    "the peer closed both halves, so that its host answers "
		    "whatever we send by RST. That RST is part of "
		    "\"closed\", and the truth stays closed",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = RST_AFTER_FIN_ON_SEND,
		.known_as_if_mute = RST_AFTER_FIN,
		.common = FIN,
		.rank = 3,
	},
	[RST_ON_SEND] = {
		.name = "rst-on-send",
		.phrase = "a peer that forgot the connection",
		.meaning =
		    "no FIN came; data and probes are answered by RST",
		.declare =
		    "the peer, or a box between, has forgotten the "
		    "connection and says so to who sends: a reboot, a NAT",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = RST_ON_SEND,
		.known_as_if_mute = RST,
		.common = RST_ON_SEND,
		.rank = 3,
		.proof = { true, PROOF_RESET, PROOF_ANY },
	},
	[SILENCE] = {
		.name = "silence",
		.phrase = "silence",
		.meaning =
		    "nothing comes back, whatever is sent",
		.declare =
		    "what we send is lost, or the answers are, and no error "
		    "tells of it",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = SILENCE,
		.known_as_if_mute = SILENCE,
		.common = SILENCE,
		.rank = 4,
	},
	[NO_ANSWER] = {
		.name = "no-answer",
		.phrase = "a peer that no longer answers",
		.meaning =
		    "the kernel acknowledges, the application never answers",
		.declare =
		    "the peer's application hangs, is stopped or is deaf, "
		    "and its host is well",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = NO_ANSWER,
		.known_as_if_mute = NO_ANSWER,
		.common = NO_ANSWER,
		.rank = 4,
		.proof = { true, PROOF_ACKNOWLEDGED, PROOF_ANY },
	},
	[ZERO_WINDOW] = {
		.name = "zero-window",
		.phrase = "a peer that no longer reads",
		.meaning =
		    "acknowledged, but with no room: the application never "
		    "reads",
		.declare =
		    "the peer stops reading until its window is shut, and "
		    "it stays so",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = ZERO_WINDOW,
		.known_as_if_mute = ZERO_WINDOW,
		.common = NO_ANSWER,
		.rank = 4,
	},
	[NO_ROUTE] = {
		.name = "unreachable",
		.phrase = "an unreachable peer",
		.meaning =
		    "an ICMP error, or the local stack's, about data in "
		    "flight",
		.declare =
		    "a router, or the neighbour table, answers what we send "
		    "by \"unreachable\"",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = NO_ROUTE,
		.known_as_if_mute = NO_ROUTE,
		.common = SILENCE,
		.rank = 5,
	},
	[NO_WAY_OUT] = {
		.name = "no-way-out",
		.phrase = "a host that cannot send",
		.meaning =
		    "this host cannot send, and keeps the error",
		.declare =
		    "our own host refuses to send - no route, no address - "
		    "and keeps that as an error, whatever it was that could "
		    "not leave",
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = NO_ROUTE,
		.known_as_if_mute = NO_ROUTE,
		.common = SILENCE,
		.rank = 5,
	},
	[LINK_LOST] = {
		.name = "link-lost",
		.phrase = "a lost link",
		.meaning =
		    "this host's link, route or address went: only "
		    "rtnetlink tells, at once",
		.declare =
		    "our own host's link, route or address goes",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = LINK_LOST,
		.known_as_if_mute = LINK_LOST,
		.common = SILENCE,
		.rank = 5,
	},
	[LOCAL_ABORT] = {
		.name = "local-abort",
		.phrase = "an abort by this host",
		.meaning =
		    "this host destroyed the connection",
		.declare =
		    "our own host ends the connection, as \"ss -K\" does",
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = LOCAL_ABORT,
		.known_as_if_mute = LOCAL_ABORT,
		.common = LOCAL_ABORT,
		.rank = 6,
	},
	[NOTHING_HEARD] = {
		.name = "quiet",
		.phrase = "quiet",
		.meaning =
		    "nothing arrives for the whole window",
		.declare =
		    "the peer sends nothing and the connection is healthy. "
		    "For the reader: the packets show it anyway",
		.of_life = true,
		.source = SHOWN,
		.comes = DRAWN,
		.known_as = NOTHING_HEARD,
		.known_as_if_mute = NOTHING_HEARD,
		.common = NOTHING_HEARD,
		.rank = 7,
	},
	[DATA] = {
		.name = "data",
		.phrase = "data",
		.meaning =
		    "unread bytes, no end",
		.declare =
		    "the peer sends what nobody asked for and the connection "
		    "is healthy. For the reader: the packets show it anyway",
		.of_life = true,
		.source = SHOWN,
		.comes = DRAWN,
		.known_as = DATA,
		.known_as_if_mute = DATA,
		.common = DATA,
		.rank = 7,
	},
	[URGENT] = {
		.name = "urgent",
		.phrase = "urgent data",
		.meaning =
		    "urgent data pending",
		.declare =
		    "the peer sends an urgent byte",
		.of_life = true,
		.source = GIVEN,
		.comes = BY_ITSELF,
		.known_as = URGENT,
		.known_as_if_mute = URGENT,
		.common = URGENT,
		.rank = 7,
	},
	[SOFT_ERROR] = {
		.name = "soft-error",
		.phrase = "an error left in a live socket",
		.meaning =
		    "an ICMP error left in the socket of a live connection",
		.declare =
		    "an ICMP error about data in flight comes, and the "
		    "connection lives on",
		.of_life = true,
		.source = GIVEN,
		.comes = DRAWN,
		.known_as = SOFT_ERROR,
		.known_as_if_mute = SOFT_ERROR,
		.common = SOFT_ERROR,
		.rank = 7,
	},
	[LATE] = {
		.name = "late",
		.phrase = "late answers",
		.meaning =
		    "answers come, but late",
		.declare =
		    "the path, or the application, is slow, and every "
		    "answer comes in the end",
		.of_life = true,
		.source = SHOWN,
		.comes = DRAWN,
		.known_as = LATE,
		.known_as_if_mute = LATE,
		.common = LATE,
		.rank = 1,
	},
	[UNACKED] = {
		.name = "unacknowledged",
		.phrase = "data that is not acknowledged",
		.meaning =
		    "data of ours goes unacknowledged for a while",
		.declare = "",
		.of_life = true,
		.source = SHOWN,
		.comes = DRAWN,
		.known_as = UNACKED,
		.known_as_if_mute = UNACKED,
		.common = UNACKED,
		.rank = 1,
	},
	[OUR_FIN] = {
		.name = "our-fin",
		.phrase = "our own FIN",
		.meaning =
		    "our own side has shut its sending half",
		.declare = "",
		.of_life = true,
		.source = SHOWN,
		.comes = DRAWN,
		.known_as = OUR_FIN,
		.known_as_if_mute = OUR_FIN,
		.common = OUR_FIN,
		.rank = 1,
	},
};

const char *
sign_name(enum sign s)
{
	return (unsigned)s < SIGNS ? sign_rows[s].name : NULL;
}

int
sign_value(const char *name)
{
	int s;

	for (s = 0; s < SIGNS; s++)
		if (strcmp(sign_rows[s].name, name) == 0)
			return s;
	return -1;
}
