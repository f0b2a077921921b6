/* confine.h - how a guest of the lab is held: what process.c asks for. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_LAB_CONFINE_H
#define HANGUP_LAB_CONFINE_H

#include <linux/filter.h>

#include "lab/private.h"

/* view.c: what a guest will see; the places' trees, cloned, or -1. */
struct view {
	const struct walls *walls;
	int trees[LAB_MOST_PLACES];
	char *error;
};
/* The keeper's part; 0, or -1 and a message.  And their end. */
int view_clone(struct view *v);
void view_close(struct view *v);
/* The holder's, in the guest's mount namespace: then its root is the view. */
int view_make(const struct view *v);
/* Their own parts, and shared.c's. */
int view_place(const char *path, bool folder);
int
view_attributes(int fd, const char *path, unsigned flags, uint64_t attributes);
/*
 * shared.c: what all guests see alike.  A descriptor of its mount namespace in
 * that user namespace, which all labs have; or -1 and a message.
 */
int view_prepare(int userns, char error[LAB_ERROR]);
/* ids.c has it.  -1, and why there is none. */
int confine_shared(char error[LAB_ERROR]);
#define VIEW_TUN "/tun" /* the device there */
/* The system's folders and links below one root are shown below the other. */
int view_show_system(const char *from, const char *to, char error[LAB_ERROR]);
/* "confinement: WHAT PATH: strerror".  Returns -1. */
int confine_cannot(char error[LAB_ERROR], const char *what, const char *path);

/*
 * Makes a guest's namespaces and what it will see, on the host that the caller
 * is on.  A holder, pid 1 of them, keeps them.  0, or -1 and a message.
 */
int confine_open(struct lab *lab, struct process *guest,
    const struct walls *walls, char error[LAB_ERROR]);
/* Ends all that runs in them but the guest itself, which its parent reaps. */
void confine_kill(const struct process *guest);
/* Ends the holder, when the guest was reaped; harmless if there is none. */
void confine_close(struct process *guest);

/* What confine_enter needs, found before the guest's process is made. */
struct guest_door {
	const struct walls *walls; /* NULL: it is none */
	unsigned id;		   /* the lab's for guests */
	int holder;		   /* a pidfd, with WALLS_ALL */
	const char *cwd;	   /* where it begins, if it is shown that */
	const struct sock_fprog *filter;
};

/*
 * cgroup.c: once a run; nothing where no cgroup was handed over.  cgroup_kept:
 * the descriptor that it needs in a cell, or -1.
 */
void cgroup_prepare(void);
int cgroup_kept(void);
/* A cell's, before its ids change: its files into the lab, or -1. */
void cgroup_open(struct lab *lab, unsigned long memory_mb);
/* Has it stopped them?  Then text says how. */
bool cgroup_struck(
    const struct lab *lab, unsigned long memory_mb, char text[LAB_ERROR]);
/* share.c: what a guest, and what all of a cell, may have of memory, in MB. */
unsigned long confine_memory_mb(void);

/* Is the guest's process to be made in a user namespace of its own? */
bool confine_wants_userns(const struct guest_door *door);
/* In the guest's own process: it gets no more than its share.  0, or -1. */
int confine_share(const struct walls *walls);
/*
 * In the guest's own process: it writes nothing but in its own places
 * (landlock(7), where the kernel has it).  0, or -1 and errno.
 */
int confine_writing(const struct walls *walls);
/*
 * In the guest's own process, which may share memory with its parent: enters
 * the namespaces and gives up all else.  System calls only.  0, or -1 and
 * errno.
 */
int confine_enter(const struct guest_door *door);

/*
 * The system calls that a guest is refused: a program for seccomp(2), made
 * once for each set of what is allowed.  NULL and errno.
 */
const struct sock_fprog *confine_filter(unsigned allowed);

#endif
