/* case.h - the language of the cases: scenarios and subjects, from Tcl. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_CASE_H
#define HANGUP_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge/judge.h"
#include "wire/wire.h"

#define CASE_ERROR 1024
/* Three hours: what a script may wait, a window last, a contract allow. */
#define CASE_LONGEST_MS 10800000

/* One file cases/scenarios/GROUP/NAME.tcl. */
struct scenario {
	char *name; /* group/name */
	char *title;
	char *why;
	char **refs; /* n_refs clauses and sections */
	size_t n_refs;
	enum form truth[4]; /* forms it goes through, n_truth of them */
	enum form or [4];   /* or this one instead; FORMS: none */
	size_t n_truth;
	uint32_t signs;	 /* bit 1 << enum sign */
	uint32_t signs6; /* over IPv6, where they differ; 0: the same */
	struct check *checks;
	size_t n_checks;
	struct proof proof; /* what becomes of the proof's bytes */
	char *host;	    /* glob: the subject's host's own word, or NULL */
	char *record;	    /* glob: the peer's own word at the end, or NULL */
	bool mute;	    /* nobody answers from the start */
	char *ipv4_only;    /* why IPv6 has no such thing, or NULL */
	bool has_fault;	    /* its script has a fault block */
	char *writes;	    /* the word that puts bytes of its own into the
			     * conversation of the two programs, or NULL */
	/* Tcl; "" if nothing is to be done */
	struct script {
		char *text;
		int line;  /* where it starts in the file */
	} prepare, script; /* before the subject starts; after "ready" */
	char *file;
	void *interp; /* the interpreter that knows it; the cases' */
};

/* What a subject of others needs: a program, and the package that has it. */
struct need {
	char *program; /* a name to be found in PATH, or a command that must
			* succeed if it has more than one word */
	char *package;
};

/* Cells, by the pattern that chooses them, and why they are set apart. */
struct reason {
	char *pattern; /* as those of "hangup run" */
	char *why;
	bool wavers; /* it holds in some runs and not in others */
};

struct reasons {
	struct reason *of;
	size_t n;
};

/*
 * A built-in strategy as it describes itself; or somebody's program, of kind
 * EXTERNAL: cases/subjects/NAME.tcl, or a command line.
 */
struct subject {
	char *name;
	char *title;
	char *used_by;	   /* "a, b"; "" if nobody is named */
	char *unsupported; /* why it cannot run here, or NULL */
	struct declaration says;
	/* EXTERNAL only */
	char *relies;	/* on what documented behaviour, or NULL */
	char *command;	/* for sh(1), with {host} {port} {dir} {program} */
	char *server;	/* likewise: what stands behind the peer, or NULL */
	char *answers;	/* likewise: succeeds once the server can be used */
	char *data;	/* {data}, where each cell has room of its own */
	char *build;	/* what makes {program}, or NULL */
	char *dir;	/* of the file that declares it, or NULL */
	char *program;	/* where it was built, or NULL */
	char *broken;	/* why it could not be built, or NULL */
	bool from_file; /* runs if a pattern names it */
	struct need *needs;
	size_t n_needs;
	struct reasons excuses; /* known deviations from the contract */
	struct reasons unfit;	/* scenarios that it cannot be put into */
	/* walls that are opened for it, by lab_allowance; what it sees besides */
	struct reasons allowed, readable, writable;
};

/* One cell of the matrix. */
struct spec {
	const struct scenario *scenario;
	const struct subject *subject;
	int family;
	int run; /* 1, 2, ... with --repeat */
};

/*
 * One thing that a clause demands of a cell.  The last five of these words
 * look at packets alone.
 */
enum regard {
	SAYS,	  /* the subject's verdict is among these */
	IN_STATE, /* so is the state of its socket, before the proof */
	OPTION,	  /* a socket option is within the range */
	SETTING,  /* so is one of the kernel's, in net/ipv4 */
	COUNTED,  /* seen, never */
	ANSWERED, /* each packet is, in time */
	DOUBLING, /* the waits between transmissions of one segment */
	SPACED	  /* the time between packets is within the range */
};

struct condition {
	enum regard regard;
	char *text; /* as written, for the record */
	struct check check;
	enum form after; /* only what came after it, FORMS: whatever came */
	bool first;	 /* and of that only the first */
	struct check reply;
	bool takes_seq;	    /* the reply's SEQ is the ACK it was sent */
	unsigned long from; /* a range: of ms, or of a value */
	unsigned long to;
	uint32_t mask; /* bit 1 << enum verdict, or 1 << the state's number */
	int level, option;
	char *setting;
};

/* What must hold in the cells that the patterns choose. */
struct trial {
	int needs_ms;	 /* what it looks for takes so long: in less it says
		       * nothing */
	char **patterns; /* as those of "hangup run" */
	size_t n_patterns;
	int family; /* 4 or 6; 0: both */
	struct condition *conditions;
	size_t n_conditions;
};

/* One requirement of RFC 9293, from cases/clauses.tcl. */
struct clause {
	char *id;	/* MUST-12, or "3.5.2 group 1" */
	char *ref;	/* the section */
	char *text;	/* in a line */
	char *untested; /* why there are no trials, or NULL */
	char *remark;	/* what a reader must know, or NULL */
	struct trial *trials;
	size_t n_trials;
};

/*
 * What a text of an incident asks for, {latency CELL} and so on: of what was
 * measured with the strategies' fast timers, or with those of the stock.
 */
enum fact_kind {
	FACT_LATENCY, /* after how long that cell's subject noticed */
	FACT_OUTCOME, /* its outcome, in a word */
	FACT_SAYS,    /* what it said: "timeout: recv ETIMEDOUT" */
	FACT_SUBJECT, /* a subject's title, which has its timers */
	FACT_SETTING, /* of the kernel's, in net/ipv4, or window */
	FACTS
};

struct fact {
	enum fact_kind kind;
	char of[256]; /* a cell, a subject, a setting */
	bool stock;
};

/*
 * The fact that begins with the { of text.  How long it is, with both braces;
 * -1 and a message: it is none.
 */
int incident_fact(const char *text, struct fact *fact, char error[CASE_ERROR]);

struct texts {
	char **v;
	size_t n;
};

enum incident_text {
	INCIDENT_WIRE,	   /* what happens on the wire */
	INCIDENT_NOTICES,  /* what notices, and how fast */
	INCIDENT_SETTINGS, /* what to set */
	INCIDENT_COSTS,	   /* what that costs */
	INCIDENT_UNSEEN,   /* what stays unseen even so */
	INCIDENT_TEXTS
};

/* What a person comes with: cases/incidents/NAME.tcl. */
struct incident {
	char *name, *title;
	struct texts words;	     /* by which it is searched */
	struct texts cells;	     /* SCENARIO/SUBJECT, that show it */
	struct texts commands;	     /* besides those about its cells */
	char *texts[INCIDENT_TEXTS]; /* a paragraph each, facts in it */
	struct texts see;	     /* names of incidents that are near */
};

/* What a file is read for; a file that is broken stops what needs it. */
enum file_kind {
	FILE_SCENARIO,
	FILE_SUBJECT,
	FILE_CLAUSES,
	FILE_CONTRACT,
	FILE_INCIDENT,
	FILE_LESSON
};

/* A file of the tree that is broken, and so left out. */
struct left_out {
	enum file_kind kind;
	char *name; /* "group/name"; of others, the file's without ".tcl" */
	char *why;  /* "FILE:LINE: what, and what was expected" */
};

/* A timer that the strategies set, in its own unit: "keepalive.idle" 1. */
struct timer_value {
	char *name;
	int value;
};

struct cases {
	struct timer_value *timers;
	size_t n_timers;
	struct scenario *scenarios; /* sorted by group, then name */
	size_t n_scenarios;
	struct subject *subjects; /* in the order of their declaration */
	size_t n_subjects;
	struct clause *clauses; /* in the order of the file */
	size_t n_clauses;
	struct incident *incidents; /* sorted by name */
	size_t n_incidents;
	struct contract contract;  /* of subjects of kind EXTERNAL */
	struct reasons excuses;	   /* known deviations, by contracts */
	struct left_out *left_out; /* in the order of their reading */
	size_t n_left_out;
	void *interp; /* of them all: making one takes 1 ms */
};

/*
 * Evaluates every scenarios/GROUP/NAME.tcl below dir, clauses.tcl and
 * contracts/default.tcl if they are there, the declarations in the text subjects (from
 * "hangup-subject --describe"), every subjects/NAME.tcl and every
 * incidents/NAME.tcl.  Scripts are tried
 * without effect, so that a typing mistake is found here.  A file that is
 * broken is left out, and noted.  NULL and a message: there is no tree, or
 * nothing in it is whole.
 */
struct cases *
cases_load(const char *dir, const char *subjects, char error[CASE_ERROR]);
void cases_free(struct cases *cases);

/*
 * Timers and declarations as the text now has them: of subjects that describe
 * themselves, set otherwise.  0, or -1 and a message.
 */
int cases_retime(struct cases *cases, const char *text, char error[CASE_ERROR]);
/* One more scenario, from a text that stands for file.  0, or -1 and why. */
int cases_add_scenario(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR]);
/*
 * The text of a regular file, lines that end in a backslash joined; the
 * caller's.  NULL and a message, of its line if it is no text.
 */
char *case_read_file(const char *file, char error[CASE_ERROR]);
/*
 * text with each {NAME} of these values replaced by its number.  The caller's;
 * NULL: out of memory.
 */
char *case_fill(const char *text, const struct timer_value *values, size_t n);

/*
 * cases/settings/NAME.tcl: how a program that one uses is told its timers, by
 * strategy.  Lines have {NAME} for timers; what cannot be set is said.
 */
struct setting_item {
	bool lacks; /* else: a line to paste */
	char *text, *source;
};

struct setting_part {
	char **strategies; /* globs */
	size_t n_strategies;
	struct setting_item *items;
	size_t n_items;
};

struct tool {
	char *name, *title;
	struct setting_part *parts;
	size_t n_parts;
};

/* 0, and to be freed; or -1 and a message, FILE:LINE if it is broken. */
int tool_read(struct tool *t, struct cases *cases, const char *file,
    char error[CASE_ERROR]);
void tool_free(struct tool *t);
/* The first part that is of this strategy, or NULL. */
const struct setting_part *
tool_part(const struct tool *t, const char *strategy);

/*
 * One more subject of kind EXTERNAL, after the others.  name NULL: one that
 * follows from the command, made unique.  0, or -1 and a message.
 */
int cases_add_subject(struct cases *cases, const char *command,
    const char *name, char error[CASE_ERROR]);
/* The first of its needs that this machine lacks, as a line to show; or NULL. */
const char *subject_lacks(const struct subject *s, char error[CASE_ERROR]);
/*
 * The program that its command begins with, if that is not here: "NAME: why",
 * in error; NULL: it is, or nobody but a shell can say.
 */
const char *subject_misses(const struct subject *s, char error[CASE_ERROR]);
/*
 * The command, or what builds its program, for sh(1), with {host} and so on
 * replaced and quoted for where they stand in it.  host and port may be NULL:
 * they stay.  The caller's; NULL: out of memory.
 */
char *subject_command(const struct subject *s, const char *text,
    const char *host, const char *port);

/*
 * Runs argv[0] (found as execvp(3) would) to its end, its input empty and
 * what it says, either way, sent to out; -1: nowhere.  Its wait status, or -1
 * and errno.
 */
int start_and_wait(const char *const argv[], int out);
/* The same; what it says on stdout, or NULL if that is nothing.  The caller's. */
char *start_and_read(const char *const argv[], int *status);

/* That file of the tree, if it was left out; name NULL: any of its kind. */
const struct left_out *
case_left_out(const struct cases *cases, enum file_kind kind, const char *name);

/* Changes the contract by what the file says.  0, or -1 and FILE:LINE: what. */
int cases_change_contract(
    struct cases *cases, const char *file, char error[CASE_ERROR]);
/* The first of the reasons whose pattern chooses this cell, or NULL. */
const struct reason *
reason_for(const struct reasons *r, const char *scenario, const char *subject);
/* Why a deviation in this cell is excused, or NULL. */
const struct reason *contract_excuse(const struct cases *cases,
    const char *scenario, const struct subject *subject);

/* Does a trial of the clause hold its conditions against this cell? */
bool trial_chooses(const struct trial *t, const char *scenario,
    const char *subject, int family);

/* What the scenario gives over family 4 or 6. */
uint32_t scenario_signs(const struct scenario *s, int family);

/*
 * The cells that a pattern chooses: a glob over SCENARIO, SUBJECT and
 * SCENARIO/SUBJECT in which * crosses /; a bare group is GROUP/ *.
 */
bool
pattern_matches(const char *pattern, const char *scenario, const char *subject);
/* Does it choose the scenario, or the subject, by the name of it alone? */
bool pattern_fits_scenario(const char *pattern, const char *scenario);
bool pattern_fits_subject(const char *pattern, const char *subject);
/* GROUP/NAME/SUBJECT, whoever that is: the cells of this scenario. */
bool pattern_begins(const char *pattern, const char *scenario);
/* Does it choose the cell by its subject's name, not by the scenario alone? */
bool
pattern_names(const char *pattern, const char *scenario, const char *subject);

/* The groups in the order in which they are told. */
extern const char *const case_groups[];

/*
 * A timeline without packets: the scenario as it would go by its script, for a
 * subject that declares itself so.  What two well-behaved ends would send is
 * thought out, from the kernel's timers; no time is taken by a network.
 */
struct sketching {
	int window_ms;	       /* how long it is watched after the script */
	int phase_ms;	       /* how long it was idle before it */
	int longer_ms;	       /* each hold takes so much longer than it says */
	int idle_ms, every_ms; /* of keepalive's probes */
	/* a retransmission was lost just before the path healed: the next is
	 * as late as it can be */
	bool unlucky;
};

/*
 * 0, tl to be freed; or -1 and what of the script, or of what the subject
 * sends, only packets can show.
 */
int scenario_sketch(const struct scenario *s, const struct declaration *d,
    const struct sketching *how, struct timeline *tl, char error[CASE_ERROR]);
/* With the keepalive that is set for the strategies of these cases. */
struct sketching cases_sketching(const struct cases *cases, int window_ms);

/* The names of the files dir/NAME.tcl, sorted.  To be freed. */
char **case_names(const char *dir, size_t *n);
void case_free_names(char **names, size_t n);

/* The name nearest to text (edit distance), or NULL if none is near. */
const char *case_nearest(const char *text, const char *const *names, size_t n);

#endif
