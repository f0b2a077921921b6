/* use.js - what to use: what each strategy notices of the ends that people meet. */
/* SPDX-License-Identifier: BSD-2-Clause */

const USE_SHOWN = 8;

/*
 * As a person says it: 41 ms, 2.2 s, 15 min 27 s, 2 h 11 min.  The unit is that of what is rounded already; say_time in
 * incidents.c says the same.
 */
function timeText(us) {
	const [ms, tenths, s, min] = [1e3, 1e5, 1e6, 6e7].map(unit => Math.round(us / unit));
	const both = (n, unit, rest, small) => n + unit + (rest ? " " + rest + small : "");

	return us < 1000 ? "< 1 ms" : ms < 1000 ? ms + " ms" : tenths < 600 ? (tenths / 10).toFixed(1) + " s" :
	    s < 3600 ? both(Math.floor(s / 60), " min", s % 60, " s") : both(Math.floor(min / 60), " h", min % 60, " min");
}

function isSeen(end) {
	return !["blind", "not-tested"].includes(end.sight);
}

/* To the ladder of the latest of its cells, if this page has it. */
function endCell(row, end, head) {
	const [mark, text] = SIGHTS[end.sight] || ["?", end.sight];
	const cells = head.scenarios.flatMap(s => cellsNamed(s + "/" + row.subject));
	const cell = cells.find(c => c.latency_us === end.latency_us) || cells[0];
	const words = !isSeen(end) ? end.sight === "blind" ? "no" : "" :
	    (end.sight === "partly" ? "partly, " : end.sight === "vague" ? "unnamed, " : "") + timeText(end.latency_us);

	return h("td", { role: "cell", class: "s-" + end.sight, "data-end": head.name,
		"aria-label": head.name + ": " + text + ", " + words },
	    h("b", { "aria-hidden": "true" }, mark), "\u00a0",
	    page.index.use.here && cell && words ? link(cellHash(cell), unbroken(words)) : unbroken(words),
	    end.stock_ms ? h("small", {}, "stock: " + unbroken(timeText(1000 * end.stock_ms))) : "");
}

/* What it sends on a connection on which nothing happens, as far as that was measured. */
function idleText(idle, windowMs) {
	const sent = !idle ? [] : [idle.shuts ? "our sending half" : "", idle.bytes ? plural(Math.round(idle.bytes), "byte") : "",
		idle.probes ? plural(Math.round(idle.probes), "probe") : ""].filter(Boolean);

	if (!idle || !sent.length)
		return idle ? "nothing" : "";
	if (idle.packets_an_hour)
		return count(Number(idle.packets_an_hour.toPrecision(2))) + " packets/h";
	return sent.join(", ") + (idle.packets_an_hour === undefined ? " in " + timeText(1000 * windowMs) : " once");
}

function useRow(row, heads, mine) {
	const alarms = row.false_alarms, healthy = mine ? healthyTried(row.subject) : 0;
	const none = !mine ? "none" : healthy ? "none in " + plural(healthy, "healthy scenario") : "not tested";

	return h("tr", { role: "row", class: mine ? "mine" : "" },
	    h("th", { scope: "row", role: "rowheader" }, page.index.subjects.some(s => s.name === row.subject) ?
		h("button", { type: "button", class: "word", onclick: () => showOnly({ text: row.subject }) }, row.subject) : row.subject,
	    h("small", {}, (mine ? "under test: " : "") + unbroken(row.title)),
	    row.stock ? h("small", { class: "stock" }, "stock: " + unbroken(row.stock)) : ""),
	    row.ends.map((end, i) => endCell(row, end, heads[i])),
	    h("td", { role: "cell", class: alarms.length ? "alarms bad" : "alarms", "data-end": "false alarms", title: alarms.join(", ") },
		alarms.length ? "! " + alarms.length : none),
	    h("td", { role: "cell", class: "idle", "data-end": "costs when idle" }, idleText(row.idle, page.index.use.window_ms)),
	    h("td", { role: "cell", class: "speaks", "data-end": "bytes of its own" }, row.speaks ? "yes" : "no"));
}

function originText(origin) {
	return origin.host + ", " + (origin.started || "").slice(0, 10);
}

function whereMeasured(use) {
	const { timers } = page.index.options || {};

	return use.here ? "As measured in this run, with " + (timers ? "the timers " + timers : "its short timers") + "." :
	    "As measured on " + originText(use.measured) + ": this run did not play enough to compare strategies.";
}

function useTable(use, programs, rows) {
	const head = (text, about) => h("th", { scope: "col", role: "columnheader", title: about }, text);

	return h("table", { class: "use some", role: "table", "aria-labelledby": "use-title" },
	    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head("strategy", ""),
		use.ends.map(end => head(end.name, end.about + ": " + end.scenarios.join(", "))),
		head("false alarms", "healthy connections that it calls dead, and ends that it tells before they come"),
		head(["costs when idle", h("small", {}, "with the timers of the run")], "what it puts on the wire of a connection on which nothing happens, with the timers of the run"),
		head("bytes of its own", "it sends bytes that the protocol of both ends must allow"))),
	    h("tbody", { role: "rowgroup" }, programs.map(row => useRow(row, use.ends, true)),
		rows.map(row => useRow(row, use.ends, false))));
}

/* Those that are no row, and why the table has fewer than the page has strategies. */
function untriedText(use) {
	const names = use.rows.filter(row => !isTried(row)).map(row => row.subject);

	return names.length ? " Not in the table, as none of these ends was tried with it: " + someOfTwo(names) + "." : "";
}

function endList(use) {
	return h("details", {}, h("summary", {}, "What \"no answer\" and the other ends are"),
	    h("dl", { class: "signs" }, use.ends.map(end => [h("dt", {}, end.name),
		h("dd", {}, end.about + ": ", h("code", {}, end.scenarios.join(", ")))])));
}

function isTried(row) {
	return row.ends.some(end => end.sight !== "not-tested");
}

function usePart() {
	const use = page.index.use;
	const rows = use ? use.rows.filter(isTried) : [], programs = use ? use.programs.filter(isTried) : [];

	if (!rows.length)
		return "";
	const table = useTable(use, programs, rows);
	const more = h("button", { type: "button", onclick: () => {
		table.classList.remove("some");
		more.remove();
	} }, "Show all " + (rows.length + programs.length));

	[...table.tBodies[0].rows].slice(programs.length + USE_SHOWN).forEach(tr => tr.classList.add("rest"));
	return h("section", { id: "use", "aria-labelledby": "use-title" }, h("h2", { id: "use-title" }, "What to use",
	    h("small", { class: "hint" }, " for every kind of end, not only that of one incident")),
	    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "use-title" }, table),
	    h("p", { class: "hint" }, whereMeasured(use) + " Best first: no false alarm, then the most kinds of end noticed, then what " +
		"disturbs least; the program's own advice has the same order. ", rows.some(row => row.ends.some(end => end.stock_ms)) ?
		["\"Stock\" is from when it would notice with the timers of ", h("code", {}, "--timers default"),
			", as the strategy declares it: nobody waited for that."] : "", untriedText(use)),
	    rows.length > USE_SHOWN ? h("p", { class: "more" }, more) : "", endList(use));
}
