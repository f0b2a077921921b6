/* advise-paste.c - what to paste, for the program that one uses. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/advise.h"

static void
place(char dir[PATH_MAX])
{
	snprintf(dir, PATH_MAX, "%s/settings", cases_directory());
}

static void
path_of(const char *tool, char file[PATH_MAX])
{
	snprintf(file, PATH_MAX, "%s/settings/%s.tcl", cases_directory(), tool);
}

void
paste_tools(FILE *out, const char *before)
{
	char dir[PATH_MAX], **names;
	size_t n, i;

	place(dir);
	names = case_names(dir, &n);
	for (i = 0; i < n; i++)
		fprintf(out, "%s%s%s", i ? " " : before, names[i],
		    i + 1 < n ? "" : "\n");
	case_free_names(names, n);
}

bool
paste_is_there(const char *name)
{
	char file[PATH_MAX];

	path_of(name, file);
	return access(file, F_OK) == 0;
}

bool
paste_knows(const char *tool)
{
	char dir[PATH_MAX], **names;
	const char *near = NULL;
	bool known = false;
	size_t n, i;

	place(dir);
	names = case_names(dir, &n);
	for (i = 0; i < n; i++)
		known = known || strcmp(names[i], tool) == 0;
	if (!known) {
		near = case_nearest(tool, (const char *const *)names, n);
		fprintf(stderr, "hangup: --for: no settings for \"%s\"%s%s",
		    tool, near ? ", nearest is " : "", near ? near : "");
		paste_tools(stderr, "; there are: ");
		if (n == 0)
			fputc('\n', stderr);
	}
	case_free_names(names, n);
	return known;
}

#define MARGIN 14 /* of the lines of a text behind its first: "line {" */
#define QUARTER "quarter"
#define USER_TIMEOUT "user-timeout"

/* What stands for {NAME}: the timers, and a quarter of the time there is. */
static char *
fill(const struct cases *cases, const struct wish *w, const char *text)
{
	char quarter[] = QUARTER, *half, *all;
	const struct timer_value value = { quarter, w->within_ms / 4000 };

	half = case_fill(text, cases->timers, cases->n_timers);
	all = half ? case_fill(half, &value, 1) : NULL;
	free(half);
	if (!all)
		err(STATUS_USAGE, "settings");
	return all;
}

static void
put_text(const char *text)
{
	size_t n;

	for (; *text; text += n) {
		n = strcspn(text, "\n");
		fprintf(unfolded_stdout(), "    %.*s\n", (int)n, text);
		n += text[n] == '\n';
		n += strspn(text + n, " ") < MARGIN ? strspn(text + n, " ") :
						      MARGIN;
	}
}

/* Each source once, behind the lines that it is of. */
static void
put_part(const struct cases *cases, const struct wish *w,
    const struct setting_part *part)
{
	const struct setting_item *item, *end = part->items + part->n_items;
	char *text, source[1024];

	for (item = part->items; item < end; item++) {
		text = fill(cases, w, item->text);
		if (item->lacks)
			report_paragraph(stdout, false, "    Mind: ", text);
		else
			put_text(text);
		free(text);
		if (item + 1 < end && item[1].lacks == item->lacks &&
		    strcmp(item[1].source, item->source) == 0)
			continue;
		snprintf(source, sizeof(source), "%s", item->source);
		report_paragraph(stdout, false, "      from ", source);
	}
}

/* It counts whole seconds, of which there is not one. */
static bool
is_too_coarse(const struct setting_part *part, const struct wish *w)
{
	size_t i;

	for (i = 0; i < part->n_items; i++)
		if (strstr(part->items[i].text, "{" QUARTER "}") &&
		    w->within_ms < 4000)
			return true;
	return false;
}

bool
paste_open(struct tool *tool, struct cases *cases, const char *name)
{
	char file[PATH_MAX], error[CASE_ERROR];

	path_of(name, file);
	if (tool_read(tool, cases, file, error) == 0)
		return true;
	fprintf(stderr, "hangup: %s\n", error);
	return false;
}

/* Is there a line in which this stands? */
static bool
has_line(const struct tool *tool, const char *strategy, const char *text)
{
	const struct setting_part *part = tool_part(tool, strategy);
	size_t i;

	for (i = 0; part && i < part->n_items; i++)
		if (!part->items[i].lacks && strstr(part->items[i].text, text))
			return true;
	return false;
}

bool
paste_has(const struct tool *tool, const char *strategy)
{
	return has_line(tool, strategy, "");
}

bool
paste_lacks_user_timeout(const struct tool *tool, const struct plan *p)
{
	const char *name = p->subject->name;

	return plan_follows(p, USER_TIMEOUT) &&
	    has_line(tool, name, "{keepalive.") &&
	    !has_line(tool, name, "{" USER_TIMEOUT "}");
}

void
paste_lines(const struct cases *cases, const struct tool *tool,
    const struct wish *w, const char *strategy)
{
	const struct setting_part *part = tool_part(tool, strategy);

	if (!part) {
		printf("  %s has no lines for this one.\n", tool->name);
		return;
	}
	printf("  To paste, for %s:\n", tool->title);
	if (is_too_coarse(part, w))
		printf("    Nothing: it counts whole seconds, and needs "
		       "--within 4s or more.\n");
	else
		put_part(cases, w, part);
}
