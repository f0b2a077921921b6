/* cell.h - what the files of a cell share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_CELL_H
#define HANGUP_RUN_CELL_H

#include <stdio.h>

#include "lab/lab.h"
#include "run/clock.h"
#include "run/protocol.h"
#include "run/run.h"

/*
 * Who makes a cell UNRESOLVED.  What a subject does stands at once; all else
 * is tried again.
 */
enum blame {
	BLAME_SUBJECT,
	BLAME_SCENARIO, /* it did not take place */
	BLAME_LAB,	/* the network, what it needs of the kernel */
	BLAME_MACHINE,	/* too slow, its clock was set, its disk is full */
	BLAME_HARNESS	/* our own programs */
};

const char *blame_name(enum blame blame);

/* Why no statement can be made; text is "" while all is well. */
struct trouble {
	enum blame blame;
	char text[CASE_ERROR];
};

#define MS 1000000LL
#define SECOND (1000 * MS)
#define PORT 7777
#define PATIENCE_NS (10 * SECOND) /* with our own programs */
#define MAX_REPORTS 1000
#define STDERR_KEPT 512
#define MAX_ASKED BEATS
#define MAX_EVENTS 500

/* A child's standard output, cut into lines. */
struct reader {
	char buf[PROTOCOL_LINE + 1];
	size_t have;
	bool ended; /* end of file */
};

struct talker {
	struct child child;
	struct reader reader;
	char answer[CASE_ERROR]; /* the last "ok ..." or "error ..." */
	bool answered;
	bool stopped; /* by SIGSTOP of the script */
	bool killed;  /* by SIGKILL of the script */
};

/* Its times are stamps, clock_wall_ns, where nothing else is said. */
struct cell {
	const struct spec *spec;
	const struct setting *setting;
	int runner; /* the socket to the runner */
	struct lab *lab;
	/* subject's leg, peer's leg, the other host's if there is one */
	struct capture *capture[3];
	struct trace trace[2]; /* of the legs; the other host's in the peer's */
	int64_t
	    rest_ns;  /* clock_ns: until then the captures are not looked at */
	bool flooded; /* a trace is full: nothing is captured any more */
	struct clock_watch clock;
	struct talker peer, path, subject, relay;
	struct child server; /* behind the peer, if the subject needs one */
	char errors[STDERR_KEPT]; /* the subject's stderr */
	size_t errors_n;
	size_t errors_all;     /* what was thrown away, too */
	char limit[LAB_ERROR]; /* a share that the subject used up, or "" */
	int socket;	       /* duplicate of the subject's, or -1 */

	bool ready;
	enum kind watches; /* as the subject's ready line said */
	struct report reports[MAX_REPORTS];
	size_t n_reports; /* all; the proof's effects included */
	size_t n_lines;	  /* that it said */
	size_t n_heard;	  /* reports that were received before the proof */
	size_t n_judged;  /* of these, those before it came back */
	bool spoken;	  /* a terminal verdict is among them */
	int64_t again_ns; /* the next "ready": it came back; or WIRE_NEVER */
	size_t n_first;	  /* reports before that */
	int64_t back_ns, away_ns; /* clock_ns: since when we listen again; and
				   * for how long nobody had */
	bool check_pending;
	int64_t asked_ns; /* when the last check was said */
	/* and the first of them, with their answers */
	int64_t asked[MAX_ASKED], answered[MAX_ASKED];
	size_t n_asked;
	int64_t next_check_ns; /* clock_ns, for askers; 0: do not ask */
	bool unasked;	       /* not now: a fault is being made */
	int64_t check_ns;      /* first check after the fault */
	int64_t late_ns;       /* sum of how late checks were, since then */
	int64_t latest_ns;     /* the most that one of them was late */
	int64_t awaited_ns;    /* what came before was awaited already */

	struct plot plot;
	bool fault_done;
	bool acted;	      /* "once" has had its check */
	bool critical;	      /* inside GATE_FAULT */
	int64_t fault_end_ns; /* clock_ns */
	/* the subject's wait for a CPU so far: at the fault, at the end */
	int64_t waited_ns, waited_end_ns;
	uint32_t script_sent; /* bytes the script wrote on the socket */
	uint16_t lab_port;    /* of a connection that the lab made, or 0 */
	struct witness witness;
	struct packets packets;
	struct truth truth;
	int64_t started_ns; /* clock_ns; moved on by what gates took */
	int state;	    /* tcpi_state at the end, or -1 */
	int left;	    /* bytes unread at the end, or -1 */
	int pending_error;  /* SO_ERROR at the end, or -1 */

	/* a session, hangup try: the subject is typed to, line by line */
	bool by_hand;
	FILE *help; /* where the lines go that are no answer, or NULL */
	unsigned path_waits; /* frames that wait in the path, last asked */
	int also;	     /* a descriptor that ends a wait, or -1 */
	unsigned own_port;   /* by hand: the subject's */
	struct shown *shown; /* what an onlooker was told of */

	json_t *events;	     /* each command of the script, as it was played */
	json_t *dialogue;    /* of a rehearsal: what was said, by whom, when */
	const char *left_at; /* "quit", "end-of-input" or not: "no" */

	struct trouble broken;
	bool no_space; /* a capture could not be saved: the disk is full */
};

/* Marks the cell as broken, the first reason stays.  Returns -1. */
int cell_broke(struct cell *c, enum blame blame, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool cell_is_broken(const struct cell *c);
/* Before it is judged: was the wall clock set, that all stamps are of? */
void cell_judge_clock(struct cell *c);

/* t = 0 (DESIGN "Truth"): the fault, or "ready" where there is none. */
int64_t cell_zero_ns(const struct cell *c);

/*
 * How long the subject, the path, and we who ask were ready to run so far but
 * had no CPU.
 */
int64_t cell_waited_ns(const struct cell *c);

/* cell.c: a turn in the phase where time matters; harmless when it is so. */
void cell_critical(struct cell *c, bool critical);

/* Is it somebody's program, of which we know nothing? */
bool cell_is_external(const struct cell *c);
/* Does it put bytes on the wire, or may it? */
bool cell_may_speak(const struct cell *c);

/* talk.c: all waiting of a cell goes through here. */
typedef bool until_fn(const struct cell *c, const void *arg);
/*
 * Serves the children, checks the askers, until until(arg) holds (true) or
 * the deadline passes (false); or the cell breaks (false).  wire: look at
 * the captures as frames come, else only at the end.
 */
bool pump(struct cell *c, int64_t deadline_ns, bool wire, until_fn *until,
    const void *arg);
bool pump_false(const struct cell *c, const void *arg);
/* One command to peer or path.  0, or -1 and a message in error. */
int tell(struct cell *c, struct talker *t, const char *line, char *answer,
    char *error);
/*
 * A talker that answers has handled all that reached it before: "status".
 * answer holds CASE_ERROR bytes.
 */
bool in_step(struct cell *c, struct talker *t, char *answer);
/* captures.c: moves what was captured into the traces; how many frames. */
int captures_read(struct cell *c);
/* clock_ns: when they are to be looked at again, or 0: at once. */
int64_t captures_rest_ns(const struct cell *c);
/* Frames that the kernel had no room for, which breaks the cell. */
long captures_lost(struct cell *c);
/* Of a flood the beginning is evidence enough. */
void captures_cut(struct cell *c);
/* A leg's into a file of the results: its name and hash, or it is broken. */
void captures_save(struct cell *c, int leg, json_t *wire);
/* ends.c: a program of ours, or the subject, is gone while it was needed. */
void see_ends(struct cell *c);
/* Lines that stand on its output; harmless when none does. */
void read_lines(struct cell *c, struct talker *t);
void read_errors(struct cell *c);
bool is_readable(const struct talker *t);
/* subject.c: sends "check" to the subject now. */
void send_check(struct cell *c);
/* A line that it wrote, and when that was read. */
void take_subject_line(struct cell *c, const char *text, int64_t receipt);

/* stage.c: the words of a script, acting in this cell. */
struct stage cell_stage(struct cell *c);
/* The one check of a subject that acts once, if it has not had it. */
void act_once(struct cell *c);

/* faults.c: the word lab. */
int stage_lab(void *data, const char *line, char *answer, char *error);
/* lacks.c: why this cell cannot be, on any run here; or NULL. */
const char *spec_lacks(const struct spec *spec);

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
 * walls.c: before the cells are made.  In a lab the caller has another id, and
 * to ask in each takes its time.
 */
void cell_find_home(void);
/*
 * What holds the subject, or its server, whose command it is; NULL for
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

/* prove.c: steps 5 and 6 of DESIGN 3. */
void cell_prove(struct cell *c);

/* rehearse.c: for "hangup check". */
void rehearse_line(struct cell *c, bool by_subject, const char *text);
void rehearse_quit(struct cell *c);
void rehearse_record(struct cell *c, json_t *record);

/* clauses.c: what of RFC 9293 this cell upholds, for its record. */
json_t *cell_clauses(struct cell *c);

/* evidence.c: what it saw. */
/* A deed of peer, path, relay, lab, subject, signal, or of the script: now. */
void cell_note(struct cell *c, const char *who, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void
cell_note_at(struct cell *c, int64_t t_ns, const char *who, const char *text);
/* A packet as an object of results.json, its times in us since zero. */
json_t *cell_packet(const struct packet *p, int64_t zero_ns);
/* Microseconds since zero, rounded down; null for WIRE_NEVER. */
json_t *cell_since_zero(const struct cell *c, int64_t t_ns);
json_t *cell_text(const char *text);
/* How many frames wait in the path: into path_waits. */
void cell_ask_path(struct cell *c);
void cell_evidence(const struct cell *c, json_t *record);

/* recovery.c: "recovery" into the record, if it tried to come back. */
void recovery_record(const struct cell *c, json_t *record);
/* look.c: tells the onlooker what is new and began before that time. */
void cell_look(struct cell *c, int64_t before_ns);
/* What happens while we wait, in a cell that is looked at. */
void cell_look_on(struct cell *c);

/* cell.c: the lab, its captures and programs, what the scenario prepares. */
int cell_open(struct cell *c);

/* record.c: the cell as an object of results.json. */
json_t *cell_record(struct cell *c);
/* A record for a cell that left none; blame may be NULL. */
json_t *spec_record(const struct spec *spec, enum result result,
    const char *blame, const char *reason);

#endif
