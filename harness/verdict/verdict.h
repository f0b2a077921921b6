/* verdict.h - what follows from a notebook: pure, nothing else is touched. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_VERDICT_H
#define HANGUP_VERDICT_H

#include "notes/notebook.h"

/*
 * The cell as an object of results.json: of the notebook, the scenario and the
 * subject that spec names, and what the cases ask of them.  The caller's;
 * NULL: out of memory.  Its files are not named in it: who keeps some adds
 * them to its "wire".  "hardly_late" is for who may try again, and so is "late_ms": the machine was so
 * late with what the scenario does.
 */
json_t *verdict_record(const struct notebook *book, const struct spec *spec,
    const struct cases *cases);

/* A record for a cell that left no notebook; blame may be NULL. */
json_t *verdict_without(const struct spec *spec, enum result result,
    const char *blame, const char *reason);

/* A packet as an object of results.json, its times in us since zero. */
json_t *verdict_packet(const struct packet *p, int64_t zero_ns);

#endif
