/* run.c - hangup run: the matrix. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "command/command.h"
#include "lab/lab.h"
#include "report/report.h"
#include "run/run.h"

#define CHANGES_SHOWN 20
#define SUBJECTS_MOST 64 /* on a command line */
#define LONGEST_MS 45000 /* a cell is killed after a minute */

static struct options {
	char **patterns;
	int n_patterns;
	int family; /* 4, 6, or 0 for both */
	int repeat;
	char timers[1024]; /* what is set of them */
	bool window_given;
	const char *fault_of;	/* another scenario, or NULL */
	unsigned shard, shards; /* I of N; 0 of 0: all */
	const char *baseline;	/* a file, or NULL */
	json_t *before;		/* what is needed of it */
	/* somebody's programs, and their names in the same order */
	const char *commands[SUBJECTS_MOST], *names[SUBJECTS_MOST];
	size_t n_commands, n_names;
	bool external;	      /* those of cases/subjects, too */
	const char *contract; /* a file that changes it, or NULL */
	struct setting setting;
} options;

/* The run as it goes. */
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

enum {
	KEY_OUT = 'o',
	KEY_JOBS = 'j',
	KEY_FAMILY = 256,
	KEY_WINDOW,
	KEY_REPEAT,
	KEY_KEEP,
	KEY_WITHOUT_FAULT,
	KEY_FAULT_OF,
	KEY_TIMERS,
	KEY_SET,
	KEY_SHARD,
	KEY_BASELINE,
	KEY_SUBJECT,
	KEY_NAME,
	KEY_EXTERNAL,
	KEY_CONTRACT
};

static const struct argp_option run_options[] = {
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
	{ "contract", KEY_CONTRACT, "FILE", 0,
	    "what is asked of such subjects, where it differs from "
	    "cases/contract.tcl",
	    0 },
	{ "family", KEY_FAMILY, "4|6|both", 0, "address family (4)", 0 },
	{ "jobs", KEY_JOBS, "N", 0, "cells at once (256)", 0 },
	{ "window", KEY_WINDOW, "MS", 0,
	    "how long to wait for a verdict (4000)", 0 },
	{ "repeat", KEY_REPEAT, "N", 0, "run every cell N times (1)", 0 },
	{ "out", KEY_OUT, "DIR", 0, "results (reports/latest)", 0 },
	{ "shard", KEY_SHARD, "I/N", 0,
	    "only the I-th of N parts of the cells, the same everywhere: "
	    "\"hangup merge\" joins them",
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
	{ "timers", KEY_TIMERS, "NAME", 0,
	    "the strategies' timers: fast, default, or another file of "
	    "cases/timers (fast)",
	    0 },
	{ "set", KEY_SET, "TIMER=N", 0,
	    "one of them: keepalive.idle=5 (a wrong name lists all)", 0 },
	{ "with-fault-of", KEY_FAULT_OF, "SCENARIO", 0,
	    "play another scenario's script: what is proven of the chosen "
	    "ones must come out UNRESOLVED",
	    0 },
	{ 0 }
};

static int
number(struct argp_state *state, const char *name, const char *text, int min,
    int max)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (*end || end == text || n < min || n > max)
		argp_error(state,
		    "--%s: expected a number from %d to %d, "
		    "got \"%s\"",
		    name, min, max, text);
	return (int)n;
}

static void
choose_family(struct argp_state *state, const char *text)
{
	if (strcmp(text, "both") == 0)
		options.family = 0;
	else if (strcmp(text, "4") == 0 || strcmp(text, "6") == 0)
		options.family = atoi(text);
	else
		argp_error(state,
		    "--family: expected 4, 6 or both, got "
		    "\"%s\"",
		    text);
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
	options.setting.keep = (enum keep)i;
}

static void
choose_shard(struct argp_state *state, const char *text)
{
	int end = 0;

	if (sscanf(text, "%4u/%4u%n", &options.shard, &options.shards, &end) !=
		2 ||
	    text[end] || options.shard < 1 || options.shard > options.shards)
		argp_error(state,
		    "--shard: expected I/N, 1 <= I <= N <= 9999, got \"%s\"",
		    text);
}

static void
add_timers(const char *text)
{
	size_t used = strlen(options.timers);

	snprintf(options.timers + used, sizeof(options.timers) - used, "%s%s",
	    used ? "," : "", text);
}

/* The lines of cases/timers/NAME: NAME=NUMBER, as many as there are. */
static void
read_timers(struct argp_state *state, const char *name)
{
	char file[4096], line[256];
	FILE *f;

	snprintf(file, sizeof(file), "%s/timers/%s", cases_directory(), name);
	f = strchr(name, '/') ? NULL : fopen(file, "re");
	if (!f)
		argp_error(state,
		    "--timers %s: there is no %s; expected fast, default or "
		    "another file there",
		    name, file);
	while (f && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		add_timers(line);
	}
	if (f)
		fclose(f);
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct setting *s = &options.setting;

	switch (key) {
	case KEY_FAMILY:
		choose_family(state, arg);
		break;
	case KEY_JOBS:
		s->jobs = number(state, "jobs", arg, 1, 4096);
		break;
	case KEY_WINDOW:
		options.window_given = true;
		s->window_ms = number(state, "window", arg, 100, 50000);
		break;
	case KEY_REPEAT:
		options.repeat = number(state, "repeat", arg, 1, 10000);
		break;
	case KEY_OUT:
		s->out = arg;
		break;
	case KEY_KEEP:
		choose_keep(state, arg);
		break;
	case KEY_WITHOUT_FAULT:
		s->without_fault = true;
		break;
	case KEY_TIMERS:
		read_timers(state, arg);
		break;
	case KEY_SET:
		add_timers(arg);
		break;
	case KEY_SUBJECT:
		if (options.n_commands == SUBJECTS_MOST)
			argp_error(state,
			    "--subject: at most %d in a run; "
			    "more go into cases/subjects",
			    SUBJECTS_MOST);
		options.commands[options.n_commands++] = arg;
		break;
	case KEY_NAME:
		if (options.n_names == SUBJECTS_MOST)
			argp_error(state, "--name: at most %d", SUBJECTS_MOST);
		options.names[options.n_names++] = arg;
		break;
	case KEY_EXTERNAL:
		options.external = true;
		break;
	case KEY_CONTRACT:
		options.contract = arg;
		break;
	case KEY_FAULT_OF:
		options.fault_of = arg;
		break;
	case KEY_SHARD:
		choose_shard(state, arg);
		break;
	case KEY_BASELINE:
		options.baseline = arg;
		break;
	case ARGP_KEY_ARGS:
		options.patterns = state->argv + state->next;
		options.n_patterns = state->argc - state->next;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp run_argp = { run_options, parse_option, "[PATTERN...]",
	"Runs the matrix: every scenario against every subject, each cell in "
	"a network of its own, proven on the wire.\v"
	"A PATTERN is a glob, in which * crosses /, held against SCENARIO, "
	"SUBJECT and SCENARIO/SUBJECT: close/fin, keepalive, 'reset/*', "
	"'*/poll-rdhup'. A bare group name is GROUP/*. Several are a union.\n\n"
	"With --subject the patterns choose its scenarios; a built-in subject "
	"runs beside it only if a pattern has its name (keepalive, "
	"close/fin/keepalive). So it is with a subject of cases/subjects: it "
	"runs if a pattern has its name, or with --external.\n\n"
	"Exit status: 0 all as predicted; 1 a FAIL or XPASS; 2 usage; 3 an "
	"UNRESOLVED, and no FAIL; 4 this machine cannot run a lab; 130 "
	"interrupted.  With --baseline: 0 nothing worse; 1 something is, or "
	"a new cell is not as predicted.",
	NULL, NULL, NULL };

/* Is it one that the run is about, not one that is named beside it? */
static bool
is_meant(const struct subject *subject)
{
	bool others = options.external || options.n_commands > 0;

	if (subject->says.kind != EXTERNAL)
		return !others;
	return !subject->from_file || options.external;
}

/*
 * Those the run is about in the scenarios that are chosen; those beside them
 * where a pattern has their name.  "keepalive" beside a --subject chooses no
 * scenario: bare says that no pattern does.
 */
static bool
chosen(
    const struct scenario *scenario, const struct subject *subject, bool bare)
{
	bool meant = is_meant(subject);
	int i;

	for (i = 0; i < options.n_patterns; i++)
		if ((meant ? pattern_matches : pattern_names)(
			options.patterns[i], scenario->name, subject->name))
			return true;
	return meant && bare;
}

/* Does it name subjects, and none that the run is about? */
static bool
is_beside(const struct cases *cases, const char *pattern)
{
	bool names = false;
	size_t s, t;

	for (s = 0; s < cases->n_scenarios; s++)
		for (t = 0; t < cases->n_subjects; t++) {
			if (!pattern_names(pattern, cases->scenarios[s].name,
				cases->subjects[t].name))
				continue;
			if (is_meant(&cases->subjects[t]))
				return false;
			names = true;
		}
	return names;
}

/* No pattern restricts those that the run is about. */
static bool
is_bare(const struct cases *cases)
{
	int i;

	if (!options.external && options.n_commands == 0)
		return options.n_patterns == 0;
	for (i = 0; i < options.n_patterns; i++)
		if (!is_beside(cases, options.patterns[i]))
			return false;
	return true;
}

/* Each pattern must choose something: a typing mistake is told. */
static bool
patterns_hold(const struct cases *cases)
{
	bool hold = true, found;
	size_t s, t;
	int i;

	for (i = 0; i < options.n_patterns; i++) {
		found = false;
		for (s = 0; s < cases->n_scenarios && !found; s++)
			for (t = 0; t < cases->n_subjects && !found; t++)
				found = pattern_matches(options.patterns[i],
				    cases->scenarios[s].name,
				    cases->subjects[t].name);
		if (!found)
			complain_unmatched(cases, options.patterns[i]);
		hold = hold && found;
	}
	return hold;
}

/*
 * In the order of the results: scenario, subject, family, run.  Cells that
 * only wait start together whatever the order.
 */
static struct spec *
make_specs(const struct cases *cases, size_t *n)
{
	size_t s, t,
	    room = cases->n_scenarios * cases->n_subjects * 2 *
	    (size_t)options.repeat;
	struct spec *specs = calloc(room + 1, sizeof(*specs));
	bool bare = is_bare(cases);
	int family, run;

	if (!specs)
		err(STATUS_USAGE, "calloc");
	*n = 0;
	for (s = 0; s < cases->n_scenarios; s++)
		for (t = 0; t < cases->n_subjects; t++) {
			if (!chosen(&cases->scenarios[s], &cases->subjects[t],
				bare))
				continue;
			for (family = 4; family <= 6; family += 2)
				for (run = 1; run <= options.repeat; run++)
					if (options.family == 0 ||
					    options.family == family)
						specs[(*n)++] = (struct spec) {
							&cases->scenarios[s],
							&cases->subjects[t],
							family, run
						};
		}
	return specs;
}

/* Those of our shard. */
static size_t
keep_shard(struct spec *specs, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (options.shards == 0 ||
		    report_shard(specs[i].scenario->name,
			specs[i].subject->name, specs[i].family, specs[i].run,
			options.shards) == options.shard)
			specs[kept++] = specs[i];
	return kept;
}

static void
draw(const struct progress *p)
{
	char bar[41];
	size_t full = p->n ? p->done * 40 / p->n : 40;

	if (!p->terminal)
		return;
	memset(bar, ' ', 40);
	memset(bar, '#', full);
	bar[40] = '\0';
	fprintf(
	    stderr, "\r[%s] %zu/%zu%s", bar, p->done, p->n, p->bad ? "" : " ");
	if (p->bad)
		fprintf(stderr, ", %zu not as predicted ", p->bad);
}

static void
keep(struct progress *p, size_t index, json_t *record)
{
	long end;

	if (fseek(p->spool, 0, SEEK_END) == 0 && (end = ftell(p->spool)) >= 0 &&
	    json_dumpf(record, p->spool, JSON_COMPACT) == 0 &&
	    fflush(p->spool) == 0)
		p->offset[index] = end;
	else
		p->kept[index] = json_incref(record);
}

static void
cell_done(void *data, size_t index, json_t *record)
{
	struct progress *p = data;
	const char *result = json_string_value(
	    json_object_get(record, "result"));

	keep(p, index, record);
	p->done++;
	p->bad += result && strcmp(result, "PASS") != 0 &&
	    strcmp(result, "XFAIL") != 0 && strcmp(result, "UNSUPPORTED") != 0;
	json_decref(record);
	draw(p);
}

/* Each record that came, in the order of the specs. */
static void
collect(struct progress *p, json_t *cells)
{
	json_t *record;
	size_t i;

	for (i = 0; i < p->n; i++) {
		record = p->kept[i];
		if (p->offset[i] != -1 &&
		    fseek(p->spool, p->offset[i], SEEK_SET) == 0)
			record = json_loadf(
			    p->spool, JSON_DISABLE_EOF_CHECK, NULL);
		if (record)
			json_array_append_new(cells, record);
	}
}

static bool
open_spool(struct progress *p, const char *dir)
{
	char name[4096];
	size_t i;

	snprintf(name, sizeof(name), "%s/.records", dir);
	p->spool = fopen(name, "w+e");
	if (!p->spool) {
		warn("%s", name);
		return false;
	}
	(void)unlink(name); /* nobody else's business */
	p->offset = calloc(p->n + 1, sizeof(*p->offset));
	p->kept = calloc(p->n + 1, sizeof(*p->kept));
	if (!p->offset || !p->kept)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < p->n; i++)
		p->offset[i] = -1;
	return true;
}

static void
close_spool(struct progress *p)
{
	fclose(p->spool);
	free(p->offset);
	free(p->kept);
}

/* The scenarios and subjects that have cells, in order, each once. */
static json_t *
make_root(const struct cases *cases, const struct spec *specs, size_t n)
{
	const struct scenario **rows = calloc(
	    cases->n_scenarios + 1, sizeof(*rows));
	const struct subject **columns = calloc(
	    cases->n_subjects + 1, sizeof(*columns));
	size_t n_rows = 0, n_columns = 0, i, j;
	json_t *root;

	if (!rows || !columns)
		err(STATUS_USAGE, "calloc");
	for (i = 0; i < cases->n_scenarios; i++)
		for (j = 0; j < n; j++)
			if (specs[j].scenario == &cases->scenarios[i]) {
				rows[n_rows++] = specs[j].scenario;
				break;
			}
	for (i = 0; i < cases->n_subjects; i++)
		for (j = 0; j < n; j++)
			if (specs[j].subject == &cases->subjects[i]) {
				columns[n_columns++] = specs[j].subject;
				break;
			}
	root = report_new(rows, n_rows, columns, n_columns,
	    json_pack("{s:i, s:i, s:i, s:b, s:s}", "window_ms",
		options.setting.window_ms, "jobs", options.setting.jobs,
		"repeat", options.repeat, "without_fault",
		options.setting.without_fault, "timers", options.timers));
	if (options.shards > 0)
		json_object_set_new(json_object_get(root, "options"), "shard",
		    json_sprintf("%u/%u", options.shard, options.shards));
	/* with another's fault a scenario's clauses say nothing */
	if (!options.fault_of)
		report_clauses(root, cases->clauses, cases->n_clauses);
	free(rows);
	free(columns);
	return root;
}

static double
seconds(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double
cpu_seconds(void)
{
	struct rusage self, children;

	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &children);
	return (double)(self.ru_utime.tv_sec + self.ru_stime.tv_sec +
		   children.ru_utime.tv_sec + children.ru_stime.tv_sec) +
	    (double)(self.ru_utime.tv_usec + self.ru_stime.tv_usec +
		children.ru_utime.tv_usec + children.ru_stime.tv_usec) /
	    1e6;
}

/* All the cells there will be descriptors for. */
static void
raise_limits(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/*
 * Read before the run, which may overwrite it.  Only a little is kept: what
 * the runner holds makes every fork dearer.
 */
static bool
read_baseline(void)
{
	char error[REPORT_ERROR];
	json_t *root;

	if (!options.baseline)
		return true;
	root = report_read(options.baseline, error);
	if (!root) {
		fprintf(stderr, "hangup: --baseline: %s\n", error);
		return false;
	}
	options.before = report_baseline(root);
	json_decref(root);
	malloc_trim(0);
	return true;
}

/* Only the cells that ran: a shard, a pattern, are no loss. */
static int
hold_against_baseline(const json_t *root)
{
	json_t *diff = report_diff(options.before, root, -1, false);
	size_t worse = report_worse(diff);

	printf("\nagainst %s:\n", options.baseline);
	report_print_diff(diff, stdout, CHANGES_SHOWN);
	if (getenv("GITHUB_ACTIONS"))
		report_github_diff(diff, stdout, options.baseline);
	json_decref(diff);
	json_decref(options.before);
	return worse > 0 ? STATUS_FAIL : STATUS_OK;
}

static int
run_specs(const struct cases *cases, struct spec *specs, size_t n)
{
	/* what has no cell in this shard has its place in the whole */
	json_t *root = make_root(cases, specs, n);
	struct progress p = { .n = keep_shard(specs, n),
		.terminal = isatty(STDERR_FILENO) };
	double wall = seconds(CLOCK_MONOTONIC), cpu = cpu_seconds();
	char error[REPORT_ERROR];
	int interrupted, status;

	if (!open_spool(&p, options.setting.out)) {
		json_decref(root);
		return STATUS_UNRESOLVED;
	}
	draw(&p);
	interrupted = run_cells(specs, p.n, &options.setting, cell_done, &p);
	if (p.terminal)
		fprintf(stderr, "\r%*s\r", 79, "");
	collect(&p, json_object_get(root, "cells"));
	report_finish(root, seconds(CLOCK_MONOTONIC) - wall,
	    cpu_seconds() - cpu, !interrupted);
	report_verdicts(root, cases->subjects, cases->n_subjects);
	print_results(root, options.setting.out, !options.before);
	status = options.before ? hold_against_baseline(root) :
				  report_status(root);
	status = interrupted ? STATUS_INTERRUPTED : status;
	if (report_write(root, options.setting.out, error) == -1) {
		fprintf(stderr, "hangup: %s\n", error);
		status = status == STATUS_OK ? STATUS_UNRESOLVED : status;
	} else
		printf("%s/%s\n", options.setting.out, report_forms());
	json_decref(root);
	close_spool(&p);
	return status;
}

/*
 * Timers that are set long need time to run out; what takes longer than a
 * cell may last stays unseen, as it would for a person who waits that long.
 */
static void
widen_window(const struct cases *cases)
{
	const struct seen *seen;
	enum sign sign;
	size_t i;

	for (i = 0; i < cases->n_subjects && !options.window_given; i++)
		for (sign = FIN; sign < SIGNS; sign++) {
			seen = &cases->subjects[i].says.sees[sign];
			if (seen->verdict != UNSAID &&
			    seen->when.to_ms + 500 >
				options.setting.window_ms &&
			    seen->when.to_ms < LONGEST_MS)
				options.setting.window_ms = seen->when.to_ms +
				    500;
		}
}

/* What is done is another's; what must be seen stays.  False: no such one. */
static bool
exchange_faults(struct cases *cases)
{
	const struct scenario *other = NULL;
	struct scenario *s;
	size_t i;

	for (i = 0; i < cases->n_scenarios; i++)
		if (strcmp(cases->scenarios[i].name, options.fault_of) == 0)
			other = &cases->scenarios[i];
	if (!other) {
		complain_unmatched(cases, options.fault_of);
		return false;
	}
	for (i = 0; i < cases->n_scenarios; i++) {
		s = &cases->scenarios[i];
		/* the texts belong to the cases, whose last user we are */
		s->script = other->script;
		s->prepare = other->prepare;
		s->mute = other->mute;
		s->has_fault = other->has_fault;
	}
	return true;
}

/* Those of the command line, and the contract.  False: it was told why. */
static bool
add_subjects(struct cases *cases)
{
	char error[CASE_ERROR];
	size_t i;

	if (options.n_names > options.n_commands) {
		fprintf(stderr,
		    "hangup: --name %s: there is no --subject that it could "
		    "name\n",
		    options.names[options.n_commands]);
		return false;
	}
	for (i = 0; i < options.n_commands; i++)
		if (cases_add_subject(cases, options.commands[i],
			options.names[i], error) == -1) {
			fprintf(stderr, "hangup: --%s: %s\n",
			    options.names[i] ? "name" : "subject", error);
			return false;
		}
	if (!options.contract ||
	    cases_change_contract(cases, options.contract, error) == 0)
		return true;
	fprintf(stderr, "hangup: --contract: %s\n", error);
	return false;
}

/* What those that were chosen need: programs of others, or their own. */
static void
prepare_subjects(struct cases *cases, const struct spec *specs, size_t n)
{
	struct subject *s;
	char dir[4096];
	size_t i, k;

	snprintf(dir, sizeof(dir), "%s/.subjects", options.setting.out);
	for (i = 0; i < cases->n_subjects; i++) {
		s = &cases->subjects[i];
		for (k = 0; k < n && specs[k].subject != s; k++)
			;
		if (k < n && s->says.kind == EXTERNAL)
			prepare_subject(s, dir);
	}
}

static int
run_run(int argc, char **argv)
{
	char error[LAB_ERROR], mend[1024], report_error[REPORT_ERROR];
	struct cases *cases;
	struct spec *specs;
	int status;
	size_t n;

	options = (struct options) { .family = 4,
		.repeat = 1,
		.setting = { .out = "reports/latest",
		    .window_ms = 4000,
		    .jobs = 256,
		    .keep = KEEP_ALL } };
	argp_parse(&run_argp, argc, argv, 0, NULL, NULL);
	options.setting.programs = programs_directory();
	/* for hangup-subject, which describes itself and runs by them */
	setenv("HANGUP_TIMERS", options.timers, 1);
	cases = load_cases();
	widen_window(cases);
	options.setting.cases = cases;
	if (!add_subjects(cases) || !patterns_hold(cases) ||
	    (options.fault_of && !exchange_faults(cases))) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	if (lab_possible(error, mend) == -1) {
		fprintf(stderr,
		    "hangup: this machine cannot run a lab: %s\n"
		    "%s\"hangup doctor\" looks at all of it\n",
		    error, mend);
		cases_free(cases);
		return STATUS_NO_LAB;
	}
	if (!read_baseline()) {
		cases_free(cases);
		return STATUS_USAGE;
	}
	if (report_clear(options.setting.out, report_error) == -1) {
		fprintf(stderr, "hangup: %s\n", report_error);
		cases_free(cases);
		return STATUS_USAGE;
	}
	raise_limits();
	run_guarded();
	specs = make_specs(cases, &n);
	prepare_subjects(cases, specs, n);
	status = run_specs(cases, specs, n);
	free(specs);
	if (!options.fault_of)
		cases_free(cases);
	return status;
}

const struct command command_run = {
	.name = "run",
	.summary = "run the matrix, or the cells that patterns choose",
	.argp = &run_argp,
	.run = run_run,
};
