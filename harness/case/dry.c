/* dry.c - the dry stage: nothing happens, but every word is looked at. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/private.h"
#include "peers/words.h"

#define NAMES 64 /* of one talker */
#define LINE 2048

/* Of the table, and one of ours. */
static const char *
nearest_word(const struct command *words, const char *ours, const char *line)
{
	const char *names[NAMES];
	char name[64];
	size_t n = 0;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(line, " \t"), line);
	if (ours)
		names[n++] = ours;
	for (; words->name && n < NAMES; words++) {
		if (strcmp(words->name, name) == 0)
			return NULL; /* it is known, and misused */
		names[n++] = words->name;
	}
	return case_nearest(name, names, n);
}

/* What a talker would not obey is a mistake, and found here. */
static int
read_line(const struct command *words, const char *ours, const char *line,
    char *answer, char *error)
{
	const struct command *c = control_check(words, line, error, CASE_ERROR);
	const char *near = c ? NULL : nearest_word(words, ours, line);

	if (c)
		snprintf(answer, CASE_ERROR, "%s", c->like ? c->like : "");
	if (near)
		snprintf(error, CASE_ERROR,
		    "no command \"%.*s\", nearest is \"%s\"",
		    (int)strcspn(line, " \t"), line, near);
	return c ? 0 : -1;
}

/* Bytes that a program will read, and no program wrote. */
static void
note_bytes(struct dry *dry, const char *who, const char *line)
{
	char text[LINE];

	if (!dry->writes || *dry->writes)
		return;
	snprintf(text, sizeof(text), "%s %s", who, line);
	*dry->writes = strdup(text);
}

static bool
starts(const char *line, const char *word)
{
	return strncmp(line, word, strlen(word)) == 0;
}

static int
dry_peer(struct dry *dry, const char *line, char *answer, char *error)
{
	if (read_line(peer_words, NULL, line, answer, error) == -1)
		return -1;
	if (starts(line, "read "))
		dry->deaf = strcmp(line, "read off") == 0;
	if (starts(line, "send ") || starts(line, "fill") ||
	    starts(line, "oob") || starts(line, "messages ") ||
	    (dry->unread && !dry->deaf))
		note_bytes(dry, "peer", line);
	return 0;
}

static int
dry_subject(struct dry *dry, const char *line, char *answer, char *error)
{
	unsigned bytes;

	if (!subject_line(line, &bytes, error))
		return -1;
	if (strcmp(line, "port") == 0)
		snprintf(answer, CASE_ERROR, "40000");
	if (bytes == 0 && !starts(line, "fill"))
		return 0;
	if (dry->deaf)
		dry->unread = true;
	else
		note_bytes(dry, "subject", line);
	return 0;
}

static int
dry_lab(const char *line, char *error)
{
	size_t used, i;

	for (i = 0; lab_lines[i]; i++)
		if (strcmp(lab_lines[i], line) == 0)
			return 0;
	used = (size_t)snprintf(error, CASE_ERROR, "expected one of: ");
	for (i = 0; lab_lines[i] && used < CASE_ERROR; i++)
		used += (size_t)snprintf(error + used, CASE_ERROR - used,
		    "%s%s", i ? ", " : "", lab_lines[i]);
	return -1;
}

/* "relay start" is ours: there is none yet that could be told. */
static int
dry_tell(
    void *data, enum actor who, const char *line, char *answer, char *error)
{
	switch (who) {
	case ACTOR_PEER:
		return dry_peer(data, line, answer, error);
	case ACTOR_PATH:
		return read_line(path_words, NULL, line, answer, error);
	case ACTOR_LAB:
		return dry_lab(line, error);
	case ACTOR_RELAY:
		return strcmp(line, "start") == 0 ?
		    0 :
		    read_line(relay_words, "start", line, answer, error);
	case ACTOR_SUBJECT:
		return dry_subject(data, line, answer, error);
	case ACTOR_SIGNAL: /* its word was looked at */
	case ACTOR_CALL:   /* what a prompt does besides */
	case ACTOR_PROMPT:
	case ACTORS:
		break;
	}
	return 0;
}

static int
dry_await(void *data, const struct check *check, char *error)
{
	(void)data, (void)check, (void)error;
	return 0;
}

static int
dry_hold(void *data, int ms, char *error)
{
	(void)data, (void)ms, (void)error;
	return 0;
}

static int
dry_fault(void *data, bool done, char *error)
{
	struct dry *dry = data;

	if (!done && *dry->has_fault) {
		snprintf(error, CASE_ERROR, "a script has one fault block");
		return -1;
	}
	*dry->has_fault = true;
	return 1;
}

struct stage
case_dry_stage(struct dry *dry, bool *has_fault, char **writes)
{
	*has_fault = false;
	*dry = (struct dry) { .has_fault = has_fault, .writes = writes };
	return (struct stage) { dry, dry_tell, dry_await, dry_hold, dry_fault };
}
