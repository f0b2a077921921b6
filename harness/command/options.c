/* options.c - the command line of hangup run. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "command/run.h"

struct run_options run_options;

enum {
	KEY_OUT = 'o',
	KEY_JOBS = 'j',
	KEY_FAMILY = 256,
	KEY_WINDOW,
	KEY_REPEAT,
	KEY_KEEP,
	KEY_WITHOUT_FAULT,
	KEY_FAULT_OF,
	KEY_SHARD,
	KEY_BASELINE,
	KEY_PUBLISH,
	KEY_SUBJECT,
	KEY_NAME,
	KEY_EXTERNAL,
	KEY_CONTRACT,
	KEY_MATRIX,
	KEY_UNION
};

static const struct argp_option table[] = {
	{ "subject", KEY_SUBJECT, "'COMMAND {host} {port}'", 0,
	    "run this program, which speaks the report protocol "
	    "(cases/subjects/PROTOCOL.md), instead of the built-in ones; may "
	    "be repeated",
	    0 },
	{ "name", KEY_NAME, "NAME", 0,
	    "its name in the results; several name the subjects in their order",
	    0 },
	{ "external", KEY_EXTERNAL, NULL, 0,
	    "run the subjects of cases/subjects instead of the built-in ones",
	    0 },
	{ "contract", KEY_CONTRACT, "CONTRACT", 0,
	    "what is asked of such subjects: one of cases/contracts by its "
	    "name, or a file (default)",
	    0 },
	{ "union", KEY_UNION, NULL, 0,
	    "each pattern chooses by itself: close/fin and keepalive are a row "
	    "and a column, not one cell",
	    0 },
	{ "matrix", KEY_MATRIX, NULL, 0,
	    "print the whole matrix, too, as \"hangup matrix\" does", 0 },
	{ "family", KEY_FAMILY, "4|6|both", 0, "address family (4)", 0 },
	{ "jobs", KEY_JOBS, "N", 0,
	    "cells at once, at most (as many as the machine keeps up with)",
	    0 },
	{ "window", KEY_WINDOW, "MS", 0,
	    "how long to wait for a verdict (4000)", 0 },
	{ "repeat", KEY_REPEAT, "N", 0, "run every cell N times (1)", 0 },
	{ "out", KEY_OUT, "DIR", 0, "results (reports/latest)", 0 },
	{ "shard", KEY_SHARD, "I/N", 0,
	    "only the I-th of N parts of the cells, the same everywhere: "
	    "\"hangup merge\" joins them",
	    0 },
	{ "publish", KEY_PUBLISH, "DIR", 0,
	    "and what is kept for good: compact results.json, matrix.md and "
	    "the page without packets",
	    0 },
	{ "baseline", KEY_BASELINE, "FILE", 0,
	    "fail only on what changed for the worse against these results "
	    "(\"hangup help diff\" says what worse is)",
	    0 },
	{ "keep-pcap", KEY_KEEP, "all|failed|none", 0,
	    "which captures to keep (all)", 0 },
	{ "without-fault", KEY_WITHOUT_FAULT, NULL, 0,
	    "leave the fault out: "
	    "each scenario that has one must come out UNRESOLVED",
	    0 },
	{ "with-fault-of", KEY_FAULT_OF, "SCENARIO", 0,
	    "play another scenario's script: what is proven of the chosen "
	    "ones must come out UNRESOLVED",
	    0 },
	{ 0 }
};

static void
choose_family(struct argp_state *state, const char *text)
{
	if (strcmp(text, "both") == 0)
		run_options.family = 0;
	else
		run_options.family = option_family(state, text, "4, 6 or both");
}

static void
choose_keep(struct argp_state *state, const char *text)
{
	static const char *const words[] = { "all", "failed", "none" };
	int i;

	for (i = 0; i < 3; i++)
		if (strcmp(text, words[i]) == 0)
			break;
	if (i == 3)
		argp_error(state,
		    "--keep-pcap: expected all, failed or none, "
		    "got \"%s\"",
		    text);
	run_options.setting.keep = (enum keep)i;
}

static void
choose_shard(struct argp_state *state, const char *text)
{
	int end = 0;

	if (sscanf(text, "%4u/%4u%n", &run_options.shard, &run_options.shards,
		&end) != 2 ||
	    text[end] || run_options.shard < 1 ||
	    run_options.shard > run_options.shards)
		argp_error(state,
		    "--shard: expected I/N, 1 <= I <= N <= 9999, got \"%s\"",
		    text);
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct setting *s = &run_options.setting;

	switch (key) {
	case KEY_FAMILY:
		choose_family(state, arg);
		break;
	case KEY_JOBS:
		s->jobs = option_number(state, "jobs", arg, 1, 4096);
		break;
	case KEY_WINDOW:
		run_options.window_given = true;
		s->window_ms = option_number(
		    state, "window", arg, 100, CASE_LONGEST_MS);
		break;
	case KEY_REPEAT:
		run_options.repeat = option_number(
		    state, "repeat", arg, 1, 10000);
		break;
	case KEY_OUT:
		s->out = option_place(state, "out", arg);
		break;
	case KEY_KEEP:
		choose_keep(state, arg);
		break;
	case KEY_WITHOUT_FAULT:
		s->without_fault = s->altered = true;
		break;
	case KEY_SUBJECT:
		if (run_options.n_commands == SUBJECTS_MOST)
			argp_error(state,
			    "--subject: at most %d in a run; "
			    "more go into cases/subjects",
			    SUBJECTS_MOST);
		run_options.commands[run_options.n_commands++] = arg;
		break;
	case KEY_NAME:
		if (run_options.n_names == SUBJECTS_MOST)
			argp_error(state, "--name: at most %d", SUBJECTS_MOST);
		run_options.names[run_options.n_names++] = arg;
		break;
	case KEY_EXTERNAL:
		run_options.external = true;
		break;
	case KEY_CONTRACT:
		run_options.contract = arg;
		run_options.contract_given = true;
		break;
	case KEY_FAULT_OF:
		run_options.fault_of = arg;
		s->altered = true;
		break;
	case KEY_MATRIX:
		run_options.matrix = true;
		break;
	case KEY_UNION:
		run_options.each = true;
		break;
	case KEY_SHARD:
		choose_shard(state, arg);
		break;
	case KEY_PUBLISH:
		run_options.publish = option_place(state, "publish", arg);
		break;
	case KEY_BASELINE:
		run_options.baseline = arg;
		break;
	case ARGP_KEY_ARGS:
		run_options.patterns = state->argv + state->next;
		run_options.n_patterns = state->argc - state->next;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp_child children[] = { SANDBOX_CHILD,
	{ &timers_argp, 0, NULL, 0 }, { NULL, 0, NULL, 0 } };

const struct argp run_argp = { table, parse_option, "[PATTERN...]",
	"Runs the matrix: every scenario against every subject, each cell in "
	"a network of its own, proven on the wire.\v"
	"A PATTERN is a glob, in which * crosses /. It chooses scenarios if it "
	"fits some (close/fin, 'reset/*'; a bare group is all of it), else "
	"subjects (keepalive, 'poll-*'), else cells, SCENARIO/SUBJECT "
	"(close/fin/keepalive, '*/poll-rdhup'). Scenarios and subjects cross: "
	"\"run keepalive close/fin silence/both-ways\" is two cells; cells "
	"come on top. With --union each chooses by itself.\n\n"
	"With --subject the patterns choose its scenarios; a built-in subject "
	"runs beside it, in the same scenarios, only if a pattern has its "
	"name. So it is with a subject of cases/subjects: it "
	"runs if a pattern has its name, or with --external.\n\n"
	"Exit status: 0 all as predicted; 1 a FAIL or XPASS; 2 usage; 3 an "
	"UNRESOLVED, or a broken case file was left out, and no FAIL; 4 this machine cannot run a lab; 130 "
	"interrupted.  With --baseline: 0 nothing worse; 1 something is, or "
	"a new cell is not as predicted.",
	children, NULL, NULL };
