/* homes.h - whose a folder is, by its name alone. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_RUN_HOMES_H
#define HANGUP_RUN_HOMES_H

#include <stdbool.h>

/* Is it the folder, or in it, or further down? */
bool path_is_below(const char *path, const char *folder);
bool path_is_in_a_home(const char *path);
/* Does it hold all of somebody's: a home, or what is above it? */
bool folder_is_home(const char *folder);
/* Many people's or many purposes' files, or a home: none is shown whole. */
bool folder_is_common(const char *folder);

#endif
