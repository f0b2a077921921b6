/* questions.js - what people come to ask; each answer a sentence and a view. */
/* SPDX-License-Identifier: BSD-2-Clause */

const NAMED = 14; /* in a sentence; the matrix below has them all */

/* "epoll, poll and 3 more" */
function someOf(names) {
	return names.length <= NAMED ? listed(names) :
	    names.slice(0, NAMED - 1).join(", ") + " and " + (names.length - NAMED + 1) + " more";
}

function sightOf(subject, sign) {
	const profile = (page.index.profiles || []).find(p => p.subject === subject.name);

	return profile && profile.signs[sign] ? profile.signs[sign].sight : "not-tested";
}

/* Blind to every FIN, or fooled by the data before this one? */
function whoMissesHiddenFin() {
	const missing = drawn.rows.map(row => row.subject);
	const blind = missing.filter(s => sightOf(s, "fin") === "blind");
	const fooled = missing.filter(s => !blind.includes(s)).map(s => s.name);

	return plural(missing.length, "check misses", "checks miss") + " it in at least one scenario. " +
	    (blind.length ? count(blind.length) + " of them are blind to every FIN, with data before it or without. " : "") +
	    (fooled.length ? "Unread data is what fools the other " + count(fooled.length) + ", which do notice a FIN: " +
		someOf(fooled) + "." : "Unread data fools none that notices a plain FIN.");
}

function isNoticed(cell) {
	return ["right", "vague", "misnamed"].includes(cell.outcome) && isTerminal(cell.verdict);
}

/* In all the scenarios of the view, in both families. */
function whoNotices() {
	const tried = drawn.rows.map(row => ({ name: row.subject.name, wolf: row.wolf,
		cells: drawn.columns.flatMap(scenario => page.at(row.subject, scenario)).filter(c => c.outcome) }))
	    .filter(t => t.cells.length);
	const always = tried.filter(t => t.cells.every(isNoticed));
	const some = tried.filter(t => t.cells.some(isNoticed)).length - always.length;
	const calm = always.filter(t => !t.wolf).map(t => t.name);

	return `${count(always.length)} of ${plural(tried.length, "check")} notice it each time, ${some} now and then, ` +
	    `${tried.length - always.length - some} never. ` + (calm.length ? `Of those that always do, ${calm.length} ` +
		`${calm.length === 1 ? "calls" : "call"} no healthy connection dead: ${someOf(calm)}.` :
		always.length ? "Each of those that always do calls some healthy connection dead, too." : "");
}

function whoCriesWolf() {
	const healthy = page.index.scenarios.filter(isHealthy).length;
	const all = drawn.rows.map(row => [row.subject.name, row.wolf]).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
	const early = drawn.rows.length - all.length;

	return `${plural(all.length, "check calls", "checks call")} a healthy connection dead, in so many of ` +
	    `${plural(healthy, "healthy scenario")}: ` + someOf(all.map(([name, n]) => `${name} (${n})`)) + "." +
	    (early ? ` ${plural(early, "other does", "others do")} so only where the end had not come yet, or could not be seen.` : "");
}

const QUESTIONS = [
	["Which checks miss a FIN behind unread data?",
	    { text: "fin-behind-data", outcome: "missed", sort: "worst" }, whoMissesHiddenFin],
	["Which notice that a NAT has forgotten the connection?",
	    { text: "nat-forgot", sort: "best" }, whoNotices],
	["Which notice plain silence?", { text: "silence/both-ways", sort: "best" }, whoNotices],
	["Which call a healthy connection dead?", { outcome: "false-alarm", sort: "alarms" }, whoCriesWolf],
];

/* The question that the view is of, and its answer; null if it is of none. */
function questionOfView() {
	const found = QUESTIONS.find(([, wanted]) => isView({ ...ALL, ...wanted }));

	return found && drawn.rows.length ? [h("b", {}, found[0]), " ", found[2]()] : null;
}

function questions() {
	const eaten = page.cells.find(c => c.scenario.name === "reset/linger-0" &&
	    c.subject.name === "recv-nonblocking");

	return [
		h("h2", {}, "Start with a question"),
		h("ul", { class: "questions" },
		    QUESTIONS.filter(([, wanted]) => page.cells.some(c => viewHolds(wanted, c)))
			.map(([text, wanted]) => h("li", {}, h("button",
			    { type: "button", class: "word", onclick: () => showOnly(wanted) }, text))),
		    eaten ? h("li", {}, link(cellHash(eaten), "Why does the second recv after a reset return 0?")) : ""),
	];
}
