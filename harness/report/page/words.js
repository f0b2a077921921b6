/* words.js - the words and symbols of Hangup, each in one place. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * By name, in the order of how much a reader must look at them, the least
 * first; name, mark and text are of the program that made the page.
 */
const OUTCOMES = {}, RESULTS = {};

/* What a subject sees of a sign, the best first; what it did besides, by its bit. */
const SIGHTS = {}, EFFECTS = [];

function takeWords(words) {
	for (const word of words.outcomes)
		OUTCOMES[word.name] = word;
	for (const word of words.results)
		RESULTS[word.name] = word;
	for (const word of words.sights)
		SIGHTS[word.name] = [word.mark, word.text];
	for (const word of words.effects)
		EFFECTS.push([word.mark, word.text]);
}

/*
 * What evidence of death reaches a socket, and of life; what a latency counts
 * from.  Name and text: of the program that made the page.
 */
const SIGNS = {}, SINCES = {};

/* They end nothing: to answer one with an end is a false alarm. */
function isOfLife(sign) {
	return (SIGNS[sign] || "").startsWith("of life");
}

function isHealthy(scenario) {
	return (scenario.signs || []).length > 0 && scenario.signs.every(isOfLife);
}

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

function firstEnd(record) {
	return record.reports.find(r => isTerminal(r.verdict));
}

/* A strategy is built in; a subject is whatever is under test. */
function kindOf(subject) {
	return subject.kind === "external" ? "subject" : "strategy";
}

/* What the rows of this page are. */
function rowWord(n) {
	const own = page.index.subjects.every(s => kindOf(s) === "strategy");

	return own ? n === 1 ? "strategy" : "strategies" : n === 1 ? "subject" : "subjects";
}

function rowCount(n) {
	return plural(n, rowWord(1), rowWord(2));
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

/* "said open" and "said closed after 0.040 ms". */
function saidText(cell) {
	if (!cell.outcome)
		return cell.result;
	return "said " + cell.verdict +
	    (cell.latency_us === null || !isTerminal(cell.verdict) ? "" :
	    cell.latency_us < 0 ? " " + milliseconds(-cell.latency_us) + " before the end" :
	    " after " + milliseconds(cell.latency_us)) +
	    (cell.result === "PASS" ? "" : "; " + cell.result);
}

/* "missed: said open" */
function verdictText(cell) {
	return (cell.outcome ? cell.outcome + ": " : "") + saidText(cell);
}

function cellHash(cell) {
	const parts = [...cell.scenario.name.split("/"), cell.subject.name];

	return parts.map(encodeURIComponent).join("/") +
	    (cell.family === 4 && cell.run === 1 ? "" : "/" + cell.family) +
	    (cell.run === 1 ? "" : "/" + cell.run);
}
