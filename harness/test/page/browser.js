/* browser.js - a browser for the tests of the page, and their verdicts. */
/* SPDX-License-Identifier: BSD-2-Clause */
"use strict";

const { pathToFileURL } = require("node:url");
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");

const PROGRAM = "/usr/bin/chromium";
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let failed = 0, passed = 0;

/* One line a check, as TAP has it. */
function check(name, holds, got) {
	holds ? passed++ : failed++;
	console.log((holds ? "ok " : "not ok ") + name +
	    (holds || got === undefined ? "" : ": got " + JSON.stringify(got).slice(0, 600)));
}

async function launch() {
	return chromium.launch({
		executablePath: PROGRAM,
		args: process.getuid() === 0 ? ["--no-sandbox"] : [],
	});
}

/*
 * A page of its own, with what it must not do: errors, and requests for
 * anything but the file itself.
 */
async function open(browser, file, hash, options) {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options,
	});
	const page = await context.newPage();
	const url = pathToFileURL(file).href;

	page.setDefaultTimeout(15000);

	page.errors = [];
	page.strays = [];
	page.on("console", m => { if (m.type() === "error" || m.type() === "warning") page.errors.push(m.text()); });
	page.on("pageerror", e => page.errors.push(String(e)));
	page.on("dialog", d => { page.errors.push("dialog: " + d.message()); d.dismiss(); });
	page.on("request", r => {
		if (r.url().split("#")[0] !== url && !r.url().startsWith("blob:"))
			page.strays.push(r.url());
	});
	await page.goto(url + (hash ? "#" + hash : ""));
	await page.waitForSelector("body[data-drawn]");
	if (hash && hash.split("/").length > 2)
		await page.waitForSelector("body[data-cell]");
	return page;
}

/* What must hold of every page that was open. */
async function close(page, name) {
	check(name + ": no error on the console", page.errors.length === 0, page.errors);
	check(name + ": no request leaves the file", page.strays.length === 0, page.strays);
	await page.context().close();
}

/* No serious finding of axe-core. */
async function accessible(page, name) {
	await page.evaluate(axe);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
	const bad = found.violations.filter(v => v.impact === "serious" || v.impact === "critical")
	    .map(v => v.id + " (" + v.nodes.length + "): " + v.nodes[0].target + " " + v.nodes[0].failureSummary);

	check(name + ": nothing serious to axe-core, of " + found.passes.length + " rules that apply",
	    bad.length === 0 && found.passes.length > 10, bad);
}

async function run(tests) {
	const browser = await launch();

	try {
		for (const test of tests) {
			const begin = Date.now();

			await test(browser);
			console.log(`# ${test.name} ${Date.now() - begin} ms`);
		}
	} finally {
		await browser.close();
	}
	console.log(`page: ${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

module.exports = { check, open, close, accessible, run };
