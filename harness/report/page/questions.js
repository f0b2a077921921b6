/* questions.js - what people ask of the matrix; each answer a sentence and a view. */
/* SPDX-License-Identifier: BSD-2-Clause */

const NAMED = 14; /* in a sentence; the matrix below has them all */

/* "epoll, poll and 3 more" */
function someOf(names) {
	return names.length <= NAMED ? listed(names) :
	    names.slice(0, NAMED - 1).join(", ") + " and " + (names.length - NAMED + 1) + " more";
}

function profileOf(name) {
	return (page.index.profiles || []).find(p => p.subject === name);
}

function sightOf(subject, sign) {
	const profile = profileOf(subject.name);

	return profile && profile.signs[sign] ? profile.signs[sign].sight : "not-tested";
}

/* Blind to every FIN, or fooled by the data before this one? */
function tellHiddenFin() {
	const missing = drawn.rows.map(row => row.subject);
	const blind = missing.filter(s => sightOf(s, "fin") === "blind");
	const fooled = missing.filter(s => !blind.includes(s)).map(s => s.name);

	return rowCount(missing.length) + (missing.length === 1 ? " misses" : " miss") + " it in at least one scenario. " +
	    (blind.length ? count(blind.length) + " of them are blind to every FIN, with data before it or without. " : "") +
	    (fooled.length ? "Unread data is what fools the other " + count(fooled.length) + ", which do notice a FIN: " +
		someOf(fooled) + "." : "Unread data fools none that notices a plain FIN.");
}

function isNoticed(cell) {
	return ["right", "vague", "misnamed"].includes(cell.outcome) && isTerminal(cell.verdict);
}

/* In all the scenarios of the view, in both families. */
function tellNoticing() {
	const tried = drawn.rows.map(row => ({ name: row.subject.name, healthy: row.healthy,
		cells: drawn.columns.flatMap(scenario => page.at(row.subject, scenario)).filter(c => c.outcome) }))
	    .filter(t => t.cells.length);
	const always = tried.filter(t => t.cells.every(isNoticed));
	const some = tried.filter(t => t.cells.some(isNoticed)).length - always.length;
	const calm = always.filter(t => !t.healthy).map(t => t.name);

	return `${count(always.length)} of ${rowCount(tried.length)} notice it each time, ${some} now and then, ` +
	    `${tried.length - always.length - some} never. ` + (calm.length ? `Of those that always do, ${calm.length} ` +
		`${calm.length === 1 ? "calls" : "call"} no healthy connection dead: ${someOf(calm)}.` :
		always.length ? "Each of those that always do calls some healthy connection dead, too." : "");
}

function tellAlarms() {
	const healthy = page.index.scenarios.filter(isHealthy).length;
	const all = drawn.rows.map(row => [row.subject.name, row.healthy]).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
	const early = drawn.rows.length - all.length;

	return `${rowCount(all.length)} ${all.length === 1 ? "calls" : "call"} a healthy connection dead, in so many of ` +
	    `${plural(healthy, "healthy scenario")}: ` + someOf(all.map(([name, n]) => `${name} (${n})`)) + "." +
	    (early ? ` ${plural(early, "other does", "others do")} so only where the end had not come yet, or could not be seen.` : "");
}

/* Of one scenario in which nothing ends. */
function tellCalm() {
	const cells = drawn.rows.map(row => row.cells[0]).filter(c => c && c.outcome);
	const dead = cells.filter(c => c.outcome === "false-alarm").map(c => c.subject.name);

	return "The connection is healthy. " + (dead.length ? `${count(dead.length)} of ${rowCount(cells.length)} ` +
	    `${dead.length === 1 ? "calls" : "call"} it dead: ${someOf(dead)}.` : `None of ${rowCount(cells.length)} calls it dead.`);
}

/* Of one subject: its profile, said. */
function tellProfile(subject) {
	const profile = profileOf(subject.name), tried = healthyTried(subject.name), { healthy } = page.alarms.get(subject.name) || { healthy: [] };
	const of = (...sights) => Object.entries(profile.signs).filter(([, s]) => sights.includes(s.sight)).map(([sign]) => sign);
	const seen = of("right", "vague", "misnamed"), blind = of("blind"), partly = of("partly");

	return (subject.title ? subject.title + ". " : "") + (seen.length ? "Sees " + listed(seen) + ". " : "Sees no sign of death. ") +
	    (partly.length ? "Sees " + listed(partly) + " in some scenarios. " : "") +
	    (blind.length ? "Blind to " + listed(blind) + ". " : "") +
	    (healthy.length ? "Calls " + plural(healthy.length, "healthy scenario") + " dead: " + someOf(healthy) + "." :
		tried ? "No false alarm in " + plural(tried, "healthy scenario") + "." : "");
}

const QUESTIONS = [
	["Which miss a FIN behind unread data?",
	    { text: "fin-behind-data", outcome: "missed", sort: "worst" }, tellHiddenFin],
	["Which notice that a NAT has forgotten the connection?",
	    { text: "nat-forgot", sort: "best" }, tellNoticing],
	["Which notice plain silence?", { text: "silence/both-ways", sort: "best" }, tellNoticing],
	["Which call a healthy connection dead?", { outcome: "false-alarm", sort: "alarms" }, tellAlarms],
];

/* A name alone is a question, too. */
function answerOfName(name) {
	const { scenarios, subjects } = page.index;
	const scenario = scenarios.find(s => s.name === name), subject = subjects.find(s => s.name === name);

	if (scenario)
		return isHealthy(scenario) ? tellCalm() : tellNoticing();
	if (subject)
		return profileOf(name) ? tellProfile(subject) : null;
	return SIGNS[name] ? SIGNS[name] + ". " + (isOfLife(name) ? "" : tellNoticing()) : null;
}

/* The question that the view is of, and its answer; null if it is of none. */
function questionOfView() {
	const found = QUESTIONS.find(([, wanted]) => isView({ ...ALL, ...wanted }));
	const name = view.text && isView({ ...ALL, text: view.text }) ? view.text : "";

	if (!drawn.rows.length)
		return null;
	if (found)
		return [h("b", {}, found[0]), " ", found[2]()];
	const answer = name && !page.index.cells.old ? answerOfName(name) : null;

	return answer ? [h("b", {}, name + ":"), " ", answer] : null;
}

function questions() {
	const eaten = page.cells.find(c => c.scenario.name === "reset/linger-0" &&
	    c.subject.name === "recv-nonblocking");

	return h("ul", { class: "questions" },
	    QUESTIONS.filter(([, wanted]) => viewHasCells(wanted))
		.map(([text, wanted]) => h("li", {}, h("button",
		    { type: "button", class: "word", onclick: () => showOnly(wanted) }, text))),
	    eaten ? h("li", {}, link(cellHash(eaten), "Why does the second recv after a reset return 0?")) : "");
}
