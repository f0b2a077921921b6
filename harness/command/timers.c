/* timers.c - the options by which commands set the strategies' timers. */
/* SPDX-License-Identifier: BSD-2-Clause */
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
add_timers(const char *text)
{
	size_t used = strlen(timers_chosen);

	snprintf(timers_chosen + used, sizeof(timers_chosen) - used, "%s%s",
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
	switch (key) {
	case KEY_TIMERS:
		read_timers(state, arg);
		break;
	case KEY_SET:
		add_timers(arg);
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
