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
	/* Tcl; "" if nothing is to be done */
	struct script {
		char *text;
		int line;  /* where it starts in the file */
	} prepare, script; /* before the subject starts; after "ready" */
	char *file;
	void *interp; /* the interpreter that knows it; the cases' */
};

/* A built-in strategy as it describes itself, or cases/subjects/NAME.tcl. */
struct subject {
	char *name;
	char *title;
	char *used_by;	   /* "a, b"; "" if nobody is named */
	char *unsupported; /* why it cannot run here, or NULL */
	struct declaration says;
};

struct cases {
	struct scenario *scenarios; /* sorted by group, then name */
	size_t n_scenarios;
	struct subject *subjects; /* in the order of their declaration */
	size_t n_subjects;
	void *interp; /* of them all: making one takes 1 ms */
};

/*
 * Evaluates every scenarios/GROUP/NAME.tcl below dir and the declarations in
 * the text subjects (from "hangup-subject --describe").  Scripts are tried
 * without effect, so that a typing mistake is found here.  NULL and
 * "FILE:LINE: what, and what was expected".
 */
struct cases *
cases_load(const char *dir, const char *subjects, char error[CASE_ERROR]);
void cases_free(struct cases *cases);

/* What the scenario gives over family 4 or 6. */
uint32_t scenario_signs(const struct scenario *s, int family);

/* The groups in the order in which they are told. */
extern const char *const case_groups[];

/*
 * What the words of a script do.  Each returns 0, or -1 and a message in
 * error; answer (CASE_ERROR bytes) becomes the word's value.
 */
struct stage {
	void *data;
	/* A line for the peer's or the path's control protocol. */
	int (*peer)(void *data, const char *line, char *answer, char *error);
	int (*path)(void *data, const char *line, char *answer, char *error);
	/* What the lab itself can do: "link down"; the words are stage's. */
	int (*lab)(void *data, const char *line, char *answer, char *error);
	/* A line for the relay's control protocol; it starts with the first. */
	int (*relay)(void *data, const char *line, char *answer, char *error);
	/* On the subject's socket, by a duplicate; port answers its own. */
	int (*subject)(void *data, const char *line, char *answer, char *error);
	/* A signal to the process "peer" or "subject", seen to have acted. */
	int (*signal)(void *data, int signal, const char *who, char *error);
	/* Until a packet that matches the check is there, since the last. */
	int (*await)(void *data, const struct check *check, char *error);
	/* The duration that is the scenario itself. */
	int (*hold)(void *data, int ms, char *error);
	/* 1: do it; 0: leave it out; -1: error. */
	int (*fault_begins)(void *data, char *error);
	int (*fault_ended)(void *data, char *error);
};

/* Runs one of its scripts.  0, or -1 and "FILE:LINE: what". */
int scenario_run(const struct scenario *s, const struct script *script,
    const struct stage *stage, char error[CASE_ERROR]);

/* The lines that the words "lab" and "subject" know; NULL ends each. */
extern const char *const lab_lines[];
/* Is it "send N", "fill", "shutdown wr" or "port"?  N is written; 0 otherwise. */
bool subject_line(const char *line, unsigned *bytes, char error[CASE_ERROR]);

/* The name nearest to text (edit distance), or NULL if none is near. */
const char *case_nearest(const char *text, const char *const *names, size_t n);

#endif
