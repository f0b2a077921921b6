/* main.js - opens the index, draws the page, follows the links. */
/* SPDX-License-Identifier: BSD-2-Clause */

let page = null;
let left = null; /* how the overview was left for a cell: its hash, its scroll, whether from the matrix */

function showOverview() {
	shown = null;
	document.body.classList.remove("opened");
	byId("cell").hidden = true;
	byId("cell").replaceChildren();
	byId("overview").hidden = false;
	document.title = "Hangup: " + document.querySelector("h1").textContent;
}

/* Where a cell closes to: there it was opened. */
function closedHash() {
	return left && !left.inMatrix ? left.hash : viewHash();
}

async function showCell(cell) {
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

/* How far apart two names are: letters to change, add or leave out. */
function distance(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);

	for (let i = 1; i <= a.length; i++) {
		const next = [i];

		for (let k = 1; k <= b.length; k++)
			next.push(Math.min(row[k] + 1, next[k - 1] + 1, row[k - 1] + (a[i - 1] !== b[k - 1])));
		row = next;
	}
	return row[b.length];
}

function nearest(list, name) {
	return list.reduce((best, e) => distance(e.name, name) < distance(best.name, name) ? e : best);
}

/* A link to a cell that is not here is answered, not ignored. */
function sayLost(hash) {
	const [group, name, subject] = hash.split("/");
	const cell = page.cells.length ? page.at(nearest(page.index.subjects, subject),
	    nearest(page.index.scenarios, group + "/" + name))[0] : null;

	byId("answer").prepend(h("p", { id: "lost", class: "warning", tabindex: -1 }, "These results have no cell " + hash + ". ",
	    cell ? ["The nearest is ", link(cellHash(cell), cell.scenario.name + "/" + cell.subject.name), "."] : ""));
	byId("lost").scrollIntoView({ block: "center" });
	byId("lost").focus({ preventScroll: true });
}

/* A view of the matrix, or the start: as it was left, if one comes back to it from a cell. */
function showView(hash) {
	const wanted = viewOfHash(hash), same = !page.cells.length || isView(wanted);
	const isBack = shown && left && same && (left.inMatrix || left.hash === hash);

	if (!same)
		setView(wanted);
	showOverview();
	if (isBack) {
		scrollTo(0, left.scroll);
		if (left.inMatrix)
			focusMatrix({ preventScroll: true });
	} else if (hash !== "" && page.cells.length)
		lookAtMatrix();
	else if (byId("ask") && (byId("question").value || !byId("incident").hidden))
		showAsked("");
}

/* A link leads to a cell, to a view of the matrix, or to a part of the overview. */
async function follow(event) {
	const hash = location.hash.slice(1), cell = cellOfHash(hash);

	if (cell && event && !shown)
		left = { hash: (event.oldURL || "").split("#")[1] || "", scroll: scrollY,
			inMatrix: !!byId("matrix") && byId("matrix").contains(document.activeElement) };
	delete document.body.dataset.cell;
	if (byId("lost"))
		byId("lost").remove();
	if (cell)
		return showCell(cell);
	if (hash === "" || hash === "matrix" || hash.startsWith("?"))
		showView(hash);
	else if (byId("ask") && (hash === "answer" || hash === "top" || /^why[?\/]/.test(hash))) {
		showOverview();
		showAsked(hash);
	} else {
		showOverview();
		if (hash.split("/").length > 2)
			sayLost(hash);
		else if (byId(hash))
			byId(hash).scrollIntoView();
	}
}

function drawParts() {
	byId("parts").append(...[["answer", "Incidents"], ["use", "What to use"], ["profiles", "Profiles"], ["score", "Score"],
		["matrix", "Matrix"], ["clauses", "Clauses"]]
	    .filter(([id]) => byId(id)).map(([id, text]) => link(id, text)));
}

function onPageKey(event) {
	const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

	if (event.key === "Escape" && shown)
		location.hash = closedHash();
	else if (event.key === "Escape" && event.target.id === "question")
		ask("");
	else if (event.key === "Escape" && event.target.id === "filter") {
		/* what was typed goes first, then one goes on to the matrix */
		if (isView(ALL))
			focusMatrix();
		else
			showOnly({}, true);
	} else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && byId("filter")) {
		event.preventDefault();
		if (shown) {
			history.pushState(null, "", "#" + viewHash());
			delete document.body.dataset.cell;
			showOverview();
		}
		byId("filter").focus();
	} else if (event.key === "?" && !typing && !event.ctrlKey && !event.metaKey && byId("question")) {
		event.preventDefault();
		if (shown)
			location.hash = "answer";
		byId("question").focus();
	}
}

async function begin() {
	page = model(await unpackJson("index-0-0"));
	if (page.index.cells.old)
		drawChanges();
	else
		drawAnswer();
	drawProfiles();
	if (page.cells.length && !page.index.cells.old)
		drawScore();
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
