/* cell.js - a cell, opened: its story, its evidence, what to do with it. */
/* SPDX-License-Identifier: BSD-2-Clause */

const ITEMS_AT_ONCE = 250; /* drawn: more than a screen has */

let shown = null; /* the cell that is open */
let zoom = 1;

/* "GROUP/NAME/SUBJECT", then "/FAMILY" and "/RUN" where they are not 4 and 1. */
function cellOfHash(hash) {
	const parts = hash.split("/").map(p => { try { return decodeURIComponent(p); } catch (e) { return p; } });

	if (parts.length < 3)
		return null;
	const all = page.cells.filter(c => c.scenario.name === parts[0] + "/" + parts[1] &&
	    c.subject.name === parts[2]);
	const family = Number(parts[3]) || (all.some(c => c.family === 4) ? 4 : 6);

	return all.find(c => c.family === family && c.run === (Number(parts[4]) || 1)) || null;
}

function fact(title, ...children) {
	return h("section", { class: "fact" }, h("h3", {}, title), children);
}

/* To a packet in the drawing. */
function packetLink(n) {
	return h("button", { type: "button", class: "word", onclick: e => {
		const side = e.target.closest(".side");
		const packet = side.querySelectorAll(".packet-" + n);

		document.querySelectorAll(".chosen").forEach(e => e.classList.remove("chosen"));
		packet.forEach(p => p.classList.add("chosen"));
		if (packet.length)
			packet[0].scrollIntoView({ block: "center" });
	} }, "packet " + n);
}

function truthFact(record) {
	return fact("Truth, from the packets", h("ol", {}, (record.truth || []).map(m => h("li", {}, h("b", {}, m.form),
	    m.t_us === null ? "" : " from " + milliseconds(m.t_us, true), m.packet ? [", by ", packetLink(m.packet)] : ""))),
	record.socket_state ? h("p", {}, "At the end the local end's kernel called the socket ", h("b", {}, record.socket_state), ".") : "");
}

/* "packet 4, packet 7 and 12 more"; "none". */
function countedPackets(c) {
	const named = c.packets || [];

	return !c.count ? "none" : !named.length ? plural(c.count, "packet") : [
		named.map((n, i) => [i ? ", " : "", packetLink(n)]),
		c.count > named.length ? " and " + (c.count - named.length) + " more" : ""];
}

function checksFact(record) {
	const checks = (record.wire && record.wire.checks) || [];

	return fact("Proven on the wire", h("ul", {}, checks.map(c => h("li", { class: c.ok ? "ok" : "bad" },
	    h("b", {}, c.ok ? "✓ " : "✗ "), h("code", {}, c.text), ": ", countedPackets(c)))),
	record.wire ? h("p", {}, plural(record.wire.packets, "packet") + ", " +
	    (record.wire.dropped ? plural(record.wire.dropped, "frame") + " lost by the capture." : "none lost by the captures.")) : "");
}

function clausesFact(record) {
	const all = record.clauses || [];
	const text = id => ((page.index.clauses || []).find(c => c.id === id) || {}).text || "";

	return all.length ? fact("Clauses of RFC 9293", h("ul", {}, all.map(c => h("li", { class: c.ok ? "ok" : "bad" },
	    h("b", {}, (c.ok ? "✓ upheld " : "✗ violated ") + c.id), " " + text(c.id) + " ",
	    h("code", {}, c.check), ": " + c.got, c.packet ? [", ", packetLink(c.packet)] : "")))) : "";
}

/* A click makes the file; nothing is fetched. */
function download(name, bytes) {
	const url = URL.createObjectURL(new Blob([bytes], { type: "application/vnd.tcpdump.pcap" }));

	h("a", { href: url, download: name }).click();
	setTimeout(() => URL.revokeObjectURL(url), 10000);
}

async function captureButtons(side, cell) {
	const name = cellHash(cell).replace(/[^A-Za-z0-9.-]+/g, "-");
	const legs = [["as the local end saw it", ".pcap"], ["as the remote end did", ".peer-leg.pcap"]];
	const has = await Promise.all(legs.map((_, leg) => captureLength(side, cell, leg)));

	return has.some(Boolean) ? legs.map(([text, end], leg) => has[leg] ? [h("button", { type: "button",
		onclick: async () => download(name + end, await captureOf(side, cell, leg)) }, "pcap, " + text), " "] : "") :
	    "This run kept no captures of the cell.";
}

function repeatCommand(cell) {
	const options = page.index.options || {};

	return "hangup run " + cell.scenario.name + "/" + cell.subject.name +
	    (cell.family === 6 ? " --family 6" : "") +
	    (options.timers || "").split(",").filter(Boolean).map(t => " --set " + t).join("");
}

async function takeFact(side, cell) {
	const record = await recordOf(side, cell), isLean = record.outcome && !record.packets;

	return fact("Take it with you",
	    h("p", {}, isLean ? "These results are kept without packets: the command plays the cell, and the page that it " +
		"writes has its ladder." : await captureButtons(side, cell)),
	    h("p", {}, "Run just this cell again: ", h("code", { class: "all" }, repeatCommand(cell))));
}

/* The other families and runs of this place; and its neighbours. */
function elsewhere(cell) {
	const others = page.at(cell.subject, cell.scenario).filter(c => c !== cell);
	const near = (list, entry, step) => list[entry.number + step];
	const go = (subject, scenario, words) => {
		const c = subject && scenario && (page.at(subject, scenario).find(o => o.family === cell.family) ||
		    page.at(subject, scenario)[0]);

		return c ? link(cellHash(c), words) : "";
	};
	const { scenarios, subjects } = page.index;

	return h("nav", { class: "near", "aria-label": "Other cells" },
	    link(viewHash(), "↑ matrix"),
	    left && left.hash.startsWith("why/") ? link(left.hash, "↑ incident") : "",
	    go(near(subjects, cell.subject, -1), cell.scenario, "‹ " + rowWord(1) + " before"),
	    go(near(subjects, cell.subject, 1), cell.scenario, rowWord(1) + " after ›"),
	    go(cell.subject, near(scenarios, cell.scenario, -1), "‹ scenario before"),
	    go(cell.subject, near(scenarios, cell.scenario, 1), "scenario after ›"),
	    others.map(c => link(cellHash(c), h("b", { class: classOf(c) }, markOf(c)),
		" IPv" + c.family + (c.run > 1 || cell.run > 1 ? ", run " + c.run : ""))));
}

function zoomTo(factor, figure) {
	zoom = Math.max(0.5, Math.min(3, factor));
	const drawing = figure.querySelector("svg"), box = drawing && drawing.viewBox.baseVal;

	if (drawing) {
		drawing.setAttribute("width", box.width * zoom);
		drawing.setAttribute("height", box.height * zoom);
	}
}

function ladderFigure(record) {
	const figure = h("figure", { class: "story" });
	const box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Ladder diagram" });
	const draw = () => {
		box.replaceChildren(ladder(record, Math.max(340, Math.min(1240, box.clientWidth || 1000)), ITEMS_AT_ONCE));
		zoomTo(zoom, figure);
	};

	figure.append(h("div", { class: "tools" }, h("span", {}, "Time runs down and is not to scale: each row has its time, " +
	    "each pause is written. States are as the packets imply them."),
	h("span", { class: "zoom" }, [["−", 1 / 1.25, "smaller"], ["+", 1.25, "larger"], ["1:1", 0, "1:1, as it was"]].map(([t, f, label]) =>
	    h("button", { type: "button", "aria-label": label, onclick: () => zoomTo(f ? zoom * f : 1, figure) }, t)))), box);
	figure.redraw = draw;
	return figure;
}

/* The whole story of one side. */
async function sideOf(side, cell, title) {
	const record = await recordOf(side, cell);

	if (!record)
		return [h("section", { class: "side" }, title ? h("h2", {}, title) : "",
		    h("p", {}, "There is no such cell in these results."))];
	const has = record.packets && record.truth;
	const figure = has ? ladderFigure(record) : "";
	const table = h("details", { ontoggle: e => {
		if (e.target.open && e.target.children.length === 1)
			e.target.append(h("div", { class: "scroll", tabindex: "0", role: "region",
				"aria-label": "The same as a table" }, ladderTable(record)));
	} }, h("summary", {}, "The same as a table"));
	const section = h("section", { class: "side" }, title ? h("h2", {}, title) : "",
	    h("p", { class: "verdict " + classOf(record) }, h("b", { class: "badge" }, markOf(record) + " " +
		(record.outcome || record.result)), " ", h("span", {}, has ? verdictSentence(record) : cell.subject.name + " " + saidText(record) + ".")),
	    h("p", { class: record.result === "FAIL" ? "result bad" : "result" }, resultSentence(record)),
	    figure, has ? table : "",
	    h("div", { class: "facts" }, has ? [
		    fact("Why it said so", h("ul", {}, signSentences(record, cell.scenario, cell.subject))),
		    fact("Side effects", h("ul", {}, afterSentences(record).map(t => h("li", {}, t)))),
		    record.recovery ? fact("How it came back", h("p", {}, recoverySentence(record.recovery))) : "",
		    truthFact(record), checksFact(record), clausesFact(record)] : "", await takeFact(side, cell)));

	return [section, figure];
}

function cellHead(cell) {
	const { scenario, subject } = cell;

	return [
		elsewhere(cell),
		h("h1", { id: "cell-title" }, h("span", {}, scenario.name), " / ", h("span", {}, subject.name),
		    h("small", {}, " IPv" + cell.family + (cell.run > 1 ? ", run " + cell.run : ""))),
		h("dl", { class: "about" }, h("dt", {}, "scenario"), h("dd", {}, h("b", {}, scenario.title || ""), " ",
		    scenario.why || "", (scenario.refs || []).length ? h("span", { class: "ref" }, " " + scenario.refs.join(", ")) : ""),
		h("dt", {}, kindOf(subject)), h("dd", {}, h("b", {}, subject.title || ""),
		    (subject.used_by || []).length ? " Used by " + listed(subject.used_by) + "." : "")),
	];
}

/* Two sides where two runs are compared. */
async function drawCell(cell) {
	const parts = page.index.cells.old ?
	    [...await sideOf(0, cell, "After"), ...await sideOf(1, cell, "Before")] : await sideOf(0, cell, "");

	if (shown !== cell)
		return;
	byId("cell").replaceChildren(...cellHead(cell), ...parts.filter(p => p && p.tagName === "SECTION"));
	redrawLadders();
}

function redrawLadders() {
	document.querySelectorAll("figure.story").forEach(f => f.redraw());
}
