/* junit.c - the cells as JUnit XML, which CI systems show as tests. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "report/private.h"

/*
 * The common ground of two schemas: of Ant (strict: ids, a package, no time
 * zone, empty system-out) and of Jenkins.  A suite is a scenario group, a
 * class a scenario, a test a subject.
 */

struct suite {
	char name[256];
	size_t tests, failures, errors, skipped;
	double seconds;
};

static void
attribute(xmlTextWriterPtr w, const char *name, const char *text)
{
	char *value = harmless_xml(text);

	xmlTextWriterWriteAttribute(
	    w, (const xmlChar *)name, (const xmlChar *)value);
	free(value);
}

static void
number(xmlTextWriterPtr w, const char *name, size_t value)
{
	xmlTextWriterWriteFormatAttribute(
	    w, (const xmlChar *)name, "%zu", value);
}

static void
seconds(xmlTextWriterPtr w, double value)
{
	xmlTextWriterWriteFormatAttribute(
	    w, (const xmlChar *)"time", "%.3f", value);
}

static void
start(xmlTextWriterPtr w, const char *name)
{
	xmlTextWriterStartElement(w, (const xmlChar *)name);
}

static double
took(const json_t *cell)
{
	return cell_integer(cell, "took_ms") / 1e3;
}

/* What it is to JUnit; NULL: passed. */
static const char *
kind_of(const json_t *cell)
{
	switch (cell_result(cell)) {
	case FAIL:
	case XPASS:
		return "failure";
	case UNRESOLVED:
		return "error";
	case UNSUPPORTED:
	case XFAIL:
		return "skipped";
	case PASS:
	case RESULTS:
		break;
	}
	return NULL;
}

/* Expected, got, and where the packets are, beside this file. */
static void
put_why(xmlTextWriterPtr w, const json_t *cell)
{
	const json_t *wire = json_object_get(cell, "wire");
	const char *pcap = field(wire, "pcap");
	char expected[512], got[1536], text[4096];
	char *value;

	say_expected(cell, expected, sizeof(expected));
	say_got(cell, got, sizeof(got));
	snprintf(text, sizeof(text), "expected %s\ngot %s\n%s%s%s%s%s%s",
	    expected, got, pcap[0] ? "pcap " : "", pcap, pcap[0] ? "\n" : "",
	    pcap[0] ? "peer's pcap " : "", field(wire, "peer_pcap"),
	    pcap[0] ? "\n" : "");
	value = harmless_xml(text);
	xmlTextWriterWriteString(w, (const xmlChar *)value);
	free(value);
}

static void
put_case(xmlTextWriterPtr w, const json_t *cell)
{
	const char *kind = kind_of(cell);
	char name[512], got[1536];

	/* after its class: what cell_name puts before the subject */
	cell_name(cell, name, sizeof(name));
	start(w, "testcase");
	attribute(w, "classname", field(cell, "scenario"));
	attribute(w, "name", name + strlen(field(cell, "scenario")) + 1);
	seconds(w, took(cell));
	if (kind) {
		start(w, kind);
		say_got(cell, got, sizeof(got));
		attribute(w, "message",
		    strcmp(kind, "skipped") == 0 ? field(cell, "reason") : got);
		if (strcmp(kind, "skipped") != 0) {
			attribute(w, "type", field(cell, "result"));
			put_why(w, cell);
		}
		xmlTextWriterEndElement(w);
	}
	xmlTextWriterEndElement(w);
}

static void
property(xmlTextWriterPtr w, const char *name, const char *value)
{
	start(w, "property");
	attribute(w, "name", name);
	attribute(w, "value", value);
	xmlTextWriterEndElement(w);
}

static void
start_suite(xmlTextWriterPtr w, const json_t *root, const struct suite *suite,
    size_t id)
{
	const json_t *host = json_object_get(root, "host");
	char started[32];

	snprintf(started, sizeof(started), "%.19s", field(root, "started"));
	start(w, "testsuite");
	attribute(w, "name", suite->name);
	attribute(w, "package", "hangup");
	number(w, "id", id);
	attribute(w, "timestamp", started);
	attribute(w, "hostname", "localhost");
	number(w, "tests", suite->tests);
	number(w, "failures", suite->failures);
	number(w, "errors", suite->errors);
	number(w, "skipped", suite->skipped);
	seconds(w, suite->seconds);
	start(w, "properties");
	property(w, "hangup", field(root, "hangup"));
	property(w, "os", field(host, "os"));
	property(w, "release", field(host, "release"));
	xmlTextWriterEndElement(w);
}

static void
end_suite(xmlTextWriterPtr w)
{
	static const char *const last[] = { "system-out", "system-err" };
	size_t i;

	for (i = 0; i < 2; i++) {
		start(w, last[i]);
		xmlTextWriterEndElement(w);
	}
	xmlTextWriterEndElement(w);
}

/* The cells from here on of one scenario group; returns where it ends. */
static size_t
measure(const json_t *cells, size_t from, struct suite *suite)
{
	const json_t *cell = json_array_get(cells, from);
	const char *name = field(cell, "scenario"), *kind;
	size_t length = strcspn(name, "/"), i;

	*suite = (struct suite) { .tests = 0 };
	snprintf(suite->name, sizeof(suite->name), "%.*s", (int)length, name);
	for (i = from; (cell = json_array_get(cells, i)); i++) {
		if (strncmp(field(cell, "scenario"), name, length) != 0 ||
		    field(cell, "scenario")[length] != name[length])
			break;
		kind = kind_of(cell);
		suite->tests++;
		suite->failures += kind && strcmp(kind, "failure") == 0;
		suite->errors += kind && strcmp(kind, "error") == 0;
		suite->skipped += kind && strcmp(kind, "skipped") == 0;
		suite->seconds += took(cell);
	}
	return i;
}

static void
put_error(
    xmlTextWriterPtr w, const char *name, const char *type, const char *message)
{
	start(w, "testcase");
	attribute(w, "classname", "hangup");
	attribute(w, "name", name);
	seconds(w, 0);
	start(w, "error");
	attribute(w, "message", message);
	attribute(w, "type", type);
	xmlTextWriterEndElement(w);
	xmlTextWriterEndElement(w);
}

/* Who reads only this file must not take a part for the whole. */
static void
put_what_lacks(xmlTextWriterPtr w, const json_t *root, size_t id)
{
	const json_t *left_out = json_object_get(root, "left_out"), *entry;
	bool complete = json_is_true(json_object_get(root, "complete"));
	size_t n = json_array_size(left_out) + !complete, i;
	const struct suite suite = {
		.name = "hangup", .tests = n, .errors = n
	};

	if (n == 0)
		return;
	start_suite(w, root, &suite, id);
	json_array_foreach (left_out, i, entry)
		put_error(
		    w, field(entry, "name"), "left out", field(entry, "why"));
	if (!complete)
		put_error(w, "complete", "incomplete",
		    "incomplete: the run was interrupted, or a shard is "
		    "missing");
	end_suite(w);
}

static void
put_suites(xmlTextWriterPtr w, const json_t *root)
{
	const json_t *cells = json_object_get(root, "cells");
	struct suite suite;
	size_t i, end, id = 0;

	start(w, "testsuites");
	for (i = 0; i < json_array_size(cells); i = end) {
		end = measure(cells, i, &suite);
		start_suite(w, root, &suite, id++);
		for (; i < end; i++)
			put_case(w, json_array_get(cells, i));
		end_suite(w);
	}
	put_what_lacks(w, root, id);
	xmlTextWriterEndElement(w);
}

int
report_junit(const json_t *root, FILE *out)
{
	xmlOutputBufferPtr buffer = xmlOutputBufferCreateFile(out, NULL);
	xmlTextWriterPtr w = buffer ? xmlNewTextWriter(buffer) : NULL;
	int result;

	if (!w)
		abort();
	xmlTextWriterSetIndent(w, 1);
	xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL);
	put_suites(w, root);
	result = xmlTextWriterEndDocument(w);
	xmlFreeTextWriter(w);
	return result == -1 || ferror(out) ? -1 : 0;
}
