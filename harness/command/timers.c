/* timers.c - the options by which commands set the strategies' timers. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

char timers_chosen[TIMERS_ROOM];

enum { KEY_TIMERS = 600, KEY_SET };

static const struct argp_option table[] = {
	{ "timers", KEY_TIMERS, "NAME", 0,
	    "the strategies' timers: fast, default, or another file of "
	    "cases/timers (fast)",
	    0 },
	{ "set", KEY_SET, "TIMER=N", 0,
	    "one of them: keepalive.idle=5 (a wrong name lists all)", 0 },
	{ 0 }
};

static void
add_timers(struct argp_state *state, const char *text)
{
	size_t used = strlen(timers_chosen), room = TIMERS_ROOM - used;
	int n = snprintf(
	    timers_chosen + used, room, "%s%s", used ? "," : "", text);

	if ((size_t)n >= room)
		argp_error(state, "--set: more than %d characters in all",
		    TIMERS_ROOM - 1);
}

char *
read_timers(const char *name)
{
	char file[PATH_MAX + 300], line[256], *text = NULL;
	size_t size = 0;
	FILE *in, *out;

	snprintf(
	    file, sizeof(file), "%s/timers/%.255s", cases_directory(), name);
	in = strchr(name, '/') ? NULL : fopen(file, "re");
	out = in ? open_memstream(&text, &size) : NULL;
	while (out && fgets(line, sizeof(line), in)) {
		line[strcspn(line, "\n")] = '\0';
		fprintf(out, "%s%s", ftell(out) > 0 ? "," : "", line);
	}
	if (in)
		fclose(in);
	if (out)
		fclose(out);
	return text;
}

/* All of those in cases/timers/NAME. */
static void
add_timers_of(struct argp_state *state, const char *name)
{
	char *text = read_timers(name);

	if (!text)
		argp_error(state,
		    "--timers %s: there is no %s/timers/%s; expected fast, "
		    "default or another file there",
		    name, cases_directory(), name);
	else
		add_timers(state, text);
	free(text);
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_TIMERS:
		add_timers_of(state, arg);
		break;
	case KEY_SET:
		add_timers(state, arg);
		break;
	case ARGP_KEY_SUCCESS:
		/* for hangup-subject, which describes itself and runs by them */
		setenv("HANGUP_TIMERS", timers_chosen, 1);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp timers_argp = { table, parse_option, NULL, NULL, NULL, NULL,
	NULL };
