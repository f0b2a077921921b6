/* save.c - what was typed into a session, as a scenario file. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hand/hand.h"

/* What the packets show: the form it ended in, the signs it gave. */
struct finding {
	enum form form;
	enum sign sign;
};

/* Was anything lost for good, or is nobody there to answer? */
static bool
fell_silent(const struct cell *c, const struct connection *watched)
{
	const struct packet *p;
	bool lost = false;
	size_t i;

	for (i = 0; i < watched->n; i++) {
		p = watched->v[i];
		if (p->seg.proto == PROTO_TCP)
			lost = p->fate == DROPPED ||
			    (lost && !(p->fate == ARRIVED && p->to_subject));
	}
	return lost || c->peer.stopped || c->peer.killed;
}

static enum sign
sign_of(enum form form, const struct truth *t, const struct cell *c)
{
	switch (form) {
	case FORM_OPEN:
		return t->bytes_in > 0 ? DATA : NOTHING_HEARD;
	case FORM_CLOSED:
	case FORM_HALF_CLOSED:
		return t->bytes_in > 0 ? FIN_BEHIND_DATA : FIN;
	case FORM_RESET:
		return t->rst_answers_us ? RST_ON_SEND :
		    t->bytes_in > 0	 ? RST_BEHIND_DATA :
					   RST;
	case FORM_SILENT:
	case FORMS:
		break;
	}
	return c->peer.stopped ? NO_ANSWER : SILENCE;
}

static struct finding
look_back(const struct session *s)
{
	const struct cell *c = &s->cell;
	struct finding found = { FORM_OPEN, NOTHING_HEARD };
	struct plot plot = c->book.plot;
	struct packets packets;
	struct truth truth;

	if (notebook_packets(&c->book, &packets) == -1)
		return found;
	plot.end = strstr(s->log, "peer shutdown wr") ? FORM_HALF_CLOSED :
							FORM_OPEN;
	truth_establish(&truth, packets.connections.watched, &plot);
	if (truth.n > 0)
		found.form = truth.moments[truth.n - 1].form;
	if (found.form == FORM_OPEN &&
	    fell_silent(c, packets.connections.watched))
		found.form = FORM_SILENT;
	found.sign = sign_of(found.form, &truth, c);
	packets_free(&packets);
	return found;
}

/* GROUP/NAME, of an absolute place: DIR/GROUP/NAME.tcl. */
static int
name_of(const char *file, char *name, size_t size, char *error)
{
	char copy[PATH_MAX], whole[PATH_MAX], *base, *dot;

	snprintf(copy, sizeof(copy), "%s", file);
	if (!realpath(dirname(copy), whole)) {
		snprintf(error, CASE_ERROR, "%s", strerror(errno));
		return -1;
	}
	snprintf(copy, sizeof(copy), "%s", file);
	base = basename(copy);
	dot = strrchr(base, '.');
	if (!dot || dot == base || strcmp(dot, ".tcl") != 0 ||
	    strcspn(base, " {}[]\"\\$;") != strlen(base)) {
		snprintf(error, CASE_ERROR,
		    "expected a name that ends in .tcl, as "
		    "cases/scenarios/GROUP/NAME.tcl");
		return -1;
	}
	*dot = '\0';
	snprintf(name, size, "%s/%s", basename(whole), base);
	return 0;
}

static void
put_refs(const struct scenario *base, FILE *f)
{
	size_t i;

	fprintf(f, "    refs  {");
	for (i = 0; i < base->n_refs; i++)
		fprintf(f, "%s\"%s\"", i ? " " : "", base->refs[i]);
	fprintf(f, "}\n");
}

static void
put_scenario(struct session *s, const char *name, struct finding found, FILE *f)
{
	const struct scenario *base = s->spec.scenario;

	fprintf(f,
	    "# Typed by hand, in a lab of %s.\n"
	    "scenario %s \"Typed by hand, in a lab of %s\" {\n"
	    "    why   {Say here what it shows.}\n",
	    base->name, name, base->name);
	put_refs(base, f);
	/* who sends after a close is answered by RST, if anybody does */
	fprintf(f, "    truth %s\n    signs {%s%s}\n", form_name(found.form),
	    sign_name(found.sign),
	    found.form == FORM_CLOSED ? " rst-after-fin-on-send" : "");
	if (base->prepare.text[strspn(base->prepare.text, " \t\n")] != '\0')
		fprintf(f, "    prepare {%s}\n", base->prepare.text);
	if (base->mute)
		fprintf(f, "    mute {as in %s}\n", base->name);
	fprintf(f, "    script {\n%s    }\n}\n", s->log);
}

int
session_save(struct session *s, const char *file, char answer[CASE_ERROR],
    char error[CASE_ERROR])
{
	struct finding found;
	char name[300];
	FILE *f;
	int failed;

	fflush(s->log_file);
	if (name_of(file, name, sizeof(name), error) == -1)
		return -1;
	f = fopen(file, "wxe");
	if (!f) {
		/* its directory is there: nothing can be made in it */
		errno = errno == ENOENT ? EPERM : errno;
		snprintf(error, CASE_ERROR, "%s", strerror(errno));
		return -1;
	}
	found = look_back(s);
	put_scenario(s, name, found, f);
	failed = ferror(f);
	if (fclose(f) == EOF || failed) {
		snprintf(error, CASE_ERROR, "%s", strerror(errno));
		return -1;
	}
	snprintf(answer, CASE_ERROR,
	    "%s is scenario %s; look over its why, its truth (%s) and its "
	    "signs (%s), which the packets suggest",
	    file, name, form_name(found.form), sign_name(found.sign));
	return 0;
}
