/* story.c - packets, deeds and states of a connection on one axis of time. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 *      time subject      |            the wire            | peer
 *   0.00 ms              |                   peer close * |
 *   0.05 ms CLOSE-WAIT   |<------FIN,ACK seq 1 ack 1------| FIN-WAIT-1
 *
 * Rows come in the order of time, as objects of results.json.  A state is told
 * in the row of the packet that made it, so a row is held until the next.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "report/private.h"

#define AREA 40	     /* between the lifelines */
#define STATE 12     /* "SYN-RECEIVED" */
#define TIME 10	     /* "-999.99 ms" */
#define WHOLE 79     /* a line that has no lifelines */
#define GAP_US 20000 /* what is longer is said in words */

enum ink { PLAIN, DIM, LOST, FORGERY, DEED, WORD };

struct story {
	FILE *out;
	bool colour, utf8;
	bool begun;
	int64_t last_us; /* of the row before */
	/* the row that is held */
	bool held;
	int64_t t_us;
	enum ink ink;
	char area[512]; /* AREA columns, UTF-8 */
	char more[512]; /* further lines of it, or "" */
	char state[2][16];
	/* the same report again and again is one row */
	char said[300];
	unsigned times;
	int64_t said_us;
};

static const char *
glyph(const struct story *s, const char *utf8, const char *ascii)
{
	return s->utf8 ? utf8 : ascii;
}

static const char *
ink_on(const struct story *s, enum ink ink)
{
	static const char *const inks[] = { "", "\033[2m", "\033[31m",
		"\033[35m", "\033[1m", "\033[36m" };

	return s->colour ? inks[ink] : "";
}

static const char *
ink_off(const struct story *s, enum ink ink)
{
	return s->colour && ink != PLAIN ? "\033[0m" : "";
}

static void
pad(char *text, size_t size, size_t n, const char *with)
{
	size_t used = strlen(text);

	while (n-- > 0 && used + strlen(with) < size)
		used += (size_t)snprintf(text + used, size - used, "%s", with);
}

static void add(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
add(char *text, size_t size, const char *format, ...)
{
	size_t used = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + used, size - used, format, args);
	va_end(args);
}

/* Milliseconds, from a second on seconds. */
static void
put_time(int64_t us, char *text, size_t size)
{
	if (us > -1000000 && us < 1000000)
		snprintf(text, size, "%.2f ms", (double)us / 1e3);
	else
		snprintf(text, size, "%.3f s ", (double)us / 1e6);
}

static void
put_line(const struct story *s, const char *time, const char *const state[2],
    enum ink ink, const char *area)
{
	const char *line = glyph(s, "\u2502", "|");
	size_t n = text_columns(area, strlen(area));

	fprintf(s->out, "%s%*s%s %s%-*s%s%s%s%s%s%*s%s%s%s%s\n", ink_on(s, DIM),
	    TIME, time, ink_off(s, DIM), ink_on(s, DIM), STATE, state[0],
	    ink_off(s, DIM), line, ink_on(s, ink), area, ink_off(s, ink),
	    n < AREA ? (int)(AREA - n) : 0, "", line, ink_on(s, DIM), state[1],
	    ink_off(s, DIM));
}

static void
put_held(struct story *s)
{
	static const char *const none[2] = { "", "" };
	const char *state[2] = { s->state[0], s->state[1] };
	char time[32], *line, *rest = NULL;

	if (!s->held)
		return;
	s->held = false;
	put_time(s->t_us, time, sizeof(time));
	put_line(s, time, state, s->ink, s->area);
	for (line = strtok_r(s->more, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		put_line(s, "", none, DIM, line);
	s->last_us = s->t_us;
	s->state[0][0] = s->state[1][0] = '\0';
}

static void
put_gap(const struct story *s, int64_t us)
{
	static const char *const none[2] = { "", "" };
	char text[80] = "", time[32];

	put_time(us, time, sizeof(time));
	snprintf(text, sizeof(text), "%*s%s %s", AREA / 2 - 6, "",
	    glyph(s, "\u22ee", ":"), time);
	put_line(s, "", none, DIM, text);
}

/* Between the lifelines, in as many lines as it takes. */
static void
fill(struct story *s, const char *mark, const char *text)
{
	char *folded = NULL, *more;
	size_t size;
	FILE *out = open_memstream(&folded, &size);

	if (!out)
		abort();
	fprintf(out, "%s ", mark);
	fold_hard(out, AREA, 2, text);
	fclose(out);
	more = folded;
	add(s->area, sizeof(s->area), "%s", strsep(&more, "\n"));
	snprintf(s->more, sizeof(s->more), "%s", more ? more : "");
	free(folded);
}

static void
flush_words(struct story *s)
{

	if (s->times == 0)
		return;
	put_held(s);
	if (s->begun && s->said_us - s->last_us >= GAP_US)
		put_gap(s, s->said_us - s->last_us);
	s->begun = true;
	s->held = true;
	s->t_us = s->said_us;
	s->ink = WORD;
	s->area[0] = '\0';
	fill(s, glyph(s, "\u25cf", "*"), s->said);
	if (s->times > 1)
		add(s->more, sizeof(s->more), "%s  (%u times by now)",
		    s->more[0] ? "\n" : "", s->times);
	s->times = 0;
}

/* The next row; what was held before it is told. */
static void
hold(struct story *s, int64_t t_us, enum ink ink)
{
	flush_words(s);
	put_held(s);
	if (s->begun && t_us - s->last_us >= GAP_US)
		put_gap(s, t_us - s->last_us);
	s->begun = true;
	s->held = true;
	s->t_us = t_us;
	s->ink = ink;
	s->area[0] = s->more[0] = '\0';
}

int64_t
story_time(const json_t *row)
{
	const json_t *sent = json_object_get(row, "peer_t_us");

	/* a packet stands where it left its sender */
	if (!json_is_true(json_object_get(row, "to_subject")) ||
	    !json_is_integer(sent))
		sent = json_object_get(row, "t_us");
	return json_integer_value(sent);
}

/* "FIN,ACK seq 1 ack 1 len 5" */
static void
name_packet(const json_t *p, char *text, size_t size)
{
	const char *flags = field(p, "flags");

	text[0] = '\0';
	if (flags[0] == '\0')
		return;
	if (field(p, "other")[0] != '\0') {
		add(text, size, "%s (%s)", flags, field(p, "other"));
		return;
	}
	add(text, size, "%s seq %d", flags, cell_integer(p, "seq"));
	if (strstr(flags, "ACK"))
		add(text, size, " ack %d", cell_integer(p, "ack"));
	if (cell_integer(p, "len") > 0)
		add(text, size, " len %d", cell_integer(p, "len"));
	if (cell_integer(p, "win") == 0 && !strstr(flags, "RST"))
		add(text, size, " win 0");
}

/*
 * An arrow of at least half the area: whole if it arrived, else ending or
 * beginning in the path.
 */
static void
draw_arrow(const struct story *s, const char *text, bool to_subject,
    const char *fate, char *area, size_t size)
{
	const char *dash = glyph(s, "\u2500", "-");
	bool lost = strcmp(fate, "dropped") == 0;
	bool forged = strcmp(fate, "forged") == 0;
	bool waits = strcmp(fate, "waiting") == 0;
	size_t n = strlen(text), length = AREA, left, blank;

	if (lost || forged || waits) {
		length = n + 4 > AREA / 2 ? n + 4 : AREA / 2;
		length = length > AREA ? AREA : length;
	}
	blank = AREA - length;
	left = length > n + 2 ? (length - n - 2) / 2 : 0;
	area[0] = '\0';
	/* what starts at the peer, or ends there, is at the right */
	if (to_subject ? lost || waits : forged)
		pad(area, size, blank, " ");
	add(area, size, "%s",
	    to_subject ? lost ? glyph(s, "\u2717", "x") :
		    waits     ? glyph(s, "\u2026", ".") :
				"<" :
		forged ? glyph(s, "\u25cf", "o") :
			 dash);
	pad(area, size, left, dash);
	add(area, size, "%s", text);
	pad(area, size, length > n + 2 + left ? length - n - 2 - left : 0,
	    dash);
	add(area, size, "%s",
	    !to_subject ? lost ? glyph(s, "\u2717", "x") :
		    waits      ? glyph(s, "\u2026", ".") :
				 ">" :
		forged	? glyph(s, "\u25cf", "o") :
			  dash);
}

/* Of a packet that is on one leg only because the path has it. */
static const char *
missing_as(const char *fate)
{
	return strcmp(fate, "dropped") == 0 ? "lost in the path" :
	    strcmp(fate, "waiting") == 0    ? "still in the path" :
					      "";
}

void
story_packet(struct story *s, const json_t *p)
{
	const char *fate = field(p, "fate"), *note = field(p, "note");
	bool to_subject = json_is_true(json_object_get(p, "to_subject"));
	bool lost = strcmp(fate, "dropped") == 0;
	char text[128], words[96];

	name_packet(p, text, sizeof(text));
	snprintf(words, sizeof(words), "%s%s%s", note,
	    note[0] && missing_as(fate)[0] ? ", " : "", missing_as(fate));
	if (text[0] == '\0')
		snprintf(text, sizeof(text), "%.36s", field(p, "other"));
	if (words[0] &&
	    strlen(text) + strlen(words) + 3 <= AREA - 4 - (lost ? 0 : 2))
		add(text, sizeof(text), " (%s)", words);
	hold(s, story_time(p),
	    lost			    ? LOST :
		strcmp(fate, "forged") == 0 ? FORGERY :
					      PLAIN);
	if (words[0] && (text[0] == '\0' || text[strlen(text) - 1] != ')'))
		snprintf(s->more, sizeof(s->more), "%*s",
		    to_subject ? AREA - 2 : 2 + (int)strlen(words), words);
	text[AREA - 2] = '\0';
	draw_arrow(s, text, to_subject, fate, s->area, sizeof(s->area));
}

/* A call has all the line, and more of them if it must. */
static void
put_call(struct story *s, int64_t t_us, const char *text)
{
	char time[32];

	flush_words(s);
	put_held(s);
	if (s->begun && t_us - s->last_us >= GAP_US)
		put_gap(s, t_us - s->last_us);
	s->begun = true;
	s->last_us = t_us;
	put_time(t_us, time, sizeof(time));
	fprintf(s->out, "%s%*s%s", ink_on(s, DIM), TIME, time, ink_off(s, DIM));
	fprintf(s->out, " %s", ink_on(s, DEED));
	(void)report_fold(s->out, WHOLE, TIME + 1, TIME + 1, text);
	fprintf(s->out, "%s\n", ink_off(s, DEED));
}

/* A deed stands where it is done: at an end, or between them. */
void
story_event(struct story *s, const json_t *event)
{
	const char *who = field(event, "who"), *text = field(event, "text");
	bool at_peer = strcmp(who, "peer") == 0 || strcmp(who, "relay") == 0;
	bool between = strcmp(who, "path") == 0;
	bool plain = strcmp(who, "script") == 0;
	const char *dot = glyph(s, "\u25b8", "*");
	char line[CASE_ERROR];
	size_t n, at = 0;

	if (strcmp(who, "call") == 0) {
		put_call(s, story_time(event), text);
		return;
	}
	snprintf(line, sizeof(line), "%s%s%s", plain ? "" : who,
	    plain ? "" : " ", text);
	hold(s, story_time(event), DEED);
	n = text_columns(line, strlen(line)) + 2;
	if (n < AREA)
		at = at_peer ? AREA - n : between ? (AREA - n) / 2 : 0;
	pad(s->area, sizeof(s->area), at, " ");
	fill(s, dot, line);
}

void
story_report(struct story *s, const json_t *report)
{
	char text[300];

	snprintf(text, sizeof(text), "says %s%s%.200s",
	    field(report, "verdict"), field(report, "detail")[0] ? ": " : "",
	    field(report, "detail"));
	if (s->times > 0 && strcmp(text, s->said) != 0)
		flush_words(s);
	snprintf(s->said, sizeof(s->said), "%s", text);
	s->said_us = story_time(report);
	s->times++;
}

void
story_state(struct story *s, const json_t *state)
{
	int who = strcmp(field(state, "who"), "subject") != 0;

	flush_words(s);
	if (!s->held || s->state[who][0] != '\0' ||
	    story_time(state) - s->t_us > 1000)
		hold(s, story_time(state), PLAIN);
	snprintf(s->state[who], sizeof(s->state[who]), "%s%s", who ? " " : "",
	    field(state, "state"));
}

void
story_rest(struct story *s)
{
	flush_words(s);
	put_held(s);
	fflush(s->out);
}

struct story *
story_begin(FILE *out, bool colour, bool utf8)
{
	static const char *const ends[2] = { "subject", " peer" };
	struct story *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->out = out;
	s->colour = colour;
	s->utf8 = utf8;
	put_line(s, "time", ends, PLAIN, "");
	return s;
}

void
story_end(struct story *s)
{
	story_rest(s);
	free(s);
}
