/* whole.js - the page of a whole matrix: size, speed, geometry: whole.js FILE ?TEST...? */
/* SPDX-License-Identifier: BSD-2-Clause */
"use strict";

const { statSync } = require("node:fs");
const { check, open, close, accessible, run } = require("./browser.js");

const [file, ...names] = process.argv.slice(2);
const MEGABYTE = 1 << 20;
const FIRST_PAINT_MS = 1000, ACT_MS = 100, SIZE_MB = 25;
const ACT_SHARE = 1 / 2; /* of drawing it all: to clear a filter draws the matrix anew */
const STEP = Number(process.env.PAGE_STEP || 1); /* geometry: every n-th block of cells */
const TRIES = 7; /* others load the machine: the best of so many counts */

async function size() {
	const mb = statSync(file).size / MEGABYTE;

	console.log(`  size ${mb.toFixed(1)} MB`);
	check(`the page is within ${SIZE_MB} MB`, mb < SIZE_MB && mb > 0.1, mb);
}

async function firstPaint(browser) {
	const times = [], drawn = [];

	for (let i = 0; i < 3; i++) {
		const page = await open(browser, file);

		times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
		drawn.push(await page.evaluate(() => performance.getEntriesByName("drawn")[0].startTime));
		await close(page, "first paint");
	}
	console.log(`  first paint ${Math.min(...times).toFixed(0)} ms, matrix drawn ${Math.min(...drawn).toFixed(0)} ms`);
	check("first paint within 1 s", Math.min(...times) < FIRST_PAINT_MS, times);
}

/* The least of some tries, each to the frame in which it is seen. */
async function least(page, act, arguments_) {
	const times = [];

	for (const argument of arguments_)
		times.push(await page.evaluate(async ([text, value]) => {
			const begin = performance.now();

			await (new Function("value", "return (" + text + ")(value)"))(value);
			document.body.getBoundingClientRect();
			return performance.now() - begin;
		}, [act.toString(), argument]));
	return times;
}

/* What the address of a cell ends in, over IPv6: where there are such cells. */
function overIPv6(page) {
	return page.evaluate(() => page.cells.some(c => c.family === 6) ? "/6" : "");
}

async function speed(browser) {
	const page = await open(browser, file);
	const drawnMs = await page.evaluate(() => performance.getEntriesByName("drawn")[0].startTime);
	const within = Math.max(ACT_MS, drawnMs * ACT_SHARE);
	const cells = await page.evaluate(() => page.cells.length);
	const longest = "alive/many-duplicates/dual-verification", six = await overIPv6(page);
	const filter = await least(page, text => {
		const input = document.getElementById("filter");
		input.value = text;
		input.dispatchEvent(new Event("input"));
	}, ["keep", "", "k", "", "close", "", "fin", "", "keepalive", "", "redis", ""]);
	const outcome = await least(page, value => {
		const select = document.querySelector("select[name=outcome]");
		select.value = value;
		select.dispatchEvent(new Event("change"));
	}, ["missed", "", "right", "", "vague", ""]);
	/* an unopened scenario each: its records are unpacked, too */
	const some = await page.evaluate(tries => page.index.scenarios.filter((s, i) => i % 9 === 0).slice(0, tries)
	    .map(s => cellHash(page.cells.find(c => c.scenario === s && c.subject.name === "keepalive"))), TRIES);
	const openings = await least(page, hash => new Promise(done => {
		location.hash = hash;
		const wait = () => document.body.dataset.cell === hash ? done() : setTimeout(wait, 1);
		wait();
	}), some);
	const long = await least(page, hash => new Promise(done => {
		location.hash = hash;
		const wait = () => document.body.dataset.cell === hash ? done() : setTimeout(wait, 1);
		wait();
	}), [longest, "close/fin/keepalive", longest + six, "close/fin/keepalive" + six, longest]);
	const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
	const say = list => `${Math.min(...list).toFixed(0)} to ${Math.max(...list).toFixed(0)}, median ${median(list).toFixed(0)} ms`;

	console.log(`  ${cells} cells: filter ${say(filter)}; outcome ${say(outcome)}; opening ${say(openings)}; ` +
	    `the longest ${[long[0], long[2], long[4]].map(t => t.toFixed(0)).join(", ")} ms`);
	check(`a filter within ${within.toFixed(0)} ms`, Math.min(...filter.filter((_, i) => i % 2)) < within, filter);
	check(`an outcome within ${within.toFixed(0)} ms`, Math.min(...outcome) < within, outcome);
	check(`a cell opens within ${within.toFixed(0)} ms`, Math.min(...openings) < within, openings);
	check("so does the longest story", Math.min(long[0], long[2], long[4]) < within, long);
	await close(page, "speed");
}

/*
 * In the page: draws every cell of a block, and says which labels of one
 * drawing overlap, which leave it or lie under a cross, and whether each packet
 * has its arrow.
 */
async function faultsOfBlock([number, width]) {
	const block = await recordsOf(0, number), faults = [];
	const box = document.body.appendChild(document.createElement("div"));
	let labels = 0, drawings = 0;

	for (const record of block ? block.cells : []) {
		if (!record.packets || !record.truth)
			continue;
		const drawing = ladder(record, width), name = record.scenario + "/" + record.subject + "/" + record.family;

		box.replaceChildren(drawing);
		drawings++;
		const view = drawing.viewBox.baseVal;
		const texts = [...drawing.querySelectorAll("text")].map(e => ({ text: e.textContent, box: e.getBBox() }))
		    .sort((a, b) => a.box.y - b.box.y);

		const crosses = [...drawing.querySelectorAll(".cross")].map(e => e.getBBox());

		labels += texts.length;
		for (let i = 0; i < texts.length; i++) {
			const a = texts[i].box;

			if (a.x < view.x || a.x + a.width > view.x + view.width || a.y + a.height > view.y + view.height + 2)
				faults.push(name + ": \"" + texts[i].text + "\" leaves the drawing");
			for (let k = i + 1; k < texts.length && texts[k].box.y < a.y + a.height - 2; k++) {
				const b = texts[k].box;

				if (a.x < b.x + b.width && b.x < a.x + a.width)
					faults.push(name + ": \"" + texts[i].text + "\" over \"" + texts[k].text + "\"");
			}
		}
		for (const c of crosses)
			for (const { text, box: b } of texts)
				if (c.x < b.x + b.width && b.x < c.x + c.width && c.y < b.y + b.height - 1 && b.y < c.y + c.height + 1)
					faults.push(name + ": a cross on \"" + text + "\"");
		if (drawing.querySelectorAll(".packet").length !== record.packets.length)
			faults.push(name + ": not an arrow a packet");
	}
	box.remove();
	return { faults, labels, drawings };
}

/* At a width, on a page of its own: so each has a core. */
async function geometryAt(browser, width) {
	const page = await open(browser, file);
	const blocks = await page.evaluate(() => 1 + Math.max(...page.cells.map(c => c.blocks[0])));
	const begin = Date.now();
	let labels = 0, drawings = 0, faults = [];

	/* what is not drawn is not laid out anew with each ladder */
	await page.evaluate(() => { for (const part of document.body.children) part.style.display = "none"; });
	for (let i = 0; i < blocks; i += STEP) {
		const got = await page.evaluate(faultsOfBlock, [i, width]);

		labels += got.labels;
		drawings += got.drawings;
		faults = faults.concat(got.faults);
	}
	console.log(`  ${drawings} ladders, ${labels} labels at ${width} px: ${((Date.now() - begin) / 1000).toFixed(0)} s`);
	check(`no labels overlap, none is cut off, at ${width} px`, faults.length === 0 && drawings > 1000 && labels > 10000,
	    [faults.length, ...faults.slice(0, 8)]);
	await close(page, `geometry at ${width} px`);
}

async function geometry(browser) {
	await Promise.all([1240, 340].map(width => geometryAt(browser, width)));
}

/* The overview, and a cell of each kind, light and dark. */
async function access(browser) {
	for (const colorScheme of ["light", "dark"]) {
		const page = await open(browser, file, "", { colorScheme });

		await accessible(page, colorScheme + ", overview");
		const six = await overIPv6(page);
		for (const hash of ["close/fin/keepalive", "alive/icmp-hard/recverr", "reset/middlebox-one/peek-lax" + six]) {
			await page.evaluate(h => { location.hash = h; }, hash);
			await page.waitForSelector(`body[data-cell="${hash}"]`);
			await accessible(page, colorScheme + ", " + hash);
		}
		await close(page, colorScheme);
	}
}

/* As many places as 20,000 cells have, from these: does it stay smooth? */
async function twentyThousand(browser) {
	const page = await open(browser, file);
	const wanted = await page.evaluate(() => {
		const whole = page.index, wanted = 20000;
		const times = Math.ceil(wanted / (whole.scenarios.length * whole.subjects.length));
		const index = { ...whole, cells: {}, subjects: [] };
		const n = whole.subjects.length;

		for (let k = 0; k < times; k++)
			index.subjects.push(...whole.subjects.map(s => ({ ...s, name: s.name + (k ? "-" + k : "") })));
		for (const [name, column] of Object.entries(whole.cells))
			index.cells[name] = [].concat(...Array.from({ length: times }, (_, k) => name === "subject" ?
			    column.map(i => i + k * n) : column));
		page = model(index);
		drawMatrix();
		return index.subjects.length * index.scenarios.length;
	});
	const cells = await page.evaluate(async wanted => {
		const count = () => document.querySelectorAll("#cells td[id]").length;

		while (count() < wanted)
			await new Promise(done => setTimeout(done, 50));
		return count();
	}, wanted);
	const filter = await least(page, text => {
		const input = document.getElementById("filter");
		input.value = text;
		input.dispatchEvent(new Event("input"));
	}, ["keepalive", "", "recv", "", "close", "", "redis", "", "fin", "", "nat", ""]);

	console.log(`  ${cells} cells in the table: filter ${filter.map(t => t.toFixed(0)).join(", ")} ms`);
	check("20,000 cells: a filter within half a second", cells >= 20000 &&
	    Math.min(...filter.filter((_, i) => i % 2)) < 500, [cells, filter]);
	await close(page, "20,000 cells");
}

run([size, firstPaint, speed, twentyThousand, access, geometry]
    .filter(test => names.length === 0 || names.includes(test.name)));
