/* advise.h - what the files of hangup advise share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_ADVISE_H
#define HANGUP_COMMAND_ADVISE_H

#include "command/command.h"

struct wish {
	bool may_speak; /* the application has a protocol, and may use it */
	int within_ms;	/* to know that the other end is gone */
	int survive_ms; /* of an outage, which is no end; 0: of none */
};

/* The scenarios by which it is calculated and verified. */
enum trial_of { GONE_IDLE, GONE_IN_FLIGHT, OUT_IDLE, OUT_IN_FLIGHT, TRIALS };
extern const char *const trial_names[TRIALS];
const struct scenario *
trial_scenario(const struct cases *cases, enum trial_of t);

/* Where nothing happens: what a strategy costs, and must not call dead. */
#define IDLE "alive/idle"

/* One strategy, with timers for the wish. */
#define PLAN_TIMERS 256
#define PLAN_ERROR 256
struct plan {
	const struct subject *subject; /* as it declares itself with them */
	char timers[PLAN_TIMERS];      /* NAME=N,NAME=N: all that can be set */
	int64_t latest_ms;	       /* it is noticed by then */
	long packets;		       /* an hour on an idle connection */
};

/*
 * advise-plan.c: loads the outages to be survived into the cases.  0, or -1
 * and a message.
 */
int
plan_outages(struct cases *cases, const struct wish *w, char error[CASE_ERROR]);
/*
 * Timers for this strategy, the longest with which it notices in time and
 * survives: false, and why there are none.
 */
bool plan_make(struct cases *cases, const struct wish *w, const char *name,
    struct plan *p, char why[PLAN_ERROR]);
/* NULL: there is none of that name. */
const struct subject *find_subject(const struct cases *cases, const char *name);
/* Is a timer of this name one that the strategy follows? */
bool plan_follows(const struct plan *p, const char *timer);

/* advise-paste.c: reads cases/settings/NAME.tcl; false, and a message. */
bool paste_open(struct tool *tool, struct cases *cases, const char *name);
/* Is there such a file? */
bool paste_is_there(const char *name);
/* Its lines for this strategy, by the timers that the cases have now. */
void paste_lines(const struct cases *cases, const struct tool *tool,
    const struct wish *w, const char *strategy);
/* Has it lines for this strategy? */
bool paste_has(const struct tool *tool, const char *strategy);
/* Do lines there name the plan's times of keepalive, but no user timeout? */
bool paste_lacks_user_timeout(const struct tool *tool, const struct plan *p);
/* False, and a message with those that there are. */
bool paste_knows(const char *tool);
/* Their names in a line, behind before; nothing if there are none. */
void paste_tools(FILE *out, const char *before);

/* advise-say.c: what is asked, and what answers it. */
void say_wish(const struct wish *w);
/* able: its line of report_able; tool: NULL, no lines follow. */
void say_plan(const struct cases *cases, const struct wish *w,
    const struct plan *p, const json_t *able, const struct tool *tool);
/*
 * Of those that were measured to do it, able, none has timers for it in any
 * time; only: it was the one that was asked for.
 */
void say_nobody(struct cases *cases, const struct wish *w, const json_t *needs,
    const json_t *able, const char *only);
/* The one that was asked for was not measured to do it: why not. */
void say_unable(
    const struct cases *cases, const json_t *needs, const struct subject *s);

/* advise-verify.c: plays it, says what was measured; an exit status. */
int
verify_plan(struct cases *cases, const struct wish *w, const struct plan *p);

#endif
