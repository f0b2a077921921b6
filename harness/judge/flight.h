/* flight.h - what of the subject's data is on its way, or cannot leave. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_FLIGHT_H
#define HANGUP_JUDGE_FLIGHT_H

#include "wire/wire.h"

/*
 * From when on something of ours was unacknowledged for ms without any
 * progress, up to the horizon; never before from.  WIRE_NEVER: it was not.
 */
int64_t flight_unacked_since(const struct packets *packets,
    const struct plot *plot, int ms, int64_t from);

/* Likewise: from when on the peer's window was shut for ms. */
int64_t flight_no_room_since(
    const struct packets *packets, const struct plot *plot, int ms);

/*
 * Would what is written at that time be on the wire at once?  Not while
 * anything is unacknowledged, or the window is shut.
 */
bool flight_is_clear(const struct packets *packets, int64_t t_ns);

#endif
