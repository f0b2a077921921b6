/* timers.c - one table of all timers that strategies set, and what follows. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "strategies/strategy.h"

enum { USAGE = 2 };

/* Seconds are TCP's own unit for keepalive: tcp(7). */
static struct {
	const char *name;
	const char *unit;
	int value, min, max;
} settings[TIMER_SETTINGS] = {
	[KEEPALIVE_IDLE] = { "keepalive.idle", "s", 1, 1, 32767 },
	[KEEPALIVE_INTERVAL] = { "keepalive.interval", "s", 1, 1, 32767 },
	[KEEPALIVE_PROBES] = { "keepalive.probes", "", 2, 1, 127 },
	[USER_TIMEOUT] = { "user-timeout", "ms", 2000, 1, 86400000 },
	[HEARTBEAT_INTERVAL] = { "heartbeat.interval", "ms", 500, 50, 60000 },
	[HEARTBEAT_PATIENCE] = { "heartbeat.patience", "ms", 1000, 50, 60000 },
	[HEARTBEAT_MISSES] = { "heartbeat.misses", "", 2, 1, 100 },
	[RECEIVE_TIMEOUT] = { "receive-timeout", "ms", 500, 50, 60000 },
};

/* A number, and whether it is that setting's name. */
static void
set(const char *text, size_t length)
{
	char name[64], *value, *end;
	long n;

	snprintf(name, sizeof(name), "%.*s", (int)length, text);
	value = strchr(name, '=');
	if (value == NULL)
		errx(USAGE, "timer \"%s\": expected NAME=NUMBER", name);
	*value++ = '\0';
	n = strtol(value, &end, 10);
	for (int i = KEEPALIVE_IDLE; i < TIMER_SETTINGS; i++) {
		if (strcmp(settings[i].name, name) != 0)
			continue;
		if (*value == '\0' || *end != '\0' || n < settings[i].min ||
		    n > settings[i].max)
			errx(USAGE,
			    "timer %s: expected %d to %d%s%s, got \"%s\"", name,
			    settings[i].min, settings[i].max,
			    settings[i].unit[0] ? " " : "", settings[i].unit,
			    value);
		settings[i].value = (int)n;
		return;
	}
	warnx("no timer \"%s\"; there are:", name);
	timers_list(stderr);
	exit(USAGE);
}

void
timers_read(const char *text)
{
	size_t length;

	for (; text != NULL && *text != '\0'; text += length) {
		text += strspn(text, ", ");
		length = strcspn(text, ", ");
		if (length > 0)
			set(text, length);
	}
}

void
timers_list(FILE *out)
{
	for (int i = KEEPALIVE_IDLE; i < TIMER_SETTINGS; i++)
		fprintf(out, "%s=%d %s\n", settings[i].name, settings[i].value,
		    settings[i].unit);
}

const char *
timer_name(enum timer_setting s)
{
	return settings[s].name;
}

int
timer_setting(enum timer_setting s)
{
	return settings[s].value;
}

/*
 * Linux 6.18, tcp_keepalive_timer(): probes tick idle, idle + interval... after
 * the last segment.  Without a user timeout it ends when as many probes as may
 * be went unanswered, one interval after the last.
 */
static int
keepalive_ms(void)
{
	return 1000 *
	    (timer_setting(KEEPALIVE_IDLE) +
		timer_setting(KEEPALIVE_INTERVAL) *
		    timer_setting(KEEPALIVE_PROBES));
}

/*
 * With one the count of probes no longer matters: it ends at the first tick
 * after at least one probe at which the user timeout has passed.
 */
static int
keepalive_user_timeout_ms(void)
{
	int idle_ms = 1000 * timer_setting(KEEPALIVE_IDLE);
	int interval_ms = 1000 * timer_setting(KEEPALIVE_INTERVAL);
	int dead_ms = idle_ms + interval_ms;

	while (dead_ms < timer_setting(USER_TIMEOUT))
		dead_ms += interval_ms;
	return dead_ms;
}

/*
 * A user timeout counts from the first retransmission by timeout, not from the
 * send: 200 ms later, 400 behind a tail loss probe.  The last timer is cut to
 * end with it (tcp_clamp_rto_to_user_timeout()).  A shut window is the same:
 * it counts from the first probe.
 */
#define FIRST_TIMEOUT_MS 200
#define LOSS_PROBE_MS 200 /* that much later behind a tail loss probe */

int
timer_ms(enum timer timer)
{
	switch (timer) {
	case TIMER_FIXED:
	case TIMER_NEXT_BEAT:
		break;
	case TIMER_KEEPALIVE:
		return keepalive_ms();
	case TIMER_KEEPALIVE_USER_TIMEOUT:
		return keepalive_user_timeout_ms();
	case TIMER_USER_TIMEOUT:
		return timer_setting(USER_TIMEOUT) + FIRST_TIMEOUT_MS;
	case TIMER_HEARTBEAT:
		return timer_setting(HEARTBEAT_PATIENCE) +
		    (timer_setting(HEARTBEAT_MISSES) - 1) *
		    timer_setting(HEARTBEAT_INTERVAL);
	case TIMER_PATIENCE:
		return timer_setting(HEARTBEAT_PATIENCE);
	case TIMER_RECEIVE:
		return timer_setting(RECEIVE_TIMEOUT);
	}
	return 0;
}

struct when
when_now(const struct when *w)
{
	struct when when = *w;
	int ms = timer_ms(w->timer);

	switch (w->timer) {
	case TIMER_FIXED:
		break;
	case TIMER_NEXT_BEAT:
		when.from_ms = 0;
		when.to_ms = timer_setting(HEARTBEAT_INTERVAL) + 50;
		break;
	case TIMER_USER_TIMEOUT:
		when.from_ms = ms - 2;
		when.to_ms = ms + ms * 15 / 100 + 100 + LOSS_PROBE_MS;
		break;
	case TIMER_KEEPALIVE:
	case TIMER_KEEPALIVE_USER_TIMEOUT:
	case TIMER_HEARTBEAT:
	case TIMER_PATIENCE:
	case TIMER_RECEIVE:
		when.from_ms = ms - 2;
		when.to_ms = ms + ms * 15 / 100 + 100;
		break;
	}
	return when;
}

/* "1 s", "500 ms", "2": what stands for {NAME} in a summary. */
static int
put_setting(const char *name, size_t length, char *out, size_t room)
{
	for (int i = KEEPALIVE_IDLE; i < TIMER_SETTINGS; i++)
		if (strlen(settings[i].name) == length &&
		    memcmp(settings[i].name, name, length) == 0)
			return snprintf(out, room, "%d%s%s", settings[i].value,
			    settings[i].unit[0] ? " " : "", settings[i].unit);
	return -1;
}

const char *
timers_summary(const char *summary, char *out, size_t room)
{
	size_t used = 0, length;
	int n;

	while (*summary != '\0' && used + 1 < room) {
		length = strcspn(summary + 1, "}");
		n = *summary == '{' ?
		    put_setting(summary + 1, length, out + used, room - used) :
		    -1;
		if (n < 0) {
			out[used++] = *summary++;
			continue;
		}
		used += (size_t)n < room - used ? (size_t)n : room - used - 1;
		summary += length + 2;
	}
	out[used] = '\0';
	return out;
}
