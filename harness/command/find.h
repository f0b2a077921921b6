/* find.h - which incidents a person means by the words that they have. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_FIND_H
#define HANGUP_COMMAND_FIND_H

#include <jansson.h>

/*
 * Of the incidents (report_incidents) those that the words mean, the best
 * first: their numbers go to order, which has room for all.  How many there
 * are; those that have much less of it than the best are left out.
 */
size_t
find_incidents(const json_t *incidents, const char *words, size_t *order);

#endif
