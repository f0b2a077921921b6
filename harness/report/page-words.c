/* page-words.c - outcomes, results, sights and effects, in words for the page. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/private.h"

static json_t *
word(const char *name, const char *mark, const char *text)
{
	return json_pack(
	    "{s:s, s:s, s:s}", "name", name, "mark", mark, "text", text);
}

/* By how much a reader must look at them, the least first. */
static json_t *
outcome_words(void)
{
	static const struct {
		enum outcome outcome;
		const char *text;
	} all[] = { { RIGHT,
			"dead and named rightly; or alive and never called "
			"dead" },
		{ VAGUE, "noticed the end, cannot say which" },
		{ MISNAMED, "noticed the end and gave it the wrong name" },
		{ MISSED, "the connection is dead and it says open" },
		{ INCONCLUSIVE,
		    "dead, and the last word was \"heard nothing\"" },
		{ FALSE_ALARM,
		    "the connection lives and it was called dead" } };
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		json_array_append_new(list,
		    word(outcome_name(all[i].outcome),
			outcome_symbol(all[i].outcome, true), all[i].text));
	return list;
}

/* The same for results. */
static json_t *
result_words(void)
{
	static const struct {
		enum result result;
		const char *mark, *text;
	} all[] = { { UNSUPPORTED, "-",
			"this platform lacks what the cell needs" },
		{ PASS, "", "as predicted, in the predicted time" },
		{ XFAIL, NULL, "a known deviation, excused" },
		{ UNRESOLVED, "U", "no statement can be made" },
		{ XPASS, NULL, "an excuse that is no longer needed" },
		{ FAIL, NULL, "not as predicted" } };
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		json_array_append_new(list,
		    word(result_name(all[i].result),
			all[i].mark ? all[i].mark : result_mark(all[i].result),
			all[i].text));
	return list;
}

/* The best first. */
static json_t *
sight_words(void)
{
	static const char *const texts[SIGHTS] = {
		[NOT_TESTED] = "not tested on its own",
		[BLIND] = "blind to it",
		[PARTLY] = "sees it in some scenarios",
		[SEEN_BADLY] = "sees it, gives a wrong name",
		[SEEN_VAGUE] = "sees it, cannot name it",
		[SEEN_RIGHT] = "sees it and names it",
	};
	static const enum sight order[] = { SEEN_RIGHT, SEEN_VAGUE, SEEN_BADLY,
		PARTLY, BLIND, NOT_TESTED };
	json_t *list = json_array();
	enum sight s;
	size_t i;

	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		s = order[i];
		json_array_append_new(list,
		    word(sight_name(s),
			s == NOT_TESTED ? "" : sight_symbol(s, true),
			texts[s]));
	}
	return list;
}

/* In the order of their bits. */
static json_t *
effect_words(void)
{
	json_t *list = json_array();
	char letter[2] = "";
	size_t i;

	for (i = 0; effect_rows[i].letter; i++) {
		letter[0] = effect_rows[i].letter;
		json_array_append_new(
		    list, word(letter, letter, effect_rows[i].did));
	}
	return list;
}

json_t *
page_words(void)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "outcomes", outcome_words(),
	    "results", result_words(), "sights", sight_words(), "effects",
	    effect_words());
}
