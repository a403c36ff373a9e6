// SPDX-License-Identifier: GPL-2.0-only
// The page of make modules-report. What is shown stands in the address, behind the #:
//
//   view     modules (default), symbols, graph
//   q, sort  what is searched for, and the column by which rows are sorted, with a - in front: backwards
//   module, symbol, in   what was chosen; in: the module that exports the symbol
//
// All names come out of objects, so they become text, never HTML.
"use strict";

(() => {
const report = JSON.parse(document.getElementById("report").textContent);
const byId = (id) => document.getElementById(id);
const search = byId("search"), scroller = byId("scroller"), details = byId("details");
const collator = new Intl.Collator("en", { numeric: true });
const formatNumber = new Intl.NumberFormat("en").format;
const isModule = (module) => module.name !== "vmlinux";

// ------------------------------------------------------------------------
// The report, with its references followed in both directions

const modules = report.modules, moduleOf = new Map(), symbols = [];

const loadedKinds = ["code", "read_only", "data", "bss"];
const sum = (sizes) => Object.values(sizes).reduce((a, b) => a + b, 0);

for (const module of modules) {
	if (!moduleOf.has(module.name))
		moduleOf.set(module.name, module);
	module.users = [];
	module.size = loadedKinds.reduce((size, kind) => size + sum(module.sections[kind]), 0);
	module.nrImports = module.imports.reduce((nr, group) => nr + group.symbols.length, 0);
	module.words = (module.name + " " + (module.description || "") + " " + module.license.join(" ")).toLowerCase();
	module.exported = new Map();
	for (const symbol of module.exports) {
		symbol.module = module;
		symbol.users = [];
		module.exported.set(symbol.name, symbol);
		symbols.push(symbol);
	}
}

// What nobody exports, and what the report does not say more of
const unknown = { name: null, exported: new Map() };

function symbolOf(provider, name) {
	const owner = provider || unknown;
	let symbol = owner.exported.get(name);
	if (!symbol) {
		symbol = { name, crc: null, gpl_only: false, namespace: null, module: provider, users: [] };
		owner.exported.set(name, symbol);
		symbols.push(symbol);
	}
	return symbol;
}

for (const module of modules) {
	const providers = new Set();
	for (const group of module.imports) {
		const provider = group.provider === null ? null : moduleOf.get(group.provider) || null;
		if (provider)
			providers.add(provider);
		for (const name of group.symbols)
			symbolOf(provider, name).users.push({ module, weak: group.weak });
	}
	for (const provider of providers)
		provider.users.push(module);
	module.needs = module.depends.map((name) => moduleOf.get(name)).filter(Boolean);
}

// ------------------------------------------------------------------------
// Small helpers

// element("a.name", { href: "#" }, child, "text", ...)
function element(what, attributes, ...children) {
	const [tag, ...classes] = what.split(".");
	const node = document.createElement(tag);
	if (classes.length)
		node.className = classes.join(" ");
	fill(node, attributes, children);
	return node;
}

function drawn(tag, attributes, ...children) {
	const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
	fill(node, attributes, children);
	return node;
}

function fill(node, attributes, children) {
	for (const [name, value] of Object.entries(attributes || {})) {
		if (name === "onclick")
			node.addEventListener("click", value);
		else if (value !== null && value !== false)
			node.setAttribute(name, value === true ? "" : value);
	}
	node.append(...children.filter((child) => child !== null));
}

function formatSize(bytes) {
	if (bytes < 1024)
		return bytes + " B";
	if (bytes < 1000 * 1024)
		return (bytes / 1024).toFixed(1) + " KiB";
	return (bytes / 1024 / 1024).toFixed(1) + " MiB";
}

const count = (nr, one, many) => formatNumber(nr) + " " + (nr === 1 ? one : many);
const baseOf = (path) => path.slice(path.lastIndexOf("/") + 1);

// ------------------------------------------------------------------------
// What is shown

let state;

function readAddress() {
	const words = new URLSearchParams(location.hash.slice(1));
	const view = words.get("view");
	return {
		view: Object.hasOwn(views, view) || view === "graph" ? view : "modules",
		q: words.get("q") || "",
		sort: words.get("sort") || "",
		module: words.get("module"),
		symbol: words.get("symbol"),
		in: words.get("in"),
	};
}

function addressOf(change) {
	const next = { ...state, ...change }, words = new URLSearchParams();
	for (const name of ["view", "q", "sort", "module", "symbol", "in"]) {
		if (next[name] && !(name === "view" && next.view === "modules"))
			words.set(name, next[name]);
	}
	return "#" + words.toString().replaceAll("%2F", "/");
}

// What was chosen stays in sight; the list is that of its kind only if it was before.
const moduleAddress = (module) => addressOf({ module: module.name, symbol: null, in: null,
	view: state.view === "graph" ? "modules" : state.view });
const symbolAddress = (symbol) => addressOf({ module: null, symbol: symbol.name,
	in: symbol.module ? symbol.module.name : null, view: state.view === "graph" ? "symbols" : state.view });
const moduleLink = (module, text) => element("a", { href: moduleAddress(module), title: module.name }, text || module.name);
const symbolLink = (symbol) => element("a", { href: symbolAddress(symbol) }, symbol.name);

// Without a step of its own in the history
function replaceAddress(change) {
	history.replaceState(null, "", addressOf(change));
	show();
}

// ------------------------------------------------------------------------
// Searching: all words have to be found

// An alias that the kernel would match with that of a device
function aliasMatches(pattern, alias) {
	const plain = pattern.search(/[*?[]/);
	if (plain < 0)
		return pattern === alias;
	if (!alias.startsWith(pattern.slice(0, plain)))
		return false;
	const expression = pattern.replace(/\[[^\]]*\]|[*?]|[^*?[]+|\[/g, (part) =>
		part === "*" ? ".*" : part === "?" ? "." : /^\[.+\]$/.test(part) ? "[" + part.slice(1, -1).replace(/[\\^[]/g, "\\$&") + "]" :
		part.replace(/[\\^$.+()|{}[\]]/g, "\\$&"));
	try {
		return new RegExp("^(?:" + expression + ")$", "s").test(alias);
	} catch {
		return false;
	}
}

const hasAlias = (module, word) => module.aliases.some((alias) => alias.includes(word) || aliasMatches(alias, word));

function moduleMatches(module, words) {
	return words.every((word) => module.words.includes(word.toLowerCase()) ||
		(word.includes(":") && hasAlias(module, word)));
}

function symbolMatches(symbol, words) {
	return words.every((word) => {
		if (word.startsWith("in:"))
			return symbol.module && symbol.module.name.includes(word.slice(3));
		if (word.startsWith("ns:"))
			return symbol.namespace && symbol.namespace.includes(word.slice(3));
		if (word === "is:gpl")
			return symbol.gpl_only;
		if (word === "is:unused")
			return !symbol.users.length;
		return symbol.name.toLowerCase().includes(word.toLowerCase());
	});
}

// ------------------------------------------------------------------------
// Lists. A column: title, value to sort by, what is shown if that is something else; numbers are sorted downwards
// at first. wide, medium: not shown on screens that are narrower.

function moduleName(module) {
	const base = baseOf(module.name);
	return [element("span.dim", null, module.name.slice(0, module.name.length - base.length)), element("b", null, base)];
}

const symbolModule = (symbol) => symbol.module ? symbol.module.name : "";

const views = {
	modules: {
		items: modules,
		count: (items) => items.filter(isModule).length,
		noun: ["module", "modules"],
		hint: "Search: name, description, licence, alias of a device",
		matches: moduleMatches,
		address: moduleAddress,
		isChosen: (module) => state.module === module.name,
		columns: {
			name: { title: "Module", value: (m) => m.name, show: moduleName, width: "auto" },
			size: { title: "Size", value: (m) => m.size, show: (m) => m.object ? formatSize(m.size) : "", number: true, width: "90px" },
			exports: { title: "Exports", value: (m) => m.exports.length, number: true, width: "84px", hide: "wide" },
			imports: { title: "Imports", value: (m) => m.nrImports, number: true, width: "84px", hide: "wide" },
			needs: { title: "Needs", value: (m) => m.needs.length, number: true, width: "72px", hide: "medium" },
			users: { title: "Used by", value: (m) => m.users.length, number: true, width: "96px" },
			license: { title: "Licence", value: (m) => m.license.join(", "), width: "120px", hide: "wide" },
		},
	},
	symbols: {
		items: symbols,
		count: (items) => items.length,
		noun: ["symbol", "symbols"],
		hint: "Search: name, in:module, ns:namespace, is:gpl, is:unused",
		matches: symbolMatches,
		address: symbolAddress,
		isChosen: (symbol) => state.symbol === symbol.name && (state.in === null || state.in === symbolModule(symbol)),
		columns: {
			name: { title: "Symbol", value: (s) => s.name, show: (s) => [element("b", null, s.name)], width: "auto" },
			module: { title: "Exported by", value: symbolModule, show: (s) => symbolModule(s) || "nobody", width: "30%", hide: "medium" },
			users: { title: "Used by", value: (s) => s.users.length, number: true, width: "96px" },
			license: { title: "For", value: (s) => s.gpl_only ? "GPL" : s.module ? "all" : "", width: "60px", hide: "wide" },
			namespace: { title: "Namespace", value: (s) => s.namespace || "", width: "120px", hide: "wide" },
			crc: { title: "Version", value: (s) => s.crc || "", width: "110px", hide: "wide" },
		},
	},
};

for (const name of ["namespace", "crc"]) {
	if (!symbols.some(views.symbols.columns[name].value))
		delete views.symbols.columns[name];
}

function compare(column, backwards) {
	const order = column.number ? (a, b) => a - b : (a, b) => collator.compare(a, b);
	return (a, b) => (backwards ? -1 : 1) * order(column.value(a), column.value(b)) || collator.compare(a.name, b.name);
}

const list = {
	view: null, // its key
	rows: [], // what was found, sorted
	shown: new Map(), // number of a row to its element
	current: 0, // the row that the keyboard is at
	key: null, // what the rows were made for
	orders: new Map(), // view and column to all items, sorted
};

// Sorting takes longer than searching, so it is done once for each order.
function sortedItems(key, view, sort) {
	if (!list.orders.has(key)) {
		const column = view.columns[sort.replace("-", "")];
		list.orders.set(key, [...view.items].sort(compare(column, sort.startsWith("-"))));
	}
	return list.orders.get(key);
}

function sortOf(view) {
	return Object.hasOwn(view.columns, state.sort.replace("-", "")) ? state.sort : "name";
}

function showHead(view) {
	const sort = sortOf(view), row = element("tr");
	for (const [key, column] of Object.entries(view.columns)) {
		const isSorted = sort.replace("-", "") === key;
		const backwards = isSorted && sort.startsWith("-");
		const next = isSorted ? !backwards : Boolean(column.number);
		const cell = element("th" + (column.number ? ".number" : "") + (column.hide ? "." + column.hide : ""),
			{ scope: "col", "aria-sort": isSorted ? (backwards ? "descending" : "ascending") : null },
			element("button", { type: "button", "data-sort": key, onclick: () => {
				replaceAddress({ sort: (next ? "-" : "") + key });
				scroller.scrollTop = 0;
				document.querySelector(`#table [data-sort="${key}"]`).focus();
			} }, column.title));
		cell.style.width = column.width;
		row.append(cell);
	}
	byId("table").tHead.replaceChildren(row);
}

function makeRow(view, index) {
	const item = list.rows[index];
	const row = element("tr", { "aria-rowindex": index + 2 });
	for (const [key, column] of Object.entries(view.columns)) {
		const value = column.show ? column.show(item) : column.number ? formatNumber(column.value(item)) : column.value(item);
		const cell = element("td" + (column.number ? ".number" : "") + (column.hide ? "." + column.hide : ""), null);
		if (key === "name")
			cell.append(element("a.name", { title: item.name, tabindex: -1, "data-row": index }, ...value));
		else
			cell.append(value);
		row.append(cell);
	}
	return row;
}

const rowHeight = 32; // --row of the style
const space = () => element("tr", { "aria-hidden": "true" }, element("td.space"));
const above = space(), below = space();

// The rows that can be seen and some around them. Rows that stay in sight stay the same elements, with the focus that
// they may have.
function showRows() {
	const view = views[list.view];
	if (!view)
		return;
	const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 10);
	const last = Math.min(list.rows.length, first + Math.ceil(scroller.clientHeight / rowHeight) + 20);
	for (const [index, row] of list.shown) {
		if (index < first || index >= last) {
			row.remove();
			list.shown.delete(index);
		}
	}
	let before = above;
	for (let index = first; index < last; index++) {
		let row = list.shown.get(index);
		if (!row) {
			row = makeRow(view, index);
			list.shown.set(index, row);
			before.after(row);
		}
		row.classList.toggle("chosen", view.isChosen(list.rows[index]));
		const link = row.querySelector("a");
		link.href = view.address(list.rows[index]);
		link.tabIndex = index === list.current ? 0 : -1;
		before = row;
	}
	above.firstChild.style.height = first * rowHeight + "px";
	below.firstChild.style.height = (list.rows.length - last) * rowHeight + "px";
}

function showList() {
	const view = views[state.view], sort = sortOf(view);
	const words = state.q.split(/\s+/).filter(Boolean);
	const key = [state.view, sort, ...words].join(" ");
	byId("list").hidden = false;
	search.placeholder = view.hint;
	search.setAttribute("aria-label", view.hint);
	if (list.key !== key) {
		const items = sortedItems(state.view + " " + sort, view, sort);
		list.key = key;
		list.view = state.view;
		list.rows = words.length ? items.filter((item) => view.matches(item, words)) : items;
		list.current = Math.max(0, list.rows.findIndex(view.isChosen));
		list.shown.clear();
		byId("table").setAttribute("aria-rowcount", list.rows.length + 1);
		byId("table").tBodies[0].replaceChildren(above, below);
		showHead(view);
		byId("count").value = (words.length ? formatNumber(view.count(list.rows)) + " of " : "") +
			count(view.count(view.items), ...view.noun);
		scroller.scrollTop = 0;
		if (view.isChosen(list.rows[list.current] || {}))
			scrollTo(list.current);
	}
	showRows();
}

function scrollTo(index) {
	// The head covers the first row's height.
	const top = index * rowHeight, room = scroller.clientHeight - 2 * rowHeight;
	if (top < scroller.scrollTop)
		scroller.scrollTop = top;
	else if (top > scroller.scrollTop + room)
		scroller.scrollTop = top - room;
}

function goTo(index) {
	if (!list.rows.length)
		return;
	list.current = Math.min(Math.max(index, 0), list.rows.length - 1);
	scrollTo(list.current);
	showRows();
	list.shown.get(list.current).querySelector("a").focus({ preventScroll: true });
}

// ------------------------------------------------------------------------
// The graph of one module: users, the module, and what it needs in columns, so that all arrows lead to the right

const most = 14; // boxes in a column
const mostNeeded = 40; // with more than that, only what the module itself needs

// The modules that are needed, by the length of the longest way to them. Circles are cut where they close.
function needed(module) {
	const depth = new Map(), open = new Set();
	function visit(current, level) {
		if (open.has(current) || depth.size > mostNeeded || (depth.get(current) ?? -1) >= level)
			return;
		depth.set(current, level);
		open.add(current);
		current.needs.forEach((other) => visit(other, level + 1));
		open.delete(current);
	}
	visit(module, 0);
	if (depth.size > mostNeeded) {
		depth.clear();
		depth.set(module, 0);
		module.needs.forEach((other) => depth.set(other, 1));
	}
	return depth;
}

function columnsOf(module) {
	const columns = [], users = module.users;
	if (users.length)
		columns.push(users.slice(0, users.length > most ? most - 1 : most));
	const shift = columns.length;
	for (const [other, depth] of needed(module))
		(columns[shift + depth] = columns[shift + depth] || []).push(other);
	return columns.filter(Boolean);
}

const shortened = (name) => name.length > 26 ? name.slice(0, 25) + "\u2026" : name;

function drawModule(module) {
	const columns = columnsOf(module), boxes = new Map(), gap = 56, height = 24, step = 32;
	const rest = module.users.length - (module.users.length > most ? most - 1 : module.users.length);
	const total = Math.max(...columns.map((column, i) => column.length + (i === 0 && rest ? 1 : 0)));
	let x = 2;

	const svg = drawn("svg", { role: "group", "aria-label": "Graph of " + module.name });
	svg.append(drawn("defs", null, drawn("marker", { id: "head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7,
		markerHeight: 7, orient: "auto" }, drawn("path", { d: "M0 0L8 4L0 8z" }))));
	const arrows = drawn("g");
	svg.append(arrows);
	columns.forEach((column, i) => {
		const more = i === 0 && rest ? "and " + formatNumber(rest) + " more" : null;
		const texts = column.map((other) => shortened(baseOf(other.name)));
		const width = Math.max(...texts.concat(more || "").map((text) => text.length)) * 7.2 + 18;
		let y = 2 + (total - column.length - (more ? 1 : 0)) * step / 2;
		column.forEach((other, j) => {
			boxes.set(other, { x, y: y + height / 2, width });
			svg.append(drawn("a", { href: moduleAddress(other), class: other === module ? "centre" : null },
				drawn("title", null, other.name),
				drawn("rect", { x, y, width, height, rx: 5 }),
				drawn("text", { x: x + width / 2, y: y + 16, "text-anchor": "middle", "font-size": 12 }, texts[j])));
			y += step;
		});
		if (more)
			svg.append(drawn("text", { x: x + width / 2, y: y + 16, "text-anchor": "middle", "font-size": 12 }, more));
		x += width + gap;
	});
	const arrow = (from, to) => {
		const a = boxes.get(from), b = boxes.get(to);
		if (!a || !b || a.x >= b.x)
			return;
		const start = a.x + a.width, bend = (b.x - start) / 2;
		arrows.append(drawn("path", { class: "arrow", "marker-end": "url(#head)",
			d: `M${start} ${a.y}C${start + bend} ${a.y} ${b.x - bend} ${b.y} ${b.x - 1} ${b.y}` }));
	};
	// What users need besides would hide the rest.
	const users = new Set(module.users);
	for (const box of boxes.keys())
		(users.has(box) ? [module] : box.needs).forEach((other) => arrow(box, other));
	svg.setAttribute("width", x - gap + 4);
	svg.setAttribute("height", total * step + 4);
	return boxes.size > 1 ? element("div.drawing", null, svg) : null;
}

// ------------------------------------------------------------------------
// What was chosen

// All items of a long list only if somebody asks
function shortList(container, items, make, limit = 200) {
	container.append(...items.slice(0, limit).map(make));
	if (items.length <= limit)
		return [container];
	const button = element("button.more", { type: "button", onclick: () => {
		container.append(...items.slice(limit).map(make));
		button.remove();
	} }, "Show " + formatNumber(items.length - limit) + " more");
	return [container, button];
}

function part(title, items, ...content) {
	return items.length ? [element("h3", null, title + " (" + formatNumber(items.length) + ")"), ...content] : [];
}

// Closed at first if it is long
function foldedPart(title, items, content) {
	if (!items.length)
		return [];
	const fold = element("details.part", { open: items.length <= 30 },
		element("summary", null, title + " (" + formatNumber(items.length) + ")"));
	const open = () => fold.open && fold.children.length === 1 && fold.append(...content());
	fold.addEventListener("toggle", open);
	open();
	return [fold];
}

const links = (items, link) => shortList(element("ul.links"), items, (item) => element("li", null, link(item)));

function tableOf(titles, items, cells) {
	const head = element("tr", null, ...titles.map((title, i) => element(i ? "th.number" : "th", { scope: "col" }, title)));
	const body = element("tbody");
	const [, button] = shortList(body, items, (item) => element("tr", null, ...cells(item)));
	return [element("table", null, element("thead", null, head), body), button || null].filter(Boolean);
}

const cell = (content) => element("td", null, content);
const numberCell = (content) => element("td.number", null, content);
const facts = (pairs) => element("dl", null, ...pairs.filter(([, value]) => value)
	.flatMap(([name, value]) => [element("dt", null, name), element("dd", null, value)]));
const badge = (text, warn) => element(warn ? "span.badge.warn" : "span.badge", null, text);

function licenceOf(symbol) {
	return (symbol.gpl_only ? "GPL" : "all") + (symbol.namespace ? ", " + symbol.namespace : "");
}

function sectionsOf(module) {
	const names = { code: "code", read_only: "read-only", data: "data", bss: "zeros", not_loaded: "not loaded" };
	const rows = Object.entries(names).flatMap(([kind, text]) =>
		Object.entries(module.sections[kind] || {}).map(([name, size]) => ({ name, size, text })));
	const largest = Math.max(1, ...rows.map((row) => row.size));
	return foldedPart("Sections", rows, () => tableOf(["Section", "", "Bytes", ""], rows, (row) => {
		const bar = element("i");
		bar.style.width = Math.max(1, 100 * row.size / largest) + "%";
		return [cell(row.name), cell(row.text), numberCell(formatNumber(row.size)), element("td.bar", null, bar)];
	}));
}

function importsOf(module) {
	const parts = module.imports.map((group) => {
		const provider = group.provider === null ? null : moduleOf.get(group.provider) || null;
		const title = element("summary", null, provider ? moduleLink(provider) : "nobody",
			" (" + formatNumber(group.symbols.length) + (group.weak ? ", weak" : "") + ")");
		const fold = element("details", { open: group.symbols.length <= 20 }, title);
		fold.append(...links(group.symbols, (name) => symbolLink(symbolOf(provider, name))));
		return fold;
	});
	return module.nrImports ? [element("h3", null, "Imports (" + formatNumber(module.nrImports) + ")"), ...parts] : [];
}

function showModule(module) {
	const loaded = module.object ? loadedKinds.map((kind) => sum(module.sections[kind])) : [];
	return [
		element("h2", null, module.name),
		element("p", null, module.description || ""),
		element("p", null, ...module.license.map((text) => badge(text)),
			module.failed ? badge("has errors", true) : null,
			module.object ? null : badge("known from a symbol dump only")),
		facts([
			["Version", module.version],
			["Source version", module.srcversion],
			["Size when loaded", module.object ? formatSize(module.size) + " (code " + formatSize(loaded[0]) + ", read-only " +
				formatSize(loaded[1]) + ", data " + formatSize(loaded[2]) + ", zeros " + formatSize(loaded[3]) + ")" : null],
			["Imports namespaces", module.namespaces.join(", ")],
			["Object", module.object],
		]),
		drawModule(module),
		...part("Needs", module.needs, ...links(module.needs, (other) => moduleLink(other))),
		...part("Used by", module.users, ...links(module.users, (other) => moduleLink(other))),
		...foldedPart("Exports", module.exports, () => tableOf(["Symbol", "Used by", "For", "Version"], module.exports, (symbol) =>
			[cell(symbolLink(symbol)), numberCell(formatNumber(symbol.users.length)), numberCell(licenceOf(symbol)), numberCell(symbol.crc || "")])),
		...importsOf(module),
		...foldedPart("Aliases", module.aliases, () => links(module.aliases, (alias) => alias)),
		...sectionsOf(module),
	];
}

function showSymbol(symbol) {
	return [
		element("h2", null, symbol.name),
		facts([
			["Exported by", symbol.module ? moduleLink(symbol.module) : "nobody"],
			["For", symbol.module ? (symbol.gpl_only ? "GPL-compatible modules only" : "all modules") : null],
			["Namespace", symbol.namespace],
			["Version", symbol.crc],
		]),
		...part("Used by", symbol.users, ...links(symbol.users, (user) =>
			element("span", null, moduleLink(user.module), user.weak ? " (weak)" : ""))),
		symbol.users.length ? null : element("p.hint", null, "No module of this report uses it."),
	];
}

function chosenContent() {
	if (state.module) {
		const module = moduleOf.get(state.module) || modules.find((other) => baseOf(other.name) === state.module);
		return module ? showModule(module) : [element("h2", null, state.module), element("p", null, "There is no such module in this report.")];
	}
	const owner = state.in ? moduleOf.get(state.in) : null;
	const symbol = owner ? owner.exported.get(state.symbol) : symbols.find((other) => other.name === state.symbol);
	return symbol ? showSymbol(symbol) : [element("h2", null, state.symbol), element("p", null, "There is no such symbol in this report.")];
}

function close() {
	history.pushState(null, "", addressOf({ module: null, symbol: null, in: null }));
	show();
	goTo(list.current);
}

function showDetails() {
	const isChosen = Boolean(state.module || state.symbol);
	document.querySelector("main").classList.toggle("chosen", isChosen);
	details.hidden = !isChosen;
	details.replaceChildren();
	if (!isChosen)
		return;
	details.append(element("button.close", { type: "button", "aria-label": "Close", onclick: close }, "\u00d7"),
		...chosenContent().filter(Boolean));
	details.scrollTop = 0;
	// On a narrow screen it takes the place of the list.
	if (!byId("list").offsetParent)
		details.focus();
}

// Links here were made before what stands in the search now.
details.addEventListener("click", (event) => {
	const link = event.target.closest("a");
	if (!link || event.ctrlKey || event.shiftKey || event.metaKey)
		return;
	const words = new URLSearchParams(link.getAttribute("href").slice(1));
	location.hash = addressOf({ module: words.get("module"), symbol: words.get("symbol"), in: words.get("in") });
	event.preventDefault();
});

// ------------------------------------------------------------------------

function show() {
	const before = state;
	state = readAddress();
	document.querySelectorAll("nav a").forEach((link) => {
		if (link.dataset.view === state.view)
			link.setAttribute("aria-current", "page");
		else
			link.removeAttribute("aria-current");
	});
	if (search.value !== state.q)
		search.value = state.q;
	byId("overview").hidden = state.view !== "graph";
	document.querySelector("search").hidden = state.view === "graph";
	if (!before || ["module", "symbol", "in", "view"].some((name) => before[name] !== state[name]))
		showDetails();
	if (state.view === "graph")
		byId("list").hidden = true;
	else
		showList();
}

const pages = () => Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
const moves = {
	ArrowDown: (at) => at + 1,
	ArrowUp: (at) => at - 1,
	PageDown: (at) => at + pages(),
	PageUp: (at) => at - pages(),
	Home: () => 0,
	End: () => list.rows.length - 1,
};

scroller.addEventListener("scroll", () => requestAnimationFrame(showRows), { passive: true });
addEventListener("resize", showRows);
addEventListener("hashchange", show);
search.addEventListener("input", () => replaceAddress({ q: search.value }));

byId("table").addEventListener("focusin", (event) => {
	if (event.target.dataset.row)
		list.current = Number(event.target.dataset.row);
});

document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.altKey || event.metaKey)
		return;
	if (event.key === "/" && event.target !== search && state.view !== "graph") {
		search.focus();
		search.select();
	} else if (event.key === "Escape" && event.target !== search && !details.hidden) {
		close();
	} else if (event.target === search && (event.key === "ArrowDown" || event.key === "Enter")) {
		goTo(list.current);
	} else if (event.target.dataset.row && moves[event.key]) {
		const at = Number(event.target.dataset.row);
		if (event.key === "ArrowUp" && at === 0)
			search.focus();
		else
			goTo(moves[event.key](at));
	} else {
		return;
	}
	event.preventDefault();
});

// Links of the overview, which graphviz drew
if (!document.querySelector("#overview svg"))
	document.querySelector("#overview .drawing").replaceChildren(
		element("p", null, "There is no overview: graphviz (dot) was not installed when this page was made."));

show();
document.documentElement.dataset.ready = "yes";
})();
