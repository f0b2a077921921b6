/* axis.js - one time axis for packets, calls, states and deeds: pure layout. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * Theory of operation
 *
 * All that has a time becomes an item on the left (local end), on the right
 * (remote end) or between.  Items stand in the order of time, top to bottom; a row
 * is as high as its text, and time is not to scale.  So that this deceives
 * nobody each row has its time, and each pause is written where it was left
 * out.  Items of different sides may share a row only if they share its time.
 */
const LOCAL = "local end", REMOTE = "remote end";
const PAUSE_US = 20000; /* a longer one is written */
const LINE = 14; /* of text, in pixels */
const LINES_MOST = 6; /* of an item; a call that was typed is shown whole */
const STRAIGHT_US = 2000; /* a packet on its way for longer is drawn so */

function flagsText(p) {
	if (p.other)
		return p.other + (p.flags ? ": " + p.flags + (p.len ? " len " + p.len : "") : "");
	return (p.flags || "no flags") + " seq " + p.seq +
	    ((p.flags || "").includes("ACK") ? " ack " + p.ack : "") +
	    (p.len ? " len " + p.len : "") + (p.win === 0 && !(p.flags || "").includes("RST") ? " win 0" : "");
}

/* On its sender's leg only: lost, or not there yet when the cell ended. */
function isLost(p) {
	return p.fate === "dropped" || p.fate === "waiting";
}

/* Where it left, where it came; null where it never was. */
function packetTimes(p) {
	const atSubject = p.t_us, atPeer = p.peer_t_us === undefined ? p.t_us : p.peer_t_us;
	const [out, home] = p.to_subject ? [atPeer, atSubject] : [atSubject, atPeer];

	return isLost(p) ? [p.t_us, null] : p.fate === "forged" ? [null, p.t_us] :
	    [out === null ? home : out, home === null ? out : home];
}

function packetItems(p, i, numbered) {
	const [out, home] = packetTimes(p);
	const item = { kind: "packet", packet: p, n: i + 1, side: "middle", t: out === null ? home : out,
		text: [(numbered ? (i + 1) + "  " : "") + flagsText(p), p.note, p.fate === "waiting" ? "still on its way" : ""]
		    .filter(Boolean).join("  · ") };

	if (out === null || home === null || home - out < STRAIGHT_US)
		return [item];
	/* it arrives in a row of its own */
	item.arrives = { kind: "arrival", side: "middle", t: home, text: "", n: i + 1 };
	return [item, item.arrives];
}

/* The peer's, the path's, the subject's: the side where a deed is done. */
function deedSide(event) {
	const subjects = /^(link|route|address|neighbour|socket)/;

	return { peer: "right", relay: "right", path: "middle", subject: "left",
		signal: / subject$/.test(event.text) ? "left" : "right",
		lab: subjects.test(event.text) ? "left" : "middle", call: "left",
		script: event.text === "check" ? "left" : "middle" }[event.who] || "middle";
}

/* The script's own words, said; "": it tells a reader nothing. */
function deedText(event) {
	const ways = { "to-peer": "to the " + REMOTE, "to-subject": "to the " + LOCAL, "both": "both ways" };
	const words = event.text.replace(/\b(to-peer|to-subject|both)\b/g, w => ways[w]);
	const [, name, rest] = /^(\S+) ?(.*)$/.exec(words) || [null, words, ""];
	const [, way, what] = /^(to the \w+ end|both ways) (.*)$/.exec(rest) || [null, "", rest];

	if (event.who === "script")
		return { check: "is asked to check", await: "the script waits until " + what + " goes " + way,
			hold: "the script waits " + rest }[name] || words;
	if (event.who === "signal")
		return "SIG" + name + " to the " + ({ subject: LOCAL, peer: REMOTE }[rest] || rest);
	if (event.who === "subject" && event.text === "port")
		return "";
	if (event.who === "lab" && event.text === "connect")
		return "lab: another connection, to show that the path still passes";
	if (event.who === "path" && name === "delay")
		return "path: " + words.replace(/(\d+)/, "$1 ms");
	return event.who + ": " + (event.who === "path" ? words : event.text);
}

function eventItem(event) {
	const marks = { fault: "t = 0: the fault", proof: "the proof: what follows is the harness's own" };

	if (event.who === "script" && marks[event.text] && !event.said)
		return { kind: "mark", side: "middle", t: event.text === "fault" ? Math.min(event.t_us, 0) : event.t_us,
			text: marks[event.text] };
	return { kind: "deed", side: deedSide(event), t: event.t_us, text: event.said || deedText(event),
		most: event.said ? 20 : LINES_MOST };
}

function reportItems(record) {
	const verdict = firstEnd(record);

	return record.reports.map(r => ({ kind: r === verdict ? "verdict" : "report", side: "left", t: r.t_us, n: 1,
		said: r.verdict + (r.detail ? " (" + r.detail + ")" : "") }));
}

function truthItems(record) {
	return (record.truth || []).filter(m => m.form !== "open" || m.packet).map(m => ({ kind: "truth", side: "middle",
		t: m.t_us, text: "from here on: " + m.form + (m.packet ? " (packet " + m.packet + ")" : "") }));
}

function stateItems(record) {
	return (record.states || []).map(s => ({ kind: "state", side: s.who === "subject" ? "left" : "right",
		t: s.t_us, text: s.state }));
}

/* The same word again and again, with nothing in between, is one item. */
function joinReports(items) {
	const joined = [];

	for (const item of items) {
		const last = joined[joined.length - 1];

		if (item.kind === "report" && last && last.kind === "report" && last.said === item.said) {
			last.n++;
			last.until = item.t;
		} else
			joined.push(item);
	}
	for (const item of joined)
		if (item.said)
			item.text = "says " + item.said + (item.n > 1 ? ", " + item.n + " times, until " +
			    milliseconds(item.until, true) : "");
	return joined;
}

const FIRST = ["mark", "deed", "packet", "arrival", "state", "truth", "report", "verdict"];

function itemsOf(record) {
	const items = [
		...(record.events || []).map(eventItem).filter(item => item.text),
		...(record.packets || []).flatMap((p, i) => packetItems(p, i, !record.piecemeal)),
		...stateItems(record), ...truthItems(record), ...reportItems(record),
	];

	items.sort((a, b) => a.t - b.t || FIRST.indexOf(a.kind) - FIRST.indexOf(b.kind));
	return joinReports(items);
}

/* Broken at spaces into lines of so many characters. */
function wrap(text, width) {
	const lines = [""];

	for (let word of String(text).split(" ")) {
		for (; word.length > width; word = word.slice(width)) {
			if (lines[lines.length - 1])
				lines.push("");
			lines[lines.length - 1] = word.slice(0, width);
			lines.push("");
		}
		const line = lines[lines.length - 1];

		if (line && line.length + 1 + word.length > width)
			lines.push(word);
		else
			lines[lines.length - 1] = line ? line + " " + word : word;
	}
	return lines.filter((l, i) => l || i === 0);
}

/*
 * Gives each item its y and lines; the pauses as [y, text].  width(item) is in
 * characters; apart: may the sides share a row?
 */
function layOut(items, width, apart) {
	const bottom = { left: 0, middle: 0, right: 0 };
	const pauses = [];
	let y = 6, last = null, lastTime = null;

	for (const item of items) {
		const time = milliseconds(item.t, true);
		const side = apart ? item.side : "middle";

		item.lines = item.text ? wrap(item.text, width(item)).slice(0, item.most || LINES_MOST) : [];
		if (last && item.t - last.t > PAUSE_US) {
			y = Math.max(bottom.left, bottom.middle, bottom.right) + 4;
			pauses.push([y, "… " + milliseconds(item.t - last.t) + " …"]);
			y += LINE + 12;
		} else if (lastTime !== null && time !== lastTime)
			y += LINE + 1;
		y = Math.max(y, bottom[side]);
		item.y = y;
		item.time = time === lastTime ? "" : time;
		bottom[side] = y + Math.max(item.lines.length, item.kind === "arrival" ? 0.5 : 1) * LINE +
		    (item.kind !== "packet" ? 3 : isLost(item.packet) ? 16 : 8);
		last = item;
		lastTime = time;
	}
	return { pauses, height: Math.max(bottom.left, bottom.middle, bottom.right) + 8 };
}
