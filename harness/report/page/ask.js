/* ask.js - the question box: incidents, and views of the matrix. */
/* SPDX-License-Identifier: BSD-2-Clause */

const FOUND_SHOWN = 6; /* of a kind */
const ALSO_SHOWN = 3; /* beside the one that is open */
const EXAMPLES = ["15 minutes", "ETIMEDOUT", "TCP_KEEPIDLE", "mysql", "502", "broken pipe"];

let things = null; /* all that can be found, made at the first question */

function viewThing(kind, name, text) {
	return { kind, name, text, hash: "?q=" + encodeURIComponent(name).replaceAll("%2F", "/") };
}

/* Views of the matrix that have a name. */
function viewThings() {
	const { scenarios, subjects } = page.index;
	const signs = Object.keys(SIGNS).filter(sign => scenarios.some(s => (s.signs || []).includes(sign)));

	return [
		...QUESTIONS.filter(([, wanted]) => viewHasCells(wanted)).map(([text, wanted]) =>
		    searched({ kind: "question", name: text, text: "", hash: hashOfView(wanted) }, [text], [text], [])),
		...signs.map(sign => searched(viewThing("sign", sign, SIGNS[sign]), [sign], [sign, SIGNS[sign]], [])),
		...subjects.map(s => searched(viewThing(kindOf(s), s.name, s.title || ""),
		    [s.name], [s.name, s.title || "", ...(s.used_by || [])], [])),
		...scenarios.map(s => searched(viewThing("scenario", s.name, s.title || ""),
		    [s.name], [s.name, s.title || ""], [s.why || ""])),
	];
}

function incidentThings() {
	return incidents().map(i =>
	    searched(i, [i.title], [...i.words, i.title, i.name], [i.wire, i.notices, i.set, i.cost]));
}

function allThings() {
	things ||= { views: viewThings(), incidents: incidentThings() };
	return things;
}

/* The first sentence; a full stop within a word ends none. */
function firstSentence(text) {
	return (/^.*?[.:?](?= [A-Z]|$)/s.exec(text) || [text])[0];
}

function incidentLine(incident, told) {
	return h("li", {}, link("why/" + incident.name, incident.title),
	    told ? h("span", { class: "hint" }, " " + firstSentence(incident.wire)) : "");
}

function viewLine(view) {
	return h("li", {}, h("span", { class: "kind" }, view.kind), " ", link(view.hash, view.name),
	    view.text ? h("span", { class: "hint" }, " " + view.text) : "");
}

let unfolded = false; /* has a phone shown all of them? */

/* All of them: first those that the examples lead to; on a phone no more of them, at first. */
function everyIncident() {
	const all = incidents(), things = incidentThings();
	const first = EXAMPLES.map(text => findAmong(things, text)[0]).filter(Boolean);
	const list = h("ul", { class: "answers every" + (unfolded ? "" : " some") }, [...new Set([...first, ...all])].map(i => incidentLine(i, false)));

	return all.length ? [list, h("button", { type: "button", class: "word every-one",
		onclick: () => {
			unfolded = true;
			list.classList.remove("some");
		} }, "All " + all.length + " incidents")] : "";
}

/* What is called nearly so; a word that leads somewhere, in any case. */
function nothingFound(text) {
	const words = [...new Set(incidents().flatMap(i => i.words))].map(name => ({ name }));
	const near = words.map(w => [distance(w.name.toLowerCase(), text.toLowerCase()), w.name])
	    .sort((a, b) => a[0] - b[0]).slice(0, 5).map(([, name]) => name);

	return [h("p", {}, "Nothing here is called \"" + text + "\". ", near.length ? "Nearest: " : "", near.map((name, i) =>
	    [i ? ", " : "", exampleButton(name)]))];
}

function exampleButton(text) {
	return h("button", { type: "button", class: "word", onclick: () => {
		ask(text);
		byId("question").focus();
	} }, text);
}

/* Without words, all the incidents. */
function drawFound(text) {
	const told = text ? findAmong(allThings().incidents, text) : [];
	const views = text ? findAmong(allThings().views, text).slice(0, FOUND_SHOWN) : [];

	byId("answers").replaceChildren(...[
		text ? "" : everyIncident(),
		told.length ? h("ul", { class: "answers" }, told.slice(0, FOUND_SHOWN).map(i => incidentLine(i, true))) : "",
		views.length ? [h("h3", {}, "In the matrix"), h("ul", { class: "answers" }, views.map(viewLine))] : "",
		text && !told.length && !views.length ? nothingFound(text) : ""].flat(9).filter(Boolean));
	byId("asked").textContent = !text ? "" : plural(told.length, "incident") + ", " + plural(views.length, "view") + " of the matrix";
}

function askHash(text) {
	return text ? "why?" + encodeURIComponent(text) : "answer";
}

function closeIncident() {
	byId("incident").hidden = byId("also").hidden = true;
	byId("incident").replaceChildren();
	byId("answers").hidden = false;
}

/* Each letter typed is no page of its own. */
function ask(text) {
	byId("question").value = text;
	closeIncident();
	drawFound(text.trim());
	history.replaceState(null, "", "#" + askHash(text.trim()));
}

/* What else the words in the box lead to: the one that is open need not be what was meant. */
function drawAlso(incident) {
	const text = byId("question").value.trim(), found = findAmong(allThings().incidents, text);
	const others = found.filter(i => i !== incident).slice(0, ALSO_SHOWN);

	byId("also").hidden = !found.includes(incident) || !others.length;
	byId("also").replaceChildren("Also: ", ...others.flatMap(i => [link("why/" + i.name, i.title), "; "]),
	    link(askHash(text), "all that was found"));
}

/* "why?WORDS" what is found by them, "why/NAME" an incident; else all. */
function showAsked(hash) {
	const name = hash.startsWith("why/") ? decoded(hash.slice(4)) : "";
	const text = hash.startsWith("why?") ? decoded(hash.slice(4)) : "";
	const incident = incidents().find(i => i.name === name);

	if (!incident) {
		byId("question").value = text || name;
		closeIncident();
		drawFound((text || name).trim());
		scrollTo(0, 0);
		return;
	}
	byId("answers").hidden = true;
	drawAlso(incident);
	drawIncident(incident);
	byId("ask").scrollIntoView();
	byId("incident-title").focus({ preventScroll: true });
}

function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch (e) {
		return text;
	}
}

/* Down from the box into what was found, and up again. */
function onAskKey(event) {
	const links = [...byId("answers").querySelectorAll("a")], at = links.indexOf(document.activeElement);
	const box = byId("question");

	if (event.key === "Enter" && event.target === box && links.length && box.value.trim())
		links[0].click();
	else if (event.key === "ArrowDown" && (at >= 0 || event.target === box) && at + 1 < links.length)
		links[at + 1].focus();
	else if (event.key === "ArrowUp" && at >= 0)
		(links[at - 1] || box).focus();
	else
		return;
	event.preventDefault();
}

function askPart() {
	const things = incidentThings();

	return h("div", { id: "ask", onkeydown: onAskKey },
	    h("form", { role: "search", "aria-label": "Find an incident", onsubmit: e => e.preventDefault() },
		h("label", { for: "question" }, "What happened?"), " ",
		h("input", { type: "search", id: "question", autocomplete: "off", spellcheck: "false",
			placeholder: "error, option, program, symptom", title: "The key ? leads here", "aria-keyshortcuts": "?",
			oninput: e => ask(e.target.value) }),
		h("p", { class: "examples hint" }, "For example ", EXAMPLES.filter(text => findAmong(things, text).length)
		    .map((text, i) => [i ? ", " : "", exampleButton(text)]))),
	    h("p", { id: "asked", class: "unseen", role: "status" }),
	    h("div", { id: "answers" }), h("p", { id: "also", hidden: true }), h("article", { id: "incident", hidden: true, "aria-labelledby": "incident-title" }));
}
