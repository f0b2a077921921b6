/* run.h - runs cells: each a process, a lab, a verdict. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_H
#define HANGUP_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "case/case.h"

enum keep { KEEP_ALL, KEEP_FAILED, KEEP_NONE };

/*
 * Who looks on is told what is new: "packets", "events", "reports", "states"
 * as those of a cell in results.json, but the times are since the subject was
 * connected.  A fate may also be "waiting": the path has it.
 */
struct onlooker {
	void (*look)(void *data, const json_t *news);
	void *data;
};

/* What subjects may besides what their commands name. */
#define SANDBOX_MOST 64
struct sandbox {
	const char *env[SANDBOX_MOST]; /* names of variables */
	size_t n_env;
	const char *readable[SANDBOX_MOST]; /* files and folders */
	size_t n_readable;
	unsigned allowed; /* lab_allowance */
	bool as_root;	  /* lab_prepare */
	bool none;	  /* no walls at all */
};

/* What is the same for all cells of a run. */
struct setting {
	const char *out;	   /* directory of the results */
	int results;		   /* open there, or -1: nothing is kept */
	const char *programs;	   /* directory of peer, path, hangup-subject */
	const struct cases *cases; /* whose clauses the cells are held to */
	int window_ms;		   /* to wait for a verdict */
	int jobs;		   /* cells at once, at most */
	enum keep keep;
	bool without_fault;
	bool altered;  /* faults left out or exchanged: UNRESOLVED is due */
	bool rehearse; /* keep every word of the subject, and say quit */
	const struct sandbox *sandbox; /* or NULL: nothing besides */
	/* Told at once what happens, from the cell's process; or NULL. */
	const struct onlooker *onlooker;
};

/*
 * homes.c: before the cells are made.  In a lab the caller has another id, and
 * to ask in each takes its time.
 */
void cell_find_home(void);
/* lacks.c: why this cell cannot be, on any run here; or NULL. */
const char *spec_lacks(const struct spec *spec);

/* The cell itself, in a process made for it; fd leads to the runner. */
void cell_main(const struct spec *spec, const struct setting *setting, int fd);

#endif
