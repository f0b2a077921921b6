/* story.js - a cell in plain sentences: what happened, what was said, why. */
/* SPDX-License-Identifier: BSD-2-Clause */

const FORMS = {
	"open": "the connection was alive",
	"closed": "the peer had closed",
	"half-closed": "the peer would send no more, but still read",
	"reset": "the connection had been reset",
	"silent": "the other end had gone silent",
};

/* The form of the truth that was in force at a time; 1 ms is tolerated. */
function truthAt(record, t_us) {
	return record.truth.filter(m => m.t_us === null || m.t_us <= t_us + 1000).pop() || record.truth[0];
}

function firstEnd(record) {
	return record.reports.find(r => isTerminal(r.verdict));
}

function lateness(record) {
	return record.latency_us < 0 ? milliseconds(-record.latency_us) + " before" :
	    milliseconds(record.latency_us) + " after";
}

/* The verdict in one plain sentence. */
function verdictSentence(record) {
	const name = record.subject, said = firstEnd(record);
	const last = record.truth && record.truth.length ? record.truth[record.truth.length - 1].form : "open";

	switch (record.outcome) {
	case "right":
		if (!said)
			return `The connection stayed alive, and ${name} never called it dead.`;
		return `${name} said "${record.verdict}" ${lateness(record)} ${FORMS[truthAt(record, said.t_us).form]}: rightly.`;
	case "vague":
		return `${name} noticed, ${lateness(record)} ${FORMS[truthAt(record, said.t_us).form]}, that it was over, ` +
		    `but said only "${record.verdict}": it cannot tell how.`;
	case "misnamed":
		return `${name} noticed the end and gave it a wrong name: it said "${record.verdict}" ${lateness(record)} ` +
		    `${FORMS[truthAt(record, said.t_us).form]}.`;
	case "missed":
		return `In the end ${FORMS[last]}, and ${name} never noticed: its last word was "open".`;
	case "inconclusive":
		return `In the end ${FORMS[last]}; ${name} heard nothing, and would not say more than that.`;
	case "false-alarm":
		return `${name} cried wolf: it said "${record.verdict}" while the connection was alive.`;
	}
	return `No statement: ${record.reason || record.result}.`;
}

function span(expected) {
	return expected.from_ms === null || expected.from_ms === undefined ? "" :
	    `, ${expected.from_ms.toFixed(1)} to ${expected.to_ms.toFixed(1)} ms after the end that it names`;
}

/* Of a program that declares nothing. */
function contractSentence(c, e) {
	return (!c.sign ? "By the contract it must not call a healthy connection dead" :
	    `By the contract it ${c.duty} notice ${c.sign}` + (e ? span(e) : "")) + `: ${c.notice}. `;
}

/* Held against what was predicted. */
function resultSentence(record) {
	const e = record.expected;
	const predicted = record.contract ? contractSentence(record.contract, e) : !e ? "" : `Predicted was "${e.verdict}"` +
	    (e.because ? `, because of the sign ${e.because}` : "") + span(e) + ". ";

	return predicted + record.result + (RESULTS[record.result] ? ": " + RESULTS[record.result].text : "") + "." +
	    (record.result !== "PASS" && record.reason && record.outcome ? " " + record.reason + "." : "");
}

const SINCES = {
	"sign": "the sign came",
	"data": "the last data that came",
	"segment": "the last segment that came, of whatever kind",
	"traffic": "the last data that went either way",
	"sent": "its own data that was never answered",
	"no-room": "the peer's window shut",
	"unacked": "data that stays unacknowledged",
	"check": "it was asked",
};

/* "timeout", 3.0 to 3.6 s after ...: what it declares. */
function declared(seen) {
	const ms = n => n >= 1000 ? (n / 1000).toFixed(1) + " s" : n + " ms";

	return `"${seen.verdict}"` + (seen.to_ms === undefined ? "" : ", " + (seen.from_ms ?
	    `${ms(seen.from_ms)} to ${ms(seen.to_ms)} after ` : `within ${ms(seen.to_ms)} after `) +
	    (SINCES[seen.since] || seen.since));
}

/* Which of the scenario's signs the check sees, as it declares. */
function signSentences(record, scenario, subject) {
	const sees = subject.sees || {}, onsets = record.onsets || {};

	return (scenario.signs || []).map(sign => {
		const at = onsets[sign] === undefined ? "" : `, from ${milliseconds(onsets[sign], true)}`;
		const seen = sees[sign];

		return h("li", {}, h("b", {}, sign), ` (${SIGNS[sign] || ""})${at}: `,
		    subject.kind === "external" ? "what this program makes of it, it does not declare." :
		    seen ? `${subject.name} answers it with ${declared(seen)}` + (record.outcome === "missed" ?
			"; here nothing set that off." : ".") :
		    sign in onsets ? `${subject.name} is blind to it.` : `${subject.name} has no answer to it.`);
	});
}

/* What it did to the socket, which the next reader finds. */
function afterSentences(record) {
	const e = record.effects || {}, again = record.afterwards || [], all = [];

	if (e.error_consumed)
		all.push("It consumed the socket's error: the kernel keeps a RST's error (ECONNRESET) once, and whoever reads it, " +
		    "clears it. The next recv finds no error on a closed socket and returns 0, which looks like a clean end" +
		    (again.length ? ": asked again, this check said " + listed([...new Set(again)].map(v => "\"" + v + "\"")) : "") + ".");
	else if (again.some(v => v !== record.verdict))
		all.push("Asked again after that, it said " + listed(again.map(v => "\"" + v + "\"")) + ".");
	if (e.bytes_eaten > 0)
		all.push(`It took ${plural(e.bytes_eaten, "unread byte")} that others may have wanted.`);
	if (e.bytes_left > 0)
		all.push(`${plural(e.bytes_left, "unread byte")} were left in the socket.`);
	if (e.bytes_sent > 0)
		all.push(`It sent ${plural(e.bytes_sent, "byte")} of its own.`);
	if (e.probes > 0)
		all.push(`It made the kernel send ${plural(e.probes, "keep-alive probe")}.`);
	return all.length ? all : ["None: it sent nothing, took nothing, left the error where it was."];
}

function numbered(whose, n) {
	return n && n.sent ? `Of ${whose} ${plural(n.sent, "message")} ${n.lost} were lost, ${n.repeated} came twice. ` : "";
}

/* Of one that connects again: how it came back. */
function recoverySentence(r) {
	return `Its next SYN left ${milliseconds(r.syn_us)} after the end; ` +
	    (r.established_us === null ? "it never was connected again" :
		`it was connected again ${milliseconds(r.established_us)} after the end`) +
	    `, after ${plural(r.attempts, "attempt")}, at most ${r.most_a_second} a second` +
	    (r.storm ? ": a storm" : "") + ". " + numbered("its", r.to_peer) + numbered("the peer's", r.to_subject);
}
