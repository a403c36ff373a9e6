#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The file of KBUILD_TRACE=FILE, for kolink's makefiles: the steps of a build in the Trace Event Format (JSON).
#
# Usage: trace.sh begin|write
#
#   begin   forget what another build noted; FILE says then that nothing has run yet
#   write   FILE says what has been noted until now
#
# Environment: KOLINK_TRACE, the file; KOLINK_STEPS, the notes (trace-step.sh says what is in them).
# FILE is always complete: it is written under a temporary name, and by one process at a time.

set -eu
LC_ALL=C
export LC_ALL
unset GREP_OPTIONS

file=$KOLINK_TRACE
steps=$KOLINK_STEPS

die()
{
	echo "KBUILD_TRACE: $file: $1" >&2
	exit 1
}

case $file in
*/*) folder=${file%/*}/ ;;
*) folder= ;;
esac
new=$folder.tmp_${file##*/}
# By its first words a file is known for a trace, which may be replaced.
head='{"displayTimeUnit": '

# Steps, a line each: begin, end, part, name, file, command, status ("?" for one that has not ended). Times are
# microseconds from the start of the build.
pair()
{
	# shellcheck disable=SC2016 # awk, not the shell
	${AWK:-awk} -F '\t' '
	function micro(time,    part) {
		split(time, part, " ")
		# To some an awk, 071 is octal.
		part[2] = "1" part[2]
		if (!started) { second = part[1]; nano = part[2]; started = 1 }
		return int((part[1] - second) * 1000000 + (part[2] - nano) / 1000)
	}
	function close_step(process, time, status) {
		if (!(process in begin))
			return
		printf "%.0f\t%.0f\t%s\t%s\n", begin[process], (time > begin[process] ? time : begin[process]), what[process], status
		delete begin[process]
	}
	# Half a line is what a full disk leaves.
	!($1 == "S" && NF == 2 || $1 == "B" && NF >= 7 || $1 == "E" && NF == 4) { next }
	{ now = micro($2); if (now > last) last = now }
	$1 == "S" { next }
	$1 == "E" { close_step($3, now, $4); next }
	{
		close_step($3, now, 0)
		begin[$3] = now
		text = $7
		for (i = 8; i <= NF; i++) text = text " " $i
		what[$3] = $4 "\t" $5 "\t" $6 "\t" text
	}
	END { for (process in begin) close_step(process, last, "?") }'
}

# JSON of sorted steps. A step goes to the first track of its part that is free.
trace()
{
	# shellcheck disable=SC2016
	HEAD=$head FOLDER=${PWD##*/} ${AWK:-awk} -F '\t' '
	function replace(text, from, to,    done, at) {
		while (at = index(text, from)) {
			done = done substr(text, 1, at - 1) to
			text = substr(text, at + length(from))
		}
		return done text
	}
	function json(text) {
		text = replace(replace(text, "\\", "\\\\"), "\"", "\\\"")
		gsub(/[\001-\037]/, " ", text)
		return "\"" text "\""
	}
	function event(text) {
		printf "%s\n{%s, \"pid\": 1", (events++ ? "," : ""), text
	}
	function name(kind, track, text) {
		event("\"name\": \"" kind "\", \"ph\": \"M\"")
		printf ", \"tid\": %d, \"args\": {\"name\": %s}}", track, json(text)
	}
	BEGIN {
		print ENVIRON["HEAD"] "\"ms\", \"traceEvents\": ["
		parts = split("objects modpost vmlinux modules", part_names, " ")
		for (i = 1; i <= parts; i++) number[part_names[i]] = i
		name("process_name", 0, "kolink: " ENVIRON["FOLDER"])
	}
	{
		for (track = 1; track <= tracks[$3] && free[$3, track] > $1; track++) ;
		free[$3, track] = $2 + 0
		id = number[$3] * 1000 + track
		if (track > tracks[$3]) {
			tracks[$3] = track
			name("thread_name", id, $3 " " track)
			event("\"name\": \"thread_sort_index\", \"ph\": \"M\"")
			printf ", \"tid\": %d, \"args\": {\"sort_index\": %d}}", id, id
		}
		gsub(/  +/, " ", $4)
		event("\"name\": " json($4) ", \"cat\": \"" $3 "\", \"ph\": \"X\", \"ts\": " $1 ", \"dur\": " sprintf("%.0f", $2 - $1))
		printf ", \"tid\": %d, \"args\": {\"file\": %s", id, json($5)
		if ($6 != "") printf ", \"command\": %s", json($6)
		if ($7 == "?") printf ", \"unfinished\": true"
		else if ($7 != 0) printf ", \"status\": %d", $7
		printf "}}"
	}
	END { print "\n]}" }'
}

write()
{
	# Names of files are bytes, JSON is UTF-8.
	{ iconv -c -f UTF-8 -t UTF-8 "$steps" || :; } | pair | sort -t "$(printf '\t')" -k 1,1n -k 2,2n | trace > "$new" &&
		mv -f "$new" "$file" || {
		rm -f "$new"
		die "it cannot be written"
	}
}

case $1 in
begin)
	[ ! -d "$file" ] || die "this is a folder"
	[ ! -e "$file" ] || [ -f "$file" ] || die "this is no regular file"
	if [ -s "$file" ]; then
		read -r first < "$file" || first=
		[ "${first#"$head"}" != "$first" ] || die "this is no trace, but something else: name another file"
	fi
	{ true >> "$new"; } 2> /dev/null || die "it cannot be written"
	rm -f "$steps.failed"
	printf 'S\t%s\n' "$(date '+%s %N')" > "$steps"
	write
	;;
write)
	{
		flock 9
		write
	} 9>> "$steps"
	;;
esac
