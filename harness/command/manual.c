/* manual.c - the manual page: prose here, commands from their tables. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/manual.h"

#include <ctype.h>
#include <string.h>

#include "command/command.h"

#define LINE_MOST 70
#define REVISED "2026-11-24" /* the prose */

struct section {
	const char *title, *text;
};

/* Paragraphs are parted by an empty line; those that begin with a blank stay
 * as they are. */
static const struct section before[] = {
	{ "DESCRIPTION",
	    "Hangup shows, with packets as evidence, what every way of "
	    "watching a TCP connection reports when the other end goes away "
	    "- or does not.\n\n"
	    "It runs every subject, a way for a program to notice, against "
	    "every scenario, a way for a connection to end or to stay alive. "
	    "Each such cell is a connection between real kernels in a small "
	    "network of its own, made of unprivileged namespaces and captured "
	    "at both ends; the scenario is proven from the packets, and the "
	    "verdict held against what they prove." },
	{ NULL, NULL }
};

static const struct section after[] = {
	{ "ENVIRONMENT",
	    "HANGUP_CASES and HANGUP_PROGRAMS name other directories of cases "
	    "and of programs.  NO_COLOR, if set, asks for no colour.  "
	    "GITHUB_ACTIONS, if set, asks for annotations." },
	{ "FILES",
	    "reports/latest/ holds the results of the last run: results.json, "
	    "the forms made from it, and two captures a cell, which "
	    "tcpdump(1) and wireshark(1) open.\n\n"
	    "cases/scenarios/, cases/subjects/ and cases/lessons/ hold what "
	    "is run, cases/incidents/ what \"hangup why\" explains; one "
	    "file adds one." },
	{ "EXAMPLES",
	    " hangup run close/fin keepalive    a row and a column\n"
	    " hangup show close/fin/keepalive   one cell, told\n"
	    " hangup try silence/both-ways      a prompt in its lab\n"
	    " hangup lesson half-close          a lesson\n"
	    " hangup why 15 minutes             an incident, explained\n"
	    " hangup run --subject 'python3 my-check.py {host} {port}'" },
	{ "SEE ALSO",
	    "tcp(7), socket(7), recv(2), poll(2), pcap-filter(7), ss(8)\n\n"
	    "RFC 9293, Transmission Control Protocol." },
	{ NULL, NULL }
};

/* What troff would take for its own. */
static void
put_escaped(FILE *out, const char *text, size_t n)
{
	size_t i;

	if (n > 0 && (text[0] == '.' || text[0] == '\''))
		fputs("\\&", out);
	for (i = 0; i < n; i++) {
		if (text[i] == '\\')
			fputs("\\e", out);
		else if (text[i] == '-')
			fputs("\\-", out);
		else
			fputc(text[i], out);
	}
}

/* Does the word end a sentence?  The next begins with a capital. */
static bool
ends_sentence(const char *word, size_t n, const char *next)
{
	return n > 1 && strchr(".?!", word[n - 1]) &&
	    isupper((unsigned char)*next);
}

/* Short lines; a new sentence stands on a line of its own. */
static void
put_paragraph(FILE *out, const char *text, size_t n)
{
	const char *end = text + n, *next;
	size_t length, column = 0;

	for (; text < end; text = next) {
		length = strcspn(text, " \n");
		length = text + length > end ? (size_t)(end - text) : length;
		next = text + length + strspn(text + length, " \n");
		if (column > 0 && column + length >= LINE_MOST) {
			fputc('\n', out);
			column = 0;
		}
		if (column > 0)
			fputc(' ', out);
		put_escaped(out, text, length);
		column += length + 1;
		if (next < end && ends_sentence(text, length, next)) {
			fputc('\n', out);
			column = 0;
		}
	}
	fputc('\n', out);
}

/* The macro stands between paragraphs, not before the first. */
static void
put_prose(FILE *out, const char *text)
{
	const char *end;
	bool first = true;

	for (; *text; text = end + strspn(end, "\n")) {
		end = strstr(text, "\n\n");
		end = end ? end : text + strlen(text);
		if (!first)
			fputs(".PP\n", out);
		first = false;
		if (text[0] == ' ') {
			fputs(".nf\n", out);
			put_escaped(out, text, (size_t)(end - text));
			fputs("\n.fi\n", out);
		} else
			put_paragraph(out, text, (size_t)(end - text));
	}
}

static void
put_sections(FILE *out, const struct section *s)
{
	for (; s->title; s++) {
		fprintf(out, ".SH %s\n", s->title);
		put_prose(out, s->text);
	}
}

static void
put_option(FILE *out, const struct argp_option *o)
{
	fputs(".TP\n\\fB", out);
	if (o->key > ' ' && o->key < 127)
		fprintf(out, "\\-%c\\fR, \\fB", o->key);
	fputs("\\-\\-", out);
	put_escaped(out, o->name, strlen(o->name));
	fputs("\\fR", out);
	if (o->arg) {
		fputs("=\\fI", out);
		put_escaped(out, o->arg, strlen(o->arg));
		fputs("\\fR", out);
	}
	fputc('\n', out);
	put_paragraph(out, o->doc, strlen(o->doc));
}

static void
put_command(FILE *out, const struct command *c)
{
	const struct argp_option *o;
	const char *rest = strchr(c->argp->doc, '\v'), *usage;
	size_t length;
	size_t i,
	    n = rest ? (size_t)(rest - c->argp->doc) : strlen(c->argp->doc);

	fputs(".SS \"hangup ", out);
	put_escaped(out, c->name, strlen(c->name));
	if (option_of(c->argp, 0))
		fputs(" [OPTION...]", out);
	/* several ways to call it stand in lines */
	for (usage = c->argp->args_doc; usage && *usage;
	     usage += length, usage += *usage == '\n') {
		length = strcspn(usage, "\n");
		fputs(usage == c->argp->args_doc ? " " : " | ", out);
		put_escaped(out, usage, length);
	}
	fputs("\"\n", out);
	put_paragraph(out, c->argp->doc, n);
	for (i = 0; (o = option_of(c->argp, i)); i++)
		put_option(out, o);
	if (rest) {
		fputs(".PP\n", out);
		put_prose(out, rest + 1);
	}
}

void
manual_write(FILE *out)
{
	size_t i;

	fprintf(out,
	    ".\\\" Made by \"hangup help --man\" from the tables of commands.\n"
	    ".\\\" SPDX-License-Identifier: BSD-2-Clause\n"
	    ".TH HANGUP 1 %s \"Hangup %s\"\n"
	    ".SH NAME\nhangup \\- what each way of watching a TCP connection "
	    "reports when it ends\n"
	    ".SH SYNOPSIS\n\\fBhangup\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR...]"
	    "\n",
	    REVISED, HANGUP_VERSION);
	put_sections(out, before);
	fputs(".SH COMMANDS\n", out);
	for (i = 0; commands[i]; i++)
		put_command(out, commands[i]);
	put_sections(out, after);
}
