/* strategy.h - the words of detection, and what a strategy is. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_STRATEGY_H
#define HANGUP_STRATEGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "words/words.h"

/* Times that are set for a run (hangup run --timers, --set): timers.c. */
enum timer_setting {
	KEEPALIVE_IDLE = 1, /* 0: none */
	KEEPALIVE_INTERVAL,
	KEEPALIVE_PROBES,
	USER_TIMEOUT,
	HEARTBEAT_INTERVAL,
	HEARTBEAT_PATIENCE,
	HEARTBEAT_MISSES,
	RECEIVE_TIMEOUT,
	TIMER_SETTINGS
};

/* What runs out when, by those settings. */
enum timer {
	TIMER_FIXED,		      /* from_ms and to_ms as they stand */
	TIMER_KEEPALIVE,	      /* all probes unanswered */
	TIMER_KEEPALIVE_USER_TIMEOUT, /* probes, and the timeout has passed */
	TIMER_USER_TIMEOUT,	      /* of what is in flight or has no room */
	TIMER_HEARTBEAT,	      /* enough beats unanswered in a row */
	TIMER_PATIENCE,		      /* one answer is missing */
	TIMER_NEXT_BEAT,	      /* at the next beat */
	TIMER_RECEIVE		      /* SO_RCVTIMEO */
};

struct when {
	enum since since;
	int from_ms;
	int to_ms;
	enum timer timer;
};

/* At once is 0 to 50 ms; who is asked adds the 100 ms between two checks. */
#define AT_ONCE \
	{ \
		SINCE_SIGN, 0, 50, TIMER_FIXED \
	}
#define WHEN_ASKED \
	{ \
		SINCE_SIGN, 0, 150, TIMER_FIXED \
	}
/* Who acts once finds at its check what came before it, then waits. */
#define AT_CHECK \
	{ \
		SINCE_CHECK, 0, 50, TIMER_FIXED \
	}
/* Who speaks every ms without listening learns of it at the next send. */
#define AT_NEXT_SEND(ms) \
	{ \
		SINCE_SIGN, 0, (ms) + 50, TIMER_FIXED \
	}
/* A timer of ms: never early (2 ms for its clock), 15 % + 100 ms late. */
#define TIMER(since, ms) \
	{ \
		(since), (ms)-2, (ms) + (ms)*15 / 100 + 100, TIMER_FIXED \
	}
/* The same for one that is set for the run. */
#define TIMED(since, timer) \
	{ \
		(since), 0, 0, (timer) \
	}

/* It may say so at any time from then on, or not: no packet tells. */
#define PERHAPS_MS 86400000
#define PERHAPS(since) \
	{ \
		(since), 0, PERHAPS_MS, TIMER_FIXED \
	}

/* What a strategy says of a sign.  verdict UNSAID: it is blind to it. */
struct seen {
	enum verdict verdict;
	struct when when;
};

/* One statement: a verdict and the raw value behind it. */
struct said {
	enum verdict verdict;
	char detail[80];
};

struct strategy {
	const char *name;    /* as the file's: poll-rdhup */
	const char *summary; /* one line, timers included */
	const char *used_by; /* software that does this: "a, b", or NULL */
	enum kind kind;
	bool speaks; /* puts payload (or a FIN) on the wire */
	/*
	 * Bytes of unread data one answer consumes: 0, whatever there is or
	 * nothing at all.  A method that reads one byte an answer reaches the
	 * FIN behind five bytes five answers later.
	 */
	int eats;
	/*
	 * An answer is late when it comes more than this after its question;
	 * 0: never waits.  sees[LATE] counts from the first late one's
	 * question.
	 */
	int patience_ms;
	enum timer_setting patience; /* or this setting */
	int beat_ms; /* it asks every so often, answered or not; 0: no */
	enum timer_setting beat; /* or this setting */
	int misses; /* so many late answers in a row are death; 0: one */
	/* The first byte of data ends its watching: it is blind from then. */
	bool suspends;
	enum timer_setting misses_by; /* or this setting */
	struct seen sees[SIGNS];
	const char *wide;	 /* why a window is wider than 0-150 or TIMER */
	const char *unsupported; /* why it is not here, or NULL */
	/*
	 * Asks this machine, for what cannot be known when it is built: as
	 * unsupported.  May be NULL.
	 */
	const char *(*probe)(void);

	/* Options on the connected socket, before "ready"; may be NULL. */
	void (*prepare)(int fd);
	/*
	 * The check itself, on the connected socket fd.  WAITS: called once
	 * after "ready", returns when there is a terminal verdict.  ASKS:
	 * called for each "check".  ONCE: called for the first "check".
	 */
	struct said (*watch)(int fd);
	/*
	 * WAITS, after the verdict: another connection in the place of fd,
	 * which it closes; "ready" is said again.  -1: it gave up.  NULL: it
	 * does not come back.
	 */
	int (*again)(int fd);
};

/*
 * Every strategy of the program, sorted by name; NULL ends the table.  Made
 * from the file names, which stand in strategy_files in the same order.
 */
extern const struct strategy *const strategies[];
extern const char *const strategy_files[];

/* The verdict an errno stands for. */
enum verdict verdict_of_errno(int error);

/*
 * "ECONNRESET" for ECONNRESET; for what has no name the number in decimal,
 * which the next call overwrites.
 */
const char *errno_name(int error);

/* A statement with a printf-like detail. */
struct said says(enum verdict v, const char *detail, ...)
    __attribute__((format(printf, 2, 3)));

/* What a failed call says: verdict of error, detail "CALL ECONNRESET". */
struct said says_errno(const char *call, int error);

/* What recv(2) said: n < 0 errno, 0 closed, otherwise OPEN "recv N". */
struct said says_recv(long n, int error);

/*
 * Alive or not, by what recv(2) returned and errno: what would block is, an
 * end or an error is not.
 */
struct said says_alive(long n, bool data_is_alive);

/* What SO_ERROR holds: 0 is OPEN.  Reading it clears it: socket(7). */
struct said says_so_error(int fd);

/* Sets an int option; exits with a message that has its name. */
void socket_option(int fd, int level, int option, int value, const char *name);

/* Sets SO_RCVTIMEO; exits with a message. */
void socket_patience(int fd, int ms);

/* SO_KEEPALIVE as the timers say; exits with a message. */
void socket_keepalive(int fd);

/*
 * TCP_USER_TIMEOUT as the timers say.  While an ICMP error reverts the backoff
 * (RFC 6069) the last timer may miss the mark: a router that limits its rate
 * of errors made 2.2 s 3.1 s.
 */
void socket_user_timeout(int fd);

/* As send(2), never SIGPIPE. */
long socket_send(int fd, const void *bytes, size_t len, int flags);

/* Sends one heartbeat, the byte 0x00, likewise. */
long socket_beat(int fd, int flags);

/* Receives and discards until recv(2) says 0 or fails: what that says. */
struct said socket_read_to_end(int fd);

/* The next byte, which stays, without waiting: as recv(2). */
long socket_peek(int fd);

/* How many bytes lie unread, by FIONREAD; -1 errno. */
int socket_unread(int fd);

/* EAGAIN, by either of its names. */
bool would_block(int error);

/* poll(2) for events without waiting: its revents, POLLERR if it fails. */
unsigned socket_poll(int fd, short events);

/*
 * What poll's bits say.  POLLERR asks SO_ERROR; POLLIN
 * alone is OPEN.  epoll(7) and io_uring(7) have the same bits.
 */
struct said says_revents(int fd, unsigned revents);

/*
 * Waits for events by epoll(7), level-triggered unless EPOLLET is among them,
 * until look says something terminal of what came.  Linux only.
 */
struct said epoll_until_end(
    int fd, unsigned events, struct said (*look)(int fd, unsigned events));

/* tcpi_state, as Linux numbers it; -1 errno.  Linux only. */
int state_of(int fd);
/* The state as a statement. */
struct said says_state(int state);

/*
 * io_uring(7), where liburing was there to build with.  ring_open exits with
 * a message; ring_wait submits what fill makes of the entry and waits for the
 * result, an errno if negative; ring_probe is a probe.
 */
struct io_uring_sqe;
void ring_open(int fd);
int ring_wait(int fd, void (*fill)(struct io_uring_sqe *sqe, int fd));
const char *ring_probe(void);

/* CLOCK_MONOTONIC, in milliseconds. */
int64_t monotonic_ms(void);

/*
 * Timers: "keepalive.idle=5,user-timeout=3000" sets them; a mistake ends the
 * program with a message.  NULL: as they are.
 */
void timers_read(const char *text);
void timers_list(FILE *out);
int timer_setting(enum timer_setting s);
/* Its name, as "keepalive.idle". */
const char *timer_name(enum timer_setting s); /* in the setting's own unit */
int timer_ms(enum timer timer);
/* With the times that its timer has now. */
struct when when_now(const struct when *w);
/* summary with each {NAME} of a setting replaced by its value; out. */
const char *timers_summary(const char *summary, char *out, size_t room);

#endif
