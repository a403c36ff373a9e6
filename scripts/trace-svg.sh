#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A picture of a file that kolink's KBUILD_TRACE=FILE has made: each step is a bar, each track a row.
#
# Usage: trace-svg.sh FILE [PART...] > PICTURE.svg
#
# PART is objects, modpost, vmlinux or modules; without one, all of them are drawn. The picture begins with the first
# step that it shows. Names and times are seen with the pointer on a bar, too.

set -eu
LC_ALL=C
export LC_ALL

if [ $# -eq 0 ] || [ "${1#-}" != "$1" ]; then
	echo "Usage: $0 FILE [PART...] > PICTURE.svg" >&2
	exit 1
fi
file=$1
shift
for part; do
	case $part in
	objects | modpost | vmlinux | modules) ;;
	*)
		echo "$0: there is no part '$part', only objects, modpost, vmlinux and modules" >&2
		exit 1
		;;
	esac
done
if ! [ -r "$file" ] || [ -d "$file" ]; then
	echo "$0: $file cannot be read" >&2
	exit 1
fi

# A line of the file is a step.
# shellcheck disable=SC2016 # awk, not the shell
PARTS=$* FILE=$file PROGRAM=$0 ${AWK:-awk} '
function after(mark,    at) {
	at = index($0, mark)
	return at ? substr($0, at + length(mark)) : ""
}
function between(first, last,    text) {
	text = after(first)
	return substr(text, 1, index(text, last) - 1)
}
function xml(text) {
	gsub(/\\"/, "\"", text)
	gsub(/\\\\/, "\\", text)
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/"/, "\\&quot;", text)
	return text
}
function text_at(x, y, text) {
	printf "<text x=\"%.1f\" y=\"%d\">%s</text>\n", x, y, xml(text)
}
BEGIN {
	wanted = " " ENVIRON["PARTS"] " "
	left = 90; width = 900; height = 20; top = 26
}
!index($0, "\"ph\": \"X\"") { next }
{
	part = between("\"cat\": \"", "\"")
	if (wanted !~ /^ *$/ && !index(wanted, " " part " "))
		next
	n++
	names[n] = between("{\"name\": \"", "\", \"cat\": ")
	parts[n] = part
	begins[n] = between("\"ts\": ", ",") + 0
	lasts[n] = between("\"dur\": ", ",") + 0
	tracks[n] = between("\"tid\": ", ",") + 0
	failed[n] = index($0, "\"status\": ") > 0
	if (n == 1 || begins[n] < first) first = begins[n]
	if (begins[n] + lasts[n] > end) end = begins[n] + lasts[n]
	used[tracks[n]] = part
	if (tracks[n] > last_track) last_track = tracks[n]
}
END {
	if (!n) {
		print ENVIRON["PROGRAM"] ": " ENVIRON["FILE"] ": there is no step in it" > "/dev/stderr"
		exit 1
	}
	# Tracks of one part are numbered from a thousand on.
	for (track = 1000; track <= last_track; track++)
		if (track in used) row[track] = rows++
	if (end == first) end++
	scale = width / (end - first)
	bottom = top + rows * height

	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n", \
		left + width + 10, bottom + 8
	print "<!-- SPDX-License-Identifier: GPL-2.0-only -->"
	print "<style>svg{background:#fff}text{fill:#222}line{stroke:#ddd}rect{stroke:#fff}" \
		".objects{fill:#bcd7f0}.modpost{fill:#f3d9a4}.vmlinux{fill:#f2b8b0}.modules{fill:#bfe3b4}.failed{stroke:#d00;stroke-width:2}" \
		"@media(prefers-color-scheme:dark){svg{background:#1b1b1b}text{fill:#eee}line{stroke:#444}rect{stroke:#1b1b1b}" \
		".objects{fill:#28506f}.modpost{fill:#6b5218}.vmlinux{fill:#7a352c}.modules{fill:#34602a}}</style>"

	# A mark every 1, 2 or 5 times a power of ten, some ten of them
	step = 1
	while ((end - first) / step > 10)
		step *= (++marks % 3 == 2) ? 2.5 : 2
	for (time = 0; time <= end - first; time += step) {
		printf "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n", left + time * scale, top - 6, left + time * scale, bottom
		text_at(left + time * scale, top - 10, sprintf("%g s", time / 1000000))
	}
	for (track = 1000; track <= last_track; track++)
		if (track in row) text_at(4, top + row[track] * height + 14, used[track] " " (track % 1000))
	for (i = 1; i <= n; i++) {
		x = left + (begins[i] - first) * scale
		w = lasts[i] * scale
		y = top + row[tracks[i]] * height
		printf "<rect class=\"%s%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s: %g ms</title></rect>\n", \
			parts[i], (failed[i] ? " failed" : ""), x, y + 1, (w > 1 ? w : 1), height - 2, xml(names[i]), lasts[i] / 1000
		# All of the name, or what is done, or nothing
		label = names[i]
		if (length(label) * 6 > w - 4)
			sub(/ [^ ]*$/, "", label)
		if (length(label) * 6 <= w - 4)
			text_at(x + 3, y + 14, label)
	}
	print "</svg>"
}' "$file"
