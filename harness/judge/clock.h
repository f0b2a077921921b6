/* clock.h - what is declared, when signs came, clocks ran out; judge's own. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_JUDGE_CLOCK_H
#define HANGUP_JUDGE_CLOCK_H

#include "judge/judge.h"

/* The declaration, with what it says to signs that are known as others. */
struct declaration
declared_whole(const struct declaration *d, const struct scene *scene);

bool scene_gives(const struct scene *scene, enum sign s);
/* t = 0: the fault, or ready where there is none. */
int64_t scene_zero(const struct scene *scene);
/* When the sign reached the socket, given or not; or WIRE_NEVER. */
int64_t scene_onset(const struct scene *scene, enum sign s);

/*
 * The start of the first gap without payload that is as wide as the timer,
 * not before since.
 */
int64_t quiet_since(const struct declaration *d, const struct scene *scene,
    const struct when *when, int64_t since);

/* When enough answers in a row were late, or WIRE_NEVER. */
int64_t patience_ends(const struct declaration *d, const struct scene *scene);

#endif
