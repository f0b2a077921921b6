/* clauses.js - what of RFC 9293 was upheld, and where the evidence is. */
/* SPDX-License-Identifier: BSD-2-Clause */

function evidenceLink(e) {
	const hash = e.cell + (e.family === 4 && e.run === 1 ? "" : "/" + e.family) + (e.run === 1 ? "" : "/" + e.run);

	return h("li", {}, link(hash, e.cell + (e.family === 6 ? " (IPv6)" : "")),
	    e.packet ? ", packet " + e.packet : "", ": ", h("code", {}, e.check), " - " + e.got);
}

function clauseItem(clause) {
	const shown = (clause.evidence || []).filter(e => clause.result !== "violated" || !e.ok);
	const remark = clause.untested || clause.remark || (clause.result === "not tested" ? clause.why : "");

	return h("li", {}, h("p", {}, h("b", {}, clause.id), " ", h("span", { class: "ref" }, "RFC 9293 " + clause.ref),
	    " ", clause.text, remark ? h("span", { class: "remark" }, " " + remark) : ""),
	shown.length ? h("ul", { class: "evidence" }, shown.slice(0, 6).map(evidenceLink)) : "");
}

function clauseGroup(title, clauses, open) {
	return clauses.length ? h("details", { open }, h("summary", {}, title + " (" + clauses.length + ")"),
	    h("ul", { class: "clauses" }, clauses.map(clauseItem))) : "";
}

function drawClauses() {
	const clauses = page.index.clauses || [];
	const of = result => clauses.filter(c => c.result === result);

	if (!clauses.length)
		return;
	byId("overview").append(h("section", { id: "clauses", "aria-labelledby": "clauses-title" },
	    h("h2", { id: "clauses-title" }, "The clauses of RFC 9293"),
	    h("p", { class: "hint" }, "Every cell holds them against its own packets. A clause that this kernel does not " +
		"uphold is a finding, no failure of the run; \"upheld\" says that no cell showed otherwise."),
	    clauseGroup("Violated", of("violated"), true), clauseGroup("Upheld", of("upheld"), false),
	    clauseGroup("Not tested", of("not tested"), false)));
}
