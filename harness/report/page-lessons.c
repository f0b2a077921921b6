/* page-lessons.c - the page on which recorded lessons are played again. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/page.h"

#define LESSONS_MARK "<!-- lessons -->"
#define DEPTH 12 /* lessons, their steps, the rows, members of a row */

int
report_page_lessons(json_t *recorded, FILE *out)
{
	struct page_frame frame = { lessons_html, lessons_html_end };

	if (harmless_json(recorded, DEPTH) == -1 ||
	    page_put_until(out, &frame, LESSONS_MARK) == -1 ||
	    page_put_json(out, "lessons", 0, 0, recorded) == -1)
		return -1;
	return page_put_until(out, &frame, NULL);
}
