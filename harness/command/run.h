/* run.h - what the files of hangup run share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_RUN_H
#define HANGUP_COMMAND_RUN_H

#include "command/command.h"
#include "report/report.h"
#include "pool/pool.h"

#define SUBJECTS_MOST 64 /* on a command line */

/* options.c: what the command line says. */
struct run_options {
	char **patterns;
	int n_patterns;
	int family; /* 4, 6, or 0 for both */
	int repeat;
	bool window_given, contract_given;
	const char *fault_of;	/* another scenario, or NULL */
	unsigned shard, shards; /* I of N; 0 of 0: all */
	const char *baseline;	/* a file, or NULL */
	json_t *before;		/* what is needed of it */
	const char *publish;	/* a directory, or NULL */
	/* somebody's programs, and their names in the same order */
	const char *commands[SUBJECTS_MOST], *names[SUBJECTS_MOST];
	size_t n_commands, n_names;
	bool matrix;	      /* print all of it */
	bool each;	      /* several patterns are a union, no crossing */
	bool external;	      /* those of cases/subjects, too */
	const char *contract; /* its name, or a file */
	struct setting setting;
};

extern struct run_options run_options;
extern const struct argp run_argp;

/* choose.c: which cells. */
/*
 * Each pattern must choose a cell: a typing mistake is told, and what is wrong
 * with the file that it names.
 */
bool patterns_hold(const struct cases *cases);
/* Would it have cells in this run, if it were not broken? */
bool run_is_about(const struct cases *cases, const struct left_out *l);
/*
 * In the order of the results: scenario, subject, family, run.  Cells that
 * only wait start together whatever the order.  To be freed.
 */
struct spec *make_specs(const struct cases *cases, size_t *n);
/* Those of our shard; how many. */
size_t keep_shard(struct spec *specs, size_t n);
/* A note if a contract was asked for and no program is among them. */
void tell_idle_contract(const struct spec *specs, size_t n);

/* progress.c: the run as it goes. */
struct progress {
	/*
	 * Records wait in a file: a runner that grows with each of them makes
	 * every fork dearer than the last.  offset by spec, -1: none yet.
	 */
	FILE *spool;
	long *offset;
	json_t **kept; /* those that did not fit on the disk */
	size_t n, done, bad;
	bool terminal;
};

/* False and a message if there is no place for the records. */
bool progress_open(struct progress *p, const char *dir);
/* A run_done: keeps the record. */
void progress_cell(void *progress, size_t index, json_t *record);
void progress_draw(const struct progress *p);
/* Each record that came, in the order of the specs. */
void progress_collect(struct progress *p, json_t *cells);
void progress_close(struct progress *p);

/* reserve.c: room for the results, while captures fill the disk. */
/* False and a message if there is none.  The room is given back by: */
bool reserve_room(const char *dir, size_t cells);
void reserve_release(void);

#endif
