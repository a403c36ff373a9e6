#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Bring the configuration to where makefiles and C sources read it.
#
# Usage: syncconfig.sh CONFIG [NAME [HEADER]]
#
# CONFIG is called NAME in what is written. HEADER is an autoconf.h that Kconfig has made, which
# knows the types of options; without it one is made.
# From CONFIG (lines CONFIG_X=y, =m, =number or ="string"; "# CONFIG_X is not
# set"; comments) come, in the current directory:
#   include/config/auto.conf       for make
#   include/generated/autoconf.h   for C, rewritten only if its content changed
#   include/config/X               empty, touched when option X changed: what
#                                  mentions CONFIG_X depends on it
# auto.conf is written last: a run that was killed is done again.

set -e

# Names of options are bytes.
LC_ALL=C
export LC_ALL
unset GREP_OPTIONS

# AWK may name another one, in several words.
awk()
{
	# shellcheck disable=SC2086
	command ${AWK:-awk} "$@"
}

if [ $# -lt 1 ] || [ $# -gt 3 ]; then
	echo "Usage: $0 CONFIG [NAME [HEADER]]" >&2
	exit 1
fi
config=$1
config_name=${2:-$1}
kconfig_header=${3-}
[ -e "$kconfig_header" ] || kconfig_header=
conf=include/config/auto.conf
header=include/generated/autoconf.h

if [ ! -r "$config" ]; then
	echo "$0: $config: cannot be read" >&2
	exit 1
fi

# check_made FILE: one that is there is ours or kconfig's, or empty. Somebody's own of that name stays.
check_made()
{
	[ -s "$1" ] || return 0
	sed 3q "$1" | grep -qi 'do not edit' || {
		echo "$0: $1 would be overwritten, and was not made by a build: move it away" >&2
		exit 1
	}
}
check_made "$conf"
check_made "$header"

mkdir -p include/config include/generated
conf_tmp=include/config/.tmp_auto.conf
header_tmp=include/generated/.tmp_autoconf.h
changed=include/config/.tmp_changed
trap 'rm -f "$conf_tmp" "$header_tmp" "$changed"' EXIT
trap 'exit 1' HUP INT TERM

awk -v conf="$conf_tmp" -v header="$header_tmp" -v config="$config_name" -v typed="$kconfig_header" '
function fail(text) {
	printf "%s:%d: %s\n", config, NR, text > "/dev/stderr"
	failed = 1
	exit 1
}
BEGIN {
	printf "# Made from %s: do not edit\n", config > conf
	printf "/* Made from the configuration: do not edit */\n" > header
}
{ sub(/\r$/, "") }
/^[ \t]*(#|$)/ {
	if ($0 ~ /^# CONFIG_[A-Za-z0-9_]+ is not set$/)
		delete value[$2]
	next
}
{
	at = index($0, "=")
	name = substr($0, 1, at - 1)
	text = substr($0, at + 1)
	if (!at || name !~ /^CONFIG_[A-Za-z0-9_]+$/)
		fail("not an option: " $0)
	if (!typed && text !~ /^(y|m|n|-?[0-9]+|0[xX][0-9a-fA-F]+|".*")$/)
		fail("value of " name " is neither y, m, n, a number nor a string in quotes: " text)
	if (!(name in position)) {
		position[name] = ++count
		names[count] = name
	}
	value[name] = text
}
END {
	if (failed)
		exit 1
	for (i = 1; i <= count; i++) {
		name = names[i]
		if (!(name in value) || value[name] == "n")
			continue
		text = value[name]
		if (text == "y")
			print "#define " name " 1" > header
		else if (text == "m")
			print "#define " name "_MODULE 1" > header
		else
			print "#define " name " " text > header
		# make reads strings without their quotes.
		if (text ~ /^"/) {
			text = substr(text, 2, length(text) - 2)
			gsub(/\\"/, "\"", text)
			gsub(/\\\\/, "\\", text)
			gsub(/\$/, "$$", text)
			gsub(/#/, "\\#", text)
		}
		print name "=" text > conf
	}
}' "$config"

# Options that differ between the old and the new auto.conf
old=$conf
[ -e "$old" ] || old=/dev/null
awk '
/^CONFIG_/ {
	at = index($0, "=")
	name = substr($0, 8, at - 8)
	text = substr($0, at + 1)
	if (FILENAME == ARGV[2])
		now[name] = text
	else
		before[name] = text
}
END {
	for (name in now)
		if (!(name in before) || before[name] != now[name])
			print "include/config/" name
	for (name in before)
		if (!(name in now))
			print "include/config/" name
}' "$old" "$conf_tmp" > "$changed"

# Removed first, so that a stamp is new even within one tick of the clock.
if [ -s "$changed" ]; then
	xargs rm -f < "$changed"
	xargs touch < "$changed"
fi
[ -z "$kconfig_header" ] || cp "$kconfig_header" "$header_tmp"
cmp -s "$header_tmp" "$header" || mv -f "$header_tmp" "$header"
mv -f "$conf_tmp" "$conf"
