/* path.h - the path as a function: a program of its own, or a thread. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_PATH_H
#define HANGUP_PATH_H

#include <stdio.h>

/*
 * Forwards between two devices of the caller's network namespace and obeys
 * the control protocol until the input ends.  The first answer says that it
 * forwards; it is an error, and the last, if a device cannot be opened.  One
 * at a time in a process.  0, or -1 after an error.
 */
int path_run(
    int in, FILE *out, const char *subject_device, const char *peer_device);

#endif
