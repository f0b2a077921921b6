/* observe.c - what the clauses ask of a socket and of the kernel. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <sys/socket.h>

#include "run/cell.h"

static void
observe_option(struct cell *c, const struct condition *d)
{
	struct option_found *found;
	int value = 0, failed;
	socklen_t len = sizeof(value);

	if (notebook_find_option(&c->book, d->level, d->option))
		return;
	failed = getsockopt(c->socket, d->level, d->option, &value, &len);
	found = notebook_option(&c->book);
	*found = (struct option_found) { d->level, d->option, value,
		failed == -1 ? errno : 0 };
}

static void
observe_setting(struct cell *c, const struct condition *d)
{
	unsigned long value;

	/* another kernel, other settings */
	if (!notebook_find_setting(&c->book, d->setting) &&
	    lab_setting(c->lab, d->setting, &value))
		notebook_setting(&c->book, d->setting, value);
}

static void
observe_trial(struct cell *c, const struct trial *t)
{
	size_t i;

	for (i = 0; i < t->n_conditions; i++)
		if (t->conditions[i].regard == OPTION)
			observe_option(c, &t->conditions[i]);
		else if (t->conditions[i].regard == SETTING)
			observe_setting(c, &t->conditions[i]);
}

void
cell_observe(struct cell *c)
{
	const struct cases *cases = c->setting->cases;
	const struct spec *s = c->spec;
	const struct clause *clause;
	size_t i, k;

	for (i = 0; i < cases->n_clauses; i++) {
		clause = &cases->clauses[i];
		for (k = 0; k < clause->n_trials; k++)
			if (trial_chooses(&clause->trials[k], s->scenario->name,
				s->subject->name, s->family))
				observe_trial(c, &clause->trials[k]);
	}
}
