/* quick.js - the page used as a person does: quick.js DIR HOSTILE CHANGES ANSWERS LEAN ?TEST...? */
/* SPDX-License-Identifier: BSD-2-Clause */
"use strict";

const { readFileSync } = require("node:fs");
const { execFileSync } = require("node:child_process");
const { check, open, close, accessible, run } = require("./browser.js");

const [dir, hostile, changes, answers, lean, ...names] = process.argv.slice(2);
const results = JSON.parse(readFileSync(dir + "/results.json", "utf8"));
const file = dir + "/index.html";
const CELL = "close/fin/keepalive";

function recordOf(name, family) {
	return results.cells.find(c => c.scenario + "/" + c.subject === name && c.family === family);
}

async function matrixIsATable(browser) {
	const page = await open(browser, file);
	const got = await page.evaluate(() => ({
		rows: document.querySelectorAll("#cells tbody th[scope=row]").length,
		columns: document.querySelectorAll("#cells thead tr:nth-child(2) th[scope=col]").length,
		cells: document.querySelectorAll("#cells td[id]").length,
		caption: document.querySelector("#cells caption").textContent,
		loud: [...document.querySelectorAll("#cells td[id]")].every(td => td.ariaLabel && td.textContent),
	}));
	const { subjects, scenarios, cells } = results;
	const places = new Set(cells.map(c => c.scenario + "/" + c.subject));

	check("a row a subject, a column a scenario, a cell a place", got.rows === subjects.length &&
	    got.columns === scenarios.length && got.cells === places.size && places.size > 80, got);
	check("the table has a caption, each cell a mark and a word", /scenario/.test(got.caption) && got.loud, got);
	const score = await page.textContent("#score");
	check("the score counts what came out right",
	    score.includes(results.totals.outcomes.right.toLocaleString("en")), score);
	await accessible(page, "overview");
	await close(page, "overview");
}

async function filterSortFold(browser) {
	const page = await open(browser, file);
	const names = () => page.$$eval("#cells tbody th", all => all.map(e => e.textContent));
	const columns = () => page.$$eval("#cells thead tr:nth-child(2) th", all => all.length);
	const all = await names(), whole = await columns();

	await page.keyboard.press("/");
	await page.waitForFunction(() => document.activeElement.id === "filter");
	await page.keyboard.type("keepalive close/fin");
	check("a name of each kind: one row, its columns", (await names()).join() === "keepalive" &&
	    await columns() === results.scenarios.filter(s => s.name.includes("close/fin")).length, await names());
	await page.fill("#filter", "no-such-thing");
	check("what nothing is called is said", (await page.textContent("#cells caption")).includes("no-such-thing"));
	await page.focus("#filter");
	await page.keyboard.press("Escape");
	check("Escape clears the filter", (await names()).join() === all.join());
	await page.selectOption("select[name=outcome]", "missed");
	const missed = new Set(results.cells.filter(c => c.outcome === "missed").map(c => c.subject));
	check("an outcome: the rows that have it", (await names()).sort().join() === [...missed].sort().join(), await names());
	await page.click("form.filter button[type=reset]");
	await page.selectOption("select[name=sort]", "worst");
	const sorted = await names();
	check("sorted by how much is missed", sorted.length === all.length && sorted.join() !== all.join() &&
	    sorted[0] === "writable", sorted);
	await page.selectOption("select[name=sort]", "given");
	await page.click("[data-group=close]");
	const inClose = results.scenarios.filter(s => s.group === "close").length;
	check("a folded group is one column", await columns() === whole - inClose + 1 &&
	    await page.getAttribute("[data-group=close]", "aria-expanded") === "false", await columns());
	await page.keyboard.press("Enter");
	check("and unfolds by the keyboard", await columns() === whole);
	await page.selectOption("select[name=family]", "6");
	check("a family alone", (await names()).length === all.length);
	await close(page, "filter, sort, fold");
}

/* The links under the box, by name; what the box says of the incident that is open. */
function answersShown(page) {
	return page.$$eval("#answers .answers:first-child a", all => all.map(a => a.getAttribute("href")));
}

/* Each word leads to where "hangup why" leads, and in its order. */
async function questionBox(browser) {
	const page = await open(browser, file), wanted = Object.entries(JSON.parse(readFileSync(answers, "utf8")));
	const hash = () => page.evaluate(() => location.hash);
	const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href"));
	const wrong = [];

	await page.keyboard.press("?");
	check("a question mark leads to the box", await focus() === "question" && await page.inputValue("#question") === "", await focus());
	for (const [words, names] of wanted) {
		await page.fill("#question", words);
		const shown = await answersShown(page);

		if (shown.join() !== names.slice(0, 6).map(name => "#why/" + name).join())
			wrong.push([words, names.slice(0, 6), shown]);
	}
	check("each word leads where hangup why leads, in its order, of " + wanted.length, wrong.length === 0 && wanted.length > 20, wrong);

	const [words, [best]] = wanted[0];
	await page.keyboard.press("Escape");
	check("Escape clears it, and all incidents are there", await page.inputValue("#question") === "" &&
	    (await answersShown(page)).length > 12 && await hash() === "#answer", await hash());
	await page.fill("#question", words);
	check("what is typed is in the address", decodeURIComponent(await hash()) === "#why?" + words, await hash());
	await page.keyboard.press("ArrowDown");
	check("an arrow leads to what was found", await focus() === "#why/" + best, await focus());
	await page.keyboard.press("ArrowUp");
	check("and back into the box", await focus() === "question", await focus());
	await page.keyboard.press("Enter");
	await page.waitForSelector("#incident", { state: "visible" });
	check("Enter opens the best, it has the focus and an address", await hash() === "#why/" + best &&
	    await focus() === "incident-title", [await hash(), await focus()]);
	await accessible(page, "an incident");
	const other = await open(browser, file, "why/" + best);
	check("the address shows it elsewhere", await other.textContent("#incident") === await page.textContent("#incident"));
	await close(other, "an incident by its link");
	await page.goBack();
	await page.waitForSelector("#answers", { state: "visible" });
	check("back leads to what was found", await page.inputValue("#question") === words &&
	    (await answersShown(page))[0] === "#why/" + best, await page.inputValue("#question"));
	const [many, found] = wanted.find(([, names]) => names.length > 1);
	await page.fill("#question", many);
	await page.keyboard.press("Enter");
	await page.waitForSelector("#also", { state: "visible" });
	const others = await page.$$eval("#also a", all => all.map(a => a.getAttribute("href")));
	check("beside it the next that were found, and all of them", await hash() === "#why/" + found[0] && others.join() ===
	    [...found.slice(1, 4).map(name => "#why/" + name), "#why?" + encodeURIComponent(many)].join(), others);
	await page.click("#also a:last-child");
	await page.waitForSelector("#answers", { state: "visible" });
	check("which closes it", await page.isHidden("#also") && await page.isHidden("#incident") && (await answersShown(page)).length > 1);
	await page.fill("#question", "xyzzy");
	check("what nothing is called is said, and what is near", /Nothing here is called "xyzzy"/.test(await page.textContent("#answers")) &&
	    await page.locator("#answers button").count() > 0);
	await page.fill("#question", "alive/idle");
	const view = await page.$$eval("#answers a", all => all.map(a => a.getAttribute("href")));
	check("a scenario leads to its view", view.includes("#?q=alive/idle"), view);
	await page.click("#answers a[href='#?q=alive/idle']");
	await page.waitForFunction(() => document.querySelectorAll("#cells thead tr:nth-child(2) th").length === 1);
	check("and is answered in a sentence", /The connection is healthy\./.test(await page.textContent("#found")), await page.textContent("#found"));
	await close(page, "the question box");
}

/* An incident tells the cells of this page with their ladders, of others the command. */
async function incident(browser) {
	const page = await open(browser, file, "why/quarter-hour");
	const { incidents, use } = await page.evaluate(() => page.index);
	const told = incidents.find(i => i.name === "quarter-hour"), text = await page.textContent("#incident");
	const here = told.cells.filter(c => recordOf(c.cell, 4)), elsewhere = told.cells.filter(c => !recordOf(c.cell, 4));

	check("its sentences, all of them", [told.wire, told.notices, told.set, told.cost, ...told.commands]
	    .every(sentence => sentence.length > 5 && text.includes(sentence)), text.slice(0, 300));
	check("where its figures are from", text.includes(use.shipped.host));
	check("cells that were not played: the command", elsewhere.length > 0 &&
	    elsewhere.every(c => text.includes("hangup run " + c.cell)), elsewhere);
	check("cells that were played: a link", here.length > 0);
	await page.click(`#incident a[href='#${here[0].cell}']`);
	await page.waitForSelector(`body[data-cell="${here[0].cell}"]`);
	await page.keyboard.press("Escape");
	await page.waitForSelector("#incident", { state: "visible" });
	check("Escape leads back to it", await page.evaluate(() => location.hash) === "#why/quarter-hour");
	await page.click("#incident .near a");
	await page.waitForSelector("#incident", { state: "hidden" });
	check("all are listed", await page.locator("#answers li").count() === incidents.length);
	await close(page, "an incident");
}

/* What to use: the program's order; what is bad is not seen at first. */
async function whatToUse(browser) {
	const page = await open(browser, file), use = await page.evaluate(() => page.index.use);
	const rows = await page.$$eval(".use tbody tr", all => all.map(tr => ({ name: tr.querySelector("button, th").firstChild.textContent,
		seen: tr.getClientRects().length > 0, text: tr.textContent.replaceAll("\u00a0", " "),
		bare: tr.textContent.match(/\d (ms|s|min|h)\b|< \d/g) })));

	check("a row a strategy that was tried, in the program's order", rows.length > 60 && rows.map(r => r.name).join() ===
	    use.rows.filter(r => r.ends.some(e => e.sight !== "not-tested")).map(r => r.subject).join(), rows.map(r => r.name));
	check("the first raises no false alarm, and sees each end in some time", /none/.test(rows[0].text) &&
	    (rows[0].text.match(/✓/g) || []).length === use.ends.length, rows[0]);
	check("a few are seen, none with a false alarm", rows.filter(r => r.seen).length === 8 &&
	    rows.filter(r => r.seen).every(r => !/! \d/.test(r.text)), rows.filter(r => r.seen));
	const keepalive = rows.find(r => r.name === "keepalive").text;
	check("no number is parted from its unit", rows.every(r => !r.bare), rows.filter(r => r.bare).map(r => r.bare));
	const missing = use.rows.filter(r => !rows.some(row => row.name === r.subject)).map(r => r.subject), told = await page.textContent("#use");
	check("which are no row, and what the ends are", missing.every(name => told.includes(name)) && missing.length < 3 &&
	    use.ends.every(end => told.includes(end.about)), missing);
	check("the stock's timers stand beside the run's", /1 s idle/.test(keepalive) && /stock: SO_KEEPALIVE 7200 s idle/.test(keepalive) &&
	    /3\.\d sstock: 2 h 11 min/.test(keepalive), keepalive);
	check("whose measurement it is, where this run played a part", (await page.textContent("#use")).includes(use.measured.host + ", "));
	await page.click("#use .more button");
	check("and all, on demand", await page.locator(".use tbody tr:visible").count() === rows.length);
	await close(page, "what to use");
}

/* The answer is on the first screen: the box, an incident, what to use. */
async function firstScreen(browser) {
	for (const [width, height] of [[1400, 900], [390, 844]]) {
		const page = await open(browser, file, "", { viewport: { width, height } });
		const asked = await page.$eval("#question", box => { const pen = document.createElement("canvas").getContext("2d");
			pen.font = getComputedStyle(box).font;
			return box.clientWidth - 30 - pen.measureText(box.placeholder).width; });
		check(width + " px: the box shows all that it asks for", asked > 0, asked);
		const bottoms = await page.evaluate(() => ["#question", "#answers li", ".use tbody tr"]
		    .map(e => document.querySelector(e).getBoundingClientRect().bottom));
		const sights = await page.$$eval("#profiles tbody .sight", all => all.filter(e => e.getClientRects().length)
		    .map(e => e.getBoundingClientRect().right));

		check(width + " px: box, incidents, what to use on the first screen", bottoms.every(b => b > 0) &&
		    bottoms[0] < height / 2 && bottoms[1] < height && bottoms[2] < height * 1.1, bottoms);
		check(width + " px: the signs of a profile are in sight", sights.length > 20 && sights.every(right => right <= width), sights.slice(0, 20));
		await close(page, width + " px");
	}
}

/* What is asked stands in the address, and is answered in a sentence. */
async function questionsAndLinks(browser) {
	const page = await open(browser, file);
	const hash = () => page.evaluate(() => location.hash);
	const focus = () => page.evaluate(() => document.activeElement.id);
	const rows = () => page.locator("#cells tbody tr").count();
	const all = await rows();
	const calling = new Set(results.cells.filter(c => c.scenario.startsWith("alive/") && c.outcome === "false-alarm")
	    .map(c => c.subject));

	await page.click("button:text('Which call a healthy connection dead?')");
	const answer = await page.textContent("#found");
	check("a question is answered in a sentence, of healthy scenarios only",
	    answer.includes(`${calling.size} strategies`) && calling.size > 1 && [...calling].every(name => answer.includes(name + " (1)")), answer);
	check("it has the focus, and an address", await focus() === "found" && (await hash()).includes("outcome=false-alarm"), await hash());
	const wanted = await hash(), found = await rows();
	await page.locator("#cells td[id]").first().click();
	await page.waitForSelector("body[data-cell]");
	await page.keyboard.press("Escape");
	await page.waitForSelector("#matrix", { state: "visible" });
	check("a cell closes to the same view", await hash() === wanted && await rows() === found, await hash());
	const other = await open(browser, file, wanted.slice(1));
	check("the address shows the same elsewhere", await other.locator("#cells tbody tr").count() === found &&
	    await other.textContent("#found") === answer);
	await close(other, "a view by its link");

	await page.goto(page.url().split("#")[0] + "#?q=keepalive");
	await page.waitForFunction(() => document.querySelectorAll("#cells tbody tr").length === 1);
	await page.goBack();
	await page.waitForFunction(n => document.querySelectorAll("#cells tbody tr").length === n, found);
	check("back leads to the view before", await page.inputValue("#filter") === "");
	await page.click("form.filter button[type=reset]");
	await page.keyboard.press("/");
	await page.keyboard.type("keep");
	check("no letter is lost after \"/\"", await page.inputValue("#filter") === "keep", await page.inputValue("#filter"));
	check("what is typed is in the address", await hash() === "#?q=keep", await hash());
	await page.keyboard.press("Escape");
	check("Escape clears, and the filter keeps the focus", await focus() === "filter" && await rows() === all);
	await page.keyboard.press("Enter");
	check("Enter leads into the matrix", (await focus()).startsWith("at-"), await focus());
	const seen = name => page.$eval(`[data-group="${name}"]`, head => { const grid = document.querySelector(".grid").getBoundingClientRect();
		const corner = document.querySelector("#cells .corner").getBoundingClientRect(), at = head.getBoundingClientRect().left;
		return at > corner.right - 1 && at < grid.right - 20; });
	await page.setViewportSize({ width: 390, height: 844 });
	await page.selectOption("select[name=sort]", "name");
	const groups = await page.$$eval("#cells [data-group]", heads => heads.map(head => head.dataset.group));
	check("a phone opens on ends; where nothing ends stands last", await seen("close") && groups.pop() === "alive", groups);
	const before = await seen("reset");
	await page.click(".sideways button:text('reset')");
	check("where the matrix is cut, a way to each group", !before && await seen("reset"), before);
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.selectOption("select[name=sort]", "given");
	check("where it is not, none", await page.isHidden(".sideways"));
	await page.click("#cells thead th[data-scenario='0']");
	check("a column's head tells what it is", (await page.textContent("#told")).includes(results.scenarios[0].title));
	await page.click("#cells tbody th[data-subject='0']");
	check("so does a row's", (await page.textContent("#told")).includes(results.subjects[0].title));
	await page.evaluate(() => { location.hash = "close/fim/keepalife"; });
	await page.waitForSelector("#lost");
	check("a link to no cell says so, and names the nearest", await page.getAttribute("#lost a", "href") === "#close/fin/keepalive",
	    await page.textContent("#lost"));
	await close(page, "questions and links");
}

/* The sentences of a cell agree with its record. */
async function sentences(browser) {
	const page = await open(browser, file, "alive/idle/inverted-readable");
	const text = () => page.textContent("#cell");
	const go = async hash => {
		await page.evaluate(h => { location.hash = h; }, hash);
		await page.waitForSelector(`body[data-cell="${hash}"]`);
	};

	check("a false alarm has no end, but the sign that it came from", !(await text()).includes("the end that it names") &&
	    /quiet \(.*that was it/.test(await text()), await text());
	const early = results.cells.find(c => c.outcome !== "false-alarm" && c.outcome && c.latency_us < 0);
	const alarm = results.cells.find(c => c.outcome === "false-alarm" && c.truth.length > 1);
	for (const [cell, words] of [[early, /is luck/], [alarm, /before anything happened/]])
		if (cell) { /* which of them came is the machine's luck, too */
			await go(cell.scenario + "/" + cell.subject + (cell.family === 6 ? "/6" : ""));
			check("a word before the end is no notice", words.test(await text()), await text());
		}
	await go("close/fin-behind-full-window/writable");
	check("a FIN that never came is no proof of life", /its FIN could not reach this end/.test(await text()) &&
	    /did not come up in this cell/.test(await text()), await text());
	await go("alive/slow-path/recv-timeout");
	check("what was on its way is not lost", await page.locator(".packet.waiting").count() > 0 &&
	    await page.locator(".cross").count() === 0 && (await text()).includes("still on its way"));
	await go("silence/with-data-in-flight/keepalive");
	check("no time is praised where none was predicted", /PASS: as predicted\./.test(await text()));
	check("why a probe did not help is said", /own data was in flight/.test(await text()));
	const gaps = await page.evaluate(() => {
		const crosses = [...document.querySelectorAll(".cross")].map(e => e.getBBox());
		const labels = [...document.querySelectorAll(".ladder text")].map(e => ({ text: e.textContent, box: e.getBBox() }));
		return labels.filter(l => crosses.some(c => c.x < l.box.x + l.box.width && l.box.x < c.x + c.width &&
		    c.y < l.box.y + l.box.height - 1 && l.box.y < c.y + c.height + 1)).map(l => l.text);
	});
	check("no cross lies on a label", gaps.length === 0, gaps);
	await close(page, "sentences");
}

async function clickKeysAndBack(browser) {
	const page = await open(browser, file);
	const opened = name => page.waitForSelector(`body[data-cell="${name}"]`);

	await page.hover("#cells td[id]");
	check("hovering tells the verdict", /said/.test(await page.textContent("#tip")));
	await page.locator("#cells td[id]").first().click();
	await page.waitForSelector("body[data-cell]");
	const first = await page.evaluate(() => document.body.dataset.cell);
	check("a click opens a cell, and its link is the address", page.url().endsWith("#" + first), page.url());
	await page.goBack();
	await page.waitForSelector("#matrix", { state: "visible" });
	check("the back button leads back", await page.isHidden("#cell"));
	await page.focus("#cells td[id]");
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowDown");
	check("focus tells the verdict, too", /said/.test(await page.textContent("#said")));
	await page.keyboard.press("Enter");
	await page.waitForSelector("body[data-cell]");
	const second = await page.evaluate(() => document.body.dataset.cell);
	const [above, next] = results.subjects, has = (s, j) => results.cells.some(c => c.scenario === s.name && c.subject === j.name);
	const lives = s => s.name.startsWith("alive/") ? 1 : 0, order = results.scenarios.slice().sort((a, b) => lives(a) - lives(b));
	const column = order.findIndex((s, i) => i > order.findIndex(first => has(first, above)) && has(s, above));
	check("arrows move, Enter opens", second === order[column].name + "/" + next.name, second);
	await page.keyboard.press("Escape");
	await page.waitForSelector("#matrix", { state: "visible" });
	check("Escape closes, and the cell has the focus", await page.evaluate(() =>
	    document.activeElement.id) === "at-1-" + column);
	await page.evaluate(hash => { location.hash = hash; }, CELL + "/6");
	await opened(CELL + "/6");
	check("a link to the other family", (await page.textContent("h1#cell-title")).includes("IPv6"));
	await close(page, "click, keys, back");
}

/* From a cell a link leads where it says; only to where the cell was opened one comes back. */
async function waysBack(browser) {
	const page = await open(browser, file, "why/quarter-hour", { viewport: { width: 1440, height: 500 } });
	const top = id => page.evaluate(id => document.getElementById(id).getBoundingClientRect().top, id);
	const intoCell = async () => {
		await page.locator("#incident .cells a").first().click();
		await page.waitForSelector("body[data-cell]");
	};

	for (const wanted of ["#parts a[href='#matrix']", "#cell a:text('matrix')"]) {
		await intoCell();
		await page.click(wanted);
		await page.waitForSelector("#matrix", { state: "visible" });
		check("from an incident's cell to the matrix: " + wanted, Math.abs(await top("matrix") - 48) < 30, await top("matrix"));
		await page.goto(page.url().split("#")[0] + "#why/quarter-hour");
		await page.waitForFunction(() => document.activeElement.id === "incident-title");
	}
	await intoCell();
	await page.evaluate(() => { location.hash = "?q=alive/idle"; });
	await page.waitForSelector("#matrix", { state: "visible" });
	check("and to a view of it", Math.abs(await top("matrix") - 48) < 30 && await page.inputValue("#filter") === "alive/idle", await top("matrix"));
	await close(page, "ways from a cell");

	const start = await open(browser, file);
	await start.locator("#answers li a").first().click();
	await start.waitForSelector("#incident", { state: "visible" });
	await start.goBack();
	await start.waitForFunction(() => location.hash === "");
	check("back from an incident to the start", await start.isHidden("#incident") && await start.isVisible("#answers") &&
	    await start.evaluate(() => scrollY) === 0, await start.evaluate(() => scrollY));
	await start.locator("#answers li a").first().click();
	await start.waitForSelector("#incident", { state: "visible" });
	await start.click(".brand a");
	await start.waitForFunction(() => location.hash === "#top");
	check("the name of the page leads to its start", await start.isHidden("#incident") && await start.isVisible("#answers"));
	await close(start, "back to the start");

	const matrix = await open(browser, file, "", { viewport: { width: 1440, height: 500 } });
	await matrix.locator("#cells tbody tr").last().scrollIntoViewIfNeeded();
	const at = await matrix.evaluate(() => { scrollBy(0, 37); return Math.round(scrollY); });
	await matrix.locator("#cells td[id]").last().click();
	await matrix.waitForSelector("body[data-cell]");
	await matrix.keyboard.press("Escape");
	await matrix.waitForSelector("#matrix", { state: "visible" });
	check("a cell of the matrix closes to where it was", at > 0 &&
	    await matrix.evaluate(() => Math.round(scrollY)) === at, [at, await matrix.evaluate(() => scrollY)]);
	await close(matrix, "back into the matrix");
}

async function aCellByItsLink(browser) {
	const page = await open(browser, file, CELL), record = recordOf(CELL, 4);
	const story = await page.textContent("#cell");
	const got = await page.evaluate(() => ({
		arrows: document.querySelectorAll(".ladder .packet").length,
		states: [...document.querySelectorAll(".ladder .state text")].map(e => e.textContent),
		marks: [...document.querySelectorAll(".ladder .mark text")].map(e => e.textContent).join(" "),
	}));

	check("the verdict is a sentence", /keepalive said "closed" [0-9.]+ ms after the remote end had closed: rightly\./.test(story));
	check("an arrow a packet", got.arrows === record.packets.length, got);
	check("the states that the record has", got.states.length === record.states.length &&
	    got.states.includes("CLOSE-WAIT"), got);
	check("the fault, the deed, the truth, the proof", /fault/.test(got.marks) && /proof/.test(got.marks) &&
	    story.includes("peer: close") && story.includes("from here on: closed"), got);
	check("scenario's why, prediction, repeat command", story.includes(results.scenarios.find(s =>
	    s.name === "close/fin").why) && story.includes("Predicted was \"closed\"") &&
	    story.includes("hangup run close/fin/keepalive"));
	await page.click("details summary:text('same as a table')");
	await page.waitForSelector("table.events");
	check("a time is of the end, where there is one", story.includes("ms after the end that it names. PASS"));
	check("a table of the same", await page.locator("table.events tbody tr").count() > record.packets.length);
	await page.click("button[aria-label=larger]");
	check("it zooms", await page.evaluate(() => { const s = document.querySelector("svg.ladder");
		return s.getBoundingClientRect().width > 1.2 * s.viewBox.baseVal.width; }));
	await accessible(page, "a cell");
	await captures(page, record);
	await close(page, "a cell");
}

/* The files that come out are those that went in, and tcpdump reads them. */
async function captures(page, record) {
	for (const [button, name] of [["as the local end saw it", record.wire.pcap], ["as the remote end did", record.wire.peer_pcap]]) {
		const [download] = await Promise.all([page.waitForEvent("download"), page.click(`button:text("${button}")`)]);
		const path = await download.path();
		const lines = execFileSync("tcpdump", ["-nr", path], { stdio: ["ignore", "pipe", "ignore"] })
		    .toString().trim().split("\n");

		check("pcap " + button + ": the file of the run, as tcpdump reads it",
		    readFileSync(path).equals(readFileSync(dir + "/" + name)) && lines.length >= 4, lines);
	}
}

function brightness(colour) {
	return colour.match(/[\d.]+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3;
}

async function looks(browser) {
	for (const scheme of ["light", "dark"]) {
		const page = await open(browser, file, "", { colorScheme: scheme, viewport: { width: 390, height: 844 } });
		const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

		check(scheme + ": the ground is " + scheme, scheme === "dark" ? brightness(ground) < 60 : brightness(ground) > 200, ground);
		check(scheme + ", phone: the overview is no wider than the screen", await fits());
		if (scheme === "dark") {
			await accessible(page, scheme + ", phone");
			await page.evaluate(() => { location.hash = "why/nat-forgets"; });
			await page.waitForSelector("#incident", { state: "visible" });
			await accessible(page, scheme + ", phone, an incident");
			check(scheme + ", phone: nor is an incident", await fits());
		}
		await page.evaluate(hash => { location.hash = hash; }, CELL);
		await page.waitForSelector("body[data-cell]");
		check(scheme + ", phone: nor is a cell", await fits());
		check(scheme + ", phone: nor its ladder", await page.evaluate(() => {
			const box = document.querySelector(".story .scroll");
			return box.scrollWidth <= box.clientWidth; }));
		await close(page, scheme + ", phone");
	}
}

async function print(browser) {
	const page = await open(browser, file);

	await page.emulateMedia({ media: "print" });
	check("on paper: no filter, all the profiles", await page.isHidden("form.filter") &&
	    await page.locator(".profiles tbody tr:visible").count() === results.profiles.length);
	const paper = await page.pdf({ preferCSSPageSize: true });
	check("on paper: a PDF of pages", paper.subarray(0, 5).toString() === "%PDF-" && paper.length > 20000, paper.length);
	await close(page, "on paper");
}

async function hostileText(browser) {
	const page = await open(browser, hostile, CELL);

	check("a detail that is a script is shown as text", (await page.textContent(".ladder")).replace(/\s/g, "")
	    .includes("<script>window.pwned=1</script>"));
	check("a title with quotes and 10,000 characters is shown as it is",
	    (await page.textContent(".about")).includes("\"'><img src=x onerror=window.pwned=1>" + "x".repeat(10000)));
	check("nothing of it ran, nothing became an element", await page.evaluate(() =>
	    window.pwned === undefined && document.images.length === 0 && document.scripts.length > 2 &&
	    ![...document.scripts].some(s => s.textContent.startsWith("window.pwned"))));
	check("nor does it burst the page", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
	await page.evaluate(() => { location.hash = "matrix"; });
	await page.waitForSelector("#matrix", { state: "visible" });
	await close(page, "hostile text");
}

/* Results that are kept without packets: a cell says what is known, and how to see the rest. */
async function withoutPackets(browser) {
	const page = await open(browser, lean, "why/quarter-hour");

	check("without packets: the incident's cells are there", await page.locator("#incident .cells a").count() >= 4 &&
	    !/not played/.test(await page.textContent("#incident")));
	check("without packets: the head says so", /no ladders: hangup run SCENARIO\/SUBJECT/.test(await page.textContent(".measured")));
	check("without packets: what to use is of these results", /in this run/.test(await page.textContent("#use")));
	await page.evaluate(hash => { location.hash = hash; }, CELL);
	await page.waitForSelector(`body[data-cell="${CELL}"]`);
	const text = await page.textContent("#cell");
	check("without packets: the verdict, and the command that plays it", /keepalive said closed after/.test(text) &&
	    (text.match(/right/g) || []).length === 1 &&
	    /after the end that it names\. PASS/.test(text) && /kept without packets/.test(text) &&
	    text.includes("hangup run " + CELL), text);
	await close(page, "without packets");
}

async function twoRuns(browser) {
	const page = await open(browser, changes), text = await page.textContent("#answer");
	const worse = await page.locator(".changes li").count();

	check("two runs: what they are, how many changed", /What changed between two runs/.test(text) &&
	    /compared/.test(text) && worse > 0, text.slice(0, 300));
	check("two runs: only what changed has a row", await page.locator("#cells td[id]").count() <= worse);
	await page.evaluate(hash => { location.hash = hash; }, CELL);
	await page.waitForSelector("body[data-cell]");
	const sides = await page.$$eval("#cell .side > h2", all => all.map(e => e.textContent));
	check("two runs: a cell after and before", sides.join() === "After,Before" &&
	    await page.locator("svg.ladder").count() === 2, sides);
	await close(page, "two runs");
}

run([matrixIsATable, questionBox, incident, whatToUse, firstScreen, filterSortFold, questionsAndLinks, sentences, clickKeysAndBack, waysBack, aCellByItsLink, looks, print, hostileText, withoutPackets, twoRuns]
    .filter(test => names.length === 0 || names.includes(test.name)));
