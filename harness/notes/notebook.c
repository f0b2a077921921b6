/* notebook.c - what a cell saw: opened, added to, closed. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "notes/notebook.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const blames[BLAMES] = {
	[BLAME_SUBJECT] = "subject",
	[BLAME_SCENARIO] = "scenario",
	[BLAME_LAB] = "lab",
	[BLAME_MACHINE] = "machine",
	[BLAME_HARNESS] = "harness",
};

const char *
blame_name(enum blame blame)
{
	return blames[blame];
}

int
blame_value(const char *name)
{
	int b;

	for (b = 0; b < BLAMES; b++)
		if (strcmp(blames[b], name) == 0)
			return b;
	return -1;
}

void
trouble_is_said(
    struct trouble *t, enum blame blame, const char *format, va_list args)
{
	if (t->text[0] != '\0')
		return;
	t->blame = blame;
	vsnprintf(t->text, sizeof(t->text), format, args);
}

void
trouble_is(struct trouble *t, enum blame blame, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	trouble_is_said(t, blame, format, args);
	va_end(args);
}

void
notebook_open(struct notebook *b, enum form end)
{
	memset(b, 0, sizeof(*b));
	b->plot = PLOT(end);
	b->again_ns = WIRE_NEVER;
	b->witness.peer_own = -1;
	b->state = b->left = b->pending_error = -1;
}

void
notebook_close(struct notebook *b)
{
	size_t i;

	trace_free(&b->leg[0]);
	trace_free(&b->leg[1]);
	for (i = 0; i < b->n_deeds; i++) {
		free(b->deeds[i].who);
		free(b->deeds[i].text);
	}
	for (i = 0; i < b->n_settings; i++)
		free(b->settings[i].name);
	free(b->deeds);
	free(b->reports);
	free(b->questions);
	free(b->options);
	free(b->settings);
	json_decref(b->allowed);
	memset(b, 0, sizeof(*b));
}

/* Room doubles, so that what is there says how much there is. */
static void *
one_more(void *list, size_t *n, size_t size)
{
	if ((*n & (*n - 1)) == 0) {
		list = realloc(list, (*n ? 2 * *n : 1) * size);
		if (!list)
			abort();
	}
	memset((char *)list + (*n)++ * size, 0, size);
	return list;
}

static char *
copy(const char *text)
{
	char *own = strdup(text);

	if (!own)
		abort();
	return own;
}

void
notebook_deed(
    struct notebook *b, int64_t t_ns, const char *who, const char *text)
{
	b->deeds = one_more(b->deeds, &b->n_deeds, sizeof(*b->deeds));
	b->deeds[b->n_deeds - 1] = (struct deed) { t_ns, copy(who),
		copy(text) };
}

struct report *
notebook_report(struct notebook *b)
{
	b->reports = one_more(b->reports, &b->n_reports, sizeof(*b->reports));
	return &b->reports[b->n_reports - 1];
}

struct question *
notebook_question(struct notebook *b)
{
	b->questions = one_more(
	    b->questions, &b->n_questions, sizeof(*b->questions));
	return &b->questions[b->n_questions - 1];
}

struct option_found *
notebook_option(struct notebook *b)
{
	b->options = one_more(b->options, &b->n_options, sizeof(*b->options));
	return &b->options[b->n_options - 1];
}

void
notebook_setting(struct notebook *b, const char *name, unsigned long value)
{
	b->settings = one_more(
	    b->settings, &b->n_settings, sizeof(*b->settings));
	b->settings[b->n_settings - 1] = (struct setting_found) { copy(name),
		value };
}

const struct option_found *
notebook_find_option(const struct notebook *b, int level, int option)
{
	size_t i;

	for (i = 0; i < b->n_options; i++)
		if (b->options[i].level == level &&
		    b->options[i].option == option)
			return &b->options[i];
	return NULL;
}

const struct setting_found *
notebook_find_setting(const struct notebook *b, const char *name)
{
	size_t i;

	for (i = 0; i < b->n_settings; i++)
		if (strcmp(b->settings[i].name, name) == 0)
			return &b->settings[i];
	return NULL;
}

struct question *
notebook_open_question(const struct notebook *b)
{
	struct question *last = b->n_questions > 0 ?
	    &b->questions[b->n_questions - 1] :
	    NULL;

	return last && last->answered_ns == 0 ? last : NULL;
}

int
notebook_packets(const struct notebook *b, struct packets *p)
{
	return packets_join(p, &b->leg[0], &b->leg[1], b->subject_mac);
}

int64_t
notebook_zero_ns(const struct notebook *b)
{
	return b->plot.fault_ns != WIRE_NEVER ? b->plot.fault_ns :
						b->plot.ready_ns;
}
