/* runner.c - cells as processes: starts them, gives turns, takes records. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * One loop, one process a cell.  A cell asks for its turn at a gate before
 * the work that must not overlap; between, it only waits, and as many wait at
 * once as the machine keeps up with (pace.c).  A cell that dies or outlives its deadline leaves a
 * record all the same.  Cells die with the runner (PR_SET_PDEATHSIG).
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/guests.h"
#include "pool/runner.h"
#include "verdict/verdict.h"

#define ATTEMPTS 3     /* while no statement can be made of a cell */
#define EVENTS 64      /* of one epoll_wait(2) */
#define TEXT_ROOM 8192 /* to begin with; a record has some 20000 bytes */

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	interrupted = number;
}

/* When memory is short a cell ends, and nothing else of the machine does. */
static void
be_first_to_go(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd == -1)
		return;
	(void)!write(fd, "1000", 4);
	close(fd);
}

static void
in_child(struct runner *r, size_t index, int fd, pid_t parent)
{
	int runner;

	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	/* until the lab sets it again */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	setpgid(0, 0);
	/* the harness gives way to what it measures */
	(void)sched_setscheduler(0, SCHED_BATCH, &(struct sched_param) { 0 });
	be_first_to_go();
	lab_close_others(fd, r->setting->results);
	/* a low number: a table of descriptors is as large as its highest, and
	 * is copied for each process of the lab */
	runner = fcntl(fd, F_DUPFD, 3);
	close(fd);
	prctl(PR_SET_NAME, "hangup-cell");
	cell_main(&r->specs[index], r->setting, runner);
	_exit(0);
}

static int
start_cell(struct runner *r, struct running *cell)
{
	struct epoll_event event = { EPOLLIN, { .ptr = cell } };
	pid_t parent = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	fflush(NULL);
	cell->pid = fork();
	if (cell->pid == 0)
		in_child(r, r->queue[r->next], pair[1], parent);
	close(pair[1]);
	if (cell->pid == -1) {
		close(pair[0]);
		return -1;
	}
	cell->fd = pair[0];
	if (epoll_ctl(r->epoll, EPOLL_CTL_ADD, cell->fd, &event) == -1)
		abort();
	cell->index = r->queue[r->next++];
	cell->lasts_ns = 0;
	running_lasts(cell, 0);
	cell->have = 0;
	cell->recorded = cell->ended = false;
	memset(cell->waits, 0, sizeof(cell->waits));
	memset(cell->inside, 0, sizeof(cell->inside));
	r->busy++;
	return 0;
}

/* Cells that cannot be need no process. */
static void
skip_impossible(struct runner *r)
{
	const char *reason, *broken;
	size_t index;

	while (r->next < r->queued) {
		index = r->queue[r->next];
		reason = spec_lacks(&r->specs[index]);
		broken = r->specs[index].subject->broken;
		if (!reason && !broken)
			return;
		r->done(r->data, index,
		    reason ? verdict_without(
				 &r->specs[index], UNSUPPORTED, NULL, reason) :
			     verdict_without(&r->specs[index], UNRESOLVED,
				 blame_name(BLAME_SUBJECT), broken));
		r->next++;
	}
}

static struct running *
find_room(struct runner *r)
{
	int i;

	for (i = 0; i < r->high; i++)
		if (r->running[i].index == NO_CELL)
			return &r->running[i];
	return &r->running[r->high++];
}

static void
start_cells(struct runner *r)
{
	struct running *room;
	size_t index;

	while (r->busy < r->pace.now) {
		skip_impossible(r);
		if (r->next >= r->queued || r->no_space)
			return;
		room = find_room(r);
		if (start_cell(r, room) == 0)
			continue;
		if (r->busy > 0) {
			/* the machine is full: later */
			pace_late(&r->pace);
			return;
		}
		index = r->queue[r->next];
		r->done(r->data, index,
		    verdict_without(&r->specs[index], UNRESOLVED,
			blame_name(BLAME_MACHINE), strerror(errno)));
		r->next++;
	}
}

static bool
may_try_again(const struct runner *r, size_t index, const json_t *record)
{
	const char *blame = json_string_value(json_object_get(record, "blame"));

	if (r->setting->altered || r->no_space ||
	    json_array_size(r->tried[index]) + 1 == ATTEMPTS)
		return false;
	if (json_is_true(json_object_get(record, "hardly_late")) ||
	    json_object_get(record, "late_ms"))
		return true;
	return strcmp(json_string_value(json_object_get(record, "result")),
		   result_name(UNRESOLVED)) == 0 &&
	    (!blame || strcmp(blame, blame_name(BLAME_SUBJECT)) != 0);
}

/* What stands in "tried". */
static json_t *
why_again(json_t *record)
{
	json_t *late = json_object_get(record, "late_ms");

	if (!late || json_string_length(json_object_get(record, "reason")) > 0)
		return json_incref(json_object_get(record, "reason"));
	return json_sprintf("the machine was %" JSON_INTEGER_FORMAT
			    " ms late with what the scenario does",
	    json_integer_value(late));
}

static void
take_record(struct runner *r, struct running *cell)
{
	json_t **tried = &r->tried[cell->index];
	json_error_t error;
	json_t *record;
	uint32_t length;

	if (cell->have < 1 + sizeof(length))
		return;
	memcpy(&length, cell->text + 1, sizeof(length));
	if (cell->have < 1 + sizeof(length) + length)
		return;
	record = json_loadb(cell->text + 1 + sizeof(length), length, 0, &error);
	if (!record)
		record = verdict_without(&r->specs[cell->index], UNRESOLVED,
		    blame_name(BLAME_HARNESS), error.text);
	r->no_space = r->no_space ||
	    json_is_true(json_object_get(record, "no_space"));
	json_object_del(record, "no_space");
	cell->recorded = true;
	cell->have = 0;
	if (may_try_again(r, cell->index, record)) {
		pace_late(&r->pace);
		if (!*tried)
			*tried = json_array();
		json_array_append_new(*tried, why_again(record));
		r->queue[r->queued++] = cell->index;
		json_decref(record);
		return;
	}
	if (*tried)
		json_object_set(record, "tried", *tried);
	r->done(r->data, cell->index, record);
}

/* What is not kept need not be copied by the next fork(2). */
static void
forget_text(struct running *cell)
{
	free(cell->text);
	cell->text = NULL;
	cell->have = cell->room = 0;
}

static void
take_message(struct runner *r, struct running *cell)
{
	uint32_t ms;
	size_t used;

	while (cell->have > 0 && cell->text[0] != GATE_RECORD) {
		used = 1;
		if (cell->text[0] == GATE_LASTS) {
			used += sizeof(ms);
			if (cell->have < used)
				return;
			memcpy(&ms, cell->text + 1, sizeof(ms));
			running_lasts(cell, ms);
		} else if (cell->text[0] == GATE_LATE)
			pace_late(&r->pace);
		else
			turns_hear(r, cell, cell->text[0]);
		cell->have -= used;
		memmove(cell->text, cell->text + used, cell->have);
	}
	take_record(r, cell);
}

/*
 * What a cell that was killed leaves becomes ours (subreaper): while it is
 * not reaped, its namespaces stay.
 */
static void
reap(struct runner *r, int options)
{
	int status, i;
	pid_t pid;

	while ((pid = waitpid(-1, &status, options)) > 0) {
		for (i = 0; i < r->high; i++)
			if (r->running[i].index != NO_CELL &&
			    r->running[i].pid == pid) {
				r->running[i].ended = true;
				r->running[i].status = status;
				return;
			}
	}
}

static void
end_cell(struct runner *r, struct running *cell, const char *why)
{
	char reason[JUDGE_REASON];

	if (why)
		kill(cell->pid, SIGKILL);
	/* close(2) is not enough: who was just forked may still have it */
	(void)epoll_ctl(r->epoll, EPOLL_CTL_DEL, cell->fd, NULL);
	close(cell->fd);
	while (!cell->ended)
		reap(r, 0);
	turns_leave(r, cell);
	lab_forget(cell->pid);
	if (!cell->recorded && !interrupted) {
		snprintf(reason, sizeof(reason),
		    "harness: the cell's process "
		    "%s (wait status %#x)",
		    why ? why : "died", (unsigned)cell->status);
		r->done(r->data, cell->index,
		    verdict_without(&r->specs[cell->index], UNRESOLVED,
			blame_name(BLAME_HARNESS), reason));
	}
	forget_text(cell);
	cell->index = NO_CELL;
	r->busy--;
	reap(r, WNOHANG);
}

static void
read_cell(struct runner *r, struct running *cell)
{
	ssize_t n;

	if (cell->room - cell->have < TEXT_ROOM / 2) {
		cell->room = cell->room * 2 + TEXT_ROOM;
		cell->text = realloc(cell->text, cell->room);
		if (!cell->text)
			abort();
	}
	n = read(cell->fd, cell->text + cell->have, cell->room - cell->have);
	if (n == -1 && errno == EINTR)
		return;
	if (n <= 0) {
		end_cell(r, cell, NULL);
		return;
	}
	cell->have += (size_t)n;
	take_message(r, cell);
}

static void
end_hung(struct runner *r)
{
	int64_t now = lab_now();
	int i;

	if (now < r->looked_ns + SECOND_NS)
		return;
	r->looked_ns = now;
	for (i = 0; i < r->high; i++)
		if (r->running[i].index != NO_CELL &&
		    now > r->running[i].deadline_ns &&
		    !turns_waits(&r->running[i]))
			end_cell(r, &r->running[i], "hung and was killed");
}

static void
serve(struct runner *r)
{
	struct epoll_event event[EVENTS];
	int n = epoll_wait(r->epoll, event, EVENTS, 1000), i;

	for (i = 0; i < n; i++)
		read_cell(r, event[i].data.ptr);
	end_hung(r);
	turns_give(r);
	pace_look(&r->pace, r->busy, turns_waiting(r), lab_now());
}

/* All at once: each takes some 50 ms to go. */
static void
end_all(struct runner *r)
{
	int i;

	for (i = 0; i < r->high; i++)
		if (r->running[i].index != NO_CELL)
			kill(r->running[i].pid, SIGKILL);
	for (i = 0; i < r->high; i++) {
		if (r->running[i].index != NO_CELL)
			end_cell(r, &r->running[i], "was interrupted");
	}
	/* the orphans of the killed: every one of them is dying */
	reap(r, 0);
}

static void
catch_signals(struct sigaction old[2])
{
	struct sigaction sa = { .sa_handler = on_signal };

	interrupted = 0;
	sigemptyset(&sa.sa_mask);
	sigaction(SIGINT, &sa, &old[0]);
	sigaction(SIGTERM, &sa, &old[1]);
}

int
pool_run(const struct spec *specs, size_t n, const struct setting *setting,
    pool_done *done, void *data)
{
	struct runner r = {
		.specs = specs, .setting = setting, .done = done, .data = data
	};
	struct sigaction old[2];
	size_t index;
	int i;

	cell_find_home();
	r.epoll = epoll_create1(EPOLL_CLOEXEC);
	r.running = calloc((size_t)setting->jobs, sizeof(*r.running));
	r.queue = calloc(n * ATTEMPTS + 1, sizeof(*r.queue));
	r.tried = calloc(n + 1, sizeof(json_t *));
	if (r.epoll == -1 || !r.running || !r.queue || !r.tried)
		abort();
	for (; r.queued < n; r.queued++)
		r.queue[r.queued] = r.queued;
	turns_open(&r);
	for (i = 0; i < setting->jobs; i++)
		r.running[i].index = NO_CELL;
	pace_open(&r.pace, pool_cores(), setting->jobs, lab_now());
	catch_signals(old);
	while (!interrupted &&
	    (r.busy > 0 || (r.next < r.queued && !r.no_space))) {
		start_cells(&r);
		if (r.busy > 0)
			serve(&r);
	}
	end_all(&r);
	sigaction(SIGINT, &old[0], NULL);
	sigaction(SIGTERM, &old[1], NULL);
	free(r.running);
	free(r.queue);
	for (index = 0; index < n; index++)
		json_decref(r.tried[index]);
	free(r.tried);
	close(r.epoll);
	return interrupted ? POOL_INTERRUPTED : r.no_space ? POOL_NO_SPACE : 0;
}
