/* cell.h - what the files of a cell share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_CELL_H
#define HANGUP_RUN_CELL_H

#include <signal.h>
#include <stdio.h>

#include "case/stage.h"
#include "lab/lab.h"
#include "notes/notebook.h"
#include "run/gate.h"
#include "run/protocol.h"
#include "run/run.h"

#define MS 1000000LL
#define SECOND (1000 * MS)
#define PORT 7777
#define PATIENCE_NS (10 * SECOND) /* with our own programs */
#define MAX_REPORTS 1000
#define STDERR_KEPT 512
#define MAX_EVENTS 500

/* What a talker writes, cut into lines. */
struct reader {
	char buf[PROTOCOL_LINE + 1];
	size_t have;
	bool ended; /* end of file */
};

/* A talker in conversation with us. */
struct partner {
	struct talker talker;
	struct reader reader;
	char answer[CASE_ERROR]; /* the last "ok ..." or "error ..." */
	bool answered;
	bool stopped; /* by SIGSTOP of the script */
	bool killed;  /* by SIGKILL of the script */
};

/* What a subject wrote on stderr: the beginning of it. */
struct errors {
	char text[STDERR_KEPT];
	size_t n;
	size_t all; /* what was thrown away, too */
};

/* When a subject is asked, by lab_now. */
struct asking {
	int64_t next_ns; /* it is due; 0: it is not asked */
	int64_t free_ns; /* since then nothing of ours held it back */
	bool held;	 /* not now: a fault is being made */
};

/* How well we listen, by lab_now. */
struct listening {
	int64_t back_ns; /* since when we do again */
	int64_t away_ns; /* for how long nobody had */
};

/* A session, hangup try: the subject is typed to, line by line. */
struct by_hand {
	bool is;
	FILE *help;    /* where the lines go that are no answer, or NULL */
	unsigned port; /* the subject's */
	/* by a signal: no more waiting; or NULL */
	const volatile sig_atomic_t *interrupted;
};

/* What a subject wrote, and how much of it. */
struct speech {
	struct errors errors;
	size_t lines;
	size_t unasked; /* reports that answered no check */
};

/* How far the script has come; times are lab_now where nothing else is said. */
struct playing {
	int64_t started_ns;   /* moved on by what gates took */
	int64_t awaited_ns;   /* a stamp: what came before was awaited */
	int64_t fault_end_ns; /* 0: it is not done */
	int64_t waited_ns;    /* for a CPU, up to the fault */
	int64_t own_at_fault; /* bytes of the peer that were no echo */
	bool acted;	      /* "once" has had its check */
	bool critical;	      /* inside GATE_FAULT */
};

/* Words between runner and subject, for "hangup check". */
struct rehearsal {
	json_t *dialogue;    /* what was said, by whom, when */
	const char *left_at; /* "quit", "end-of-input" or not: "no" */
};

/* All that it saw is in the book; the rest is what it needs to go on. */
struct cell {
	const struct spec *spec;
	const struct setting *setting;
	int runner; /* the socket to the runner */
	struct notebook book;
	struct lab *lab;
	/* subject's leg, peer's leg, the other host's if there is one */
	struct capture *capture[3];
	int64_t
	    rest_ns; /* lab_now: until then the captures are not looked at */
	struct clock_watch clock;
	struct partner peer, path, subject, relay;
	struct talker server; /* behind the peer, if the subject needs one */
	int socket;	      /* duplicate of the subject's, or -1 */
	int also;	      /* a descriptor that ends a wait, or -1 */
	struct speech speech;
	struct asking asking;
	struct listening listening;
	struct playing playing;
	struct by_hand hand;
	struct shown *shown; /* what an onlooker was told of */
	struct rehearsal rehearsal;
	bool no_space; /* a file could not be saved: the disk is full */
};

/* Marks the cell as broken, the first reason stays.  Returns -1. */
int cell_broke(struct cell *c, enum blame blame, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool cell_is_broken(const struct cell *c);
/* Before it is judged: was the wall clock set, that all stamps are of? */
void cell_judge_clock(struct cell *c);

/* turn.c: waits for one. */
void take_turn(struct cell *c, enum gate gate);
/* In the phase where time matters; harmless when it is so already. */
void cell_critical(struct cell *c, bool critical);

/* Is it somebody's program, of which we know nothing? */
bool cell_is_external(const struct cell *c);
/* Does it put bytes on the wire, or may it? */
bool cell_may_speak(const struct cell *c);

/* talk.c: all waiting of a cell goes through here. */
typedef bool until_fn(const struct cell *c, const void *arg);
/*
 * Hears the partners, checks the askers, until until(arg) holds (true) or
 * the deadline passes (false); or the cell breaks (false).  wire: look at
 * the captures as frames come, else only at the end.
 */
bool pump(struct cell *c, int64_t deadline_ns, bool wire, until_fn *until,
    const void *arg);
bool pump_false(const struct cell *c, const void *arg);
/* One command to peer or path.  0, or -1 and a message in error. */
int tell(struct cell *c, struct partner *t, const char *line, char *answer,
    char *error);
/*
 * A talker that answers has handled all that reached it before: "status".
 * answer holds CASE_ERROR bytes.
 */
bool in_step(struct cell *c, struct partner *t, char *answer);
/* How many frames wait in the path: into the book. */
void cell_ask_path(struct cell *c);
/* captures.c: moves what was captured into the traces; how many frames. */
int captures_read(struct cell *c);
/* lab_now: when they are to be looked at again, or 0: at once. */
int64_t captures_rest_ns(const struct cell *c);
/* All evidence is there: nothing more is captured, and what was lost counts. */
void captures_end(struct cell *c);
/* Of a flood the beginning is evidence enough. */
void captures_cut(struct cell *c);
/* keep.c: captures and notebook into files; their names, for "wire". */
json_t *cell_keep(struct cell *c);
/* Has the subject said a terminal verdict? */
bool cell_has_spoken(const struct cell *c);
/* Questions that were held back may be asked from now on. */
void asking_goes_on(struct cell *c);
/* ends.c: a program of ours, or the subject, is gone while it was needed. */
void see_ends(struct cell *c);
/* Lines that stand on its output; harmless when none does. */
void read_lines(struct cell *c, struct partner *t);
void read_errors(struct cell *c);
/* Waits for one, until then by lab_now; 0: does not wait. */
bool is_readable(const struct partner *t, int64_t deadline_ns);
/* subject.c: sends "check" to the subject now. */
void send_check(struct cell *c);
/* A line that it wrote, and when that was read. */
void take_subject_line(struct cell *c, const char *text, int64_t receipt);

/* stage.c: the words of a script, acting in this cell. */
struct stage cell_stage(struct cell *c);
/* The one check of a subject that acts once, if it has not had it. */
void act_once(struct cell *c);

/* faults.c: the word lab. */
int stage_lab(struct cell *c, const char *line, char *answer, char *error);

/* server.c: the real server behind the peer, if the subject has one. */
int cell_start_server(struct cell *c);

/*
 * programs.c: each is started and does not answer yet.  0, or -1 and the cell
 * is broken, or the message is in error.
 */
int cell_start_path(struct cell *c);
int cell_start_peer(struct cell *c);
int cell_spawn_subject(struct cell *c, char error[LAB_ERROR]);
/* The relay, between the path and the peer; it has answered. */
int cell_start_relay(struct cell *c, char *error);
/*
 * walls.c: what holds the subject, or its server, whose command it is; NULL for
 * a program of ours.  Until the next call.
 */
const struct walls *cell_walls(struct cell *c, const char *command);
/* What it may besides, each with its reason, for the record. */
json_t *cell_allowed(const struct cell *c);
/* The environment of a subject; to be freed, NULL: out of memory. */
const char **cell_environment(const struct cell *c);
/* Ends its programs; the path goes on. */
void cell_end(struct cell *c);
/* Ends the path, and the lab. */
void cell_close(struct cell *c);

/* prove.c: how many bytes it sent that are no echo, by its status. */
int64_t peer_own(const char *status);
/*
 * prove.c: when the window is over, a byte each way that nobody else sends, so
 * that the wire tells what the connection is; then all that is under way.
 */
void cell_prove(struct cell *c);

/* rehearse.c: for "hangup check". */
void rehearse_line(struct cell *c, bool by_subject, const char *text);
void rehearse_quit(struct cell *c);
void rehearse_record(struct cell *c, json_t *record);

/* deeds.c: of peer, path, relay, lab, subject, signal, or of the script: now. */
void cell_note(struct cell *c, const char *who, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void
cell_note_at(struct cell *c, int64_t t_ns, const char *who, const char *text);
/* observe.c: what the clauses ask of its socket and of the kernel. */
void cell_observe(struct cell *c);

/* look.c: tells the onlooker what is new and began before that time. */
void cell_look(struct cell *c, int64_t before_ns);
/* By hand: the state of an end, as the onlooker was told last. */
const char *cell_state_told(const struct cell *c, enum host host);
/* What happens while we wait, in a cell that is looked at. */
void cell_look_on(struct cell *c);

/* cell.c: the lab, its captures and programs, what the scenario prepares. */
int cell_open(struct cell *c);

#endif
