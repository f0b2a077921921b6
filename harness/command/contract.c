/* contract.c - which contract a program is held to: a name, or a file. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"

bool
contract_is_whole(const struct cases *cases, const struct subject *subject)
{
	const struct left_out *l = case_left_out(cases, FILE_CONTRACT, NULL);

	if (!l || subject->says.kind != EXTERNAL)
		return true;
	fprintf(stderr, "hangup: %s; %s is held to this contract\n", l->why,
	    subject->name);
	return false;
}

/* One of cases/contracts by its name, else a file. */
static const char *
file_of(const char *name, char file[PATH_MAX])
{
	snprintf(
	    file, PATH_MAX, "%s/contracts/%s.tcl", cases_directory(), name);
	return strchr(name, '/') || access(file, R_OK) == -1 ? name : file;
}

static void
complain(const char *name, const char *error)
{
	char **names, dir[PATH_MAX];
	const char *near;
	size_t n, i;

	fprintf(stderr, "hangup: --contract: %s", error);
	snprintf(dir, sizeof(dir), "%s/contracts", cases_directory());
	names = case_names(dir, &n);
	if (!strchr(name, '/') && access(name, F_OK) == -1 && n > 0) {
		near = case_nearest(name, (const char *const *)names, n);
		fprintf(stderr, "%s%s; there are:", near ? "; nearest is " : "",
		    near ? near : "");
		for (i = 0; i < n; i++)
			fprintf(stderr, " %s", names[i]);
	}
	fputc('\n', stderr);
	case_free_names(names, n);
}

void
contract_is_idle(const char *name)
{
	fprintf(stderr,
	    "hangup: --contract %s: nothing here is held to it: the built-in "
	    "strategies are held to what they declare\n"
	    "        programs are held to a contract: those of --subject, and "
	    "of cases/subjects\n",
	    name);
}

bool
contract_choose(struct cases *cases, const char *name)
{
	char error[CASE_ERROR], file[PATH_MAX];

	/* every other one begins with it */
	if (strcmp(name, CONTRACT_DEFAULT) == 0 ||
	    cases_change_contract(cases, file_of(name, file), error) == 0)
		return true;
	complain(name, error);
	return false;
}
