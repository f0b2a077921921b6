/* schema-tables.c - what results.json holds: types, lengths, ranges, counts. */
/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/private.h"
#include "report/schema.h"

/*
 * Theory of operation
 *
 * Who reads results may be handed anybody's.  The tables say of each member
 * that this program looks at what it must be; what they do not name is
 * allowed, and kept.  After schema_check nothing needs to ask again whether a
 * name is a text, or a number fits.  null is as good as a member that is not
 * there.
 */

#define NAME 200  /* a cell's key holds two of them */
#define ROWS 5000 /* scenarios, subjects */
#define CELLS 1000000
#define FEW 10000
#define EXACT (1LL << 53)  /* what a double, and the page, can tell */
#define SUMMED (1LL << 40) /* CELLS of them still fit */
#define COUNTED 2147483647LL

#define END \
	{ \
		NULL, OBJECT, false, 0, 0, NULL, NULL \
	}
/* A list of one kind is a table of one, which has no name. */
#define EACH "", .must = true

static const struct member texts[] = { { EACH, .type = TEXT }, END };
static const struct member names[] = { { EACH, .type = TEXT, .most = NAME },
	END };
static const struct member counts[] = {
	{ EACH, .type = INTEGER, .most = COUNTED }, END
};
static const struct member times[] = {
	{ EACH, .type = INTEGER, .least = -EXACT, .most = EXACT }, END
};

#define SHORT(n) \
	{ \
		n, .type = TEXT, .most = NAME \
	}
#define LONG(n) \
	{ \
		n, .type = TEXT \
	}
#define COUNT(n) \
	{ \
		n, .type = INTEGER, .most = COUNTED \
	}
#define TIME(n) \
	{ \
		n, .type = INTEGER, .least = -EXACT, .most = EXACT \
	}
#define SUM(n) \
	{ \
		n, .type = INTEGER, .least = -SUMMED, .most = SUMMED \
	}
#define REAL(n) \
	{ \
		n, .type = NUMBER, .least = -EXACT, .most = EXACT \
	}
#define BOOL(n) \
	{ \
		n, .type = FLAG \
	}
#define TEXTS(n) \
	{ \
		n, .type = LIST, .most = FEW, .of = texts \
	}
#define NAMES(n) \
	{ \
		n, .type = LIST, .most = FEW, .of = names \
	}
#define OBJ(n, members) \
	{ \
		n, .type = OBJECT, .of = (members) \
	}
#define OBJECTS(n, each) \
	{ \
		n, .type = LIST, .most = CELLS, .of = (each) \
	}
#define TABLE(n, ...) static const struct member n[] = { __VA_ARGS__, END }

/* A list's entries are objects of these members. */
#define ENTRY(n, members) \
	static const struct member n[] = { \
		{ EACH, .type = OBJECT, .of = (members) }, END \
	}

TABLE(scenario,
    { "name", .type = TEXT, .must = true, .least = 1, .most = NAME },
    SHORT("group"), LONG("title"), LONG("why"), NAMES("signs"), TEXTS("refs"));
ENTRY(scenarios, scenario);

TABLE(sees, SHORT("verdict"), SHORT("since"), COUNT("from_ms"), COUNT("to_ms"));
ENTRY(all_sees, sees);
TABLE(subject, { "name", .type = TEXT, .must = true, .least = 1, .most = NAME },
    LONG("title"), { "kind", .type = WORD, .must = true, .value = kind_value },
    BOOL("speaks"), TEXTS("used_by"), LONG("relies"),
    { "sees", .type = MAP, .most = FEW, .of = all_sees });
ENTRY(subjects, subject);

TABLE(check, LONG("text"), BOOL("ok"), COUNT("count"),
    { "packets", .type = LIST, .most = CELLS, .of = counts });
ENTRY(checks, check);
#define HASH(n) \
	{ \
		n, .type = TEXT, .least = 64, .most = 64 \
	}
TABLE(wire, COUNT("packets"), COUNT("dropped"), OBJECTS("checks", checks),
    { "pcap", .type = TEXT, .most = 4095 },
    { "peer_pcap", .type = TEXT, .most = 4095 }, HASH("pcap_sha256"),
    HASH("peer_pcap_sha256"), { "notes", .type = TEXT, .most = 4095 },
    HASH("notes_sha256"));

TABLE(expected, SHORT("verdict"), REAL("from_ms"), REAL("to_ms"),
    SHORT("because"), NAMES("also"), TEXTS("how"));
TABLE(contract, SHORT("duty"), SHORT("sign"), SHORT("notice"));
TABLE(effects, SUM("bytes_sent"), SUM("bytes_eaten"), SUM("bytes_left"),
    SUM("probes"), BOOL("error_consumed"));
TABLE(moment, SHORT("form"), TIME("t_us"), COUNT("packet"));
ENTRY(moments, moment);
TABLE(report, TIME("t_us"), SHORT("verdict"), LONG("detail"));
ENTRY(reports, report);
TABLE(event, TIME("t_us"), SHORT("who"), LONG("text"));
ENTRY(events, event);
TABLE(state, TIME("t_us"), SHORT("who"), SHORT("state"));
ENTRY(states, state);
TABLE(packet, TIME("t_us"), TIME("peer_t_us"), SHORT("from"), SHORT("fate"),
    BOOL("to_subject"), SHORT("flags"), SHORT("other"), TIME("seq"),
    TIME("ack"), COUNT("len"), COUNT("win"), SHORT("note"));
ENTRY(packets, packet);
TABLE(finding, SHORT("id"), BOOL("ok"), SHORT("leg"), LONG("check"),
    LONG("got"), COUNT("packet"), COUNT("frame"));
ENTRY(findings, finding);
TABLE(messages, COUNT("sent"), COUNT("lost"), COUNT("repeated"));
TABLE(recovery, TIME("syn_us"), TIME("established_us"), TIME("ready_us"),
    COUNT("attempts"), COUNT("repeated_syns"), COUNT("refused"),
    COUNT("most_a_second"), BOOL("storm"),
    { "spacing_us", .type = LIST, .most = CELLS, .of = times },
    OBJ("to_peer", messages), OBJ("to_subject", messages));

TABLE(cell,
    { "scenario", .type = TEXT, .must = true, .least = 1, .most = NAME },
    { "subject", .type = TEXT, .must = true, .least = 1, .most = NAME },
    { "family", .type = FAMILY, .must = true },
    { "run", .type = INTEGER, .must = true, .least = 1, .most = CELLS },
    { "result", .type = WORD, .must = true, .value = result_value },
    { "outcome", .type = WORD, .value = outcome_value }, LONG("reason"),
    SHORT("blame"), SHORT("verdict"), LONG("detail"), TIME("latency_us"),
    SHORT("stamped"), SHORT("watches"), COUNT("took_ms"), COUNT("late_ms"),
    OBJ("expected", expected), OBJ("contract", contract), OBJ("wire", wire),
    OBJ("effects", effects), OBJ("recovery", recovery),
    { "onsets", .type = MAP, .most = FEW, .of = times }, NAMES("afterwards"),
    OBJECTS("truth", moments), OBJECTS("reports", reports),
    OBJECTS("events", events), OBJECTS("states", states),
    OBJECTS("packets", packets), OBJECTS("clauses", findings),
    SHORT("socket_state"));
ENTRY(cells, cell);

TABLE(piece, LONG("cell"), { "family", .type = FAMILY }, COUNT("run"),
    COUNT("packet"), COUNT("frame"), { "pcap", .type = TEXT, .most = 4095 },
    LONG("check"), LONG("got"), BOOL("ok"));
ENTRY(pieces, piece);
TABLE(clause, { "id", .type = TEXT, .must = true, .most = NAME }, SHORT("ref"),
    LONG("text"), LONG("untested"), LONG("remark"), TEXTS("tests"),
    COUNT("checks"), COUNT("violations"), SHORT("result"), LONG("why"),
    { "evidence", .type = LIST, .most = FEW, .of = pieces });
ENTRY(clauses, clause);

TABLE(sight, SHORT("sight"), COUNT("cells"));
ENTRY(sights, sight);
TABLE(cost, REAL("bytes"), REAL("probes"), REAL("packets_an_hour"),
    BOOL("shuts"));
TABLE(profile, { "subject", .type = TEXT, .must = true, .most = NAME },
    { "signs", .type = MAP, .most = FEW, .of = sights }, NAMES("false_alarms"),
    NAMES("otherwise"), OBJ("idle_cost", cost));
ENTRY(profiles, profile);

TABLE(spread, TIME("min"), TIME("median"), TIME("max"));
TABLE(repeat, SHORT("scenario"), SHORT("subject"), { "family", .type = FAMILY },
    COUNT("runs"), { "verdicts", .type = MAP, .most = FEW, .of = counts },
    { "outcomes", .type = MAP, .most = FEW, .of = counts },
    { "results", .type = MAP, .most = FEW, .of = counts },
    OBJ("latency_us", spread));
ENTRY(repeats, repeat);

TABLE(duty, SHORT("sign"), SHORT("duty"), NAMES("scenarios"));
ENTRY(duties, duty);
TABLE(help, SHORT("subject"), LONG("title"), NAMES("signs"),
    NAMES("false_alarms"));
ENTRY(helps, help);
TABLE(verdict, { "subject", .type = TEXT, .must = true, .most = NAME },
    COUNT("cells"), COUNT("failed"), COUNT("excused"), NAMES("unneeded"),
    OBJECTS("misses", duties), OBJECTS("late", duties),
    OBJECTS("misnames", duties), OBJECTS("vague", duties), NAMES("cries_wolf"),
    NAMES("fails"), NAMES("unresolved"), LONG("fell"), LONG("why"),
    LONG("lacks"), OBJECTS("help", helps), NAMES("unhelped"));
ENTRY(verdicts, verdict);

TABLE(left_out, LONG("name"), LONG("why"));
ENTRY(left_outs, left_out);

TABLE(host, SHORT("os"), SHORT("release"), SHORT("arch"), SHORT("libpcap"),
    COUNT("cores"), { "tcp", .type = MAP, .most = FEW, .of = names });
TABLE(options, COUNT("window_ms"), COUNT("jobs"), COUNT("repeat"),
    BOOL("without_fault"), LONG("timers"), LONG("contract"), SHORT("shard"));
TABLE(totals, { "results", .type = MAP, .most = FEW, .of = counts },
    { "outcomes", .type = MAP, .most = FEW, .of = counts },
    COUNT("tried_again"), REAL("cpu_ms_a_cell"));

const struct member schema_root[] = { SHORT("started"), REAL("wall_s"),
	BOOL("complete"), SHORT("lab"), OBJ("host", host),
	OBJ("options", options),
	{ "scenarios", .type = LIST, .must = true, .most = ROWS,
	    .of = scenarios },
	{ "subjects", .type = LIST, .must = true, .most = ROWS,
	    .of = subjects },
	{ "cells", .type = LIST, .must = true, .most = CELLS, .of = cells },
	{ "clauses", .type = LIST, .most = ROWS, .of = clauses },
	{ "profiles", .type = LIST, .most = ROWS, .of = profiles },
	OBJECTS("repeats", repeats),
	{ "verdicts", .type = LIST, .most = ROWS, .of = verdicts },
	OBJECTS("left_out", left_outs), NAMES("missing"), OBJ("totals", totals),
	END };
