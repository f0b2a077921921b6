/* stored.h - a cell as it was kept: its captures, and its notebook. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_NOTES_STORED_H
#define HANGUP_NOTES_STORED_H

#include "notes/notebook.h"

/*
 * Reads what cell, a record of results.json, names in its "wire", below the
 * directory of the results, into an open notebook.  Only what was judged is
 * taken: its SHA-256 must be that of the record.  0, or -1 and what is wrong.
 */
int stored_read(
    int dir, const json_t *cell, struct notebook *book, char error[CASE_ERROR]);

#endif
