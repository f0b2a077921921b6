/* heir.h - a child that has inherited a descriptor. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_HEIR_H
#define HANGUP_HEIR_H

#include <sys/types.h>

/* Its id, or -1 and errno. */
pid_t heir_fork(int fd);

#endif
