/* cases.c - fuzzes case files: scenarios, subjects, clauses, incidents. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Holds: a file is read, or told in one line that names it; nothing is started
 * or waited for, and what it made is freed.  The input: a digit for the kind
 * of file, then the file.
 */
#include <assert.h>

#include "case/private.h"
#include "test/fuzz/fuzz.h"

#define INPUTS 500 /* with one interpreter: making it takes longer than they */

static Tcl_Interp *
an_interpreter(void)
{
	static Tcl_Interp *interp;
	static unsigned n;

	if (n++ % INPUTS == 0) {
		if (interp)
			Tcl_DeleteInterp(interp);
		interp = case_safe_interp();
	}
	return interp;
}

/* The tree that it would be a file of: one scenario. */
static void
begin(struct cases *cases, struct scenario *scenario)
{
	static char name[] = "close/fin";

	*scenario = (struct scenario) { .name = name };
	*cases = (struct cases) { .interp = an_interpreter(),
		.scenarios = scenario,
		.n_scenarios = 1 };
	Tcl_SetAssocData(cases->interp, CASES, NULL, cases);
}

static void
end(struct cases *cases)
{
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		case_free_subject(&cases->subjects[i]);
	for (i = 0; i < cases->n_clauses; i++)
		case_free_clause(&cases->clauses[i]);
	for (i = 0; i < cases->n_incidents; i++)
		case_free_incident(&cases->incidents[i]);
	case_free_reasons(&cases->excuses);
	for (i = 0; i < cases->n_timers; i++)
		free(cases->timers[i].name);
	free(cases->timers);
	free(cases->subjects);
	free(cases->clauses);
	free(cases->incidents);
}

static int
read_scenario(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	struct scenario s;
	int result = case_read_scenario(
	    cases->interp, file, text, "close/fin", &s, error);

	case_free_scenario(&s);
	return result;
}

static int
read_described(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	(void)file;
	return case_load_subjects(cases->interp, cases, text, error);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int (*const readers[])(struct cases *, const char *,
	    const char *, char *) = { read_scenario, case_read_external,
		case_read_clauses, case_read_contract, read_described,
		case_read_incident };
	char error[CASE_ERROR] = "", file[64], what[CASE_FAULT], *text;
	struct scenario scenario;
	struct cases cases;
	int result;

	if (size < 1)
		return 0;
	snprintf(file, sizeof(file), "/proc/self/fd/%d",
	    fuzz_file(data + 1, size - 1));
	text = case_read_file(file, error);
	if (text) {
		begin(&cases, &scenario);
		result = readers[data[0] % 6u](&cases, file, text, error);
		assert((result == 0) == (error[0] == '\0'));
		end(&cases);
		free(text);
	}
	assert(case_text_fault(error, strlen(error), what) == NO_FAULT);
	assert(!strchr(error, '\n'));
	return 0;
}
