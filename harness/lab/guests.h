/* guests.h - what holds a guest of a lab, and what all labs of a run share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_GUESTS_H
#define HANGUP_LAB_GUESTS_H

#include <sys/types.h>

#include "lab/lab.h"

/* A guest's share of the machine; what it is told when it has used it up. */
#define LAB_MOST_MEMORY_MB 4096UL /* RLIMIT_DATA */
#define LAB_MOST_FILE_MB 256UL	  /* RLIMIT_FSIZE */
#define LAB_MOST_DESCRIPTORS 4096
#define LAB_MOST_PROCESSES 512 /* threads, too */

/* What a guest sees of the machine's files besides the system's. */
enum showing { PLACE_SHOWN, PLACE_WRITABLE, PLACE_HIDDEN };
struct place {
	const char *path;   /* where it sees it, absolute; NULL ends a list */
	const char *source; /* that place without symbolic links */
	enum showing how;
};

/* Folders that every guest sees, or none does, one after the other; or NULL. */
const char *lab_settled(size_t i);

/* Walls that may be opened for a guest, each by its name. */
enum allowance {
	ALLOW_UNSHARE = 1,
	ALLOW_MOUNT = 2,
	ALLOW_SETNS = 4,
	ALLOW_PTRACE = 8,
	ALLOW_TUN = 16,
	ALLOW_SETUID = 32,
	ALLOW_UNIX = 64, /* sockets of the UNIX family, by socket(2) */
	ALLOW_IO_URING = 128,
	ALLOW_MEMORY = 256, /* more than its share: AddressSanitizer's shadow */
	ALLOW_ALL = 511
};
/* Its bit; 0: there is none of that name.  And its name. */
unsigned lab_allowance(const char *name);
const char *lab_allowed_name(unsigned bit);

/*
 * What holds a guest, which is always an ordinary id without power over the
 * lab: confine.c, and view.c, which draws what it sees.
 */
struct walls {
	enum {
		WALLS_ALL, /* anybody's program */
		WALLS_OURS, /* known: the walls of a process, no view of its own */
		WALLS_NONE
	} which;
	const struct place *places; /* LAB_MOST_PLACES at most */
	unsigned allowed;
};
#define LAB_MOST_PLACES 48

/*
 * Can this machine make a lab?  0, or -1 with a message of what is missing
 * and, in mend, the commands that help ("" if none is known).
 */
int lab_possible(char error[LAB_ERROR], char mend[1024]);
/*
 * Once, before the labs: finds what all labs share, so that each need not.
 * as_root: guests of a lab made by root are root for the machine's files.  0,
 * or -1 and a message: root, and no id is left for guests.
 */
int lab_prepare(bool as_root, char error[LAB_ERROR]);
/* The second wall: landlock(7).  Without it the others stand. */
bool lab_has_landlock(void);
/* What was made for guests, a file or a tree, becomes theirs to read. */
void lab_give(const char *path);
/*
 * Whose files a guest of root can read and write: an id that owns nothing on
 * the machine.  0: it has the caller's own.
 */
unsigned lab_guest_id(void);
/*
 * Whose id peer and path have where the guest has the caller's: one that was
 * delegated to an ordinary user.  0: they have the caller's, too.
 */
unsigned lab_delegated_id(void);
/*
 * In a process made for a lab: closes all descriptors but the first three, these
 * two (or -1) and what lab_prepare keeps open.
 */
void lab_close_others(int one, int other);
/* The cell of that process has ended, and been reaped: what is kept of it goes. */
void lab_forget(pid_t cell);

#endif
