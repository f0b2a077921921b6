/* lesson.h - what the files of hangup lesson share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_COMMAND_LESSON_H
#define HANGUP_COMMAND_LESSON_H

#include "case/lesson.h"

/*
 * teach.c: plays a lesson to who sits at the terminal; what is predicted goes
 * to the file log, a line of JSON each, unless that is -1.  An exit status.
 */
int teach_lesson(const struct lesson *lesson, int log);

/*
 * record.c: plays lessons while nobody is asked, all at once, and writes the
 * page on which they can be played again.  An exit status.
 */
int
record_lessons(const struct lesson *const *lessons, size_t n, const char *page);

#endif
