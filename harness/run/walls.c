/* walls.c - what a subject is shown of the machine's files, and its surroundings. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * Anybody's command sees, besides the system's folders, what it names: each word of it that is a file (its folder is shown), a folder, or a
 * program in PATH outside the system's folders (where that is installed is
 * shown); the folder that the run was started in; the folder of the subject's
 * file.  What a home, /tmp and the like hold besides is nobody's business:
 * there a file that is named is shown alone.  A link that leads out of its
 * folder is not followed: who wrote it may be another than who named it.
 * Results are hidden.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/guests.h"
#include "run/cell.h"
#include "run/homes.h"

#define PLACES LAB_MOST_PLACES
#define BREAKS " \t\n'\"`;|&()<>=$:,"

extern char **environ;

/* What has been said of one guest; a cell's process makes one at a time. */
static struct {
	struct place v[PLACES + 1];
	/* their names, one behind the other: few pages are written to */
	char names[PLACES * 2 * PATH_MAX];
	size_t used;
	size_t n;
	bool full;
	const char *data;    /* where the subject's server writes, or NULL */
	const char *program; /* what was built for it, or NULL */
	struct walls walls;
} made;

/* By the id that files are opened with: access(2) asks about another. */
static int
can(const char *path, int how)
{
	return faccessat(AT_FDCWD, path, how, AT_EACCESS);
}

static bool
is_settled(const char *path)
{
	const char *folder;
	size_t i;

	for (i = 0; (folder = lab_settled(i)) != NULL; i++)
		if (path_is_below(path, folder))
			return true;
	return false;
}

static const char *
keep_name(const char *name)
{
	char *kept = made.names + made.used;
	size_t n = strlen(name) + 1;

	memcpy(kept, name, n);
	made.used += n;
	return kept;
}

static void
add(const char *path, const char *source, enum showing how)
{
	size_t i;

	/* what was said before something was hidden may be hidden by it */
	for (i = made.n; i > 0 && made.v[i - 1].how != PLACE_HIDDEN; i--)
		if (made.v[i - 1].how == how &&
		    strcmp(made.v[i - 1].path, path) == 0)
			return;
	if (made.n == PLACES ||
	    made.used + strlen(path) + strlen(source) + 2 >
		sizeof(made.names)) {
		made.full = true;
		return;
	}
	made.v[made.n].path = keep_name(path);
	made.v[made.n].source = keep_name(source);
	made.v[made.n++].how = how;
	made.v[made.n].path = NULL;
}

/* By this name, whatever it leads to: somebody chose it. */
static void
add_chosen(const char *path, enum showing how)
{
	char *source = realpath(path, NULL);

	if (source)
		add(path[0] == '/' ? path : source, source, how);
	free(source);
}

/* As root, subjects are others to it: a folder that is closed to others is no
 * use to them, a file of it that is shown alone may be. */
static bool
is_open(const char *folder)
{
	struct stat st;

	return lab_guest_id() == 0 ||
	    (stat(folder, &st) == 0 && (st.st_mode & S_IXOTH));
}

/* A folder, or a file with the folder that it lies in. */
static void
show(const char *path)
{
	char source[PATH_MAX], folder[PATH_MAX], whole[PATH_MAX], *slash;
	char absolute[PATH_MAX];
	struct stat st;

	if (path[0] != '/' && realpath(path, absolute))
		path = absolute;
	snprintf(folder, sizeof(folder), "%s", path);
	slash = strrchr(folder, '/');
	if (!slash || stat(path, &st) == -1 || !realpath(path, source) ||
	    is_settled(source))
		return;
	slash[slash == folder] = '\0';
	if (!realpath(folder, whole) || !path_is_below(source, whole))
		return;
	if (S_ISDIR(st.st_mode) && !folder_is_common(source))
		add(path, source, PLACE_SHOWN);
	else if (S_ISREG(st.st_mode) && !folder_is_common(whole) &&
	    is_open(whole))
		add(folder, whole, PLACE_SHOWN);
	else if (S_ISREG(st.st_mode))
		add(path, source, PLACE_SHOWN);
}

/* PREFIX of somebody's home has more in it than programs: only those. */
static void
show_prefix(const char *prefix)
{
	static const char *const parts[] = { "bin", "sbin", "shims", "lib",
		"lib64", "libexec", "share", "versions", "version",
		"toolchains", "plugins" };
	char path[PATH_MAX];
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", prefix, parts[i]);
		if (can(path, F_OK) == 0)
			add_chosen(path, PLACE_SHOWN);
	}
}

/* Where a program of PATH is installed: PREFIX/bin means PREFIX. */
static void
show_program(const char *file)
{
	char prefix[PATH_MAX], whole[PATH_MAX], *slash;

	if (!realpath(file, whole) || is_settled(whole))
		return;
	snprintf(prefix, sizeof(prefix), "%s", whole);
	*strrchr(prefix, '/') = '\0';
	slash = strrchr(prefix, '/');
	if (slash && slash > prefix &&
	    (strcmp(slash, "/bin") == 0 || strcmp(slash, "/sbin") == 0 ||
		strcmp(slash, "/shims") == 0)) {
		*slash = '\0';
		if (path_is_in_a_home(prefix))
			show_prefix(prefix);
		else if (!folder_is_common(prefix))
			add(prefix, prefix, PLACE_SHOWN);
	}
	/* by the name that PATH has for it, too */
	add_chosen(whole, PLACE_SHOWN);
	add_chosen(file, PLACE_SHOWN);
}

static void
look_in_path(const char *word)
{
	const char *path = getenv("PATH"), *at;
	char file[PATH_MAX];
	size_t n;

	for (at = path ? path : ""; *at; at += n + (at[n] == ':')) {
		n = strcspn(at, ":");
		snprintf(file, sizeof(file), "%.*s/%s", (int)n, at, word);
		if (n > 0 && can(file, X_OK) == 0) {
			show_program(file);
			return;
		}
	}
}

/* A port, an address or the shell's own: all of PATH is long to look through. */
static bool
is_no_program(const char *word)
{
	return word[strspn(word, "0123456789.")] == '\0' ||
	    strcmp(word, "exec") == 0;
}

static void
show_word(const char *word, const char *cwd)
{
	char path[PATH_MAX];
	int n;

	if (word[0] == '/')
		n = snprintf(path, sizeof(path), "%s", word);
	else
		n = snprintf(path, sizeof(path), "%s/%s", cwd, word);
	/* what a server wrote there chooses nothing; this is shown anyway */
	if (n >= (int)sizeof(path) ||
	    (made.data && path_is_below(path, made.data)) ||
	    (made.program && path_is_below(path, made.program)))
		return;
	if (can(path, F_OK) == 0)
		show(path);
	else if (!strchr(word, '/') && !is_no_program(word))
		look_in_path(word);
}

/* Each word that is a file; a name with a space in it is one of two words. */
static void
show_words(const char *command)
{
	char word[PATH_MAX], cwd[PATH_MAX];
	size_t n;

	if (!getcwd(cwd, sizeof(cwd)))
		return;
	show(cwd);
	for (; *command; command += n + (command[n] != '\0')) {
		n = strcspn(command, BREAKS);
		if (n == 0 || n >= sizeof(word))
			continue;
		snprintf(word, sizeof(word), "%.*s", (int)n, command);
		show_word(word, cwd);
	}
}

/* Wherever they are seen, and by whatever name. */
static void
hide(const char *results)
{
	char whole[PATH_MAX], seen[PATH_MAX];
	const char *source;
	size_t n = made.n, i;

	if (!results || !realpath(results, whole))
		return;
	for (i = 0; i < n; i++) {
		source = made.v[i].source;
		if (!path_is_below(whole, source))
			continue;
		if (snprintf(seen, sizeof(seen), "%s%s", made.v[i].path,
			whole + strlen(source)) < (int)sizeof(seen))
			add(seen, whole, PLACE_HIDDEN);
	}
}

static const struct sandbox *
sandbox_of(const struct cell *c)
{
	static const struct sandbox nothing;

	return c->setting->sandbox ? c->setting->sandbox : &nothing;
}

const struct walls *
cell_walls(struct cell *c, const char *command)
{
	const struct subject *s = c->spec->subject;
	const struct sandbox *besides = sandbox_of(c);
	size_t i;

	made.n = made.used = 0;
	made.full = false;
	made.data = s->data;
	made.program = s->program;
	made.v[0].path = NULL;
	made.walls = (struct walls) { .places = made.v,
		.which = besides->none ? WALLS_NONE :
		    !command	       ? WALLS_OURS :
					 WALLS_ALL };
	if (made.walls.which != WALLS_ALL) {
		made.walls.allowed = ALLOW_IO_URING;
		return &made.walls;
	}
	show_words(command);
	for (i = 0; i < besides->n_readable; i++)
		add_chosen(besides->readable[i], PLACE_SHOWN);
	if (s->dir)
		show(s->dir);
	made.walls.allowed |= besides->allowed;
	for (i = 0; i < s->allowed.n; i++)
		made.walls.allowed |= lab_allowance(s->allowed.of[i].pattern);
	for (i = 0; i < s->readable.n; i++)
		add_chosen(s->readable.of[i].pattern, PLACE_SHOWN);
	for (i = 0; i < s->writable.n; i++)
		add_chosen(s->writable.of[i].pattern, PLACE_WRITABLE);
	hide(c->setting->out);
	if (s->program)
		add_chosen(s->program, PLACE_SHOWN);
	if (s->data)
		add_chosen(s->data, PLACE_WRITABLE);
	if (made.full)
		cell_broke(c, BLAME_SUBJECT,
		    "subject: its command names files of more than %d folders; "
		    "--readable shows one with all that is in it",
		    PLACES);
	return &made.walls;
}

static void
list(json_t *all, const char *word, const struct reasons *reasons)
{
	size_t i;

	for (i = 0; i < reasons->n; i++)
		json_array_append_new(all,
		    json_sprintf("%s %s: %s", word, reasons->of[i].pattern,
			reasons->of[i].why));
}

json_t *
cell_allowed(const struct cell *c)
{
	const struct subject *s = c->spec->subject;
	json_t *all = json_array();
	unsigned bit;

	if (sandbox_of(c)->none)
		json_array_append_new(all, json_string("--no-sandbox"));
	if (sandbox_of(c)->as_root)
		json_array_append_new(all, json_string("--as-root"));
	for (bit = 1; bit < ALLOW_ALL; bit <<= 1)
		if (sandbox_of(c)->allowed & bit)
			json_array_append_new(all,
			    json_sprintf("--allow %s", lab_allowed_name(bit)));
	list(all, "allow", &s->allowed);
	list(all, "readable", &s->readable);
	list(all, "writable", &s->writable);
	return all;
}

/* What a program needs of the caller's environment; "LC_" is a beginning. */
static bool
may_pass(const struct sandbox *besides, const char *entry)
{
	static const char *const names[] = { "PATH=", "LANG=", "LANGUAGE=",
		"LC_", "TZ=", "TERM=", "NO_COLOR=", "HANGUP_" };
	size_t i, n;

	if (besides->none)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(entry, names[i], strlen(names[i])) == 0)
			return true;
	for (i = 0; i < besides->n_env; i++) {
		n = strlen(besides->env[i]);
		if (strncmp(entry, besides->env[i], n) == 0 && entry[n] == '=')
			return true;
	}
	return false;
}

const char **
cell_environment(const struct cell *c)
{
	static char host[80], port[32];
	const char **env;
	size_t n = 0, i;

	while (environ[n])
		n++;
	env = calloc(n + 6, sizeof(*env));
	if (!env)
		return NULL;
	for (i = n = 0; environ[i]; i++)
		if (may_pass(sandbox_of(c), environ[i]))
			env[n++] = environ[i];
	snprintf(host, sizeof(host), "HANGUP_HOST=%s",
	    lab_address(c->lab, HOST_PEER));
	snprintf(port, sizeof(port), "HANGUP_PORT=%d", PORT);
	env[n++] = host;
	env[n++] = port;
	if (!sandbox_of(c)->none) {
		env[n++] = "HOME=/tmp";
		env[n++] = "USER=hangup";
		env[n++] = "LOGNAME=hangup";
	}
	return env;
}
