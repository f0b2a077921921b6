/* lessons.js - plays recorded lessons: a question, a guess, packets, why. */
/* SPDX-License-Identifier: BSD-2-Clause */

const LETTERS = "abcdefgh";

let recorded = null; /* all of the page's data */
let playing = null; /* the lesson that is open, and how far it is */
const scores = new Map(); /* of lessons that were played to their end */

/* The words of a session as the learner typed them, not as a script's. */
function eventSaid(event) {
	if (event.who === "call")
		return event.text;
	if (event.who === "script")
		return event.text.replace(/^hold (.*)$/, "$1 pass");
	return null;
}

/*
 * What was seen, as a record that can be drawn; it goes on from what was before.
 * A packet that the path held back comes twice, when it leaves and when it
 * arrives, so there are no numbers.
 */
function recordOfSeen(seen, at) {
	const record = { ...seen, reports: [], truth: [], since: "the connection was made", begun: { ...at.states }, piecemeal: true,
		events: seen.events.map(e => ({ ...e, said: eventSaid(e) })) };
	const first = Math.min(...[...seen.events, ...seen.packets].map(row => row.t_us));

	for (const s of seen.states)
		at.states[s.who] = s.state;
	/* where both stand when it begins */
	if (Number.isFinite(first) && seen.packets.length)
		record.states = [...["subject", "peer"].filter(who => record.begun[who]).map(who => ({ t_us: first, who, state: record.begun[who] })), ...seen.states];
	return record;
}

function drawingOf(record) {
	const box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Ladder diagram" });
	const figure = h("figure", { class: "story" }, box);

	figure.redraw = () => box.replaceChildren(ladder(record, Math.max(330, Math.min(1040, box.clientWidth || 930))));
	return [figure, h("details", {}, h("summary", {}, "The same as a table"),
	    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The same as a table" }, ladderTable(record)))];
}

function redrawLadders(within = document) {
	within.querySelectorAll("figure.story").forEach(f => f.redraw());
}

/* The commands, and what was seen of them. */
function doneBlock(step) {
	const { events, packets, states } = step.seen;

	return [h("pre", { class: "typed" }, step.commands.map(line => "> " + line).join("\n")),
		events.length + packets.length + states.length ? drawingOf(recordOfSeen(step.seen, playing.at)) : "",
		step.value ? h("pre", {}, step.value) : ""];
}

function put(...parts) {
	const part = h("div", {}, parts);

	byId("lesson").append(part);
	redrawLadders(part);
}

function questionBlock(step) {
	const n = playing.lesson.steps.slice(0, playing.next).filter(s => s.kind === "predict").length;

	return h("section", { class: "question", "aria-label": "Question " + n },
	    h("h2", {}, `Question ${n} of ${playing.questions}`), h("p", { class: "asked" }, step.text),
	    h("ol", { class: "choices" }, step.choices.map((c, k) => h("li", {},
		h("button", { type: "button", onclick: () => answer(k) }, h("b", {}, LETTERS[k]), h("span", {}, c.text))))),
	    h("button", { type: "button", class: "show", onclick: () => answer(-1) }, "Show me"));
}

/* As the program says it. */
function resultText(step, said) {
	const came = step.outcome;

	return came === -1 ? "None of these came: " + step.came :
	    `It is ${LETTERS[came]}` + (said === -1 ? "." : said === came ? ", as you said." : `; you said ${LETTERS[said]}.`);
}

function markChoices(block, step, said) {
	block.querySelector(".show").remove();
	block.querySelectorAll(".choices button").forEach((button, k) => {
		button.disabled = true;
		button.classList.toggle("came-true", k === step.outcome);
		button.classList.toggle("said-so", k === said);
		button.append(h("span", { class: "mark" }, [k === said ? "you said" : "", k === step.outcome ? "✓ it is" : ""].filter(Boolean).join(", ")));
	});
}

/* What is explained is what came, and nothing else. */
function explainBlock(step) {
	const { question, said } = playing;
	const choice = question && said >= 0 && said !== question.outcome ? question.choices[said] : null;

	return !step.holds ? [h("p", { class: "warning" }, "This kernel did otherwise than the lesson explains.")] : [h("p", {}, step.text),
		choice && choice.wrong ? h("p", { class: "why-not" }, h("b", {}, `Not ${LETTERS[said]}: `), choice.wrong) : ""];
}

/* To the next question, or to the end. */
function goOn() {
	const { lesson } = playing;

	playing.open = null;
	while (playing.next < lesson.steps.length) {
		const step = lesson.steps[playing.next++];

		if (step.kind === "predict") {
			playing.open = questionBlock(step);
			playing.question = step;
			put(playing.open);
			return;
		}
		put(step.kind === "text" ? h("p", {}, step.text) : step.kind === "play" ? doneBlock(step) : explainBlock(step));
	}
	conclude();
}

function answer(said) {
	const step = playing.question;

	if (!playing.open)
		return;
	markChoices(playing.open, step, said);
	playing.said = said;
	playing.asked += said >= 0;
	playing.right += said >= 0 && said === step.outcome;
	const came = h("div", { class: "came", tabindex: "-1" }, doneBlock(step), h("p", { class: "told" }, resultText(step, said)));
	put(came);
	goOn();
	came.focus({ preventScroll: true });
	came.scrollIntoView();
	say(resultText(step, said));
}

function scoreText(score) {
	return score.asked ? `You foresaw ${score.right} of ${score.asked}.` : "";
}

function conclude() {
	const { lesson, asked, right } = playing;
	const next = recorded.lessons[recorded.lessons.indexOf(lesson) + 1];

	scores.set(lesson, { asked, right });
	put(h("section", { class: "end" }, h("p", {}, h("b", {}, scoreText(playing)), " Go on by hand, on Linux: ",
	    h("code", { class: "all" }, "hangup try " + lesson.scenario)),
	h("p", {}, next ? ["Next: ", link(next.name, next.title), ". "] : "", link("list", "All lessons"))));
}

function openLesson(lesson) {
	playing = { lesson, next: 0, asked: 0, right: 0, said: -1, question: null, open: null,
		questions: lesson.steps.filter(s => s.kind === "predict").length,
		at: { states: {} } };
	byId("list").hidden = true;
	byId("lesson").hidden = false;
	byId("lesson").replaceChildren(h("h1", { id: "lesson-title" }, lesson.title),
	    h("p", { class: "hint" }, "Scenario ", h("code", {}, lesson.scenario), ", recorded on " + recordedOn() + ". Keys: ",
		h("kbd", {}, "a"), " to ", h("kbd", {}, "h"), " answer, ", h("kbd", {}, "Enter"), " shows, ", h("kbd", {}, "Esc"), " leaves."));
	const record = recordOfSeen(lesson.opening, playing.at);
	put(h("details", { ontoggle: e => redrawLadders(e.target) }, h("summary", {}, "The connection is made"), drawingOf(record)));
	goOn();
	document.title = lesson.title + " - Hangup";
	document.body.dataset.lesson = lesson.name;
	byId("lesson").focus({ preventScroll: true });
	scrollTo(0, 0);
}

function recordedOn() {
	return `${recorded.os} ${recorded.release}, ${recorded.time}`;
}

function drawList() {
	playing = null;
	delete document.body.dataset.lesson;
	document.title = "Hangup: lessons";
	byId("lesson").hidden = true;
	byId("lesson").replaceChildren();
	byId("list").hidden = false;
	const list = byId("list").querySelector(".lessons");
	list.replaceChildren(...recorded.lessons.map(l => h("li", {}, link(l.name, l.title),
	    h("span", { class: "hint" }, " " + (scores.has(l) ? scoreText(scores.get(l)) : "")))));
}

function follow() {
	const lesson = recorded.lessons.find(l => l.name === location.hash.slice(1));

	if (lesson)
		openLesson(lesson);
	else
		drawList();
}

function onPageKey(event) {
	if (!playing || event.ctrlKey || event.metaKey || event.altKey)
		return;
	const choice = event.key.length === 1 ? LETTERS.indexOf(event.key.toLowerCase()) : -1;

	if (event.key === "Escape")
		location.hash = "list";
	else if (playing.open && choice >= 0 && choice < playing.question.choices.length)
		answer(choice);
	else if (playing.open && event.key === "Enter" && !event.target.closest("a, button, summary")) {
		event.preventDefault();
		answer(-1);
	}
}

async function begin() {
	recorded = await unpackJson("lessons-0-0");
	byId("list").append(h("p", { class: "lead" }, "Each lesson is one real connection between two Linux hosts, recorded on " + recordedOn() +
	    ". You are asked what a call will report; then you see the call, the packets on the wire, and the states of both ends."),
	h("ol", { class: "lessons" }), h("p", { class: "hint" }, "On Linux the same lessons play live: ",
	    h("code", {}, "hangup lesson"), "."));
	addEventListener("hashchange", follow);
	addEventListener("keydown", onPageKey);
	addEventListener("resize", () => redrawLadders());
	follow();
	document.body.dataset.drawn = "yes";
}

begin().catch(error => {
	byId("list").append(h("p", { class: "warning" }, "This page cannot be drawn: " + error.message + ". It needs a browser of 2023 or later."));
	throw error;
});
