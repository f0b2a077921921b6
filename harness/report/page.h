/* page.h - what the files that make the page share. */
/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HANGUP_REPORT_PAGE_H
#define HANGUP_REPORT_PAGE_H

#include "report/private.h"

/* a time in ms to the microsecond, not to the last bit of a double */
#define PAGE_JSON (JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(9))

/* The frames of pages, built into the program: page/embed.S. */
extern const char page_html[], page_html_end[], lessons_html[],
    lessons_html_end[];

/* Of a frame what is not written yet. */
struct page_frame {
	const char *at, *end;
};
/* Writes it to the mark, and goes on behind that; NULL: all.  0, or -1. */
int page_put_until(FILE *out, struct page_frame *f, const char *mark);
/* The value packed into the element KIND-SIDE-I.  0, or -1 and errno. */
int page_put_json(
    FILE *out, const char *kind, size_t side, size_t i, const json_t *value);

/* Results whose cells are on the page, and where their captures are. */
struct page_side {
	json_t *cells;
	const char *dir;
	struct report_lost *lost; /* captures that are not fit to be shown */
};

/* In which block of its side each cell is: a number each. */
json_t *page_blocks(const json_t *cells);

/* The page: its index, and the records of the sides.  0, or -1 and errno. */
int page_put(FILE *out, const json_t *index, const struct page_side *sides,
    size_t n_sides);

#endif
