/* profiles.js - which sign each subject sees: the one-line answer. */
/* SPDX-License-Identifier: BSD-2-Clause */

const PROFILES_SHOWN = 15;

function seenBy(profile) {
	return Object.values(profile.signs)
	    .filter(s => ["right", "vague", "misnamed"].includes(s.sight)).length +
	    Object.values(profile.signs).filter(s => s.sight === "partly").length / 2;
}

/* Those who see most, and of these who cry wolf least. */
function bestFirst(a, b) {
	return seenBy(b) - seenBy(a) || a.false_alarms.length - b.false_alarms.length;
}

function sightCell(profile, sign) {
	const s = profile.signs[sign] || { sight: "not-tested", cells: 0 };
	const [mark, text] = SIGHTS[s.sight] || ["?", s.sight];

	return h("td", { class: "sight s-" + s.sight, "aria-label": text,
		title: profile.subject + ": " + text + ", in " + plural(s.cells, "cell") },
	mark);
}

function alarmsCell(profile) {
	const n = profile.false_alarms.length;

	return h("td", { class: "alarms" }, n ? ["! ", profile.false_alarms.slice(0, 2).join(", "),
		n > 2 ? " and " + (n - 2) + " more" : ""] : "");
}

function costCell(profile) {
	const cost = profile.idle_cost;

	return h("td", { class: "cost" }, !cost ? "" : cost.bytes || cost.probes ?
	    [cost.bytes ? plural(cost.bytes, "byte") : "", cost.probes ? plural(cost.probes, "probe") : ""]
		.filter(Boolean).join(", ") : "nothing");
}

function profileRow(profile, signs) {
	const subject = page.index.subjects.find(s => s.name === profile.subject) || {};

	return h("tr", {}, h("th", { scope: "row", title: subject.title || "" },
	    h("button", { type: "button", class: "word",
		    onclick: () => showOnly({ text: profile.subject }) }, profile.subject)),
	signs.map(sign => sightCell(profile, sign)), alarmsCell(profile), costCell(profile));
}

function signHead(sign) {
	return h("th", { scope: "col", class: "turned", title: SIGNS[sign] || "" },
	    h("button", { type: "button", class: "word",
		    onclick: () => showOnly({ text: sign }) }, sign));
}

function signList(signs) {
	return h("details", {}, h("summary", {}, "What the signs mean"),
	    h("dl", { class: "signs" }, signs.map(sign => [h("dt", {}, sign), h("dd", {}, SIGNS[sign] || "")])),
	    h("p", {}, "\"Unread data\" is what has arrived and no one has read: a FIN, or a RST, stands behind it " +
		"in the socket's queue, and who looks only at the front of the queue sees bytes, not the end."));
}

function drawProfiles() {
	const profiles = [...(page.index.profiles || [])].sort(bestFirst);

	if (profiles.length === 0)
		return;
	const tested = sign => profiles.some(p => p.signs[sign] && p.signs[sign].cells > 0);
	const signs = Object.keys(profiles[0].signs).filter(tested);
	const rows = profiles.map(p => profileRow(p, signs));
	const more = h("button", { type: "button", onclick: () => {
		table.classList.remove("some");
		more.remove();
	} }, "Show all " + profiles.length);
	const table = h("table", { class: "profiles some" },
	    h("caption", {}, "Checks, the most seeing first, against the signs of death. Costs are per idle window of a cell."),
	    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, "check"),
		signs.map(signHead), h("th", { scope: "col" }, "calls these healthy ones dead"),
		h("th", { scope: "col" }, "costs when idle"))),
	    h("tbody", {}, rows));

	rows.slice(PROFILES_SHOWN).forEach(row => row.classList.add("rest"));
	byId("overview").append(h("section", { id: "profiles", "aria-labelledby": "profiles-title" },
	    h("h2", { id: "profiles-title" }, "Profiles: which ends each check sees"),
	    h("p", { class: "legend" }, Object.values(SIGHTS).filter(([mark]) => mark)
		.map(([mark, text]) => [h("span", {}, h("b", {}, mark), " " + text), " "])),
	    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "profiles-title" }, table),
	    rows.length > PROFILES_SHOWN ? h("p", { class: "more" }, more) : "",
	    page.index.asked ? h("details", { open: true }, h("summary", {}, "What the contract asks of these programs"),
		h("pre", {}, page.index.asked.trim())) : "",
	    signList(signs), page.index.best ? h("details", {},
		h("summary", {}, "Which to use: the smallest sets that see everything"),
		h("pre", {}, page.index.best.trim())) : ""));
}
