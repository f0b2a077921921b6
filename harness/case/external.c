/* external.c - anybody's programs as subjects: cases/subjects/NAME.tcl. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "case/private.h"

#define NAME_MOST 64

static void
put(char **to, const char *text)
{
	free(*to);
	*to = strdup(text);
}

static int
word_command(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)interp, (void)objc;
	put(&s->command, Tcl_GetString(objv[1]));
	return TCL_OK;
}

static int
word_server(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	put(&s->server, Tcl_GetString(objv[1]));
	if (!strstr(s->server, "{port}"))
		return case_error(interp,
		    "server: expected {port} in it, where it listens on "
		    "127.0.0.1");
	if (objc == 3)
		put(&s->answers, Tcl_GetString(objv[2]));
	return TCL_OK;
}

static int
word_relies(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)interp, (void)objc;
	put(&s->relies, Tcl_GetString(objv[1]));
	return TCL_OK;
}

static int
word_excuse(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	if (case_check_patterns(interp, s, objc, objv) != TCL_OK)
		return TCL_ERROR;
	return case_add_reasons(interp, &s->excuses, objc, objv);
}

/* unsupported ?SCENARIO ...? {WHY}: anywhere, or in these. */
static int
word_unsupported(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	if (objc == 2)
		return case_word_unsupported(data, interp, objc, objv);
	if (case_check_patterns(interp, s, objc, objv) != TCL_OK)
		return TCL_ERROR;
	return case_add_reasons(interp, &s->unfit, objc, objv);
}

static int
word_build(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;

	(void)objc;
	put(&s->build, Tcl_GetString(objv[1]));
	if (!strstr(s->build, "{program}"))
		return case_error(interp,
		    "build: expected {program} in it, the file that it makes");
	return TCL_OK;
}

static int
word_needs(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct subject *s = data;
	struct need *needs = realloc(
	    s->needs, (s->n_needs + 1) * sizeof(*needs));

	(void)objc;
	if (!needs)
		return case_error(interp, "out of memory");
	s->needs = needs;
	needs[s->n_needs++] = (struct need) { strdup(Tcl_GetString(objv[1])),
		strdup(Tcl_GetString(objv[2])) };
	return TCL_OK;
}

static const struct word_of external_words[] = {
	{ "command", "{COMMAND {host} {port}}", 1, 1, word_command },
	{ "build", "{COMMAND -o {program}}", 1, 1, word_build },
	{ "server",
	    "{COMMAND {port}} ?{COMMAND THAT SUCCEEDS WHEN IT ANSWERS}?", 1, 2,
	    word_server },
	{ "needs", "PROGRAM {PACKAGE}", 2, 2, word_needs },
	{ "allow", "WALL ?WALL ...? {WHY}", 2, -1, case_word_allow },
	{ "readable", "PATH ?PATH ...? {WHY}", 2, -1, case_word_place },
	{ "writable", "PATH ?PATH ...? {WHY}", 2, -1, case_word_place },
	{ "relies", "{ON WHAT, FROM WHICH DOCUMENT}", 1, 1, word_relies },
	{ "excuse", "SCENARIO ?SCENARIO ...? {WHY}", 2, -1, word_excuse },
	{ "sometimes", "SCENARIO ?SCENARIO ...? {WHY}", 2, -1, word_excuse },
	{ "speaks", "0|1", 1, 1, case_word_speaks },
	{ "used-by", "{SOFTWARE}", 1, 1, case_word_used_by },
	{ "unsupported", "?SCENARIO ...? {WHY}", 1, -1, word_unsupported },
	{ NULL, NULL, 0, 0, NULL }
};

/* A name that is a file's, a pattern's and a word's. */
static bool
may_be_name(const char *name)
{
	size_t n = strspn(name,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789._-");

	return n > 0 && n < NAME_MOST && name[n] == '\0' &&
	    isalnum((unsigned char)name[0]);
}

static bool
is_taken(const struct cases *cases, const char *name)
{
	size_t i;

	for (i = 0; i < cases->n_subjects; i++)
		if (strcmp(cases->subjects[i].name, name) == 0)
			return true;
	return false;
}

static int
refuse_name(const struct cases *cases, const char *name, char *error)
{
	if (!may_be_name(name))
		snprintf(error, CASE_ERROR,
		    "expected a name of letters, digits, '.', '_' and '-', "
		    "got \"%s\"",
		    name);
	else if (is_taken(cases, name))
		snprintf(error, CASE_ERROR,
		    "there is a subject \"%s\" already; \"hangup list "
		    "subjects\" shows them",
		    name);
	else
		return 0;
	return -1;
}

struct reading {
	struct source source;
	struct cases *cases;
};

static int
read_block(
    Tcl_Interp *interp, struct reading *r, const char *block, struct subject *s)
{
	if (case_eval(interp, &r->source, block,
		case_line_of(&r->source, "subject", block), external_words,
		s) != TCL_OK)
		return TCL_ERROR;
	if (!s->command)
		return case_error(interp, "subject %s has no command", s->name);
	return TCL_OK;
}

/* It is the cases' when it is whole: their table moves as it grows. */
static int
word_subject(
    ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	struct reading *r = data;
	const char *file = r->source.name;
	char error[CASE_ERROR];
	struct subject s;

	(void)objc;
	if (refuse_name(r->cases, Tcl_GetString(objv[1]), error) == -1)
		return case_error(interp, "subject: %s", error);
	if (!case_new_subject(
		&s, Tcl_GetString(objv[1]), Tcl_GetString(objv[2]))) {
		case_free_subject(&s);
		return case_error(interp, "out of memory");
	}
	s.says.kind = EXTERNAL;
	s.from_file = true;
	s.dir = strndup(file, (size_t)(strrchr(file, '/') - file));
	if (read_block(interp, r, Tcl_GetString(objv[3]), &s) != TCL_OK) {
		case_free_subject(&s);
		return TCL_ERROR;
	}
	return case_add_subject(r->cases, &s) == -1 ?
	    case_error(interp, "out of memory") :
	    TCL_OK;
}

int
case_read_external(struct cases *cases, const char *file, const char *text,
    char error[CASE_ERROR])
{
	static const struct word_of words[] = {
		{ "subject", "NAME {TITLE} { ... }", 3, 3, word_subject },
		{ NULL, NULL, 0, 0, NULL }
	};
	struct reading r = { { file, text, false }, cases };

	if (case_eval(cases->interp, &r.source, text, 1, words, &r) == TCL_OK)
		return 0;
	snprintf(error, CASE_ERROR, "%s", Tcl_GetStringResult(cases->interp));
	return -1;
}

/* What runs a program says nothing of which: "python3 -u my-check.py". */
static bool
is_interpreter(const char *base)
{
	static const char *const names[] = { "sh", "bash", "dash", "zsh", "ksh",
		"python", "node", "nodejs", "perl", "ruby", "tclsh", "expect",
		"php", "lua", "java", "deno", "bun", "env", "exec", "timeout",
		"nice", "stdbuf", "sudo" };
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		/* python3.11, tclsh8.6 */
		if (strncmp(base, names[i], n) == 0 &&
		    base[n + strspn(base + n, "0123456789.")] == '\0')
			return true;
	}
	return false;
}

/* The name of a word's file without what tells its language. */
static void
base_of(const char *word, size_t length, char base[NAME_MOST])
{
	const char *slash = memrchr(word, '/', length);
	size_t n = 0, skip = slash ? (size_t)(slash + 1 - word) : 0;
	char *dot;

	for (; skip < length && n < NAME_MOST - 8; skip++)
		if (isalnum((unsigned char)word[skip]) ||
		    (n > 0 && strchr("._-", word[skip])))
			base[n++] = word[skip];
	base[n] = '\0';
	dot = strrchr(base, '.');
	if (dot && strlen(dot) <= 5 && isalpha((unsigned char)dot[1]))
		*dot = '\0';
}

/* The first word that is a program; else the first, the interpreter. */
static void
name_of_command(const char *command, char name[NAME_MOST])
{
	const char *word = command + strspn(command, " \t\n");
	char base[NAME_MOST], first[NAME_MOST] = "";
	size_t length;

	for (; *word; word += length, word += strspn(word, " \t\n")) {
		length = strcspn(word, " \t\n");
		if (word[0] == '-' || word[0] == '{' ||
		    memchr(word, '=', length))
			continue;
		base_of(word, length, base);
		if (!may_be_name(base))
			continue;
		if (!is_interpreter(base)) {
			snprintf(name, NAME_MOST, "%s", base);
			return;
		}
		if (first[0] == '\0')
			snprintf(first, NAME_MOST, "%s", base);
	}
	snprintf(name, NAME_MOST, "%s", first[0] ? first : "subject");
}

/* "my-check", then "my-check-2". */
static void
make_unique(const struct cases *cases, char name[NAME_MOST])
{
	size_t n = strlen(name);
	int i;

	for (i = 2; is_taken(cases, name); i++)
		snprintf(name + n, NAME_MOST - n, "-%d", i);
}

int
cases_add_subject(struct cases *cases, const char *command, const char *given,
    char error[CASE_ERROR])
{
	char name[NAME_MOST];
	struct subject s;

	if (command[strspn(command, " \t\n")] == '\0') {
		snprintf(error, CASE_ERROR,
		    "expected a command, as 'COMMAND {host} {port}'");
		return -1;
	}
	if (given && refuse_name(cases, given, error) == -1)
		return -1;
	if (!given) {
		name_of_command(command, name);
		make_unique(cases, name);
	}
	if (!case_new_subject(&s, given ? given : name, command) ||
	    !(s.command = strdup(command))) {
		case_free_subject(&s);
		snprintf(error, CASE_ERROR, "out of memory");
		return -1;
	}
	s.says.kind = EXTERNAL;
	if (case_add_subject(cases, &s) == 0)
		return 0;
	snprintf(error, CASE_ERROR, "out of memory");
	return -1;
}

static bool
is_in_path(const char *program)
{
	const char *path = getenv("PATH"), *at;
	char file[4096];
	size_t n;

	if (strchr(program, '/'))
		return access(program, X_OK) == 0;
	for (at = path ? path : "/usr/bin:/bin"; *at;
	     at += n + (at[n] == ':')) {
		n = strcspn(at, ":");
		snprintf(file, sizeof(file), "%.*s/%s", (int)n, at, program);
		if (access(file, X_OK) == 0)
			return true;
	}
	return false;
}

/* One word is a program to be there; more are a command to succeed. */
static bool
is_there(const char *program)
{
	const char *argv[] = { "/bin/sh", "-c", program, NULL };

	return strpbrk(program, " \t") ? start_and_wait(argv, -1) == 0 :
					 is_in_path(program);
}

const char *
subject_lacks(const struct subject *s, char error[CASE_ERROR])
{
	size_t i;

	for (i = 0; i < s->n_needs; i++) {
		if (is_there(s->needs[i].program))
			continue;
		snprintf(error, CASE_ERROR,
		    "needs %s, which is not here: apt-get install %s",
		    s->needs[i].program, s->needs[i].package);
		return error;
	}
	return NULL;
}
