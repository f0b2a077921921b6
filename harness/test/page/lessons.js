/* lessons.js - the lessons' page used as a learner does: lessons.js FILE HOSTILE */
/* SPDX-License-Identifier: BSD-2-Clause */
"use strict";

const { check, open, close, accessible, run } = require("./browser.js");

const [file, hostile] = process.argv.slice(2);
const LETTERS = "abcdefgh";

/* What was recorded, as the page has it. */
function data(page) {
	return page.evaluate(() => recorded);
}

function questions(lesson) {
	return lesson.steps.filter(s => s.kind === "predict");
}

async function openLesson(page, name) {
	await page.evaluate(n => { location.hash = n; }, name);
	await page.waitForSelector(`body[data-lesson="${name}"]`);
}

/* Question, guess, packets, why: the whole text of a lesson, answered by pick. */
async function play(page, lesson, pick) {
	await openLesson(page, lesson.name);
	for (const q of questions(lesson))
		await page.keyboard.press(pick(q));
	return page.textContent("#lesson");
}

async function list(browser) {
	const page = await open(browser, file), { lessons } = await data(page);
	const links = await page.$$eval("#list .lessons a", all => all.map(a => [a.hash.slice(1), a.textContent]));

	check("every lesson is listed, in order", lessons.length >= 11 && JSON.stringify(links) ===
	    JSON.stringify(lessons.map(l => [l.name, l.title])), links);
	await accessible(page, "the list");
	await page.focus("#list .lessons a");
	await page.keyboard.press("Enter");
	await page.waitForSelector("body[data-lesson]");
	check("Enter opens the first", page.url().endsWith("#" + lessons[0].name), page.url());
	await page.keyboard.press("Escape");
	await page.waitForSelector("#list", { state: "visible" });
	check("Escape leads back", await page.isHidden("#lesson"));
	await close(page, "the list");
}

/* All foreseen; and what is drawn is what was recorded. */
async function allRight(browser) {
	const page = await open(browser, file), { lessons } = await data(page);

	for (const lesson of lessons) {
		const text = await play(page, lesson, q => LETTERS[q.outcome]), n = questions(lesson).length;
		const why = lesson.steps.filter(s => s.kind === "explain");

		check(lesson.name + ": foreseen", n > 1 && text.includes(`You foresaw ${n} of ${n}.`) &&
		    text.split(", as you said.").length === n + 1 && why.every(s => s.holds && text.includes(s.text)) &&
		    !/Not [a-h]: /.test(text), text.slice(-600));
		await evidence(page, lesson);
	}
	await page.keyboard.press("Escape");
	await page.waitForSelector("#list", { state: "visible" });
	check("the list has the scores", (await page.textContent(".lessons")).split("You foresaw").length === lessons.length + 1);
	await close(page, "all right");
}

async function evidence(page, lesson) {
	const seen = [lesson.opening, ...lesson.steps.filter(s => s.seen).map(s => s.seen)];
	const got = await page.evaluate(() => ({
		arrows: document.querySelectorAll("#lesson .ladder .packet").length,
		rows: document.querySelectorAll("#lesson table.events tbody tr").length,
		ladders: [...document.querySelectorAll("#lesson svg.ladder")].map(e => e.textContent.replace(/\s/g, "")).join(""),
	}));
	const packets = seen.flatMap(s => s.packets), calls = seen.flatMap(s => s.events).filter(e => e.who === "call");
	const states = seen.flatMap(s => s.states);

	check(lesson.name + ": an arrow a packet", got.arrows === packets.length && packets.length >= 4, got.arrows);
	check(lesson.name + ": every call, every state", calls.length > 0 && states.length > 0 &&
	    calls.every(e => got.ladders.includes(e.text.replace(/\s/g, ""))) &&
	    states.every(s => got.ladders.includes(s.state)), calls);
	check(lesson.name + ": the same in a table", got.rows >= packets.length + calls.length + states.length, got.rows);
}

/* The next letter but the right one. */
function wrongPick(q) {
	return LETTERS[q.outcome === 0 ? 1 : 0];
}

function allWrong(text, lesson) {
	const all = questions(lesson);

	return text.includes(`You foresaw 0 of ${all.length}.`) &&
	    all.every(q => text.includes(`It is ${LETTERS[q.outcome]}; you said ${wrongPick(q)}.`) &&
		text.includes(`Not ${wrongPick(q)}: ` + q.choices[LETTERS.indexOf(wrongPick(q))].wrong));
}

/* In the page: labels of the open lesson that overlap, or leave their drawing. */
function faultsOfLadders() {
	const faults = [];
	let labels = 0;

	document.querySelectorAll("#lesson details").forEach(d => { d.open = true; });
	redrawLadders();
	for (const drawing of document.querySelectorAll("#lesson svg.ladder")) {
		const view = drawing.viewBox.baseVal;
		const all = [...drawing.querySelectorAll("text")].map(e => ({ text: e.textContent, box: e.getBBox() }));

		labels += all.length;
		all.forEach(({ text, box: a }, i) => {
			if (a.x < view.x || a.x + a.width > view.x + view.width || a.y + a.height > view.y + view.height + 2)
				faults.push(text + " leaves the drawing");
			for (const { text: other, box: b } of all.slice(i + 1))
				if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height - 2 && b.y < a.y + a.height - 2)
					faults.push(text + " over " + other);
		});
	}
	return { faults, labels };
}

async function looks(browser) {
	for (const [colorScheme, width] of [["light", 1400], ["dark", 390]]) {
		const page = await open(browser, file, "", { colorScheme, viewport: { width, height: 844 } });
		const { lessons } = await data(page), name = `${colorScheme}, ${width} px`;
		const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
		const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));

		check(name + ": the ground", colorScheme === "dark" ? ground[0] < 60 : ground[0] > 200, ground);
		check(name + ": the list fits", await fits());
		for (const lesson of lessons) {
			const text = await play(page, lesson, wrongPick);
			check(name + ": " + lesson.name + ": why the wrong answer is wrong", allWrong(text, lesson), text.slice(-600));
			const { faults, labels } = await page.evaluate(faultsOfLadders);

			check(name + ": " + lesson.name + " fits, no label overlaps", await fits() && faults.length === 0 && labels > 20,
			    [await fits(), labels, faults.slice(0, 4)]);
			check(name + ": " + lesson.name + ": its ladders fit", await page.evaluate(() =>
			    [...document.querySelectorAll("#lesson .story .scroll")].every(b => b.scrollWidth <= b.clientWidth)));
		}
		await accessible(page, name + ", a lesson");
		await close(page, name);
	}
}

/* By touch: a tap answers, and what came is on the screen. */
async function touch(browser) {
	const page = await open(browser, file, "", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
	const { lessons } = await data(page);

	await page.tap(`a[href="#${lessons[1].name}"] >> nth=0`);
	await page.waitForSelector("body[data-lesson]");
	await page.tap(".choices button >> nth=0");
	const box = await page.locator(".came").boundingBox();
	check("a tap answers, and leads to what came", box.y >= 0 && box.y < 200 && await page.isVisible(".came .told"), box);
	check("targets are large enough for a finger", await page.$$eval(".choices button", all =>
	    all.every(b => b.getBoundingClientRect().height >= 36)));
	await page.tap(".show");
	check("so does \"Show me\"", await page.locator(".came").count() === 2 &&
	    /^It is [a-h]\.$/.test(await page.locator(".told").nth(1).textContent()));
	await page.keyboard.press("Enter");
	check("and Enter", await page.locator(".came").count() === 3);
	await close(page, "touch");
}

async function hostileText(browser) {
	const page = await open(browser, hostile), { lessons } = await data(page);
	const text = await play(page, lessons[0], () => "a");

	check("text that is a script is shown as text", text.includes("<script>window.pwned=1</script>") &&
	    text.includes("<img src=x onerror=window.pwned=1>"));
	check("nothing of it ran", await page.evaluate(() => window.pwned === undefined && document.images.length === 0));
	check("what came otherwise is not explained", /did otherwise than the lesson explains/.test(text) && !/THIS IS FALSE/.test(text));
	await close(page, "hostile text");
}

run([list, allRight, looks, touch, hostileText]);
