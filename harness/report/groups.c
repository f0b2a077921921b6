/* groups.c - subjects by groups of scenarios: how many of each were right. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define GROUPS 32 /* more are not told */
#define HEADS 4	  /* lines of the header, at most */

struct tally {
	unsigned right, known, alarms;
};

struct line {
	const char *name;
	struct tally of[GROUPS], all;
};

struct table {
	const struct screen *screen;
	const char *groups[GROUPS];
	size_t n_groups, n, names;
	size_t at[GROUPS], head[GROUPS]; /* column and line of each header */
	size_t heads, shown;		 /* lines; groups that have room */
	bool roomy; /* a column is as wide as its name, too */
	struct line *lines;
};

static size_t
group_number(struct table *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n_groups; i++)
		if (strcmp(t->groups[i], name) == 0)
			return i;
	if (i < GROUPS)
		t->groups[t->n_groups++] = name;
	return i;
}

static void
count(struct table *t, const json_t *root)
{
	size_t n_scenarios, n, i, k, group;
	const json_t **cells = grid(root, &n_scenarios, &n);
	const json_t *subjects = json_object_get(root, "subjects"), *scenario;

	t->n = n;
	t->lines = calloc(n + 1, sizeof(*t->lines));
	if (!t->lines)
		abort();
	for (k = 0; k < n; k++)
		t->lines[k].name = field(json_array_get(subjects, k), "name");
	json_array_foreach (json_object_get(root, "scenarios"), i, scenario) {
		group = group_number(t, field(scenario, "group"));
		for (k = 0; k < n; k++) {
			const json_t *cell = cells[i * n + k];
			struct line *l = &t->lines[k];

			if (!cell || cell_outcome(cell) == NO_OUTCOME)
				continue;
			l->all.known++;
			l->all.right += cell_outcome(cell) == RIGHT;
			l->all.alarms += cell_outcome(cell) == FALSE_ALARM;
			if (group == GROUPS)
				continue;
			l->of[group].known++;
			l->of[group].right += cell_outcome(cell) == RIGHT;
		}
	}
	free(cells);
}

/* No false alarm comes before any; then most right, of as few as can be. */
static int
by_worth(const void *va, const void *vb)
{
	const struct line *a = va, *b = vb;

	if (!a->all.alarms != !b->all.alarms)
		return a->all.alarms ? 1 : -1;
	if (a->all.right != b->all.right)
		return a->all.right > b->all.right ? -1 : 1;
	if (a->all.known != b->all.known)
		return a->all.known < b->all.known ? -1 : 1;
	return strcmp(a->name, b->name);
}

static size_t
put_tally(char *text, size_t size, struct tally t)
{
	if (t.known == 0)
		return (size_t)snprintf(text, size, "-");
	return (size_t)snprintf(text, size, "%u/%u", t.right, t.known);
}

/* How wide a group's column is, and a blank. */
static size_t
width_of(const struct table *t, size_t group)
{
	size_t most = t->roomy ? strlen(t->groups[group]) : 1, i, n;
	char text[32];

	for (i = 0; i < t->n; i++) {
		n = put_tally(text, sizeof(text), t->lines[i].of[group]);
		most = n > most ? n : most;
	}
	return most + 1;
}

static size_t
widths_of(const struct table *t)
{
	size_t widths = 0, i;

	for (i = 0; i < t->n_groups; i++)
		widths += width_of(t, i);
	return widths;
}

/*
 * Each name of a group begins above its column, in the first line of the
 * header where it has room.
 */
static void
lay_out(struct table *t)
{
	size_t ends[HEADS] = { 0 }, widths, i, h, end, at;
	size_t columns = t->screen->columns;

	for (i = 0; i < t->n; i++)
		t->names = strlen(t->lines[i].name) > t->names ?
		    strlen(t->lines[i].name) :
		    t->names;
	t->roomy = true;
	t->roomy = t->names + widths_of(t) <= columns;
	widths = widths_of(t);
	/* a name that is longer stands in a line of its own */
	if (t->names + widths > columns && widths < columns)
		t->names = columns - widths;
	at = t->names + 1;
	for (i = 0; i < t->n_groups; i++) {
		end = at + strlen(t->groups[i]);
		for (h = 0; h < HEADS && ends[h] + 1 > at; h++)
			;
		if (end > columns || at + width_of(t, i) - 1 > columns ||
		    h == HEADS)
			break;
		t->at[i] = at;
		t->head[i] = h;
		ends[h] = end;
		t->heads = h + 1 > t->heads ? h + 1 : t->heads;
		at += width_of(t, i);
	}
	t->shown = i;
}

static void
put_header(const struct table *t)
{
	FILE *out = t->screen->out;
	size_t h, i, column;

	for (h = 0; h < t->heads; h++) {
		column = 0;
		for (i = 0; i < t->shown; i++)
			if (t->head[i] == h)
				column += (size_t)fprintf(out, "%*s%s",
				    (int)(t->at[i] - column), "", t->groups[i]);
		fputc('\n', out);
	}
}

static void
put_line(const struct table *t, const struct line *l)
{
	const struct screen *s = t->screen;
	const char *paint;
	char text[32];
	size_t i, n, column = strlen(l->name);

	fputs(l->name, s->out);
	if (column > t->names) {
		fputc('\n', s->out);
		column = 0;
	}
	for (i = 0; i < t->shown; i++) {
		n = put_tally(text, sizeof(text), l->of[i]);
		paint = l->of[i].known == 0	     ? "\033[2m" :
		    l->of[i].right == l->of[i].known ? outcome_colour(RIGHT) :
		    l->of[i].right == 0		     ? outcome_colour(MISSED) :
						       "";
		fprintf(s->out, "%*s%s%s%s", (int)(t->at[i] - column), "",
		    s->colour ? paint : "", text,
		    s->colour && paint[0] ? "\033[0m" : "");
		column = t->at[i] + n;
	}
	fputc('\n', s->out);
}

void
put_groups(const json_t *root, const struct screen *screen, size_t rows)
{
	struct table t = { .screen = screen };
	size_t i, most, used = 0, height;

	count(&t, root);
	qsort(t.lines, t.n, sizeof(*t.lines), by_worth);
	lay_out(&t);
	fprintf(
	    screen->out, "right of how many, by group; no false alarm first\n");
	put_header(&t);
	/* title, header, and the line of those that have no room */
	most = rows > t.heads + 2 ? rows - t.heads - 2 : 1;
	for (i = 0; i < t.n; i++) {
		height = strlen(t.lines[i].name) > t.names ? 2 : 1;
		if (i > 0 && used + height > most)
			break;
		put_line(&t, &t.lines[i]);
		used += height;
	}
	if (i < t.n)
		fprintf(screen->out, "and %zu more", t.n - i);
	if (t.shown < t.n_groups)
		fprintf(screen->out, "%s%zu group%s no room here",
		    i < t.n ? "; " : "", t.n_groups - t.shown,
		    t.n_groups - t.shown == 1 ? " has" : "s have");
	if (i < t.n || t.shown < t.n_groups)
		fputc('\n', screen->out);
	free(t.lines);
}
