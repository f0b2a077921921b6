/* option.c - a command's options: by number, by word; and what is none. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

const struct argp_option *
option_of(const struct argp *argp, size_t i)
{
	const struct argp_option *o = argp->options;
	const struct argp_child *child = argp->children;

	for (;; i--) {
		while (!o || !o->name) {
			if (!child || !child->argp)
				return NULL;
			o = child++->argp->options;
		}
		if (i == 0)
			return o;
		o++;
	}
}

const struct argp_option *
option_find(const struct argp *argp, const char *word)
{
	const struct argp_option *o;
	size_t i;

	for (i = 0; (o = option_of(argp, i)); i++)
		if ((strncmp(word, "--", 2) == 0 &&
			strcmp(word + 2, o->name) == 0) ||
		    (word[0] == '-' && word[1] == o->key && !word[2]))
			return o;
	return NULL;
}

/* The names of its long options, argp's own last; to be freed. */
static const char **
option_names(const struct argp *argp, size_t *n)
{
	const struct argp_option *o;
	const char **names;
	size_t i;

	for (*n = 0; option_of(argp, *n);)
		++*n;
	names = calloc(*n + 2, sizeof(*names));
	if (!names)
		abort();
	for (i = 0; (o = option_of(argp, i)); i++)
		names[i] = o->name;
	names[(*n)++] = "help";
	names[(*n)++] = "usage";
	return names;
}

/* --NAME or --NAME=VALUE; as argp does, by the beginning of a name, too. */
static bool
is_known(const struct command *c, const char *word)
{
	size_t length = strcspn(word, "="), n, i;
	const char **names = option_names(c->argp, &n), *near;
	char *name = strndup(word, length);
	bool known = false;

	if (!name)
		abort();
	for (i = 0; i < n && names[i] && !known; i++)
		known = strncmp(names[i], name, length) == 0;
	near = known ? NULL : case_nearest(name, names, n);
	if (!known)
		fprintf(stderr,
		    "hangup %s: no option --%s%s%s; \"hangup help %s\" lists "
		    "them\n",
		    c->name, name, near ? ", nearest is --" : "",
		    near ? near : "", c->name);
	free(name);
	free(names);
	return known;
}

bool
options_are_known(const struct command *c, int argc, char **argv)
{
	const struct argp_option *o;
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (argv[i][0] != '-' && c->in_order)
			return true;
		o = option_find(c->argp, argv[i]);
		if (o && o->arg && !(o->flags & OPTION_ARG_OPTIONAL))
			i++;
		else if (!o && strncmp(argv[i], "--", 2) == 0 &&
		    !is_known(c, argv[i] + 2))
			return false;
	}
	return true;
}
