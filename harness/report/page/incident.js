/* incident.js - an incident, told: what happens, what notices it, what to set. */
/* SPDX-License-Identifier: BSD-2-Clause */

function incidents() {
	return page.index.incidents || [];
}

/* "silence/both-ways/keepalive": the cells of that name here, both families. */
function cellsNamed(name) {
	const parts = name.split("/"), subject = parts.pop();
	const s = page.index.scenarios.find(e => e.name === parts.join("/"));
	const j = page.index.subjects.find(e => e.name === subject);

	return s && j ? page.at(j, s) : [];
}

/* In how many healthy scenarios was it tried here? */
function healthyTried(subject) {
	return page.index.scenarios.filter(s => isHealthy(s) && cellsNamed(s.name + "/" + subject).length).length;
}

/* What is missed is missed for as long as it was watched. */
function watchedText(cell) {
	const ms = (page.index.options || {}).window_ms;

	return cell.outcome === "missed" && ms ? ", watched for " + timeText(ms * 1000) : "";
}

/* As this run has it, with a way to its ladder. */
function cellHere(cell) {
	return [h("b", { class: "badge " + classOf(cell) }, markOf(cell)), " ",
	    link(cellHash(cell), cell.subject.name), ", " + (cell.subject.title || "") + ": ", verdictText(cell), watchedText(cell)];
}

/* As the measurement has it that is in the program. */
function cellThere(c) {
	const outcome = OUTCOMES[c.outcome];

	return [outcome ? h("b", { class: "badge o-" + c.outcome }, outcome.mark) : "", " ",
	    c.cell.split("/").pop() + (c.how ? ", " + c.how : "") + ": ",
	    c.outcome ? c.outcome + (c.watched ? " in the " + c.watched + " that it was watched" : "") + ": said " + c.says + (c.after ? " after " + c.after : "") + "; " : "",
	    "not played in this run: ", h("code", { class: "all" }, "hangup run " + c.cell)];
}

/* Those of a scenario under its name: where the difference is the strategy. */
function incidentCells(incident) {
	const names = [...new Set(incident.cells.map(c => c.cell.split("/").slice(0, -1).join("/")))];

	return names.map(name => [h("p", { class: "of" }, h("b", {}, name), " ",
	    (page.index.scenarios.find(s => s.name === name) || {}).title || ""),
	h("ul", { class: "cells" }, incident.cells.filter(c => c.cell.startsWith(name + "/")).map(c => {
		const here = cellsNamed(c.cell)[0];

		return h("li", {}, here ? cellHere(here) : cellThere(c));
	}))]);
}

function measuredThere() {
	const { shipped, shipped_stock: stock } = page.index.use || {};

	return shipped ? "The figures in these sentences are in the program: measured on " + originText(shipped) +
	    (stock ? ", those of many minutes on " + originText(stock) : "") + ". " : "";
}

function seeAlso(incident) {
	const near = incident.see || [];

	return near.length ? [h("h3", {}, "See also"), h("ul", {}, near.map(i =>
	    h("li", {}, link("why/" + i.name, i.title))))] : "";
}

function drawIncident(incident) {
	const part = (title, text) => text ? [h("h3", {}, title), h("p", {}, text)] : "";

	byId("incident").replaceChildren(
	    h("p", { class: "near" }, link("answer", "‹ all incidents")),
	    h("h2", { id: "incident-title", tabindex: -1 }, incident.title),
	    ...[part("What happens on the wire", incident.wire), part("What notices it", incident.notices),
		part("What to set", incident.set), part("What that costs", incident.cost), part("What stays unseen even so", incident.unseen),
		h("h3", {}, "Measured for this"), incidentCells(incident),
		h("h3", {}, "See it yourself"), h("ul", { class: "commands" },
		    incident.commands.map(c => h("li", {}, h("code", { class: "all" }, c)))),
		h("p", { class: "hint" }, measuredThere() + "At a cell that this run played stands this run's result."),
		seeAlso(incident)]
		.flat(9).filter(Boolean));
	byId("incident").hidden = false;
}
