/* line.c - lines that a person types, or that come through a pipe. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/line.h"

#include <err.h>
#include <errno.h>
#include <histedit.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "command/command.h"
#include "report/harmless.h"

#define HISTORY 500
#define MOST 4096

struct line {
	struct session *session;
	const struct words *words;
	const char *prompt;
	/* at a terminal */
	EditLine *edit;
	History *history;
	bool typing;	    /* the prompt stands there */
	struct termios was; /* before we came */
	bool broken;
	/* through a pipe */
	char buf[MOST];
	size_t have, used;
	bool ended;
	char text[MOST];
};

static volatile sig_atomic_t resized, ending;

static void
on_signal(int number)
{
	if (number == SIGWINCH)
		resized = 1;
	else {
		ending = ending || number != SIGINT;
		session_interrupt();
	}
}

void
line_catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGWINCH };
	struct sigaction sa = { .sa_handler = on_signal };
	size_t i;

	sigemptyset(&sa.sa_mask);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaction(numbers[i], &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

bool
line_must_end(void)
{
	return ending != 0;
}

static char *
prompt_of(EditLine *edit)
{
	static char none[] = "";
	struct line *l = NULL;

	el_get(edit, EL_CLIENTDATA, &l);
	return l ? (char *)(uintptr_t)l->prompt : none;
}

/* The next character, as libedit asks for it; -1 ends the line. */
static int
next_character(EditLine *edit, wchar_t *character)
{
	struct line *l = NULL;
	unsigned char bytes[MB_LEN_MAX];
	size_t n = 0, length;
	mbstate_t state;

	el_get(edit, EL_CLIENTDATA, &l);
	while (n < sizeof(bytes)) {
		if (session_wait(l->session, STDIN_FILENO) != 1) {
			l->broken = session_broken(l->session) != NULL;
			errno = EINTR;
			return -1;
		}
		if (resized) {
			resized = 0;
			el_resize(edit);
		}
		if (read(STDIN_FILENO, bytes + n, 1) != 1)
			return 0;
		memset(&state, 0, sizeof(state));
		length = mbrtowc(character, (char *)bytes, ++n, &state);
		if (length != (size_t)-2)
			return length != (size_t)-1;
	}
	return 0;
}

static unsigned char
complete(EditLine *edit, int character)
{
	const LineInfo *info = el_line(edit);
	char list[MOST], add[128];
	struct line *l = NULL;

	(void)character;
	el_get(edit, EL_CLIENTDATA, &l);
	words_complete(l->words, info->buffer,
	    (size_t)(info->cursor - info->buffer), add, sizeof(add), list,
	    sizeof(list));
	if (add[0] != '\0')
		return el_insertstr(edit, add) == -1 ? CC_ERROR : CC_REFRESH;
	if (list[0] == '\0')
		return CC_ERROR;
	printf("\n%s\n", list);
	fflush(stdout);
	return CC_REDISPLAY;
}

static void
open_editor(struct line *l)
{
	HistEvent event;

	if (tcgetattr(STDIN_FILENO, &l->was) == -1)
		err(2, "tcgetattr");
	l->history = history_init();
	l->edit = el_init("hangup", stdin, harmless_past(), stderr);
	if (!l->history || !l->edit)
		errx(2, "libedit does not start: is TERM set rightly?");
	history(l->history, &event, H_SETSIZE, HISTORY);
	history(l->history, &event, H_SETUNIQUE, 1);
	el_set(l->edit, EL_CLIENTDATA, l);
	el_set(l->edit, EL_HIST, history, l->history);
	el_set(l->edit, EL_PROMPT, prompt_of);
	el_set(l->edit, EL_EDITOR, "emacs");
	el_set(l->edit, EL_SIGNAL, 0);
	el_set(l->edit, EL_GETCFN, next_character);
	el_set(
	    l->edit, EL_ADDFN, "hangup-complete", "completes a word", complete);
	el_set(l->edit, EL_BIND, "^I", "hangup-complete", NULL);
	el_set(l->edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
	el_source(l->edit, NULL); /* the person's own ~/.editrc */
}

struct line *
line_open(struct session *session, const struct words *words)
{
	struct line *l = calloc(1, sizeof(*l));

	if (!l)
		err(2, "calloc");
	l->session = session;
	l->words = words;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		open_editor(l);
	return l;
}

bool
line_is_edited(const struct line *l)
{
	return l->edit != NULL;
}

void
line_close(struct line *l)
{
	if (l->edit) {
		el_end(l->edit);
		(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &l->was);
	}
	if (l->history)
		history_end(l->history);
	free(l);
}

/*
 * While a word acts: what is typed ahead stays as it is, for the next line.
 * In canonical mode a Ctrl-D would be lost on the way back: termios(3).
 * Ctrl-C is a signal still.
 */
static void
keep_typed_ahead(void)
{
	struct termios t;

	if (tcgetattr(STDIN_FILENO, &t) == -1)
		return;
	t.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &t);
}

static enum line_end
read_edited(struct line *l, const char **text)
{
	const char *given;
	int n = 0;

	l->typing = true;
	keep_typed_ahead(); /* it prompts before it takes over */
	given = el_gets(l->edit, &n);
	keep_typed_ahead();
	l->typing = false;
	if (!given || n <= 0) {
		putchar('\n');
		return l->broken       ? LINE_BROKEN :
		    n == -1 && !ending ? LINE_INTERRUPTED :
					 LINE_END;
	}
	snprintf(l->text, sizeof(l->text), "%.*s", (int)strcspn(given, "\r\n"),
	    given);
	*text = l->text;
	return LINE_GIVEN;
}

/* Takes a line out of what was read; the last need not end. */
static bool
cut_line(struct line *l)
{
	char *from = l->buf + l->used, *newline;
	size_t left = l->have - l->used;

	newline = memchr(from, '\n', left);
	if (!newline && !(l->ended && left > 0) && left < MOST - 1)
		return false;
	if (newline)
		left = (size_t)(newline - from);
	snprintf(l->text, sizeof(l->text), "%.*s", (int)left, from);
	l->used += left + (newline != NULL);
	return true;
}

static enum line_end
read_plain(struct line *l, const char **text)
{
	ssize_t n;

	*text = l->text;
	while (!cut_line(l)) {
		if (l->ended || ending)
			return LINE_END;
		if (session_wait(l->session, STDIN_FILENO) != 1)
			return session_broken(l->session) ? LINE_BROKEN :
			    ending			  ? LINE_END :
							    LINE_INTERRUPTED;
		memmove(l->buf, l->buf + l->used, l->have -= l->used);
		l->used = 0;
		n = read(STDIN_FILENO, l->buf + l->have, MOST - 1 - l->have);
		if (n > 0)
			l->have += (size_t)n;
		else if (n == 0 || errno != EINTR)
			l->ended = true;
	}
	return LINE_GIVEN;
}

enum line_end
line_read(struct line *l, const char *prompt, const char **text)
{
	l->prompt = prompt;
	if (l->edit)
		return read_edited(l, text);
	return read_plain(l, text);
}

void
line_remember(struct line *l, const char *text)
{
	HistEvent event;

	if (l->history && text[0] != '\0')
		history(l->history, &event, H_ENTER, text);
}

void
line_tell(struct line *l, struct story **story, const json_t *news)
{
	line_aside(l, true);
	if (!*story)
		*story = story_begin(stdout, want_colour(), want_utf8());
	story_rows(*story, news);
	story_rest(*story);
	line_aside(l, false);
}

void
line_aside(struct line *l, bool begins)
{
	if (!l || !l->edit || !l->typing)
		return;
	if (begins) {
		fputs("\r\033[K", harmless_past());
		fflush(harmless_past());
		return;
	}
	fflush(stdout);
	el_set(l->edit, EL_REFRESH);
}
