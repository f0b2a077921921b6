/* answer.js - the answer first: what was run, where, and what came of it. */
/* SPDX-License-Identifier: BSD-2-Clause */

function whereAndWhen(index) {
	const host = index.host || {}, options = index.options || {};
	const families = page.families.map(f => "IPv" + f);

	return [
		plural(index.scenarios.length, "way") + " a connection ends, or only seems to, against " +
		    plural(index.subjects.length, "way") + " to notice: " +
		    plural(page.cells.length, "real connection") + ", each captured at both ends and proven " +
		    "from its packets. Measured on ",
		h("b", {}, [host.os, host.release, host.arch].filter(Boolean).join(" ")),
		", " + listed(families) + ", " + (index.started || "").slice(0, 10) +
		    ", by hangup " + index.hangup +
		    (options.without_fault ? ", with the faults left out" : "") +
		    (options.timers ? ", with the timers " + options.timers : "") +
		    (options.shard ? ", shard " + options.shard : "") + ".",
	];
}

function tally(cells, field, names) {
	const counts = new Map(names.map(name => [name, 0]));

	for (const cell of cells)
		if (counts.has(cell[field]))
			counts.set(cell[field], counts.get(cell[field]) + 1);
	return counts;
}

/* One outcome: its sign, how many, in words; leads to those in the matrix. */
function outcomeTile(name, n, all) {
	return h("li", {}, h("button", {
		type: "button", class: "tile o-" + name,
		onclick: () => { showOnly({ outcome: name }); },
	}, h("span", { class: "mark", "aria-hidden": "true" }, OUTCOMES[name].mark),
	h("span", { class: "n" }, count(n)), " ", h("span", { class: "name" }, name),
	h("span", { class: "share" }, all ? (100 * n / all).toFixed(1) + " %" : ""),
	h("span", { class: "text" }, OUTCOMES[name].text)));
}

function resultLine(counts) {
	const parts = Object.keys(RESULTS).reverse().filter(r => counts.get(r) > 0);
	const bad = ["FAIL", "XPASS", "UNRESOLVED"].some(r => counts.get(r) > 0);

	return h("p", { class: bad ? "results bad" : "results" },
	    "Was that what Hangup predicts? ",
	    parts.map((r, i) => [i ? ", " : "", h("button", {
		    type: "button", class: "word", title: RESULTS[r].text,
		    onclick: () => { showOnly({ result: r }); },
	    }, count(counts.get(r)) + " " + r), r === "PASS" ? "" : " (" + RESULTS[r].text + ")"]),
	    ". A missed end that was predicted to be missed is a PASS: the sign describes, the result checks.");
}

/* Questions that people come with, each answered by a view of the matrix. */
const QUESTIONS = [
	["Which checks miss a FIN behind unread data?",
	    { text: "fin-behind-data", outcome: "missed", sort: "worst" }],
	["Which notice that a NAT has forgotten the connection?",
	    { text: "nat-forgot", sort: "best" }],
	["Which notice plain silence?", { text: "silence/both-ways", sort: "best" }],
	["Which call a healthy connection dead?", { outcome: "false-alarm", sort: "worst" }],
];

function questions() {
	const eaten = page.cells.find(c => c.scenario.name === "reset/linger-0" &&
	    c.subject.name === "recv-nonblocking");

	return [
		h("h2", {}, "Start with a question"),
		h("ul", { class: "questions" },
		    QUESTIONS.filter(([, view]) => page.cells.some(c => viewHolds(view, c)))
			.map(([text, view]) => h("li", {}, h("button",
			    { type: "button", class: "word", onclick: () => showOnly(view) }, text))),
		    eaten ? h("li", {}, link(cellHash(eaten), "Why does the second recv after a reset return 0?")) : ""),
	];
}

function drawAnswer() {
	const index = page.index;
	const outcomes = tally(page.cells, "outcome", Object.keys(OUTCOMES));
	const results = tally(page.cells, "result", Object.keys(RESULTS));
	const judged = [...outcomes.values()].reduce((a, b) => a + b, 0);

	if (index.complete === false)
		byId("answer").append(h("p", { class: "warning" },
		    "These results are incomplete: the run was interrupted, or a shard is missing."));
	byId("answer").append(
	    h("p", { class: "lead" }, whereAndWhen(index)),
	    h("ul", { class: "tiles", "aria-label": "Outcomes" }, Object.keys(OUTCOMES)
		.map(name => outcomeTile(name, outcomes.get(name), judged))),
	    resultLine(results), ...questions());
}

/* The page of two runs: what they are, and how much is different. */
function sideText(side) {
	const host = side.host || {};

	return [h("b", {}, side.name), ": " + [host.os, host.release, host.arch].filter(Boolean).join(" ") +
	    ", " + (side.started || "").slice(0, 10) + ", hangup " + side.hangup];
}

function drawChanges() {
	const index = page.index, changed = index.changed;
	const kinds = Object.keys(changed).filter(k => changed[k] > 0);

	byId("answer-title").textContent = "What changed between two runs";
	byId("answer").append(
	    h("ul", { class: "sides" }, h("li", {}, "Before, ", sideText(index.old)),
		h("li", {}, "After, ", sideText(index.new))),
	    h("p", { class: "lead" }, plural(index.compared, "cell") + " compared: " +
		(kinds.length ? listed(kinds.map(k => count(changed[k]) + " " + k)) +
		". Only these are on this page; each opens with its story before and after." :
		"no difference.")),
	    kinds.length ? h("ul", { class: "changes" }, page.cells.slice(0, CHANGES_SHOWN).map(changeLine)) : "",
	    page.cells.length > CHANGES_SHOWN ? h("p", { class: "hint" }, "... and " +
		count(page.cells.length - CHANGES_SHOWN) + " more, all in the matrix below.") : "");
}

const CHANGES_SHOWN = 120;

function changeLine(cell) {
	const side = s => s && s.result ? verdictText(s) : "not run";

	return h("li", { class: "change-" + cell.change }, h("b", {}, cell.change), " ",
	    link(cellHash(cell), cell.scenario.name + "/" + cell.subject.name),
	    (cell.family === 6 ? " (IPv6)" : "") + (cell.run > 1 ? " (run " + cell.run + ")" : "") + ": " +
	    side(cell.old) + " → " + (cell.change === "gone" ? "not run" : side(cell)));
}
