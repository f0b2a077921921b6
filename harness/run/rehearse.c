/* rehearse.c - every word between runner and subject, for "hangup check". */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "run/cell.h"

#define LINES_KEPT 200
#define LINE_KEPT 161
#define QUIT_NS (300 * MS) /* each: a word, then the end of input */

void
rehearse_line(struct cell *c, bool by_subject, const char *text)
{
	char line[LINE_KEPT];
	size_t i;

	if (!c->setting->rehearse)
		return;
	if (!c->rehearsal.dialogue)
		c->rehearsal.dialogue = json_array();
	if (json_array_size(c->rehearsal.dialogue) >= LINES_KEPT)
		return;
	for (i = 0; text[i] && i + 1 < sizeof(line); i++)
		line[i] = isprint((unsigned char)text[i]) ? text[i] : '?';
	line[i] = '\0';
	json_array_append_new(c->rehearsal.dialogue,
	    json_pack("{s:I, s:s, s:s}", "t_ns", (json_int_t)lab_wall(), "by",
		by_subject ? "subject" : "runner", "text", line));
}

/* Last, when the cell has its proof: what a subject does when it may go. */
void
rehearse_quit(struct cell *c)
{
	struct talker *subject = &c->subject.talker;

	if (!c->setting->rehearse || !c->book.ready || cell_is_broken(c) ||
	    subject->ended)
		return;
	rehearse_line(c, false, "quit");
	(void)lab_tell(subject, "quit");
	c->rehearsal.left_at = "quit";
	if (lab_ended(subject, lab_now() + QUIT_NS))
		return;
	close(subject->in);
	subject->in = -1;
	c->rehearsal.left_at = lab_ended(subject, lab_now() + QUIT_NS) ?
	    "end-of-input" :
	    "no";
}

void
rehearse_record(struct cell *c, json_t *record)
{
	if (!c->setting->rehearse)
		return;
	json_object_set_new(record, "ready", json_boolean(c->book.ready));
	json_object_set_new(
	    record, "watches", json_string(kind_name(c->book.watches)));
	json_object_set_new(record, "dialogue",
	    c->rehearsal.dialogue ? c->rehearsal.dialogue : json_array());
	if (c->rehearsal.left_at)
		json_object_set_new(
		    record, "left", json_string(c->rehearsal.left_at));
	c->rehearsal.dialogue = NULL;
}
