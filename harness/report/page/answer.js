/* answer.js - the answer first: incidents, what to use; then how the score was. */
/* SPDX-License-Identifier: BSD-2-Clause */

/* One line: what was run, where. */
function whereAndWhen(index) {
	const host = index.host || {}, options = index.options || {};
	const done = page.cells.filter(c => c.result !== "UNSUPPORTED").length;
	const families = page.families.map(f => "IPv" + f);

	return [
		plural(index.scenarios.length, "scenario") + ", " + rowCount(index.subjects.length) + ", " +
		    plural(done, "real connection") + ", each proven from its packets. Measured on ",
		h("b", {}, [host.os, host.release, host.arch].filter(Boolean).join(" ")),
		", " + listed(families) + ", " + (index.started || "").slice(0, 10) +
		    ", by hangup " + index.hangup +
		    (options.without_fault ? ", with the faults left out" : "") +
		    (options.timers ? ", with the timers " + options.timers : "") +
		    (options.shard ? ", shard " + options.shard : "") + ".",
		index.packets || !done ? "" : [" Kept without packets, so this page has no ladders: ", h("code", {}, "hangup run SCENARIO/SUBJECT"),
			" plays a cell, and the page that it writes has its ladder."],
	];
}

function tally(cells, field, names) {
	const counts = new Map(names.map(name => [name, 0]));

	for (const cell of cells)
		if (counts.has(cell[field]))
			counts.set(cell[field], counts.get(cell[field]) + 1);
	return counts;
}

/* One outcome: its symbol, how many, in words; leads to those in the matrix. */
function outcomeTile(name, n, all) {
	return h("li", {}, h("button", {
		type: "button", class: "tile o-" + name,
		onclick: () => { showOnly({ outcome: name }); },
	}, h("span", { class: "mark", "aria-hidden": "true" }, OUTCOMES[name].mark),
	h("span", { class: "n" }, count(n)), " ", h("span", { class: "name" }, name),
	h("span", { class: "text" }, (all ? (100 * n / all).toFixed(1) + " %: " : "") + OUTCOMES[name].text)));
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
	    ". PASS means that it did as Hangup predicts, not that it is good: a strategy that misses an end, as predicted, passes.");
}

/* What a reader must know of the words here, a line each. */
function glossary() {
	const timed = page.index.subjects.filter(s => ["keepalive", "recv-timeout", "user-timeout"].includes(s.name));
	const lines = [
		["strategy", "one way to notice that a connection is over: a call, an option, a program. It is built in."],
		["subject", "whatever is under test: a strategy, or a program of yours. It runs at the local end."],
		["remote end", "the other end, which closes, crashes or falls silent."],
		["path", "what lies between them: it can lose, delay or forge segments."],
		["sign", "what reaches the local socket of an end, such as a FIN, a RST or nothing at all; or of life."],
		["symbol", "the mark in a cell of the matrix: what the subject said, held against the truth on the wire."],
		["scenario", "a script in which a connection ends, or only seems to; a cell is one subject in one scenario."],
		["false alarm", "a healthy connection called dead."],
	];

	return h("details", { class: "glossary" }, h("summary", {}, "The words of this page"),
	    h("dl", { class: "signs" }, lines.map(([word, text]) => [h("dt", {}, word), h("dd", {}, text)]),
		h("dt", {}, "timers"), h("dd", {}, "are short in this lab, so that a cell takes seconds, and nobody's defaults (Linux " +
		    "sends its first keep-alive probe after two hours)" + (timed.length ? ": " +
		    timed.map(s => s.name + " is " + s.title).join("; ") : "") + ". Each strategy's are in its title.")));
}

/* How all cells came out, the bad strategies' too. */
function drawScore() {
	const outcomes = tally(page.cells, "outcome", Object.keys(OUTCOMES));
	const results = tally(page.cells, "result", Object.keys(RESULTS));
	const judged = [...outcomes.values()].reduce((a, b) => a + b, 0);

	byId("overview").append(h("section", { id: "score", "aria-labelledby": "score-title" },
	    h("h2", { id: "score-title" }, "The score of all cells"),
	    h("p", { class: "hint" }, "Of all " + rowWord(2) + " in all scenarios, those that are known to be bad among them."),
	    h("ul", { class: "tiles", "aria-label": "Outcomes" }, Object.keys(OUTCOMES)
		.map(name => outcomeTile(name, outcomes.get(name), judged))),
	    resultLine(results), questions(), glossary()));
}

function warnings(index) {
	return [index.complete === false ? "These results are incomplete: the run was interrupted, or a shard is missing." : "",
		...(index.left_out || []).map(file => "Left out: " + file.why)]
	    .filter(Boolean).map(text => h("p", { class: "warning" }, text));
}

/* What the contract says of programs under test: for them it is the answer. */
function contractPart(index) {
	return index.asked ? h("section", { id: "contract", "aria-labelledby": "contract-title" },
	    h("h2", { id: "contract-title" }, "What the contract asks"), h("pre", {}, index.asked.trim())) : "";
}

function drawAnswer() {
	const index = page.index;

	byId("answer").append(...[...warnings(index), h("p", { class: "hint measured" }, whereAndWhen(index)),
		contractPart(index), askPart(), usePart()].filter(Boolean));
	drawFound("");
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
