/* matrix.js - subjects against scenarios: one real table, a cell one character. */
/* SPDX-License-Identifier: BSD-2-Clause */

let drawn = null; /* the selection in the table */
let turn = 0; /* of drawing: a later one ends an earlier that is not done */
let current = [0, 0]; /* row and column that the keyboard is at */

/* A folded group is one column: how many of its cells are right. */
function foldedCell(row, group) {
	const cells = row.cells.filter((c, i) => c && drawn.columns[i].group === group);
	const right = cells.filter(c => c.outcome === "right").length;

	return h("td", { class: "sum", "aria-label": right + " of " + cells.length + " right" },
	    cells.length ? right + "/" + cells.length : "");
}

/* Of two families or runs that say otherwise the worse is shown, underlined. */
function isMixed(cell) {
	const all = page.at(cell.subject, cell.scenario);

	return all.length > 1 && all.some(c => c.outcome && c.outcome !== cell.outcome &&
	    (!view.family || c.family === view.family));
}

function cellElement(cell, r, c) {
	const td = document.createElement("td");

	if (!cell)
		return td;
	td.textContent = cell.mark;
	td.className = cell.look + (isMixed(cell) ? " mixed" : "") +
	    (cellIsAsked(view, cell) ? "" : " faint");
	td.ariaLabel = cell.outcome || cell.result;
	td.id = "at-" + r + "-" + c;
	td.tabIndex = -1;
	return td;
}

/* Columns in their groups, in order: [group, first, after the last]. */
function spans(columns) {
	const all = [];

	columns.forEach((column, i) => {
		const last = all[all.length - 1];

		if (last && last[0] === column.group)
			last[2] = i + 1;
		else
			all.push([column.group, i, i + 1]);
	});
	return all;
}

function groupHead([group, from, to]) {
	const shut = folded.has(group);

	return h("th", { scope: "colgroup", colspan: shut ? 1 : to - from, class: "group" },
	    h("button", { type: "button", "aria-expanded": String(!shut), title: shut ? "unfold " + group : "fold " + group,
		    onclick: () => {
			    shut ? folded.delete(group) : folded.add(group);
			    drawMatrix();
			    const again = document.querySelector("[data-group=\"" + CSS.escape(group) + "\"]");
			    if (again)
				    again.focus();
		    }, "data-group": group }, (shut ? "▸ " : "▾ ") + group));
}

function columnHead(column) {
	return h("th", { scope: "col", class: "turned told", "data-scenario": column.number, title: column.name + ": " + (column.title || "") },
	    h("span", {}, column.name.slice(column.group.length + 1) || column.name));
}

function rowElement(row, r, parts) {
	const tr = h("tr", {}, h("th", { scope: "row", class: "told", "data-subject": row.subject.number,
		title: row.subject.title || "" }, row.subject.name));

	for (const [group, from, to] of parts)
		if (folded.has(group))
			tr.append(foldedCell(row, group));
		else
			for (let c = from; c < to; c++)
				tr.append(cellElement(row.cells[c], r, c));
	const letters = page.effects.get(row.subject) || 0;

	tr.append(h("td", { class: "effects", title: [effectsText(letters, false), row.healthy ? "calls " +
	    plural(row.healthy, "healthy scenario") + " dead" : "", row.early ? "in " + plural(row.early, "scenario") +
	    " it said so before the end, or before it could be seen" : ""].filter(Boolean).join("; ") },
	effectsText(letters, true) + (row.healthy ? " !" + row.healthy : "")));
	return tr;
}

function headRows(parts) {
	return [
		h("tr", {}, h("th", { rowspan: 2, scope: "col", class: "corner" }, rowWord(1)), parts.map(groupHead),
		    h("th", { rowspan: 2, scope: "col", class: "turned" }, h("span", {}, "does besides"))),
		h("tr", {}, parts.map(([group, from, to]) => folded.has(group) ?
		    h("th", { scope: "col", class: "turned" }, h("span", {}, "right of")) :
		    drawn.columns.slice(from, to).map(columnHead))),
	];
}

function summary() {
	const cells = drawn.rows.flatMap(row => row.cells.filter(c => c && cellIsAsked(view, c)));

	return drawn.unknown.length ? "Nothing is called \"" + drawn.unknown.join("\", \"") + "\"." :
	    rowCount(drawn.rows.length) + " × " + plural(drawn.columns.length, "scenario") +
	    (view.outcome || view.result ? ": " + count(cells.length) + " of " +
		plural(drawn.rows.length * drawn.columns.length, "cell") + (cells.length === 1 ? " is" : " are") +
		" as asked, the others faint" : "") +
	    (page.families.length > 1 && !view.family ? "; a cell shows the worse of both families" : "");
}

/* Fixed widths: the browser need not look at every cell to find them; a group's name has room. */
function columnWidths(parts) {
	const phone = innerWidth < 640;
	const names = phone ? 150 : 206;
	const each = phone ? 30 : drawn.columns.length > 60 ? 16 : drawn.columns.length > 24 ? 18 :
	    drawn.columns.length > 8 ? 34 : 64;
	const wide = ([group, from, to]) => Math.max(each, Math.ceil((24 + 7.5 * group.length) / (to - from)));
	const widths = [names, ...parts.flatMap(part =>
	    folded.has(part[0]) ? [Math.max(46, 24 + 7.5 * part[0].length)] : Array(part[2] - part[1]).fill(wide(part))), 62];

	return { width: widths.reduce((a, b) => a + b, 0),
		columns: h("colgroup", {}, widths.map(w => h("col", { style: "width:" + w + "px" }))) };
}

const AT_ONCE = 80; /* rows: more than any screen has */

/* The first rows now, the others when the browser has shown these. */
function drawRows(body, from, parts, mine) {
	if (mine !== turn)
		return;
	const to = Math.min(from + AT_ONCE, drawn.rows.length);

	for (let r = from; r < to; r++)
		body.append(rowElement(drawn.rows[r], r, parts));
	if (to < drawn.rows.length)
		setTimeout(drawRows, 0, body, to, parts, mine);
}

/* Where the table is wider than the screen: what there is, and a way to each group. */
function drawSideways(parts, isWide) {
	const box = selector => document.querySelector(selector).getBoundingClientRect();
	const go = group => {
		document.querySelector(".grid").scrollLeft +=
		    box("[data-group=\"" + CSS.escape(group) + "\"]").left - box("#cells .corner").right;
	};

	document.querySelector(".sideways").hidden = !isWide;
	document.querySelector(".sideways").replaceChildren("The matrix scrolls sideways, to ",
	    ...parts.flatMap(([group], i) => [i ? ", " : "",
		h("button", { type: "button", class: "word", onclick: () => go(group) }, group)]), ".");
}

/* Made anew each time: thousands of cells cost less than to find what changed. */
function drawMatrix() {
	drawn = select();
	const parts = spans(drawn.columns);
	const { width, columns } = columnWidths(parts);
	const body = h("tbody", {});
	const table = h("table", { id: "cells", role: "grid", style: "width:" + width + "px" },
	    h("caption", {}, summary()), columns,
	    h("thead", {}, drawn.rows.length ? headRows(parts) : ""),
	    body);

	drawSideways(parts, width > innerWidth - 60);
	drawRows(body, 0, parts, ++turn);
	byId("cells").replaceWith(table);
	byId("matrix-said").textContent = summary();
	const answer = questionOfView();
	byId("found").replaceChildren(...(answer || []));
	byId("told").replaceChildren();
	current = [0, 0];
	const first = table.querySelector("td[id]");
	if (first) {
		first.tabIndex = 0;
		current = placeOf(first);
	}
	hideTip();
}

function placeOf(td) {
	return td.id.split("-").slice(1).map(Number);
}

function cellAt(td) {
	const [r, c] = placeOf(td);

	return drawn.rows[r] && drawn.rows[r].cells[c];
}

/* Into the grid, at the place where it was left. */
function focusMatrix(options) {
	const td = byId("at-" + current.join("-"));

	if (td)
		td.focus(options);
}

/* What a row or a column is, in the words of its case. */
function aboutSubjectLine(s) {
	return [h("b", {}, s.name), ": " + (s.title || "") + ((s.used_by || []).length ? ". Used by " + listed(s.used_by) : "") + ". "];
}

function aboutScenarioLine(s) {
	return [h("b", {}, s.name), ": " + (s.title || "") + ". ", h("span", { class: "ref" }, s.why || "")];
}

function tellHead(th) {
	const { subject, scenario } = th.dataset;

	byId("told").replaceChildren(...(subject !== undefined ? aboutSubjectLine(page.index.subjects[subject]) :
	    aboutScenarioLine(page.index.scenarios[scenario])));
	say(byId("told").textContent);
}

function hideTip() {
	byId("tip").hidden = true;
}

function tipText(cell) {
	const others = page.at(cell.subject, cell.scenario).filter(c => c !== cell && c.outcome !== cell.outcome);

	return [h("b", {}, cell.scenario.name + "/" + cell.subject.name +
	    (cell.family === 6 ? " (IPv6)" : "") + (cell.run > 1 ? " (run " + cell.run + ")" : "")),
	h("span", {}, verdictText(cell)),
	cell.old ? h("span", {}, "before: " + verdictText(cell.old)) : "",
	others.slice(0, 3).map(c => h("span", {}, "IPv" + c.family + (c.run > 1 ? ", run " + c.run : "") + ": " +
	    verdictText(c)))];
}

function showTip(td) {
	const cell = cellAt(td), tip = byId("tip"), box = td.getBoundingClientRect();

	if (!cell)
		return;
	tip.replaceChildren(...tipText(cell).flat());
	tip.hidden = false;
	const size = tip.getBoundingClientRect();
	tip.style.left = Math.max(4, Math.min(box.right + 6, innerWidth - size.width - 8)) + "px";
	tip.style.top = (box.bottom + size.height + 8 > innerHeight ?
	    box.top - size.height - 4 : box.bottom + 4) + "px";
}

/* The next place in a direction that has a cell. */
function neighbour([r, c], dr, dc) {
	for (;;) {
		r += dr;
		c += dc;
		if (r < 0 || c < 0 || r >= drawn.rows.length || c >= drawn.columns.length)
			return null;
		const td = byId("at-" + r + "-" + c);

		if (td)
			return td;
	}
}

function edge([r, c], last) {
	const all = drawn.columns.map((_, i) => byId("at-" + r + "-" + i)).filter(Boolean);

	return all[last ? all.length - 1 : 0] || byId("at-" + r + "-" + c);
}

const KEYS = {
	ArrowUp: at => neighbour(at, -1, 0),
	ArrowDown: at => neighbour(at, 1, 0),
	ArrowLeft: at => neighbour(at, 0, -1),
	ArrowRight: at => neighbour(at, 0, 1),
	Home: at => edge(at, false),
	End: at => edge(at, true),
};

function moveTo(td) {
	const before = byId("at-" + current.join("-"));

	if (before)
		before.tabIndex = -1;
	current = placeOf(td);
	td.tabIndex = 0;
	td.focus();
}

function onKey(event) {
	const td = event.target.closest("td[id]");

	if (!td || event.ctrlKey || event.altKey || event.metaKey)
		return;
	if (event.key === "Enter" || event.key === " ")
		location.hash = cellHash(cellAt(td));
	else if (KEYS[event.key]) {
		const next = KEYS[event.key](placeOf(td));

		if (next)
			moveTo(next);
	} else
		return;
	event.preventDefault();
}

function onFocus(event) {
	const td = event.target.closest("td[id]");

	if (!td)
		return;
	showTip(td);
	const cell = cellAt(td);
	byId("told").replaceChildren(...aboutScenarioLine({ ...cell.scenario, why: "" }), ...aboutSubjectLine(cell.subject));
	say(cell.scenario.name + ", " + cell.subject.name + ": " + verdictText(cell));
}

function matrixBox() {
	return h("div", { class: "scroll grid",
		onkeydown: onKey, onfocusin: onFocus, onfocusout: hideTip,
		onmouseover: e => { const td = e.target.closest("td[id]"); td ? showTip(td) : hideTip(); },
		onmouseleave: hideTip, onscroll: hideTip,
		onclick: e => {
			const td = e.target.closest("td[id]"), th = e.target.closest("th.told");

			if (th)
				tellHead(th);
			if (td) {
				moveTo(td);
				location.hash = cellHash(cellAt(td));
			}
		} }, h("table", { id: "cells" }));
}

function matrixLegend() {
	const results = Object.entries(RESULTS).filter(([name, r]) => r.mark && page.cells.some(c => c.result === name));

	return h("p", { class: "legend" }, Object.entries(OUTCOMES).map(([name, o]) =>
	    [h("span", { title: o.text }, h("b", { class: "o-" + name }, o.mark), " " + name), " "]),
	results.map(([, r]) => [h("span", {}, r.mark + " " + r.text), " "]),
	page.cells.length > page.index.scenarios.length * page.index.subjects.length ?
	    h("span", {}, h("u", {}, "underlined"), ": families or runs differ") : "",
	" ", h("span", {}, "besides: " + EFFECTS.map(e => e.join(" ")).join(", ") + ", !N calls N healthy scenarios dead"));
}

function addMatrix() {
	byId("overview").append(h("section", { id: "matrix", "aria-labelledby": "matrix-title" },
	    h("h2", { id: "matrix-title" }, "The matrix"),
	    h("p", { class: "hint" }, "A row is one way to notice, a column one way to end or to stay alive. " +
		"Open a cell for its story: click it, or go there with the arrow keys and press Enter. Click a group's name " +
		"to fold it, a row's or a column's to be told what it is. The key / leads to the filter."),
	    filterForm(), h("p", { id: "found", tabindex: -1, role: "status" }), matrixLegend(),
	    h("p", { class: "sideways hint" }), h("p", { class: "unseen", id: "matrix-said", role: "status" }), matrixBox(),
	    h("p", { id: "told" })));
	drawMatrix();
}
