/* story.js - a cell in plain sentences: what happened, what was said, why. */
/* SPDX-License-Identifier: BSD-2-Clause */

const FORMS = {
	"open": "the connection was alive",
	"closed": "the remote end had closed",
	"half-closed": "the remote end would send no more, but still read",
	"reset": "the connection had been reset",
	"silent": "the other end had gone silent",
};

/* The form of the truth that was in force at a time; 1 ms is tolerated. */
function truthAt(record, t_us) {
	return record.truth.filter(m => m.t_us === null || m.t_us <= t_us + 1000).pop() || record.truth[0];
}

function lateness(record) {
	return record.latency_us < 0 ? milliseconds(-record.latency_us) + " before" :
	    milliseconds(record.latency_us) + " after";
}

/* What comes within a millisecond before the end is judged as if it came after. */
function luck(record) {
	return record.latency_us < 0 ? ` That it came within the millisecond that is tolerated is luck: ` +
	    `nothing had happened yet that it could have noticed.` : "";
}

/* When the cell's own time was over; what comes later is the harness's. */
function proofTime(record) {
	const proof = (record.events || []).find(e => e.who === "script" && e.text === "proof");

	return proof ? proof.t_us : Infinity;
}

/* The remote end has closed, and on the wire nothing of it could be seen. */
function closedUnseen(record) {
	return record.truth.every(m => m.form === "open") && !(record.packets || []).some(p =>
	    p.to_subject && p.t_us < proofTime(record) && /FIN|RST/.test(p.flags)) &&
	    (record.events || []).some(e => e.who === "peer" && /^(close|exit)/.test(e.text));
}

/* Alive; or alive still when it was called dead. */
function alarmSentence(record) {
	const said = firstEnd(record), end = record.truth.find(m => m.form !== "open");

	return `A false alarm: ${record.subject} said "${record.verdict}" ` + (closedUnseen(record) ?
	    "while the connection was open on the wire: the remote end had closed, but its FIN could not reach this end." :
	    said && end ? `${milliseconds(end.t_us - said.t_us)} before anything happened to the connection.` :
		"while the connection was alive.");
}

/* The verdict in one plain sentence. */
function verdictSentence(record) {
	const name = record.subject, said = firstEnd(record);
	const last = record.truth && record.truth.length ? record.truth[record.truth.length - 1].form : "open";

	switch (record.outcome) {
	case "right":
		if (!said && closedUnseen(record))
			return "The remote end closed, but its FIN could not reach this end: on the wire the connection " +
			    `stayed open, and ${name} never called it dead. It did not notice the close, and could not.`;
		if (!said)
			return `The connection stayed alive, and ${name} never called it dead.`;
		return `${name} said "${record.verdict}" ${lateness(record)} ${FORMS[truthAt(record, said.t_us).form]}: rightly.` +
		    luck(record);
	case "vague":
		if (record.latency_us < 0)
			return `${name} said "${record.verdict}" ${lateness(record)} ${FORMS[truthAt(record, said.t_us).form]}.` +
			    luck(record);
		return `${name} noticed, ${lateness(record)} ${FORMS[truthAt(record, said.t_us).form]}, that it was over, ` +
		    `but said only "${record.verdict}": it cannot tell how.`;
	case "misnamed":
		return `${name} noticed the end and gave it a wrong name: it said "${record.verdict}" ${lateness(record)} ` +
		    `${FORMS[truthAt(record, said.t_us).form]}.` + luck(record);
	case "missed":
		return `In the end ${FORMS[last]}, and ${name} never noticed: its last word was "open".`;
	case "inconclusive":
		return `In the end ${FORMS[last]}; ${name} heard nothing, and would not say more than that.`;
	case "false-alarm":
		return alarmSentence(record);
	}
	return `No statement: ${record.reason || record.result}.`;
}

function hasTime(expected) {
	return expected && expected.from_ms !== null && expected.from_ms !== undefined;
}

/*
 * A prediction counts from the form of the truth in which it begins.  Near an
 * end that may be either: a sign of life is answered before it, one of death after.
 */
function expectedForm(record) {
	const e = record.expected;
	const may = record.truth.filter(m => truthAt(record, m.t_us + 1000 * e.from_ms) === m);

	return (may.length ? may[isOfLife(e.because) ? 0 : may.length - 1] : record.truth[0]).form;
}

/* Counted from there it waits on a connection that is alive; of what is kept without packets the sign tells. */
function isFromLife(record) {
	const { because } = record.expected;

	return record.truth ? expectedForm(record) === "open" : !because || isOfLife(because);
}

function span(record) {
	const e = record.expected;

	return !hasTime(e) ? "" : (e.from_ms <= 0 ? ", within " : `, ${e.from_ms.toFixed(1)} to `) + `${e.to_ms.toFixed(1)} ms after ` +
	    (isFromLife(record) ? "it began to watch a connection that is alive" :
		"the end that it names");
}

/* Of a program that declares nothing. */
function contractSentence(record) {
	const c = record.contract, e = record.expected;

	return (!c.sign ? "By the contract it must not call a healthy connection dead" :
	    `By the contract it ${c.duty} notice ${c.sign}` + (e ? span(record) : "")) + `: ${c.notice}. `;
}

/* Held against what was predicted. */
function resultSentence(record) {
	const e = record.expected;
	const predicted = record.contract ? contractSentence(record) : !e ? "" : `Predicted was "${e.verdict}"` +
	    (e.because ? `, because of the sign ${e.because}` : "") + span(record) + ". ";

	return predicted + record.result + (record.result === "PASS" && !hasTime(e) ? ": as predicted" :
	    RESULTS[record.result] ? ": " + RESULTS[record.result].text : "") + "." +
	    (record.result !== "PASS" && record.reason && record.outcome ? " " + record.reason + "." : "");
}

/* "timeout", 3.0 to 3.6 s after ...: what it declares. */
function declared(seen) {
	const ms = n => n >= 1000 ? (n / 1000).toFixed(1) + " s" : n + " ms";

	return `"${seen.verdict}"` + (seen.to_ms === undefined ? "" : ", " + (seen.from_ms ?
	    `${ms(seen.from_ms)} to ${ms(seen.to_ms)} after ` : `within ${ms(seen.to_ms)} after `) +
	    (SINCES[seen.since] || seen.since));
}

/* When what restarts a timer was seen last before the cell ended, and how long before; null: never. */
function lastRestart(record, since) {
	const asked = p => !p.other && p.fate === "arrived" && p.note !== "proof" &&
	    (since === "segment" ? p.to_subject : p.len > 0 && (since === "traffic" || p.to_subject));
	const last = (record.packets || []).filter(asked).pop(), end_us = proofTime(record);

	return last && end_us < Infinity ? { t_us: last.t_us, before_us: end_us - last.t_us } : null;
}

/* Own data that nobody acknowledged: no keep-alive probe is sent then. */
function isInFlight(record) {
	return (record.packets || []).some(p => !p.to_subject && !p.other && p.len > 0 && p.note === "retransmission");
}

/* It declares an answer to the sign, and yet it missed the end. */
function whyNotSeen(record, seen) {
	const last = lastRestart(record, seen.since);

	if (seen.since === "segment" && isInFlight(record))
		return "; but own data was in flight, and then the kernel sends no probe that could find it out.";
	if (["segment", "data", "traffic"].includes(seen.since) && last && last.before_us < 1000 * seen.to_ms)
		return `; but the last came at ${milliseconds(last.t_us, true)}, and the cell ended ` +
		    `${milliseconds(last.before_us)} later.`;
	if (seen.verdict === "unreachable")
		return "; but it had no data in flight: only a socket that has some is told.";
	return "; but it did not come so far in this cell.";
}

function answerTo(sign, record, subject) {
	const seen = (subject.sees || {})[sign], because = record.expected && record.expected.because;

	if (subject.kind === "external")
		return "what this program makes of it, it does not declare.";
	if (sign === because && firstEnd(record) && record.verdict === record.expected.verdict)
		return `${subject.name} answers it with ${declared(seen || { verdict: record.verdict })}: that was it.`;
	if (!isOfLife(sign) && !(sign in (record.onsets || {})))
		return "it did not come up in this cell.";
	if (!seen)
		return isOfLife(sign) ? `${subject.name} does not take it for an end.` : `${subject.name} is blind to it.`;
	return `${subject.name} answers it with ${declared(seen)}` +
	    (record.outcome === "missed" && isTerminal(seen.verdict) ? whyNotSeen(record, seen) : ".");
}

/* The sign that made it speak, then the scenario's: which of them it sees, as it declares. */
function signSentences(record, scenario, subject) {
	const onsets = record.onsets || {}, because = record.expected && record.expected.because;
	const signs = [...new Set([...(because ? [because] : []), ...(scenario.signs || [])])];

	return signs.map(sign => h("li", {}, h("b", {}, sign), ` (${SIGNS[sign] || ""})` +
	    (onsets[sign] === undefined ? "" : `, from ${milliseconds(onsets[sign], true)}`) + ": " +
	    answerTo(sign, record, subject)));
}

/* What it did to the socket, which the next reader finds. */
function afterSentences(record) {
	const e = record.effects || {}, again = record.afterwards || [], all = [];

	if (e.error_consumed)
		all.push("It consumed the socket's error: the kernel keeps a RST's error (ECONNRESET) once, and the read that takes it " +
		    "clears it. The next recv finds no error on a closed socket and returns 0, which looks like a clean end" +
		    (again.length ? ": asked again, it said " + listed([...new Set(again)].map(v => "\"" + v + "\"")) : "") + ".");
	else if (again.some(v => v !== record.verdict))
		all.push("Asked again after that, it said " + listed(again.map(v => "\"" + v + "\"")) + ".");
	if (e.bytes_eaten > 0)
		all.push(`It took ${plural(e.bytes_eaten, "unread byte")} that others may have wanted.`);
	if (e.bytes_left > 0)
		all.push(`${plural(e.bytes_left, "unread byte")} ${e.bytes_left === 1 ? "was" : "were"} left in the socket.`);
	if (e.bytes_sent > 0)
		all.push(`It sent ${plural(e.bytes_sent, "byte")} of its own.`);
	if (e.probes > 0)
		all.push(`It made the kernel send ${plural(e.probes, "keep-alive probe")}.`);
	return all.length ? all : ["None: it sent nothing, took nothing, left the error where it was."];
}

function numbered(whose, n) {
	return n && n.sent ? `Of ${whose} ${plural(n.sent, "message")} ${n.lost} ${n.lost === 1 ? "was" : "were"} lost, ${n.repeated} came twice. ` : "";
}

/* Of one that connects again: how it came back. */
function recoverySentence(r) {
	return `Its next SYN left ${milliseconds(r.syn_us)} after the end; ` +
	    (r.established_us === null ? "it never was connected again" :
		`it was connected again ${milliseconds(r.established_us)} after the end`) +
	    `, after ${plural(r.attempts, "attempt")}, at most ${r.most_a_second} a second` +
	    (r.storm ? ": a storm" : "") + ". " + numbered("its", r.to_peer) + numbered("the remote end's", r.to_subject);
}
