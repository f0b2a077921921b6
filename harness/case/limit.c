/* limit.c - what a case file may cost: commands, bytes, time, memory. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Commands that make texts, and the words of the language, are counted before
 * they run, and so are the bytes of their arguments: what is too much is told
 * with its line.  A loop without such commands is interrupted by a timer of
 * CPU time, which a busy machine does not shorten, and no step of a clock.
 *
 * There is more that one command can ask for: 9**9**9, a text put together of
 * thousands of large ones.  Tcl has no way back out of these.  So while files
 * are read the address space is bounded - Tcl panics where there is no more -
 * and a second run of the timer is the last: either way the program says its
 * one line, and ends.  To read case files is what it does before all else.
 */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "case/private.h"

#define MOST_COMMANDS 100000
#define LONGEST_WORD (1 << 20)
#define MOST_BYTES (64ul << 20)
#define DEEPEST 1000 /* open brackets: Tcl's parser takes its stack */
#define DEEPEST_CALL 200
#define MOST_SECONDS 2
#define MOST_MEMORY (512ul << 20)
#define SHADOW (1ul << 40) /* no program is so large: a sanitizer's */
#define GIVEN_UP 2	   /* exit status: the command was wrong */

#define SHORTER "; a case file is a declaration: make it shorter"

static struct {
	unsigned long commands, bytes;
	bool timed, rung;
	struct rlimit memory; /* as it was */
} spent;

/* For a signal handler: made when a block begins. */
static char place[CASE_ERROR];
static const char too_long[] = "this takes more than 2 s" SHORTER "\n";

static Tcl_AsyncHandler alarm_handler;

/* Whether brackets, which the parser follows by calling itself, go too deep. */
static bool
too_deep(const char *text, int n)
{
	int square = 0, round = 0, i;

	if (!memchr(text, '[', (size_t)n) && !memchr(text, '(', (size_t)n))
		return false;
	for (i = 0; i < n && square < DEEPEST && round < DEEPEST; i++) {
		square += (text[i] == '[') - (text[i] == ']' && square > 0);
		round += (text[i] == '(') - (text[i] == ')' && round > 0);
	}
	return square == DEEPEST || round == DEEPEST;
}

int
case_limit_text(Tcl_Interp *interp, const char *text, size_t n)
{
	if (n > LONGEST_WORD)
		return case_error(
		    interp, "this makes a word of more than 1 MiB" SHORTER);
	if (too_deep(text, (int)n))
		return case_error(interp,
		    "more than %d brackets are open here; a case file is a "
		    "declaration: close them",
		    DEEPEST);
	return TCL_OK;
}

int
case_limit_command(Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
	const char *word;
	int i, n;

	if (++spent.commands > MOST_COMMANDS)
		return case_error(interp,
		    "this takes more than %d commands" SHORTER, MOST_COMMANDS);
	for (i = 0; i < objc; i++) {
		/* a list within a list is made a text before it goes deeper */
		word = Tcl_GetStringFromObj(objv[i], &n);
		spent.bytes += (size_t)n;
		if (case_limit_text(interp, word, (size_t)n) != TCL_OK)
			return TCL_ERROR;
	}
	if (spent.bytes > MOST_BYTES)
		return case_error(
		    interp, "this makes texts of more than 64 MiB" SHORTER);
	return TCL_OK;
}

/* write(2) and _exit(2) only: a signal handler may come here. */
static void give_up(const char *why, size_t n) __attribute__((noreturn));

static void
give_up(const char *why, size_t n)
{
	ssize_t ignored = write(STDERR_FILENO, "hangup: ", 8);

	ignored += write(STDERR_FILENO, place, strlen(place));
	ignored += write(STDERR_FILENO, why, n);
	(void)ignored;
	_exit(GIVEN_UP);
}

static void
end_in_panic(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
end_in_panic(const char *format, ...)
{
	static char text[CASE_ERROR];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text) - sizeof(SHORTER) - 1, format, args);
	va_end(args);
	n = n < 0 ? 0 : (int)strcspn(text, "\n");
	memcpy(text + n, SHORTER "\n", sizeof(SHORTER "\n"));
	give_up(text, strlen(text));
}

static void
rung(int number)
{
	(void)number;
	if (spent.rung)
		give_up(too_long, sizeof(too_long) - 1);
	spent.rung = true;
	Tcl_AsyncMark(alarm_handler);
}

static int
end_evaluation(ClientData data, Tcl_Interp *interp, int code)
{
	(void)data, (void)code;
	return interp ?
	    case_error(interp, "%.*s", (int)sizeof(too_long) - 2, too_long) :
	    TCL_ERROR;
}

/* None is left to come when its handler goes: programs inherit nothing. */
static void
set_timer(int seconds)
{
	struct itimerval every = { { seconds, 0 }, { seconds, 0 } };
	struct sigaction action = { .sa_handler = seconds ? rung : SIG_DFL,
		.sa_flags = SA_RESTART };

	if (seconds == 0)
		(void)setitimer(ITIMER_VIRTUAL, &every, NULL);
	(void)sigaction(SIGVTALRM, &action, NULL);
	if (seconds > 0)
		(void)setitimer(ITIMER_VIRTUAL, &every, NULL);
}

void
case_limit_begin(bool timed)
{
	spent.commands = spent.bytes = 0;
	spent.timed = timed;
	spent.rung = false;
	if (timed)
		set_timer(MOST_SECONDS);
}

void
case_limit_end(void)
{
	if (spent.timed)
		set_timer(0);
	/* it may have rung when all was done */
	if (spent.timed && Tcl_AsyncReady())
		(void)Tcl_AsyncInvoke(NULL, TCL_OK);
	spent.timed = false;
}

void
case_limit_place(const char *file, int line)
{
	snprintf(place, sizeof(place), "%s:%d: ", file, line);
}

/* What is mapped now; 0: it cannot be told. */
static unsigned long
mapped(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");

	if (f && fscanf(f, "%lu", &pages) != 1)
		pages = 0;
	if (f)
		fclose(f);
	return pages * (unsigned long)sysconf(_SC_PAGESIZE);
}

void
case_limit_memory(bool bounded)
{
	unsigned long size = bounded ? mapped() : 0;
	struct rlimit limit;

	if (!bounded) {
		(void)setrlimit(RLIMIT_AS, &spent.memory);
		return;
	}
	(void)getrlimit(RLIMIT_AS, &spent.memory);
	limit = spent.memory;
	if (size > 0 && size < SHADOW && size + MOST_MEMORY < limit.rlim_cur)
		limit.rlim_cur = size + MOST_MEMORY;
	(void)setrlimit(RLIMIT_AS, &limit);
}

void
case_limit_interp(Tcl_Interp *interp)
{
	Tcl_SetPanicProc(end_in_panic);
	Tcl_SetRecursionLimit(interp, DEEPEST_CALL);
	if (!alarm_handler)
		alarm_handler = Tcl_AsyncCreate(end_evaluation, NULL);
}
