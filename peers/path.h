/* path.h - the path as a function: a program's main, or a fork's. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_PATH_H
#define HANGUP_PATH_H

/*
 * Forwards between two devices and obeys the control protocol on standard
 * input and output until the input ends.  Returns an exit status, or exits.
 */
int path_main(int argc, char **argv);

#endif
