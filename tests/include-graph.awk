# SPDX-License-Identifier: GPL-2.0-only
# Finds each #include "..." of what comes later in the list, or leads back. A .c file and its header are one.
# usage: awk -f include-graph.awk include-floors FILE...
# The files are .c and .h of the folders that the list is of; names in #include count from such a folder.

function complain(text)
{
	print text
	bad = 1
}

# The folder of the list that a file is in, "" if none
function home_of(file,    home)
{
	for (home in homes) {
		if (index(file, home "/") == 1)
			return home
	}
	return ""
}

function unit_of(file)
{
	sub(/\.[ch]$/, "", file)
	return file
}

function floor_of(unit,    folder)
{
	if (unit in floors)
		return floors[unit]
	folder = unit
	sub(/\/[^\/]*$/, "/*", folder)
	return folder in floors ? floors[folder] : 0
}

# Follow what @unit includes; @path is how it was reached
function visit(unit, path,    nr, i, next_unit, list)
{
	state[unit] = "open"
	nr = split(included[unit], list, " ")
	for (i = 1; i <= nr; i++) {
		next_unit = list[i]
		if (state[next_unit] == "open")
			complain("a circle: " substr(path, index(path, " " next_unit " ") + 1) next_unit)
		else if (state[next_unit] == "")
			visit(next_unit, path next_unit " ")
	}
	state[unit] = "done"
}

FNR == 1 && FILENAME ~ /\.[ch]$/ {
	home = home_of(FILENAME)
	file = unit_of(FILENAME)
	units[file] = 1
}

FILENAME !~ /\.[ch]$/ {
	sub(/#.*/, "")
	if ($1 == "in") {
		home = $2
		homes[home] = 1
	} else if (NF) {
		number++
		for (i = 1; i <= NF; i++)
			floors[home "/" $i] = number
	}
	next
}

home != "" && /^#include "/ {
	split($0, parts, "\"")
	other = unit_of(home "/" parts[2])
	if (other != file && !((file, other) in edges)) {
		edges[file, other] = FILENAME ":" FNR
		included[file] = included[file] other " "
	}
}

END {
	for (edge in edges) {
		split(edge, ends, SUBSEP)
		if (!(ends[2] in units))
			complain(edges[edge] ": there is no " ends[2] ".h")
		else if (floor_of(ends[2]) > floor_of(ends[1]))
			complain(edges[edge] ": " ends[2] " comes later in include-floors")
	}
	for (unit in units) {
		if (home_of(unit) != "" && !floor_of(unit))
			complain(unit ": is not in include-floors")
		if (state[unit] == "")
			visit(unit, " " unit " ")
	}
	exit bad
}
