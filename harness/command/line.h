/* line.h - lines that a person types, or that come through a pipe. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_LINE_H
#define HANGUP_COMMAND_LINE_H

#include <stdbool.h>

#include "command/words.h"
#include "hand/session.h"

/*
 * Reads from standard input; at a terminal with editing, a history and
 * completion of the words.  While it waits the session is served.
 */
struct line;
struct line *line_open(struct session *session, const struct words *words);
void line_close(struct line *l);

/* Is it typed at a terminal? */
bool line_is_edited(const struct line *l);

enum line_end { LINE_GIVEN, LINE_INTERRUPTED, LINE_END, LINE_BROKEN };
/* text is the line's, without newline, until the next call. */
enum line_end line_read(struct line *l, const char *prompt, const char **text);
/* At a terminal, so that it can be asked for again. */
void line_remember(struct line *l, const char *text);
/* What is new, in rows of the story, which begins with the first. */
struct story;
void line_tell(struct line *l, struct story **story, const json_t *news);
/* Before something is printed while a line is being typed, and behind it. */
void line_aside(struct line *l, bool begins);

/* Handlers for Ctrl-C, SIGTERM, SIGHUP and a new size of the terminal. */
void line_catch_signals(void);
/* Was it asked to end? */
bool line_must_end(void);

#endif
