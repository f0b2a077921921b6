/* data.js - the results packed into the page: opened, and made objects. */
/* SPDX-License-Identifier: BSD-2-Clause */

/* Of a block: base64 of the zlib format.  null if there is none. */
async function unpack(id) {
	const block = byId(id);

	if (!block)
		return null;
	const text = atob(block.textContent);
	const bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++)
		bytes[i] = text.charCodeAt(i);
	const opened = new Blob([bytes]).stream()
	    .pipeThrough(new DecompressionStream("deflate"));
	return new Uint8Array(await new Response(opened).arrayBuffer());
}

async function unpackJson(id) {
	const bytes = await unpack(id);

	return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

/* Rows of the index' columns. */
function cellsOf(columns, index) {
	return columns.scenario.map((s, i) => ({
		scenario: index.scenarios[s],
		subject: index.subjects[columns.subject[i]],
		family: columns.family[i],
		run: columns.run[i],
		result: columns.result[i],
		outcome: columns.outcome[i],
		verdict: columns.verdict[i],
		latency_us: columns.latency_us[i],
		effects: columns.effects[i],
		/* where its records are, a side each */
		blocks: [columns.block[i], columns.old ? columns.old.block[i] : null],
		change: columns.change ? columns.change[i] : null,
	})).filter(cell => cell.scenario && cell.subject);
}

/* Before and after: what is gone shows what it was. */
function joinSides(cells, columns) {
	cells.forEach((cell, i) => {
		const old = {};

		for (const name of ["result", "outcome", "verdict", "latency_us"])
			old[name] = columns.old[name][i];
		cell.old = old.result ? old : null;
		if (!cell.result)
			Object.assign(cell, old);
	});
}

/* Of the false alarms: in scenarios where nothing ends, and elsewhere before the end could be seen. */
function alarmsOf(profile, index) {
	const healthy = new Set(index.scenarios.filter(isHealthy).map(s => s.name));
	const names = profile.false_alarms.filter(name => healthy.has(name));

	return { healthy: names, early: profile.false_alarms.length - names.length };
}

/* What all of the page works on. */
function model(index) {
	takeWords(index.words);
	const cells = cellsOf(index.cells, index);
	const at = new Map(), effects = new Map();

	Object.assign(SIGNS, index.signs);
	Object.assign(SINCES, index.sinces);
	index.scenarios.forEach((s, i) => { s.number = i; s.group = s.group || ""; });
	index.subjects.forEach((s, i) => { s.number = i; });
	if (index.cells.old)
		joinSides(cells, index.cells);
	for (const cell of cells) {
		/* what is drawn anew with every filter is worked out once */
		Object.assign(cell, { mark: markOf(cell), look: classOf(cell), badness: badness(cell) });
		effects.set(cell.subject, effects.get(cell.subject) | cell.effects);
		const place = cell.subject.number * index.scenarios.length + cell.scenario.number;

		if (at.has(place))
			at.get(place).push(cell);
		else
			at.set(place, [cell]);
	}
	const none = [];

	return {
		index, cells,
		groups: [...new Set(index.scenarios.map(s => s.group))],
		/* how often a subject raises a false alarm, and what it does besides: whatever is shown */
		alarms: new Map((index.profiles || []).map(p => [p.subject, alarmsOf(p, index)])),
		effects,
		families: [...new Set(cells.map(c => c.family))].sort(),
		/* all families and runs of a place in the matrix */
		at: (subject, scenario) =>
		    at.get(subject.number * index.scenarios.length + scenario.number) || none,
	};
}

/* Blocks are opened when a cell is, and the last few kept. */
const opened = new Map();

function recordsOf(side, block) {
	const id = side + "-" + block;

	if (!opened.has(id)) {
		if (opened.size > 8)
			opened.delete(opened.keys().next().value);
		opened.set(id, unpackJson("records-" + id));
	}
	return opened.get(id);
}

/* The block of a cell, and its place there; null if this side lacks it. */
async function blockOf(side, cell) {
	const block = await recordsOf(side, cell.blocks[side]);
	const place = !block ? -1 : block.cells.findIndex(r => r.subject === cell.subject.name &&
	    r.scenario === cell.scenario.name && r.family === cell.family && r.run === cell.run);

	return place === -1 ? null : [block, place];
}

/* The whole of a cell, as in results.json, or null. */
async function recordOf(side, cell) {
	const [block, place] = await blockOf(side, cell) || [];

	return block ? block.cells[place] : null;
}

/* How long a capture is; 0: there is none.  That is known without opening it. */
async function captureLength(side, cell, leg) {
	const [block, place] = await blockOf(side, cell);

	return block.captures[2 * place + leg];
}

async function captureOf(side, cell, leg) {
	const [block, place] = await blockOf(side, cell);
	const bytes = await unpack("captures-" + side + "-" + cell.blocks[side]);
	const from = block.captures.slice(0, 2 * place + leg).reduce((a, b) => a + b, 0);

	return bytes.slice(from, from + block.captures[2 * place + leg]);
}
