/* words.js - the words and signs of Hangup, each in one place. */
/* SPDX-License-Identifier: BSD-2-Clause */

/* By how much a reader must look at them, the least first. */
const OUTCOMES = {
	"right": { mark: "✓", text: "dead and named rightly; or alive and never called dead" },
	"vague": { mark: "~", text: "noticed the end, cannot say which" },
	"misnamed": { mark: "≠", text: "noticed the end and gave it the wrong name" },
	"missed": { mark: "✗", text: "the connection is dead and it says open" },
	"inconclusive": { mark: "?", text: "dead, and the last word was \"heard nothing\"" },
	"false-alarm": { mark: "!", text: "the connection lives and it was called dead" },
};

/* The same for results. */
const RESULTS = {
	"UNSUPPORTED": { mark: "-", text: "this platform lacks what the cell needs" },
	"PASS": { mark: "", text: "as predicted, in the predicted time" },
	"XFAIL": { mark: "x", text: "a known deviation, excused" },
	"UNRESOLVED": { mark: "U", text: "no statement can be made" },
	"XPASS": { mark: "P", text: "an excuse that is no longer needed" },
	"FAIL": { mark: "F", text: "not as predicted" },
};

/*
 * What evidence of death reaches a socket, and of life; what a latency counts
 * from.  Name and text: of the program that made the page.
 */
const SIGNS = {}, SINCES = {};

/* They end nothing: who answers them with an end cries wolf. */
function isOfLife(sign) {
	return (SIGNS[sign] || "").startsWith("of life");
}

function isHealthy(scenario) {
	return (scenario.signs || []).length > 0 && scenario.signs.every(isOfLife);
}

const SIGHTS = {
	"right": ["✓", "sees it and names it"],
	"vague": ["~", "sees it, cannot name it"],
	"misnamed": ["≠", "sees it, gives a wrong name"],
	"partly": ["◐", "sees it in some scenarios"],
	"blind": ["·", "blind to it"],
	"not-tested": ["", "not tested on its own"],
};

const EFFECTS = [
	["s", "sent bytes"],
	["p", "made the kernel send probes"],
	["e", "took unread bytes"],
	["c", "consumed the socket's error"],
	["w", "asked again, it said otherwise"],
];

function effectsText(bits, letters) {
	return EFFECTS.filter((e, k) => bits >> k & 1)
	    .map(e => e[letters ? 0 : 1]).join(letters ? "" : ", ");
}

/* 4031.2 ms; 0.040 ms: three digits that count, at least the tenth. */
function milliseconds(us, signed) {
	const ms = Math.abs(us) / 1000;
	const digits = ms < 1 ? 3 : ms < 10 ? 2 : 1;
	const sign = us < 0 ? "−" : signed ? "+" : "";

	return sign + ms.toLocaleString("en",
	    { minimumFractionDigits: digits, maximumFractionDigits: digits }) + " ms";
}

function isTerminal(verdict) {
	return verdict !== "open" && verdict !== "quiet";
}

/* What a cell shows: "✓", "F✗", "-", "U". */
function markOf(cell) {
	const result = RESULTS[cell.result] || RESULTS.UNRESOLVED;

	if (!cell.outcome)
		return result.mark || "U";
	return result.mark + OUTCOMES[cell.outcome].mark;
}

function classOf(cell) {
	return (cell.outcome ? "o-" + cell.outcome : "o-none") +
	    (cell.result === "FAIL" || cell.result === "XPASS" ? " bad" : "");
}

/* The worst first: results that need a look, then outcomes. */
function badness(cell) {
	return Object.keys(RESULTS).indexOf(cell.result) * 10 +
	    Object.keys(OUTCOMES).indexOf(cell.outcome);
}

/* "missed: said open" and "right: said closed after 0.040 ms". */
function verdictText(cell) {
	if (!cell.outcome)
		return cell.result;
	return cell.outcome + ": said " + cell.verdict +
	    (cell.latency_us === null || !isTerminal(cell.verdict) ? "" :
	    cell.latency_us < 0 ? " " + milliseconds(-cell.latency_us) + " before the end" :
	    " after " + milliseconds(cell.latency_us)) +
	    (cell.result === "PASS" ? "" : "; " + cell.result);
}

function cellHash(cell) {
	const parts = [...cell.scenario.name.split("/"), cell.subject.name];

	return parts.map(encodeURIComponent).join("/") +
	    (cell.family === 4 && cell.run === 1 ? "" : "/" + cell.family) +
	    (cell.run === 1 ? "" : "/" + cell.run);
}
