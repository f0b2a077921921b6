/* page.c - index.html: the page, and the results packed into it. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/packed.h"
#include "report/page.h"

/*
 * Theory of operation
 *
 * The page is one file.  Its frame is built into the program (page/embed.S);
 * two marks in it are where the data go.  First a small index, from which the
 * matrix is drawn: all of results.json but what is inside the cells, of which
 * it has a few columns of numbers.  Then, for each scenario, the records of
 * its cells, and their captures end to end: both deflate well, being alike,
 * and are opened only when a cell is.
 */
extern const char page_html[], page_html_end[];

#define INDEX_MARK "<!-- index -->"
#define RECORDS_MARK "<!-- records -->"

/* Everything, to the end of text. */
static int
put_until(FILE *out, const char **from, const char *mark)
{
	const char *end = page_html_end;

	if (mark)
		end = memmem(
		    *from, (size_t)(page_html_end - *from), mark, strlen(mark));
	if (!end ||
	    fwrite(*from, 1, (size_t)(end - *from), out) !=
		(size_t)(end - *from))
		return -1;
	*from = end + (mark ? strlen(mark) : 0);
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

static int
put_json_block(
    FILE *out, const char *kind, size_t side, size_t i, const json_t *value)
{
	char *text = json_dumps(value, PAGE_JSON);
	int result = text ? put_block(out, kind, side, i, text, strlen(text)) :
			    -1;

	free(text);
	return result;
}

/*
 * The capture of that name, appended.  Its length, 0 if there is none: a run
 * may keep no captures, and a results.json may stand alone.
 */
static size_t
append_capture(FILE *out, const char *dir, const char *name)
{
	char path[4096], buf[65536];
	size_t n, all = 0;
	FILE *in;

	if (!name || strstr(name, "..") || name[0] == '/')
		return 0;
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	in = fopen(path, "re");
	if (!in)
		return 0;
	while ((n = fread(buf, 1, sizeof(buf), in)) > 0)
		all += fwrite(buf, 1, n, out);
	fclose(in);
	return all;
}

/* The lengths of both captures of each cell, in the order of the cells. */
static json_t *
collect_captures(FILE *out, const char *dir, const json_t *cells)
{
	static const char *const legs[] = { "pcap", "peer_pcap" };
	json_t *lengths = json_array();
	const json_t *cell, *wire;
	size_t i, leg;

	json_array_foreach (cells, i, cell) {
		wire = json_object_get(cell, "wire");
		for (leg = 0; leg < 2; leg++)
			json_array_append_new(lengths,
			    json_integer((json_int_t)append_capture(out, dir,
				json_string_value(
				    json_object_get(wire, legs[leg])))));
	}
	return lengths;
}

/* One scenario of one side: its records, its captures. */
static int
put_scenario(FILE *out, const struct page_side *side, size_t number, size_t i,
    json_t *cells)
{
	char *bytes = NULL;
	size_t n = 0;
	FILE *captures = open_memstream(&bytes, &n);
	json_t *records = NULL;
	int result = -1;

	if (captures) {
		records = json_pack("{s:O, s:o}", "cells", cells, "captures",
		    collect_captures(captures, side->dir, cells));
		if (fclose(captures) == 0)
			result = put_json_block(
			    out, "records", number, i, records);
		if (result == 0 && n > 0)
			result = put_block(
			    out, "captures", number, i, bytes, n);
	}
	json_decref(records);
	free(bytes);
	return result;
}

/* The cells of a side, a list a scenario of the page. */
static json_t *
by_scenario(const struct page_side *side, const json_t *scenarios)
{
	json_t *lists = json_object(), *all = json_array(), *list, *cell;
	const json_t *scenario;
	size_t i;

	json_array_foreach (scenarios, i, scenario) {
		list = json_array();
		json_array_append(all, list);
		json_object_set_new(lists, field(scenario, "name"), list);
	}
	json_array_foreach (side->cells, i, cell)
		json_array_append(
		    json_object_get(lists, field(cell, "scenario")), cell);
	json_decref(lists);
	return all;
}

static int
put_records(FILE *out, const struct page_side *sides, size_t n_sides,
    const json_t *scenarios)
{
	json_t *lists, *cells;
	size_t side, i;
	int result = 0;

	for (side = 0; side < n_sides; side++) {
		lists = by_scenario(&sides[side], scenarios);
		json_array_foreach (lists, i, cells)
			if (result == 0 && json_array_size(cells) > 0)
				result = put_scenario(
				    out, &sides[side], side, i, cells);
		json_decref(lists);
	}
	return result;
}

int
page_put(FILE *out, const json_t *index, const struct page_side *sides,
    size_t n_sides)
{
	const char *at = page_html;

	if (put_until(out, &at, INDEX_MARK) == -1 ||
	    put_json_block(out, "index", 0, 0, index) == -1 ||
	    put_until(out, &at, RECORDS_MARK) == -1 ||
	    put_records(
		out, sides, n_sides, json_object_get(index, "scenarios")) == -1)
		return -1;
	return put_until(out, &at, NULL);
}
