/* test_confine.c - what a guest sees and may do; and what it may not. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "lab/testing-children.h"

static char folder[] = "/tmp/hangup-confine-XXXXXX";
static char shown_file[64], secret[64], own[64], inner[64];

/* What a guest's shell prints, its places and allowances given. */
static const char *
says(struct lab *lab, const struct walls *held, const char *script)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	char error[LAB_ERROR] = "";
	struct talker child;
	const char *text;

	if (lab_spawn(lab, &child, HOST_SUBJECT, held, argv, standard, error) ==
	    -1)
		complain(__LINE__, error);
	text = read_from(child.out, NULL);
	CHECK(lab_ended(&child, INT64_MAX));
	lab_end(&child);
	return text;
}

#define SAYS(script, expected) \
	CHECK(strcmp(says(lab, &bare, script), expected) == 0)

/* Nothing but the system's folders, and those are read-only. */
static void
play_files(struct lab *lab)
{
	SAYS("for d in / /usr /etc /dev /proc /run /var; do "
	     "touch $d/x 2>/dev/null && echo wrote $d; done",
	    "");
	SAYS("ls -d /root /home /srv /mnt /boot /sys 2>/dev/null", "");
	SAYS("ls -A /run /var/run/ /dev/shm /tmp | grep -v :", "\n\n\n");
	SAYS("cat /etc/shadow 2>/dev/null | head -c 1", "");
	SAYS("echo mine >/tmp/x && cat /tmp/x && echo y >/dev/shm/y", "mine\n");
	SAYS("echo x >/dev/null && head -c 1 /dev/zero | wc -c", "1\n");
	/* by their names, too */
	SAYS("echo out >/dev/stdout; read x </dev/null || echo end",
	    "out\nend\n");
	lab_close(lab);
}

static void
play_places(struct lab *lab)
{
	const struct place places[] = { { folder, folder, PLACE_SHOWN },
		{ inner, inner, PLACE_HIDDEN }, { own, own, PLACE_WRITABLE },
		{ NULL, NULL, PLACE_SHOWN } };
	const struct walls held = { .places = places };
	char script[512];

	snprintf(script, sizeof(script),
	    "cat %s; (echo x >%s) 2>/dev/null || echo refused; ls -A %s",
	    shown_file, shown_file, inner);
	/* what is shown again within what is hidden is all that is there */
	CHECK(strcmp(says(lab, &held, script), "shown\nrefused\nown\n") == 0);
	snprintf(script, sizeof(script), "echo written >%s/file && cat %s/file",
	    own, own);
	CHECK(strcmp(says(lab, &held, script), "written\n") == 0);
	lab_close(lab);
}

/* Which of its processes it sees, whom it can signal. */
static void
play_processes(struct lab *lab)
{
	const char *const argv[] = { "sleep", "1000", NULL };
	struct talker peer = spawn(lab, HOST_PEER, false, argv);
	struct talker other = spawn(lab, HOST_PEER, true, argv);

	SAYS("echo /proc/[0-9]*", "/proc/2\n");
	SAYS("trap '' TERM; kill -TERM -1 2>/dev/null; kill -KILL 1 "
	     "2>/dev/null || echo refused",
	    "refused\n");
	SAYS("for p in $(seq 3 300); do kill -0 $p 2>/dev/null && echo $p; "
	     "done",
	    "");
	SAYS("cat /proc/1/environ /proc/1/cmdline 2>/dev/null", "");
	CHECK(!lab_ended(&peer, 0) && !lab_ended(&other, 0));
	lab_end(&peer);
	lab_end(&other);
	lab_close(lab);
}

static void
play_rights(struct lab *lab)
{
	static const char status[] =
	    "grep -E '^(Cap|NoNew|Seccomp:)' /proc/self/status | tr -d '\\t\\n'";

	SAYS(status,
	    "CapInh:0000000000000000CapPrm:0000000000000000"
	    "CapEff:0000000000000000CapBnd:0000000000000000"
	    "CapAmb:0000000000000000NoNewPrivs:1Seccomp:2");
	SAYS("ps -o sid= -p $$ | tr -d ' '", "2\n");
	SAYS("id -u; id -g; hostname", "1000\n1000\nhangup\n");
	SAYS("ulimit -c; ulimit -n; ulimit -u 2>/dev/null || ulimit -p",
	    "0\n4096\n512\n");
	lab_close(lab);
}

/* Each is refused, and what is allowed is. */
static void
play_allowed(struct lab *lab)
{
	static const char mine[] =
	    "unshare --user --map-root-user --mount sh -c 'mount -t tmpfs x "
	    "/tmp && echo mounted' 2>/dev/null || echo refused";
	const struct walls allowed = { .allowed = ALLOW_UNSHARE | ALLOW_MOUNT };

	SAYS(mine, "refused\n");
	CHECK(strcmp(says(lab, &allowed, mine), "mounted\n") == 0);
	CHECK(lab_allowance("unshare") == ALLOW_UNSHARE);
	CHECK(lab_allowance("setuid") == ALLOW_SETUID);
	CHECK(lab_allowance("everything") == 0);
	lab_close(lab);
}

/* Families of sockets that lead out of the lab. */
static void
play_sockets(struct lab *lab)
{
	static const char names[] = "perl -MSocket -e '"
				    "for (1, 2, 10, 16, 17, 38, 40, 99) {"
				    "print \"$_ \" if socket S, $_, 1, 0 or "
				    "socket S, $_, 3, 0 }'";
	const struct walls unix_too = { .allowed = ALLOW_UNIX };

	SAYS(names, "2 10 16 ");
	CHECK(strcmp(says(lab, &unix_too, names), "1 2 10 16 ") == 0);
	SAYS("perl -MSocket -e 'print \"pair\" if socketpair(A, B, 1, 1, 0)'",
	    "pair");
	lab_close(lab);
}

/* What the kernel counts of a user is bounded. */
static void
play_counted(struct lab *lab)
{
	SAYS("cd /proc/sys/user && cat max_inotify_instances "
	     "max_user_namespaces",
	    "16\n0\n");
	SAYS("ulimit -c", "0\n");
	lab_close(lab);
}

/* Another guest's objects are not its own; its end is the end of them. */
static void
play_ipc(struct lab *lab)
{
	SAYS("ipcmk -M 100 >/dev/null && ipcs -m | grep -c 0x", "1\n");
	SAYS("ipcs -m | grep -c 0x", "0\n");
	lab_close(lab);
}

/* All that it started ends with it, also what left its session. */
static void
play_end(struct lab *lab)
{
	struct talker child = shell(lab,
	    "setsid sh -c 'setsid sleep 1000 & setsid sleep 1000' & "
	    "sleep 0.1; echo up; wait");
	char name[64], list[256];

	read_from(child.out, "up\n");
	snprintf(
	    name, sizeof(name), "task/%d/children", (int)child.process->pid);
	CHECK(lab_read_proc(
		  lab, child.process->pid, name, list, sizeof(list)) == 0);
	CHECK(list[0] != '\0');
	lab_end(&child);
	CHECK(kill((pid_t)strtol(list, NULL, 10), 0) == -1 && errno == ESRCH);
	lab_close(lab);
}

static void
play_share(struct lab *lab)
{
	char text[LAB_ERROR];
	struct talker child;

	child = shell(lab, "head -c 300M /dev/zero >/tmp/big; kill -XFSZ $$");
	CHECK(lab_ended(&child, INT64_MAX));
	lab_struck(&child, text);
	CHECK(
	    strcmp(text,
		"a file that grows past its share, 256 MB, brings that signal") ==
	    0);
	lab_end(&child);
	/* dash gives up at the first fork(2) that fails: another looks on */
	child = shell(lab,
	    "sh -c 'while :; do sleep 1000 & done' 2>/dev/null; echo full; "
	    "read x");
	read_from(child.out, "full\n");
	lab_struck(&child, text);
	CHECK(strstr(text, " processes of its share of 512"));
	lab_end(&child);
	child = shell(lab, "echo fine; read x");
	read_from(child.out, "fine\n");
	lab_struck(&child, text);
	CHECK(text[0] == '\0');
	lab_end(&child);
	lab_close(lab);
}

/* A program of ours has the walls of a process. */
static void
play_ours(struct lab *lab)
{
	const struct walls ours = { .which = WALLS_OURS };
	bool landlock = syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
	const char *text = says(lab, &ours,
	    "id -u; grep -E '^(CapBnd|NoNew|Seccomp:)' /proc/self/status | "
	    "tr -d '\\t\\n'");

	/* as root, one of many ids: each lab has another */
	CHECK(strtol(text, NULL, 10) >= 1000);
	CHECK(strcmp(strchr(text, '\n'),
		  "\nCapBnd:0000000000000000NoNewPrivs:1Seccomp:2") == 0);
	text = says(lab, &ours,
	    "(echo x >/tmp/hangup-x) 2>/dev/null || echo refused; "
	    "rm -f /tmp/hangup-x");
	CHECK(!landlock || strcmp(text, "refused\n") == 0);
	lab_close(lab);
}

#define TEST(name) \
	static void test_##name(void **state) \
	{ \
		(void)state; \
		in_lab(4, play_##name); \
	}
TEST(files)
TEST(places)
TEST(processes)
TEST(rights)
TEST(allowed)
TEST(sockets)
TEST(counted)
TEST(ipc)
TEST(end)
TEST(share)
TEST(ours)

static void
write_to(const char *file, const char *text)
{
	FILE *f = fopen(file, "we");

	if (!f || fputs(text, f) == EOF || fclose(f) == EOF)
		abort();
}

/* FOLDER/file, /hidden/secret, /hidden/own. */
static int
make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chmod(folder, 0755) == -1)
		return -1;
	snprintf(shown_file, sizeof(shown_file), "%s/file", folder);
	snprintf(inner, sizeof(inner), "%s/hidden", folder);
	snprintf(secret, sizeof(secret), "%s/hidden/secret", folder);
	snprintf(own, sizeof(own), "%s/hidden/own", folder);
	if (mkdir(inner, 0755) == -1 || mkdir(own, 0777) == -1 ||
	    chmod(own, 0777) == -1)
		return -1;
	write_to(shown_file, "shown\n");
	write_to(secret, "secret\n");
	return 0;
}

static int
remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_processes),
		cmocka_unit_test(test_rights),
		cmocka_unit_test(test_allowed),
		cmocka_unit_test(test_sockets),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_ipc),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_ours),
	};

	look_for_labs();
	find_self();
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
