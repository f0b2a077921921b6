/* test_prompt_words.c - what a line that is begun can go on with. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "command/words.h"

static char peer[] = "  send N        send N bytes\n"
		     "  shutdown rd|wr|both   shutdown(2)\n"
		     "  status        what this end knows";
static char path[] = "  drop DIRECTION [FILTER] [count N]\n"
		     "                lose what matches\n"
		     "  delay DIRECTION MS [FILTER]\n"
		     "                late\n";
static char options[] = "SO_KEEPALIVE TCP_NODELAY TCP_KEEPIDLE";

/* add and list, as "add|list". */
static void
goes_on(const char *line, const char *expected)
{
	const struct words words = { peer, path, options };
	char add[128], list[1024], both[1200];

	words_complete(
	    &words, line, strlen(line), add, sizeof(add), list, sizeof(list));
	snprintf(both, sizeof(both), "%s|%s", add, list);
	if (strcmp(both, expected) != 0)
		fail_msg("\"%s\": got \"%s\", expected \"%s\"", line, both,
		    expected);
}

static void
test_words(void **state)
{
	(void)state;
	goes_on("tcp", "-info |tcp-info");
	goes_on("s",
	    "|send  so-error  setopt  shutdown  subject  signal  "
	    "script  story  states  source  save");
	goes_on("  rec", "v |recv");
	goes_on("nothing", "|");
	goes_on("help st", "|story  states");
}

static void
test_arguments(void **state)
{
	(void)state;
	goes_on("shutdown ", "|rd  wr  both");
	goes_on("signal ST", "OP |STOP");
	goes_on("signal STOP p", "eer |peer");
	goes_on("await to-", "|to-peer  to-subject");
	goes_on("hold ", "|"); /* MS stands for a number */
	goes_on("lab l", "ink |link");
	goes_on("lab link ", "down |down");
	goes_on("lab li ", "|"); /* no line of the lab begins so */
}

/* What only the programs of the lab know. */
static void
test_help_of_programs(void **state)
{
	(void)state;
	goes_on("peer s", "|send  shutdown  status");
	goes_on("peer shutdown w", "r |wr");
	goes_on("peer send ", "|");
	goes_on("peer status ", "|");
	goes_on("path d", "|drop  delay");
	goes_on("path drop ", "|to-peer  to-subject  both");
	goes_on("path drop both co", "|");
}

/* The names of options follow setopt and getopt, no other word. */
static void
test_options(void **state)
{
	(void)state;
	goes_on("setopt SO", "_KEEPALIVE |SO_KEEPALIVE");
	goes_on("getopt TCP", "_|TCP_NODELAY  TCP_KEEPIDLE");
	goes_on("opt T", "|");
	goes_on("t T", "|");
	goes_on("setopt SO_KEEPALIVE ", "|");
}

/* More words than a line can have are no guess at an earlier one. */
static void
test_many(void **state)
{
	(void)state;
	goes_on("path drop both a b c d e f g", "|");
	goes_on("signal STOP p p p p p p p", "|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_help_of_programs),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
