/* find.js - what a person means by some words: as "hangup why" finds it. */
/* SPDX-License-Identifier: BSD-2-Clause */

/*
 * The rule is that of command/find.c, which says why; page.test holds both to
 * the same answers.  A text becomes pieces, letters or digits, and a name is
 * marked: ";= tcp keepidle ; hang ".
 */
const WEIGHTS = { named: 10000, titled: 5, exact: 4, begun: 3, nearly: 2, told: 1 };
const SHARE = 1000, MUCH_LESS = 3, FEW = 2, LEAST = 3, ENDING = 3;

function piecesOf(texts) {
	return texts.map(text => (/[^A-Za-z]|.[A-Z]/.test(text) ? ";= " : "; ") + (String(text).match(/[A-Za-z]+|[0-9]+/g) || [])
	    .map(piece => piece.toLowerCase() + " ").join("")).join("") + ";";
}

function weightOf(entry, piece) {
	const begins = (pieces, n) => pieces.includes(" " + piece.slice(0, n));
	const letters = /[a-z]/.test(piece);

	if (entry.title.includes(" " + piece + " "))
		return WEIGHTS.titled;
	if (entry.names.includes(" " + piece + " "))
		return WEIGHTS.exact;
	if (letters && piece.length >= LEAST && begins(entry.names, piece.length))
		return WEIGHTS.begun;
	for (let kept = piece.length - 1; letters && kept > LEAST && kept >= piece.length - ENDING; kept--)
		if (begins(entry.names, kept))
			return WEIGHTS.nearly;
	return entry.sentences.includes(" " + piece + " ") ? WEIGHTS.told : 0;
}

/* How much of something one has that so many have. */
function share(weight, have) {
	return Math.floor(weight * SHARE / (have * have));
}

/* One piece, shared by all that have it; what many tell of does not mean one of them. */
function weighPiece(all, piece) {
	const weights = all.map(entry => weightOf(entry, piece));
	const have = weights.filter(Boolean).length;

	all.forEach((entry, i) => {
		if (weights[i])
			entry.score += share(weights[i], have);
		entry.meant ||= weights[i] > WEIGHTS.told ||
		    (weights[i] === WEIGHTS.told && have * FEW <= all.length);
	});
}

/* Names that stand in what was asked, perhaps in the plural. */
function weighNames(all, asked) {
	for (const entry of all)
		for (const [name, phrase] of entry.names.matchAll(/=( [^;]+) (?=;)/g))
			if (asked.includes(phrase + " ") || asked.includes(phrase + "s ")) {
				entry.score += share(WEIGHTS.named, all.filter(e => e.names.includes(name + ";")).length);
				entry.meant = true;
			}
}

/* What can be found: each is searched by its title, its names, its sentences. */
function searched(thing, title, names, sentences) {
	return { thing, title: piecesOf(title), names: piecesOf(names), sentences: piecesOf(sentences) };
}

/* The best first. */
function findAmong(list, words) {
	const whole = piecesOf([words]), row = whole.slice(whole.indexOf(" "), -1);
	const all = list.map(entry => ({ ...entry, score: 0, meant: false }));

	row.split(" ").filter(Boolean).forEach(piece => weighPiece(all, piece));
	if (row.length > 1)
		for (const entry of all)
			entry.score += WEIGHTS.exact * SHARE * (entry.names.includes(row) + entry.names.includes(whole));
	weighNames(all, row);
	const found = all.filter(entry => entry.meant).sort((a, b) => b.score - a.score);
	return found.filter(entry => entry.score * MUCH_LESS >= found[0].score).map(entry => entry.thing);
}
