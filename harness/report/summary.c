/* summary.c - how a run ends: what matters, on one screen. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define FAILURES 20   /* told, at most */
#define LEAST_LIST 3  /* rows of it, at least */
#define LEAST_TABLE 5 /* with title, header and the rest */
#define BESIDE 3      /* a blank line, the page's, the prompt's */
#define PLAIN \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" \
	"+,-./:=@_"

/* What is put goes into a text of its own, folded when it is taken. */
struct part {
	struct screen screen; /* its out is the text */
	char *text;
	size_t size;
};

static void
part_begin(struct part *p, const struct screen *screen)
{
	*p = (struct part) { .screen = *screen };
	p->screen.out = open_memstream(&p->text, &p->size);
	if (!p->screen.out)
		abort();
}

/* Folded; how many lines it has. */
static size_t
part_end(struct part *p, size_t width)
{
	char *folded = NULL;
	FILE *out = open_memstream(&folded, &p->size);

	if (!out)
		abort();
	fclose(p->screen.out);
	report_fold_lines(out, width, p->text);
	fclose(out);
	free(p->text);
	p->text = folded;
	return text_lines(p->text);
}

static void
part_put(struct part *p, FILE *out)
{
	if (p->text[0])
		fprintf(out, "\n%s", p->text);
	free(p->text);
}

/* " DIR" behind a command, as a shell reads it; of the default nothing. */
static char *
operand(const char *dir)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		abort();
	if (strcmp(dir, LATEST) == 0)
		;
	else if (dir[strspn(dir, PLAIN)] == '\0')
		fprintf(out, " %s", dir);
	else {
		fputs(" '", out);
		for (; *dir; dir++)
			fputs(*dir == '\'' ? "'\\''" : (char[]) { *dir, '\0' },
			    out);
		fputc('\'', out);
	}
	fclose(out);
	return text;
}

/* Where to read on: a line each, with its command. */
static void
put_commands(const json_t *root, FILE *out, const char *where)
{
	report_clauses_counted(root, out, where);
	report_recovered(root, out, where);
	fprintf(out,
	    "every cell: hangup matrix%s; one, told: hangup show "
	    "SCENARIO/SUBJECT%s\n",
	    where, where);
}

/* As many as fit into so many rows, and one at least. */
static size_t
failures(const json_t *root, const struct screen *screen, const char *dir,
    size_t rows, struct part *p)
{
	size_t most = FAILURES, n;

	for (;; most--) {
		part_begin(p, screen);
		report_deviations(root, p->screen.out, dir, most);
		n = part_end(p, screen->line);
		if (n <= rows || most == 1 || !screen->scrolls)
			return n;
		free(p->text);
	}
}

/* What is told last: its lines, and what they leave of so many rows. */
static size_t
below(const json_t *root, const struct screen *s, const char *dir, size_t rows,
    struct part *answer, struct part *end)
{
	char *where = operand(dir);
	size_t n = 2; /* a blank line before each */

	part_begin(answer, s);
	put_answer(
	    root, &answer->screen, s->scrolls ? rows / 2 : SIZE_MAX, where);
	n += part_end(answer, report_prose());
	part_begin(end, s);
	report_repeats(root, end->screen.out);
	report_print_left_out(root, end->screen.out);
	put_commands(root, end->screen.out, where);
	free(where);
	report_unasked(root, "must-notice-silence", end->screen.out);
	report_totals(root, end->screen.out);
	n += part_end(end, s->line);
	return rows > n ? rows - n : 0;
}

void
report_summary(const json_t *root, const struct screen *screen, const char *dir)
{
	bool few = cells_are_few(root);
	struct part bad, cells, answer, end;
	size_t rows = screen->rows > BESIDE ? screen->rows - BESIDE : 0, used;
	size_t least = few ? LEAST_LIST : LEAST_TABLE;

	rows = below(root, screen, dir, rows, &answer, &end);
	used = failures(
	    root, screen, dir, rows > least + 1 ? rows - least - 1 : 0, &bad);
	/* what stands in a log does not go away */
	if (screen->scrolls && used > 0)
		rows = rows > used + 1 ? rows - used - 1 : 0;
	part_begin(&cells, screen);
	(few ? list_cells : put_groups)(
	    root, &cells.screen, rows > least ? rows : least);
	(void)part_end(&cells, screen->line);
	part_put(&bad, screen->out);
	part_put(&cells, screen->out);
	part_put(&answer, screen->out);
	part_put(&end, screen->out);
}
