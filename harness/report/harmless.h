/* harmless.h - text of others, made harmless for where it goes. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_HARMLESS_H
#define HANGUP_REPORT_HARMLESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <jansson.h>

/*
 * What a subject says, what a scenario file or somebody's results.json holds,
 * goes through one of these: on its way in through harmless_json or
 * harmless_string, on its way out through the function of that sink.
 */

/*
 * In place, never longer: well-formed UTF-8 stays; a byte of none, a control
 * character (C0, DEL, C1), and what turns the direction of a line becomes "?".
 * With lines '\n' and '\t' stay, else they are blanks.  Returns text.
 */
char *harmless_text(char *text, bool lines);
/* The same of a copy: a string of JSON, a line. */
json_t *harmless_string(const char *text);
/*
 * The same of all that value holds, names of members, too; line breaks stay
 * where texts may have several.  -1 if it is nested deeper than depth.
 */
int harmless_json(json_t *value, unsigned depth);

/* A field of comma-separated values, quoted, and no formula of anybody's. */
void harmless_csv(FILE *out, const char *text);
/* Within a line or a table of Markdown: it formats nothing, links nowhere. */
void harmless_markdown(FILE *out, const char *text);
/* A description of TAP, in which # begins a directive. */
void harmless_tap(FILE *out, const char *text);
/* A string of YAML, which takes JSON's. */
void harmless_yaml(FILE *out, const char *text);
/* What XML 1.0 can hold; its writer escapes the rest.  The caller's. */
char *harmless_xml(const char *text);
/* In an annotation of GitHub: its text, or a property such as the title. */
void harmless_annotation(FILE *out, const char *text, bool property);

/*
 * A terminal, and the log of a CI system: from here on stdout and stderr pass
 * what is printed through a filter, so that no print can forget it.  No
 * control character passes but line ends, tabs, "\r" and, to a terminal, the
 * colours that Hangup uses; where GITHUB_ACTIONS is set, nothing passes that
 * GitHub would take for a command.
 */
void harmless_stdio(void);
/* Such a stream to fd, with all that decides what passes. */
struct filter {
	int fd;
	bool colours, returns, github;
	/* of its own: what a piece that was written ended in */
	char held[16]; /* the begin of a character, or of a colour */
	size_t n_held;
	char last[2];
	bool at_start; /* of a line, but for blanks and what is not ASCII */
};
FILE *harmless_filter(struct filter *filter);
/* Past the filter, line by line: for annotations, which are commands. */
FILE *harmless_past(void);

#endif
