/* pattern.c - which cells a pattern chooses. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "case/case.h"

bool
pattern_fits_scenario(const char *pattern, const char *scenario)
{
	size_t group = strcspn(scenario, "/");

	return fnmatch(pattern, scenario, 0) == 0 ||
	    (strlen(pattern) == group &&
		strncmp(pattern, scenario, group) == 0);
}

bool
pattern_fits_subject(const char *pattern, const char *subject)
{
	return fnmatch(pattern, subject, 0) == 0;
}

bool
pattern_matches(const char *pattern, const char *scenario, const char *subject)
{
	char whole[512];

	snprintf(whole, sizeof(whole), "%s/%s", scenario, subject);
	return pattern_fits_scenario(pattern, scenario) ||
	    pattern_fits_subject(pattern, subject) ||
	    fnmatch(pattern, whole, 0) == 0;
}

bool
pattern_begins(const char *pattern, const char *scenario)
{
	const char *slash = strrchr(pattern, '/');
	char head[512];

	if (!slash || !memchr(pattern, '/', (size_t)(slash - pattern)))
		return false;
	snprintf(head, sizeof(head), "%.*s", (int)(slash - pattern), pattern);
	return fnmatch(head, scenario, 0) == 0;
}

bool
pattern_names(const char *pattern, const char *scenario, const char *subject)
{
	/* nobody has this name: what matches it matches by the scenario */
	return pattern_matches(pattern, scenario, subject) &&
	    !pattern_matches(pattern, scenario, "\001");
}
