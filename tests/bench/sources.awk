# SPDX-License-Identifier: GPL-2.0-only
# Records of a build that never was: for each module of a list (standard input), which of a tree's source files it
# might have been made of.
#
#   awk -v sources=FILE -v includes=FILE -f sources.awk <modules.order
#
# sources: a path a line; includes: lines path:#include "header", of files in the same folder.
#
# A file foo_bar.c belongs to the module whose name is the longest start of it; what is left in a folder to the first
# module there that has none. Each part has a record with the headers of a usual compilation, and those that it
# includes from its own folder. What modules' records have in them already, symbol versions, goes to the first part.

function folder_of(path)
{
	return match(path, /.*\//) ? substr(path, 1, RLENGTH) : ""
}

# The name in the form that all spellings have in common
function name_of(path)
{
	sub(/.*\//, "", path)
	sub(/\.[^.]*$/, "", path)
	gsub(/-/, "_", path)
	return path
}

function read_lines(file,    line, text)
{
	while ((getline line <file) > 0) {
		if (line ~ /^#SYMVER/)
			text = text line "\n"
	}
	close(file)
	return text
}

# What every file of a kernel includes
function usual_headers(    i, text)
{
	for (i = 0; i < 560; i++)
		text = text sprintf("    $(wildcard include/config/AN_OPTION_%d) \\\n  include/linux/header_%d.h \\\n", i, i)
	return text
}

# What a file includes, directly or not, beyond what is in was_included[]
function own_headers(path,    nr, header, i, text)
{
	nr = split(included[path], header, "\n")
	for (i = 1; i < nr; i++) {
		if (header[i] in was_included)
			continue
		was_included[header[i]] = 1
		text = text "  " header[i] " \\\n" own_headers(header[i])
	}
	return text
}

function add_part(module, path,    object, record)
{
	split("", was_included)
	object = path
	sub(/\.c$/, ".o", object)
	record = folder_of(object) "." substr(object, length(folder_of(object)) + 1) ".cmd"
	text[record] = "savedcmd_" object " := gcc -c -o " object " " path "\n\n" \
		"source_" object " := " path "\n\n" \
		"deps_" object " := \\\n" usual own_headers(path) "\n" \
		object ": $(deps_" object ")\n\n$(deps_" object "):\n\n"
	if (!parts[module]++)
		text[record] = text[record] "\n" versions[module]
	list[module] = list[module] object "\n"
	taken[path] = 1
}

BEGIN {
	usual = usual_headers()
	while ((getline line <sources) > 0) {
		folder = folder_of(line)
		is_source[line] = 1
		if (line ~ /\.c$/)
			files[folder] = files[folder] line "\n"
	}
	while ((getline line <includes) > 0) {
		path = substr(line, 1, index(line, ":") - 1)
		split(line, quoted, "\"")
		header = folder_of(path) quoted[2]
		if (header in is_source)
			included[path] = included[path] header "\n"
	}
}

{
	modules[NR] = $0
	folder = folder_of($0)
	of_name[folder, name_of($0)] = NR
	versions[NR] = read_lines(folder "." substr($0, length(folder) + 1) ".cmd")
	if (!(folder in first))
		order[++nr_folders] = folder
	first[folder] = 0
}

END {
	for (i = 1; i <= nr_folders; i++) {
		nr = split(files[order[i]], file, "\n")
		for (j = 1; j < nr; j++) {
			for (name = name_of(file[j]); name != ""; name = substr(name, 1, length(name) - 1)) {
				if ((order[i], name) in of_name) {
					add_part(of_name[order[i], name], file[j])
					break
				}
			}
		}
	}
	for (i = 1; i <= NR; i++) {
		folder = folder_of(modules[i])
		nr = parts[i] ? 0 : split(files[folder], file, "\n")
		for (j = 1; j < nr; j++) {
			if (!(file[j] in taken))
				add_part(i, file[j])
		}
		if (!parts[i])
			continue
		mod = modules[i]
		sub(/\.o$/, ".mod", mod)
		printf "%s\n", list[i] >mod
		close(mod)
	}
	for (record in text) {
		printf "%s", text[record] >record
		close(record)
	}
}
