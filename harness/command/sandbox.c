/* sandbox.c - the options that say what a subject may besides. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "lab/guests.h"
#include "pool/pool.h"

struct sandbox sandbox;

enum { KEY_ENV = 512, KEY_READABLE, KEY_ALLOW, KEY_AS_ROOT, KEY_NONE };

static const struct argp_option table[] = {
	{ "env", KEY_ENV, "NAME", 0,
	    "pass this variable of the environment; may be repeated", 0 },
	{ "readable", KEY_READABLE, "PATH", 0,
	    "show this file or folder, read-only; may be repeated", 0 },
	{ "allow", KEY_ALLOW, "WALL", 0,
	    "open one wall: unshare, mount, setns, ptrace, tun, setuid, unix, "
	    "io_uring, or memory, for programs built with AddressSanitizer",
	    0 },
	{ "as-root", KEY_AS_ROOT, NULL, 0,
	    "as root: subjects are root for the files that they are shown; "
	    "else they have an id that owns nothing",
	    0 },
	{ "no-sandbox", KEY_NONE, NULL, 0,
	    "subjects see and may do what you may, on the machine, too", 0 },
	{ 0 }
};

static void
add(struct argp_state *state, const char *name, const char *text,
    const char **to, size_t *n)
{
	if (*n == SANDBOX_MOST)
		argp_error(state, "--%s: at most %d", name, SANDBOX_MOST);
	to[(*n)++] = text;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_ENV:
		if (arg[0] == '\0' || strchr(arg, '='))
			argp_error(state,
			    "--env: expected the name of a variable, got "
			    "\"%s\"",
			    arg);
		add(state, "env", arg, sandbox.env, &sandbox.n_env);
		return 0;
	case KEY_READABLE:
		if (access(arg, F_OK) == -1)
			argp_error(
			    state, "--readable: there is no \"%s\"", arg);
		add(state, "readable", arg, sandbox.readable,
		    &sandbox.n_readable);
		return 0;
	case KEY_ALLOW:
		if (lab_allowance(arg) == 0)
			argp_error(state,
			    "--allow: expected of unshare, mount, setns, "
			    "ptrace, tun, setuid, unix, io_uring, memory, got "
			    "\"%s\"",
			    arg);
		sandbox.allowed |= lab_allowance(arg);
		return 0;
	case KEY_AS_ROOT:
		sandbox.as_root = true;
		return 0;
	case KEY_NONE:
		sandbox.none = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp sandbox_argp = { table, parse_option, NULL, NULL, NULL, NULL,
	NULL };

const struct argp_child sandbox_options[] = { SANDBOX_CHILD,
	{ NULL, 0, NULL, 0 } };
