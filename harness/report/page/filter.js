/* filter.js - which rows, columns and cells of the matrix are asked for. */
/* SPDX-License-Identifier: BSD-2-Clause */

const ALL = { text: "", outcome: "", result: "", group: "", family: 0, sort: "given" };
const view = { ...ALL };
const folded = new Set();

const SORTS = {
	"given": ["as listed", null],
	"best": ["most right first", (a, b) => b.right - a.right || a.healthy - b.healthy],
	"worst": ["most missed first", (a, b) => b.missed - a.missed],
	"alarms": ["most false alarms first", (a, b) => b.alarms - a.alarms],
	"name": ["by name", (a, b) => a.subject.name < b.subject.name ? -1 : 1],
};

/* Names first; only what no name holds is looked for in the words about it. */
function matching(list, term, about) {
	const named = list.filter(e => e.name.toLowerCase().includes(term));

	return named.length ? named :
	    list.filter(e => about(e).join(" ").toLowerCase().includes(term));
}

const aboutScenario = s => [s.title || "", ...(s.refs || [])];
const aboutSubject = s => [s.title || "", s.kind || "", ...(s.used_by || [])];

/*
 * What a text asks for: each word restricts the rows or the columns, or both,
 * that it matches; a sign, the scenarios that give it; a/b/c one cell.
 */
function asked(text) {
	const found = { subjects: new Set(), scenarios: new Set(), unknown: [] };

	for (const term of text.toLowerCase().split(/\s+/).filter(Boolean)) {
		const parts = term.split("/");
		const scenario = parts.length > 2 ? parts.slice(0, 2).join("/") : term;
		const rows = parts.length > 2 ? page.index.subjects.filter(s => s.name === parts[2]) :
		    matching(page.index.subjects, term, aboutSubject);
		const columns = Object.keys(SIGNS).includes(term) ?
		    page.index.scenarios.filter(s => (s.signs || []).includes(term)) :
		    matching(page.index.scenarios, scenario, aboutScenario);

		if (!rows.length && !columns.length)
			found.unknown.push(term);
		/* a sign is no name of a row */
		if (!Object.keys(SIGNS).includes(term))
			rows.forEach(s => found.subjects.add(s));
		columns.forEach(s => found.scenarios.add(s));
	}
	return found;
}

function cellIsAsked(view, cell) {
	return (!view.outcome || cell.outcome === view.outcome) &&
	    (!view.result || cell.result === view.result) &&
	    (!view.family || cell.family === view.family);
}

/* Has this page a cell that the view would show? */
function viewHasCells(view) {
	const found = asked(view.text || "");

	return !found.unknown.length && page.cells.some(cell => cellIsAsked(view, cell) &&
	    (!found.subjects.size || found.subjects.has(cell.subject)) &&
	    (!found.scenarios.size || found.scenarios.has(cell.scenario)));
}

function countRow(row) {
	const n = { "right": 0, "missed": 0, "inconclusive": 0, "false-alarm": 0 };

	for (const cell of row.cells)
		if (cell && cell.outcome)
			n[cell.outcome]++;
	const { healthy, early } = page.alarms.get(row.subject.name) || { healthy: [], early: 0 };

	row.healthy = healthy.length;
	row.early = early;
	return Object.assign(row, { right: n.right, missed: n.missed + n.inconclusive, alarms: n["false-alarm"] });
}

/* Of a place's families and runs: one that is asked for, else the worst. */
function worstOf(cells) {
	let worst = null;

	for (const c of cells)
		if ((!view.family || c.family === view.family) && (!worst ||
		    cellIsAsked(view, c) - cellIsAsked(view, worst) ||
		    c.badness - worst.badness) > 0)
			worst = c;
	return worst;
}

/* The groups in which nothing ends stand last: a screen may show no more than the first. */
function healthyLast(scenarios) {
	const ending = new Set(scenarios.filter(s => !isHealthy(s)).map(s => s.group));
	const rank = s => ending.has(s.group) ? 0 : 1;

	return scenarios.slice().sort((a, b) => rank(a) - rank(b));
}

/*
 * The rows and columns to draw; a cell is the worst of its families and runs
 * that are asked for, so that nothing bad hides behind something good.
 */
function select() {
	const found = asked(view.text);
	const nothing = found.unknown.length > 0 && !found.subjects.size && !found.scenarios.size;
	const wanted = (set, all) => nothing ? [] : set.size ? all.filter(e => set.has(e)) : all;
	let columns = healthyLast(wanted(found.scenarios, page.index.scenarios))
	    .filter(s => !view.group || s.group === view.group);
	let rows = wanted(found.subjects, page.index.subjects).map(subject => countRow({
		subject,
		cells: columns.map(scenario => worstOf(page.at(subject, scenario))),
	}));
	const hits = c => c && cellIsAsked(view, c);

	if (view.outcome || view.result) {
		const kept = columns.map((_, i) => rows.some(row => hits(row.cells[i])));

		rows = rows.filter(row => row.cells.some(hits));
		columns = columns.filter((_, i) => kept[i]);
		rows.forEach(row => { row.cells = row.cells.filter((_, i) => kept[i]); });
	} else
		rows = rows.filter(row => row.cells.some(Boolean));
	if (SORTS[view.sort][1])
		rows.sort(SORTS[view.sort][1]);
	return { rows, columns, unknown: found.unknown };
}

function choice(name, label, options) {
	return h("label", {}, label + " ", h("select", { name,
		onchange: e => {
			view[name] = name === "family" ? Number(e.target.value) : e.target.value;
			drawMatrix();
			noteView();
		} },
	options.map(([value, text]) => h("option", { value }, text))));
}

function filterForm() {
	const tags = Object.keys(OUTCOMES).filter(o => page.cells.some(c => c.outcome === o));
	const results = Object.keys(RESULTS).filter(r => page.cells.some(c => c.result === r));

	return h("form", { class: "filter", role: "search", "aria-label": "Filter the matrix",
		onsubmit: e => e.preventDefault(), onreset: () => showOnly({}, true) },
	h("label", {}, "Filter ", h("input", { type: "search", id: "filter", name: "text", autocomplete: "off",
		placeholder: "close/fin keepalive redis …", title: "The key / leads here", "aria-keyshortcuts": "/", spellcheck: "false",
		oninput: e => { view.text = e.target.value; drawMatrix(); noteView(); },
		onkeydown: e => {
			if (e.key === "Enter" || e.key === "ArrowDown") {
				e.preventDefault();
				focusMatrix();
			}
		} })),
	h("button", { type: "reset" }, "clear"),
	choice("outcome", "outcome", [["", "all"], ...tags.map(o => [o, OUTCOMES[o].mark + " " + o])]),
	choice("result", "result", [["", "all"], ...results.map(r => [r, r])]),
	choice("group", "group", [["", "all"], ...page.groups.map(g => [g, g])]),
	page.families.length > 1 ? choice("family", "family", [["0", "both"], ["4", "IPv4"], ["6", "IPv6"]]) : "",
	choice("sort", "sort", Object.entries(SORTS).map(([name, [text]]) => [name, text])));
}

function isView(other) {
	return Object.keys(ALL).every(name => String(view[name]) === String(other[name]));
}

/* A view as a link: "?q=close/fin&outcome=missed". */
function hashOfView(wanted) {
	const asked = new URLSearchParams();

	for (const [name, value] of Object.entries(wanted))
		if (value !== ALL[name])
			asked.set(name === "text" ? "q" : name, value);
	const text = asked.toString().replaceAll("%2F", "/");
	return text ? "?" + text : "matrix";
}

function viewHash() {
	return hashOfView(view);
}

/* What is not known is left out. */
function viewOfHash(hash) {
	const asked = new URLSearchParams(hash.startsWith("?") ? hash.slice(1) : "");
	const known = { outcome: Object.keys(OUTCOMES), result: Object.keys(RESULTS), group: page.groups, sort: Object.keys(SORTS) };
	const wanted = { ...ALL, text: asked.get("q") || "", family: Number(asked.get("family")) || 0 };

	for (const [name, values] of Object.entries(known))
		if (values.includes(asked.get(name)))
			wanted[name] = asked.get(name);
	return wanted;
}

/* The address says what is shown; each letter typed is no page of its own. */
function noteView() {
	history.replaceState(null, "", "#" + viewHash());
}

function setView(wanted) {
	Object.assign(view, ALL, wanted);
	const form = document.querySelector("form.filter");

	for (const [name, value] of Object.entries(view))
		if (form.elements[name])
			form.elements[name].value = value;
	drawMatrix();
}

/* Where the answer stands; if there is none, where the matrix begins. */
function lookAtMatrix() {
	byId("matrix").scrollIntoView();
	byId("found").focus({ preventScroll: true });
}

/* Everything else is forgotten; and the matrix is where one looks. */
function showOnly(wanted, stay) {
	setView(wanted);
	if (stay)
		return noteView();
	if (location.hash !== "#" + viewHash())
		history.pushState(null, "", "#" + viewHash());
	lookAtMatrix();
}
