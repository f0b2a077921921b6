/* ladder.js - the story drawn: two lifelines, packets as arrows between. */
/* SPDX-License-Identifier: BSD-2-Clause */

const CHARACTER = 6.7; /* of the 11 px monospace, in pixels: an upper bound */

/* Where things are, across; narrow: all text is between the lifelines. */
function across(width) {
	const apart = width >= 860;
	const times = 94;
	const beside = apart ? Math.min(250, (width - times) * 0.23) : 0;
	const subject = times + beside + (apart ? 0 : 8), peer = width - beside - 8;

	return { width, apart, times, beside, subject, peer, path: (subject + peer) / 2,
		between: Math.floor((peer - subject - 20) / CHARACTER),
		aside: Math.floor((beside - 14) / CHARACTER) };
}

function text(x, y, anchor, lines, className) {
	return lines.map((line, i) => svg("text", { x, y: y + 11 + i * LINE, "text-anchor": anchor, class: className }, line));
}

/* The text of what stands beside a lifeline, or next to it where it is narrow. */
function besideText(a, item) {
	const left = item.side === "left";
	const x = left === a.apart ? a[left ? "subject" : "peer"] - 9 : a[left ? "subject" : "peer"] + 9;

	return svg("g", { class: item.kind + " on-" + item.side },
	    svg("circle", { cx: left ? a.subject : a.peer, cy: item.y + 7, r: item.kind === "verdict" ? 5 : 3 }),
	    text(x, item.y, left === a.apart ? "end" : "start", item.lines, "label"));
}

function cross(x, y) {
	return svg("path", { class: "cross", d: `M${x - 5} ${y - 5}l10 10m0-10l-10 10` });
}

/* Under way, and more of it is not known. */
function dots(x, y, back) {
	return [0, 1, 2].map(i => svg("circle", { cx: x - Math.sign(back) * (4 + 6 * i), cy: y, r: 1.6 }));
}

function isOther(p) {
	return /^another connection/.test(p.other || "");
}

/* From where it left, or was forged, to where it came, or was dropped. */
function arrow(a, item) {
	const p = item.packet, home = p.to_subject ? a.subject : a.peer, away = p.to_subject ? a.peer : a.subject;
	const from = p.fate === "forged" ? a.path : away, to = isLost(p) ? a.path : home;
	const y = item.y + item.lines.length * LINE + 1;
	const end = item.arrives ? item.arrives.y + 5 : y + 5;
	const back = to > from ? -7 : 7;

	return svg("g", { class: "packet " + p.fate + (isOther(p) ? " other" : "") + (/RST/.test(p.flags) ? " rst" : /FIN/.test(p.flags) ? " fin" : "") +
	    (/proof/.test(p.note) ? " proof" : "") + " packet-" + item.n },
	svg("line", { x1: from, y1: y, x2: to, y2: end }),
	p.fate === "dropped" ? cross(to, end) : p.fate === "waiting" ? dots(to, end, back) : svg("path", { class: "head",
		d: `M${to} ${end}l${back} -4v8z`, transform: tilt(from, y, to, end) }),
	p.fate === "forged" ? svg("rect", { x: from - 4, y: y - 4, width: 8, height: 8 }) : "");
}

/* Nearer to where it comes from. */
function packetText(a, item) {
	const right = item.packet.fate === "forged" ? !item.packet.to_subject : item.packet.to_subject;
	const wide = Math.max(0, ...item.lines.map(line => line.length)) * CHARACTER;

	return svg("g", { class: "packet-text packet-" + item.n + (isOther(item.packet) ? " other" : "") },
	    a.slanted ? svg("rect", { class: "behind", x: right ? a.peer - 9 - wide : a.subject + 7, y: item.y + 2, width: wide,
		    height: item.lines.length * LINE - 2 }) : "",
	    text(right ? a.peer - 9 : a.subject + 9, item.y, right ? "end" : "start", item.lines, "label"));
}

function tilt(x1, y1, x2, y2) {
	const angle = Math.atan2(y2 - y1, Math.abs(x2 - x1)) * (x2 > x1 ? 1 : -1) * 180 / Math.PI;

	return `rotate(${angle.toFixed(1)} ${x2} ${y2})`;
}

/* Across both lifelines: the fault, the truth, the proof; a deed of the path. */
function betweenText(a, item) {
	const rule = item.kind === "deed" ? "" :
	    svg("line", { x1: a.subject, x2: a.peer, y1: item.y + 1, y2: item.y + 1 });

	return svg("g", { class: item.kind }, rule, text(a.path, item.y, "middle", item.lines, "label"));
}

function drawItem(a, item) {
	return item.kind === "packet" ? packetText(a, item) : item.kind === "arrival" ? svg("g", {}) :
	    item.side === "middle" ? betweenText(a, item) : besideText(a, item);
}

/* The line is as the state: thin before and after, bold while it is whole. */
function lifeline(a, x, items, height, begun) {
	const changes = items.filter(i => i.kind === "state" && a[i.side === "left" ? "subject" : "peer"] === x);
	const pieces = [];
	let from = 0, state = begun || "none";

	for (const change of [...changes, { y: height - 7, text: "" }]) {
		pieces.push(svg("line", { x1: x, x2: x, y1: from, y2: change.y + 7, class: "life st-" + state.toLowerCase() }));
		from = change.y + 7;
		state = change.text;
	}
	return pieces;
}

function heads(a) {
	const sides = a.apart ? ["middle", "middle", "middle"] : ["start", "middle", "end"];

	return [[a.subject, LOCAL], [a.path, "path"], [a.peer, REMOTE]].map(([x, name], i) =>
	    svg("text", { x, y: -8, "text-anchor": sides[i], class: "who" }, name));
}

/* What slants goes under all that is written. */
function drawItems(a, items, under, above) {
	under.append(...items.filter(i => i.kind === "packet").map(i => arrow(a, i)));
	above.append(...items.map(item => drawItem(a, item)), ...items.filter(i => i.time).map(i =>
	    svg("text", { x: a.times - 9, y: i.y + 11, "text-anchor": "end", class: "time" }, i.time)));
}

/* The drawing of a record, in so many pixels; so many items now, the rest soon. */
function ladder(record, width, atOnce = Infinity) {
	const items = itemsOf(record), a = { ...across(width), slanted: items.some(i => i.arrives) }, under = svg("g", {}), above = svg("g", {});
	const { pauses, height } = layOut(items,
	    item => item.side === "middle" || !a.apart ? a.between : a.aside, a.apart);
	const drawing = svg("svg", { viewBox: `0 -22 ${a.width} ${height + 22}`, width: a.width, height: height + 22,
		class: "ladder", role: "img", "aria-label": "Ladder diagram; the table below holds the same in words" },
	heads(a), svg("line", { x1: a.path, x2: a.path, y1: 0, y2: height, class: "path" }),
	lifeline(a, a.subject, items, height, record.begun && record.begun.subject),
	lifeline(a, a.peer, items, height, record.begun && record.begun.peer),
	pauses.map(([y]) => svg("rect", { class: "pause", x: a.subject - 8, y: y + 1,
		width: a.peer - a.subject + 16, height: LINE + 4 })),
	under, pauses.map(([y, words]) => svg("g", { class: "pause" }, svg("rect", { class: "pause",
		x: a.path - words.length * CHARACTER / 2 - 4, y: y + 2, width: words.length * CHARACTER + 8, height: LINE }), text(a.path, y + 3, "middle", [words], "label"))), above);
	const go = from => {
		if (from > 0 && !drawing.isConnected)
			return;
		drawItems(a, items.slice(from, from + atOnce), under, above);
		if (from + atOnce < items.length)
			setTimeout(go, 0, from + atOnce);
	};

	go(0);
	return drawing;
}

const WHERE = { left: LOCAL, right: REMOTE, middle: "between" };

/* Where it was done, for the table. */
function whoseItem(item) {
	return item.kind === "packet" ? ({ subject: LOCAL, peer: REMOTE }[item.packet.from] || item.packet.from) + (item.packet.fate === "arrived" ? "" : ", " + item.packet.fate) :
	    WHERE[item.side];
}

/* The same in a table, to be read aloud and to be copied. */
function ladderTable(record) {
	return h("table", { class: "events" },
	    h("caption", {}, "Times are since " + (record.since || "the fault") + "."),
	    h("thead", {}, h("tr", {}, ["time", "where", "what"].map(t => h("th", { scope: "col" }, t)))),
	    h("tbody", {}, itemsOf(record).filter(i => i.text).map(item => h("tr", {},
		h("td", {}, milliseconds(item.t, true)), h("td", {}, whoseItem(item)),
		h("td", {}, item.kind === "packet" ? "packet " + item.text :
		    item.kind === "state" ? "is now " + item.text : item.text)))));
}
