/* main.js - opens the index, draws the page, follows the links. */
/* SPDX-License-Identifier: BSD-2-Clause */

let page = null;
let scrolled = 0; /* where the overview was left */

function showOverview(part) {
	const cell = shown;

	shown = null;
	document.body.classList.remove("opened");
	byId("cell").hidden = true;
	byId("cell").replaceChildren();
	byId("overview").hidden = false;
	document.title = "Hangup: " + document.querySelector("h1").textContent;
	if (!cell)
		return;
	scrollTo(0, scrolled);
	const td = byId("at-" + current.join("-"));
	if (td && part === "matrix")
		td.focus({ preventScroll: true });
}

async function showCell(cell) {
	if (!shown)
		scrolled = scrollY;
	shown = cell;
	hideTip();
	document.title = cellHash(cell) + " - Hangup";
	if (document.readyState === "loading") /* its records come last */
		await new Promise(done => addEventListener("DOMContentLoaded", done, { once: true }));
	byId("overview").hidden = true;
	byId("cell").hidden = false;
	document.body.classList.add("opened");
	await drawCell(cell);
	if (shown !== cell)
		return;
	scrollTo(0, 0);
	byId("cell").focus({ preventScroll: true });
	document.body.dataset.cell = cellHash(cell);
}

/* A link leads to a cell, or to a part of the overview. */
async function follow() {
	const hash = location.hash.slice(1), cell = cellOfHash(hash);

	delete document.body.dataset.cell;
	if (cell)
		await showCell(cell);
	else {
		showOverview(hash);
		if (hash.split("/").length > 2)
			say("These results have no cell " + hash);
		else if (hash !== "matrix" && byId(hash))
			byId(hash).scrollIntoView();
	}
}

function drawParts() {
	byId("parts").append(...[["answer", "Answer"], ["profiles", "Profiles"], ["matrix", "Matrix"], ["clauses", "Clauses"]]
	    .filter(([id]) => byId(id)).map(([id, text]) => link(id, text)));
}

function onPageKey(event) {
	const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

	if (event.key === "Escape" && shown)
		location.hash = "matrix";
	else if (event.key === "Escape" && event.target.id === "filter") {
		showOnly({}, true);
		event.target.blur();
	} else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
		event.preventDefault();
		if (shown)
			location.hash = "matrix";
		setTimeout(() => byId("filter").focus());
	}
}

async function begin() {
	page = model(await unpackJson("index-0-0"));
	if (page.index.cells.old)
		drawChanges();
	else
		drawAnswer();
	drawProfiles();
	if (page.cells.length)
		addMatrix();
	drawClauses();
	drawParts();
	performance.mark("drawn");
	document.body.dataset.drawn = "yes";
	addEventListener("hashchange", follow);
	addEventListener("keydown", onPageKey);
	addEventListener("resize", redrawLadders);
	await follow();
}

begin().catch(error => {
	byId("answer").append(h("p", { class: "warning" }, "This page cannot be drawn: " + error.message +
	    ". It needs a browser of 2023 or later; results.json and matrix.md beside it hold the same."));
	throw error;
});
