/* doctor.c - hangup doctor: what this machine can do, and how to mend it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "command/command.h"
#include "lab/guests.h"
#include "pool/pool.h"
#include "wire/wire.h"

#define JOBS_ENOUGH 50 /* fewer make the matrix slow */

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	(void)arg, (void)state;
	return key == ARGP_KEY_ARG ? ARGP_ERR_UNKNOWN : 0;
}

static const struct argp doctor_argp = { NULL, parse_option, NULL,
	"Says what this machine can and cannot do, and how to mend it.", NULL,
	NULL, NULL };

static void
say(bool good, const char *what, const char *detail)
{
	printf("%-4s %-22s %s\n", good ? "ok" : "NO", what, detail);
}

static void
look_at_jobs(void)
{
	char why[POOL_WHY], text[160];
	int jobs = pool_most(why);

	snprintf(text, sizeof(text),
	    "as many as the machine keeps up with, %d at most: %s", jobs, why);
	say(jobs >= JOBS_ENOUGH, "cells at once", text);
}

static bool
look_at_programs(void)
{
	static const char *const names[] = { "peer", "path", "hangup-subject" };
	char file[4096];
	bool all = true;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(file, sizeof(file), "%s/%s", programs_directory(),
		    names[i]);
		if (access(file, X_OK) == -1) {
			say(false, "programs", file);
			all = false;
		}
	}
	if (all)
		say(true, "programs", programs_directory());
	return all;
}

/* What holds a subject here. */
static void
look_at_walls(void)
{
	char error[LAB_ERROR], text[LAB_ERROR];
	bool prepared = lab_prepare(false, error) == 0;

	if (!prepared)
		snprintf(text, sizeof(text), "%s", error);
	else if (lab_guest_id() != 0)
		snprintf(text, sizeof(text),
		    "id %u, which owns nothing here; namespaces, seccomp%s",
		    lab_guest_id(), lab_has_landlock() ? ", Landlock" : "");
	else if (lab_delegated_id() != 0)
		snprintf(text, sizeof(text),
		    "your own id, and their peers %u, delegated to you; "
		    "namespaces, seccomp%s",
		    lab_delegated_id(), lab_has_landlock() ? ", Landlock" : "");
	else
		snprintf(text, sizeof(text),
		    "your own id, and their peers, too (newuidmap(1) or an "
		    "entry in /etc/subuid, /etc/subgid is missing); "
		    "namespaces, seccomp%s",
		    lab_has_landlock() ? ", Landlock" : "");
	say(prepared, "subjects have", text);
}

static int
run_doctor(int argc, char **argv)
{
	char error[LAB_ERROR], mend[1024], text[256];
	struct cases *cases;
	struct utsname u;
	bool lab, programs;

	argp_parse(&doctor_argp, argc, argv, 0, NULL, NULL);
	uname(&u);
	snprintf(text, sizeof(text), "%s %s, %s, %ld cores", u.sysname,
	    u.release, u.machine, sysconf(_SC_NPROCESSORS_ONLN));
	say(true, "system", text);
	say(true, "capture", capture_library());
	programs = look_at_programs();
	lab = lab_possible(error, mend) == 0;
	say(lab, "a lab",
	    lab ? geteuid() == 0 ? "three hosts, as root" :
				   "three hosts, without root" :
		  error);
	if (!lab)
		printf("\n%s\n", mend);
	else
		look_at_walls();
	look_at_jobs();
	if (programs) {
		cases = load_cases();
		snprintf(text, sizeof(text),
		    "%zu scenarios, %zu subjects "
		    "(%s)",
		    cases->n_scenarios, cases->n_subjects, cases_directory());
		say(true, "cases", text);
		cases_free(cases);
	}
	return lab && programs ? STATUS_OK : STATUS_NO_LAB;
}

const struct command command_doctor = {
	.name = "doctor",
	.summary = "what this machine can and cannot do, and how to mend it",
	.argp = &doctor_argp,
	.run = run_doctor,
};
