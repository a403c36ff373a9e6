#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# compile_commands.json: how each source was compiled last, for editors and checkers.
#
# Usage: compile-commands.sh [SOURCES-TO-LEAVE-OUT] > RESULT
#
# Read are the records (.foo.o.cmd) in the current folder and below it, those of objects
# and sources that are still there. Records of another build, in a folder below, name
# their objects from there and do not count. Sources whose name begins with
# SOURCES-TO-LEAVE-OUT are not listed, nor is what modpost and the link write and compile.
# Exit status 1, after a line that says why, if there is nothing to list.

set -u
# Names are bytes.
LC_ALL=C
export LC_ALL
unset CDPATH GREP_OPTIONS

# AWK may name another one, in several words.
awk()
{
	# shellcheck disable=SC2086
	command ${AWK:-awk} "$@"
}

# Of each record a line: source, object and the entry, with tabs between them
entries()
{
	# shellcheck disable=SC2016,SC2086	# make's dollars; several words
	find . -name .git -prune -o -name '.[!.]*.o.cmd' ! -name '*.mod.o.cmd' -type f -print0 |
		DIRECTORY=$(pwd -P) LEFT_OUT=${1-} xargs -0r ${AWK:-awk} '
		function replace(text, from, to,    done, at) {
			while (at = index(text, from)) {
				done = done substr(text, 1, at - 1) to
				text = substr(text, at + length(from))
			}
			return done text
		}
		function json(text) {
			text = replace(text, "\\", "\\\\")
			text = replace(text, "\"", "\\\"")
			text = replace(text, "\t", "\\t")
			gsub(/[\001-\037]/, " ", text)
			return "\"" text "\""
		}
		function absolute(name) {
			if (name !~ /^\//)
				name = ENVIRON["DIRECTORY"] "/" name
			while (sub(/\/\.\//, "/", name)) ;
			while (sub(/\/[^\/]+\/\.\.\//, "/", name)) ;
			return name
		}
		FNR == 1 {
			folder = base = substr(FILENAME, 3)
			sub(/[^\/]*$/, "", folder)
			sub(/.*\//, "", base)
			object = folder substr(base, 2, length(base) - length("..cmd"))
			command = ""
		}
		index($0, "savedcmd_" object " := ") == 1 {
			command = substr($0, length("savedcmd_" object " := ") + 1)
			command = replace(command, "$(pound)", "#")
			command = replace(command, "$$", "$")
		}
		command != "" && index($0, "source_" object " := ") == 1 {
			source = substr($0, length("source_" object " := ") + 1)
			if (ENVIRON["LEFT_OUT"] != "" && index(source, ENVIRON["LEFT_OUT"]) == 1)
				next
			# What a rule does after the compiler is none of its options.
			end = " -c -o " object " " source
			if (at = index(command, end))
				command = substr(command, 1, at + length(end) - 1)
			printf "%s\t%s\t{\"directory\": %s, \"command\": %s, \"file\": %s}\n", source, object,
				json(ENVIRON["DIRECTORY"]), json(command), json(absolute(source))
		}'
}

tab=$(printf '\t')
list=$(entries "$@" | sort | while IFS=$tab read -r source object entry; do
	if [ -e "$source" ] && [ -e "$object" ]; then
		printf '%s\n' "$entry"
	fi
done)

if [ -z "$list" ]; then
	echo 'compile_commands.json: nothing has been compiled here yet: run make first' >&2
	exit 1
fi
printf '%s\n' "$list" | awk 'BEGIN { print "[" } { printf "%s  %s", (NR > 1 ? ",\n" : ""), $0 } END { print "\n]" }'
