# SPDX-License-Identifier: GPL-2.0-only
#
# The graph of modules, in graphviz's language, from the JSON of modpost --report.
#
# Usage: awk -f graph.awk [-v module=NAME] [-v most=N] REPORT
#
# Without module=, all modules that need another one, with links into the page of
# modules-report; else that module, all that it needs and all that need it. A NAME is
# a module's path or the end of it; .ko, .o, and - for _ do not matter.
# Where these are more than most (40), modules of a folder become one box, then those of folders.
# Exit status 1, after a line that says why, if there is nothing to draw.
#
# An arrow leads from a module to one that it needs. Names and dependencies have lines
# of their own in a report (scripts/mod/report_module.c).

function fail(text) {
	print text > "/dev/stderr"
	failed = 1
	exit 1
}

# The text of a JSON string as modpost writes them; control characters stay as they are written.
function decoded(json,    done, at, code) {
	while (at = index(json, "\\")) {
		done = done substr(json, 1, at - 1)
		code = substr(json, at + 1, 5)
		if (code == "u003c") {
			done = done "<"
			at += 4
		} else if (code ~ /^u/) {
			done = done "\\u"
		} else {
			done = done substr(code, 1, 1)
		}
		json = substr(json, at + 2)
	}
	return done json
}

function replaced(text, from, to,    done, at) {
	while (at = index(text, from)) {
		done = done substr(text, 1, at - 1) to
		text = substr(text, at + length(from))
	}
	return done text
}

function quoted(text) {
	return "\"" replaced(replaced(text, "\\", "\\\\"), "\"", "\\\"") "\""
}

# For the part of an address behind the #
function address(text,    i, done, c) {
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		done = done (c ~ /[A-Za-z0-9_.\/-]/ ? c : sprintf("%%%02X", code_of[c]))
	}
	return done
}

# How names are compared
function plain(name) {
	sub(/\.k?o$/, "", name)
	gsub(/-/, "_", name)
	return name
}

function folder_of(name) {
	return sub(/\/[^\/]*$/, "", name) ? name : "."
}

# The first depth parts of a folder
function top_of(folder, depth,    parts, n, i, top) {
	n = split(folder, parts, "/")
	top = parts[1]
	for (i = 2; i <= depth && i <= n; i++)
		top = top "/" parts[i]
	return top
}

BEGIN {
	if (!most)
		most = 40
	for (i = 1; i < 256; i++)
		code_of[sprintf("%c", i)] = i
}

NR == 1 && $0 != "{\"format\": \"kolink modpost report\"," {
	fail(FILENAME ": this is no report of modpost")
}

NR == 2 && $0 != "\"version\": 1," {
	fail(FILENAME ": this report is of another version")
}

/^\{"name": "/ {
	name = decoded(substr($0, 11, length($0) - 12))
	name_of[++nr] = name
	if (!(name in number_of))
		number_of[name] = nr
}

/^ "depends": \["/ {
	depends[nr] = substr($0, 15, length($0) - 17)
}

# -------------------------------------------------------------------------

function read_edges(    i, j, n, words, other) {
	for (i = 1; i <= nr; i++) {
		n = split(depends[i], words, "\", \"")
		for (j = 1; j <= n; j++) {
			other = decoded(words[j])
			if (!(other in number_of))
				continue
			other = number_of[other]
			needs[i, ++nr_needs[i]] = other
			users[other, ++nr_users[other]] = i
		}
	}
}

# All modules with arrows
function choose_all(    i) {
	for (i = 1; i <= nr; i++) {
		if (nr_needs[i] || nr_users[i])
			chosen[i] = 1
	}
}

# walk: choose what is reached from the chosen ones against (users) or with the arrows
function walk(start, lists, lengths,    queue, n, i, j, other) {
	queue[n = 1] = start
	for (i = 1; i <= n; i++) {
		for (j = 1; j <= lengths[queue[i]]; j++) {
			other = lists[queue[i], j]
			if (!(other in reached) && other != start) {
				reached[other] = 1
				queue[++n] = other
			}
		}
	}
	for (other in reached) {
		chosen[other] = 1
		delete reached[other]
	}
}

function choose_around(wanted,    i, name, asked) {
	asked = plain(wanted)
	if (asked == "vmlinux")
		fail("MODULE=vmlinux: every module needs it, so it is in no graph")
	for (i = 1; i <= nr; i++) {
		name = plain(name_of[i])
		if (name != asked && substr(name, length(name) - length(asked)) != "/" asked)
			continue
		centre[i] = chosen[i] = 1
		found = 1
		walk(i, needs, nr_needs)
		walk(i, users, nr_users)
	}
	if (!found)
		fail("MODULE=" wanted ": there is no module of that name")
}

# -------------------------------------------------------------------------
# Boxes: the module itself, or all of a folder

# level 1: each module; 2: modules of the same folder with the same needs, if nobody needs
# them; 3: of a folder; 4, 5: of two parts or one of its path
function box_of(i, level) {
	if (level == 1 || (i in centre))
		return name_of[i]
	if (level == 2)
		return nr_users[i] ? name_of[i] : folder_of(name_of[i]) "/*" "\n" depends[i]
	if (level == 3)
		return folder_of(name_of[i]) "/*"
	return top_of(folder_of(name_of[i]), level == 4 ? 2 : 1) "/*"
}

function count_boxes(level,    i, seen, n) {
	for (i = 1; i <= nr; i++) {
		if ((i in chosen) && !(box_of(i, level) in seen)) {
			seen[box_of(i, level)] = 1
			n++
		}
	}
	return n
}

# One module alone needs no folder for it.
function make_boxes(    level, i, box) {
	for (level = 1; level < 5 && count_boxes(level) > most; level++)
		;
	for (i = 1; i <= nr; i++) {
		if (!(i in chosen))
			continue
		box = box_of(i, level)
		if (!(box in size))
			boxes[++nr_boxes] = box
		size[box]++
		in_box[i] = box
		label[box] = size[box] == 1 ? name_of[i] : substr(box, 1, index(box, "/*") - 1)
		if (i in centre)
			is_centre[box] = 1
	}
}

function count_arrows(    i, j, other, arrow) {
	for (i = 1; i <= nr; i++) {
		for (j = 1; j <= ((i in chosen) ? nr_needs[i] : 0); j++) {
			other = needs[i, j]
			if (!(other in chosen) || in_box[i] == in_box[other])
				continue
			arrow = quoted(node[in_box[i]]) " -> " quoted(node[in_box[other]])
			if (!weight[arrow]++)
				arrows[++nr_arrows] = arrow
		}
	}
}

function draw_box(box,    options, name) {
	name = label[box]
	if (size[box] > 1) {
		options = ", class=\"folder\", fillcolor=\"#eef1f5\", label=" quoted(name)
		sub(/"$/, "\\n" size[box] " modules\"", options)
	}
	if (is_centre[box])
		options = ", class=\"centre\", penwidth=2, fillcolor=\"#dbe9ff\""
	if (module == "")
		options = options ", URL=\"#" (size[box] > 1 ? "q=" address(name "/") : "module=" address(name)) "\""
	sub(/^, /, "", options)
	print "\t" quoted(node[box]) (options ? " [" options "]" : "") ";"
}

END {
	if (failed)
		exit 1
	if (!nr)
		fail(FILENAME ": there are no modules in this report")
	read_edges()
	if (module != "")
		choose_around(module)
	else
		choose_all()
	make_boxes()

	print "digraph modules {"
	print "\trankdir=LR;"
	print "\tranksep=0.6;"
	print "\tnodesep=0.15;"
	print "\tbgcolor=" (module == "" ? "transparent" : "white") ";"
	print "\tnode [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"#5a6675\", fontname=\"sans-serif\", fontsize=11, height=0.3];"
	print "\tedge [color=\"#8a94a3\", arrowsize=0.6, fontname=\"sans-serif\", fontsize=9];"
	for (i = 1; i <= nr_boxes; i++) {
		node[boxes[i]] = label[boxes[i]] (size[boxes[i]] > 1 ? "/*" : "")
		# Several of a folder, by what they need
		if (node[boxes[i]] in taken)
			node[boxes[i]] = node[boxes[i]] " (" ++taken[node[boxes[i]]] ")"
		else
			taken[node[boxes[i]]] = 1
		draw_box(boxes[i])
	}
	count_arrows()
	for (i = 1; i <= nr_arrows; i++)
		print "\t" arrows[i] (weight[arrows[i]] > 1 ? " [label=\"" weight[arrows[i]] "\", penwidth=" sprintf("%.1f", 1 + log(weight[arrows[i]]) / 3) "]" : "") ";"
	print "}"
}
