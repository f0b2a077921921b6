/* manual.h - the commands and their options, for help, man and shells. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_MANUAL_H
#define HANGUP_COMMAND_MANUAL_H

#include <stdio.h>

/* The manual page, in man(7)'s macros, from the table of commands. */
void manual_write(FILE *out);

#endif
