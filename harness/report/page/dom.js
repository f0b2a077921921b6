/* dom.js - elements made of text: nothing here is ever parsed as HTML. */
/* SPDX-License-Identifier: BSD-2-Clause */
"use strict";

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes || {})) {
		if (name.startsWith("on"))
			element.addEventListener(name.slice(2), value);
		else if (value === true)
			element.setAttribute(name, "");
		else if (value !== null && value !== undefined && value !== false)
			element.setAttribute(name, value);
	}
	element.append(...children.flat(9).filter(c => c !== null && c !== undefined && c !== ""));
	return element;
}

/* h("p", { class: "why" }, "text", h("b", {}, "more")) */
function h(name, attributes, ...children) {
	return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
	return fill(document.createElementNS(SVG, name), attributes, children);
}

function link(hash, ...children) {
	return h("a", { href: "#" + hash }, children);
}

function byId(id) {
	return document.getElementById(id);
}

/* For a screen reader: what has changed. */
function say(text) {
	byId("said").textContent = text;
}

function plural(n, one, many) {
	return count(n) + " " + (n === 1 ? one : many || one + "s");
}

function count(n) {
	return n.toLocaleString("en");
}

/* A number stays with its unit, a sign with its number. */
function unbroken(text) {
	return text.replace(/(\d|<) (?=(\d|ms|s|min|h)\b)/g, "$1\u00a0");
}

/* "a, b and c" */
function listed(words) {
	return words.length < 2 ? words.join("") :
	    words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
}
