/* page.c - index.html: the page, and the results packed into it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/packed.h"
#include "report/page.h"

/*
 * Theory of operation
 *
 * The page is one file.  Its frame is built into the program (page/embed.S);
 * two marks in it are where the data go.  First a small index, from which the
 * matrix is drawn: all of results.json but what is inside the cells, of which
 * it has a few columns of numbers.  Then, block by block, the records of some
 * cells that follow each other, and their captures end to end: being alike
 * they deflate well, and a block is opened only when one of its cells is.
 */
#define INDEX_MARK "<!-- index -->"
#define RECORDS_MARK "<!-- records -->"
#define BLOCK_WEIGHT 3000 /* half a megabyte: opened in some 10 ms */

int
page_put_until(FILE *out, struct page_frame *f, const char *mark)
{
	const char *end = f->end;

	if (mark)
		end = memmem(
		    f->at, (size_t)(f->end - f->at), mark, strlen(mark));
	if (!end ||
	    fwrite(f->at, 1, (size_t)(end - f->at), out) !=
		(size_t)(end - f->at))
		return -1;
	f->at = end + (mark ? strlen(mark) : 0);
	return 0;
}

/* The id tells a block's content; its type, that it is none of the browser's. */
static int
put_block(FILE *out, const char *kind, size_t side, size_t i, const void *bytes,
    size_t n)
{
	fprintf(out,
	    "<script type=\"application/octet-stream\" id=\"%s-%zu-%zu\">",
	    kind, side, i);
	return put_packed(out, bytes, n) == -1 ||
		fputs("</script>\n", out) < 0 ?
	    -1 :
	    0;
}

int
page_put_json(
    FILE *out, const char *kind, size_t side, size_t i, const json_t *value)
{
	char *text = json_dumps(value, PAGE_JSON);
	int result = text ? put_block(out, kind, side, i, text, strlen(text)) :
			    -1;

	free(text);
	return result;
}

/*
 * A capture of the cell, appended.  Its length, 0 if there is none: a run may
 * keep no captures, and a results.json may stand alone.
 */
static size_t
append_capture(FILE *out, int dir, const json_t *cell, const char *leg,
    struct report_lost *lost)
{
	char error[ARTEFACT_ERROR];
	unsigned char *bytes;
	size_t n = 0;

	bytes = artefact_capture(dir, cell, leg, &n, error);
	if (!bytes) {
		count_lost(lost, error);
		return 0;
	}
	n = fwrite(bytes, 1, n, out);
	free(bytes);
	return n;
}

/* The lengths of both captures of each cell, in the order of the cells. */
static json_t *
collect_captures(FILE *out, const struct page_side *side, const json_t *cells)
{
	static const char *const legs[] = { "pcap", "peer_pcap" };
	int dir = artefact_directory(side->dir);
	json_t *lengths = json_array();
	const json_t *cell;
	size_t i, leg;

	json_array_foreach (cells, i, cell)
		for (leg = 0; leg < 2; leg++)
			json_array_append_new(lengths,
			    json_integer((json_int_t)append_capture(
				out, dir, cell, legs[leg], side->lost)));
	if (dir != -1)
		close(dir);
	return lengths;
}

/* Of a block of one side: its records, its captures. */
static int
put_cells(FILE *out, const struct page_side *side, size_t number, size_t block,
    json_t *cells)
{
	char *bytes = NULL;
	size_t n = 0;
	FILE *captures = open_memstream(&bytes, &n);
	json_t *records = NULL;
	int result = -1;

	if (captures) {
		records = json_pack("{s:O, s:o}", "cells", cells, "captures",
		    collect_captures(captures, side, cells));
		if (fclose(captures) == 0)
			result = page_put_json(
			    out, "records", number, block, records);
		if (result == 0 && n > 0)
			result = put_block(
			    out, "captures", number, block, bytes, n);
	}
	json_decref(records);
	free(bytes);
	return result;
}

/* What it takes to open: about so many lines. */
static size_t
weight(const json_t *cell)
{
	return 10 + json_array_size(json_object_get(cell, "packets")) +
	    json_array_size(json_object_get(cell, "reports"));
}

json_t *
page_blocks(const json_t *cells)
{
	json_t *blocks = json_array(), *cell;
	size_t i, block = 0, filled = 0;

	json_array_foreach (cells, i, cell) {
		if (filled > 0 && filled + weight(cell) > BLOCK_WEIGHT) {
			block++;
			filled = 0;
		}
		filled += weight(cell);
		json_array_append_new(blocks, json_integer((json_int_t)block));
	}
	return blocks;
}

static int
put_side(FILE *out, const struct page_side *side, size_t number)
{
	json_t *blocks = page_blocks(side->cells), *cells = json_array(), *cell;
	json_int_t block = 0, next;
	int result = 0;
	size_t i;

	json_array_foreach (side->cells, i, cell) {
		next = json_integer_value(json_array_get(blocks, i));
		if (result == 0 && next != block) {
			result = put_cells(
			    out, side, number, (size_t)block, cells);
			json_array_clear(cells);
		}
		block = next;
		json_array_append(cells, cell);
	}
	if (result == 0 && json_array_size(cells) > 0)
		result = put_cells(out, side, number, (size_t)block, cells);
	json_decref(blocks);
	json_decref(cells);
	return result;
}

int
page_put(FILE *out, const json_t *index, const struct page_side *sides,
    size_t n_sides)
{
	struct page_frame frame = { page_html, page_html_end };
	size_t i;

	if (page_put_until(out, &frame, INDEX_MARK) == -1 ||
	    page_put_json(out, "index", 0, 0, index) == -1 ||
	    page_put_until(out, &frame, RECORDS_MARK) == -1)
		return -1;
	for (i = 0; i < n_sides; i++)
		if (put_side(out, &sides[i], i) == -1)
			return -1;
	return page_put_until(out, &frame, NULL);
}
