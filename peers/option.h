/* option.h - socket options by their names. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_OPTION_H
#define HANGUP_OPTION_H

#include <stddef.h>

/* One that takes a whole number. */
struct option {
	const char *name, *level_name;
	int level, number;
};

/* By its name in any case, with or without SO_ or TCP_; or NULL. */
const struct option *option_find(const char *name);
/* All of them, for a message. */
const char *option_names(void);
/* 0, or -1 and errno. */
int option_set(int fd, const struct option *o, long value);
int option_get(int fd, const struct option *o, long *value);

/* What TCP_INFO tells of an end: "ESTABLISHED, unacked 0, ...".  0 or -1. */
int option_tcp_info(int fd, char *text, size_t size);

#endif
