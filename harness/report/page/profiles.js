/* profiles.js - which sign each subject sees: the one-line answer. */
/* SPDX-License-Identifier: BSD-2-Clause */

const PROFILES_SHOWN = 15;

/* In the order of what to use, which the program has; programs under test first. */
function inOrder(profiles) {
	const order = new Map(((page.index.use || {}).rows || []).map((row, i) => [row.subject, i]));
	const place = profile => order.has(profile.subject) ? order.get(profile.subject) : -1;

	return [...profiles].sort((a, b) => place(a) - place(b));
}

function sightCell(profile, sign) {
	const s = profile.signs[sign] || { sight: "not-tested", cells: 0 };
	const [mark, text] = SIGHTS[s.sight] || ["?", s.sight];

	return h("td", { role: "cell", class: "sight s-" + s.sight, "aria-label": sign + ": " + text,
		title: profile.subject + ", " + sign + ": " + text + ", in " + plural(s.cells, "cell") },
	mark);
}

function alarmsCell(profile) {
	const { healthy, early } = page.alarms.get(profile.subject);

	return h("td", { role: "cell", class: "alarms", title: [healthy.join(", "), early ? "and in " + plural(early, "scenario") +
	    " before the end, or before it could be seen" : ""].filter(Boolean).join("; ") },
	healthy.length || early ? "! " + healthy.length + (early ? " + " + early : "") : "");
}

function alarmNames(profile) {
	const { healthy } = page.alarms.get(profile.subject);

	return h("td", { role: "cell", class: "names" }, healthy.length ? "! " + someOfTwo(healthy) : "");
}

/* Two by name, of more the number. */
function someOfTwo(names) {
	return names.slice(0, 2).join(", ") + (names.length > 2 ? " and " + (names.length - 2) + " more" : "");
}

function costCell(profile) {
	return h("td", { role: "cell", class: "cost" }, idleText(profile.idle_cost, (page.index.options || {}).window_ms));
}

function profileRow(profile, signs) {
	const subject = page.index.subjects.find(s => s.name === profile.subject) || {};

	return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader", title: subject.title || "" },
	    h("button", { type: "button", class: "word",
		    onclick: () => showOnly({ text: profile.subject }) }, profile.subject)),
	alarmsCell(profile), costCell(profile), signs.map(sign => sightCell(profile, sign)), alarmNames(profile));
}

function signHead(sign) {
	return h("th", { scope: "col", role: "columnheader", class: "turned", title: SIGNS[sign] || "" },
	    h("button", { type: "button", class: "word",
		    onclick: () => showOnly({ text: sign }) }, sign));
}

function signList(signs) {
	return h("details", {}, h("summary", {}, "What the signs mean"),
	    h("dl", { class: "signs" }, signs.map(sign => [h("dt", {}, sign), h("dd", {}, SIGNS[sign] || "")])),
	    h("p", {}, "\"Unread data\" is what has arrived and was not read: a FIN, or a RST, stands behind it " +
		"in the socket's queue, and a look at the front of the queue sees bytes, not the end."));
}

/* On a phone each has a line of its own above its signs: see matrix.css. */
function profileTable(profiles, signs) {
	const head = (className, text) => h("th", { scope: "col", role: "columnheader", class: className }, text);

	return h("table", { class: "profiles some", role: "table", style: "--signs:" + signs.length },
	    h("caption", {}, "In the order of what to use; costs are with the timers of the run. \"! 18 + 3\": calls the connection dead in 18 healthy scenarios, and in 3 more before " +
		"its end or before that could be seen."),
	    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head("corner", rowWord(1)), head("alarms", "false alarms"),
		head("cost", "costs when idle"), signs.map(signHead), head("names", "calls these healthy ones dead"))),
	    h("tbody", { role: "rowgroup" }, profiles.map(p => profileRow(p, signs))));
}

function drawProfiles() {
	const profiles = inOrder(page.index.profiles || []);

	if (profiles.length === 0)
		return;
	const tested = sign => profiles.some(p => p.signs[sign] && p.signs[sign].cells > 0);
	const signs = Object.keys(profiles[0].signs).filter(tested);
	const table = profileTable(profiles, signs), rows = [...table.tBodies[0].rows];
	const more = h("button", { type: "button", onclick: () => {
		table.classList.remove("some");
		more.remove();
	} }, "Show all " + profiles.length);

	rows.slice(PROFILES_SHOWN).forEach(row => row.classList.add("rest"));
	byId("overview").append(h("section", { id: "profiles", "aria-labelledby": "profiles-title" },
	    h("h2", { id: "profiles-title" }, "Profiles: which signs each " + rowWord(1) + " sees"),
	    h("p", { class: "legend" }, Object.values(SIGHTS)
		.map(([mark, text]) => [h("span", {}, h("b", {}, mark || "blank"), " " + text), " "])),
	    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "profiles-title" }, table),
	    rows.length > PROFILES_SHOWN ? h("p", { class: "more" }, more) : "",
	    signList(signs), page.index.best ? h("details", {},
		h("summary", {}, "The smallest sets that see everything"),
		h("pre", {}, page.index.best.trim())) : ""));
}
