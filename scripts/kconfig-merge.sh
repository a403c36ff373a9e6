#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Fragments of configurations (NAME.config).
#
# Usage: kconfig-merge.sh merge OUT CONFIG FRAGMENT...   write CONFIG with the fragments' values instead of
#                                                        its own, and say which values these replace
#        kconfig-merge.sh check CONFIG FRAGMENT...       name values of the fragments that CONFIG has not

set -e

what=$1
out=
shift
if [ "$what" = merge ]; then
	out=$1
	: > "$out"
	shift
fi

# A line CONFIG_X=n is the same as "# CONFIG_X is not set".
# shellcheck disable=SC2016 # awk's
LC_ALL=C ${AWK:-awk} -v what="$what" -v out="$out" -v silent="$([ "${quiet-}" != silent_ ] || echo y)" '
function say(text) {
	if (!silent)
		print text
}
{
	sub(/\r$/, "")
	if (match($0, /^CONFIG_[A-Za-z0-9_]+=/)) {
		name = substr($0, 1, RLENGTH - 1)
		line = $0 == name "=n" ? "# " name " is not set" : $0
	} else if ($0 ~ /^# CONFIG_[A-Za-z0-9_]+ is not set[ \t]*$/) {
		name = $2
		line = "# " name " is not set"
	} else
		name = ""
}
FILENAME == ARGV[1] {
	if (name != "")
		base[name] = value[name] = line
	lines[++count] = name
	texts[count] = $0
	next
}
FNR == 1 && what == "merge" {
	if (!merging++)
		say("Using " ARGV[1] " as base")
	say("Merging " FILENAME)
}
name == "" { next }
what == "merge" && name in value && value[name] != line {
	say("Value of " name " is redefined by fragment " FILENAME ":")
	say("Previous value: " value[name])
	say("New value: " line)
	say("")
}
{
	if (!(name in wanted))
		order[++wishes] = name
	wanted[name] = value[name] = line
}
END {
	if (what == "merge") {
		for (i = 1; i <= count; i++)
			if (lines[i] == "" || !(lines[i] in wanted))
				print texts[i] > out
		for (i = 1; i <= wishes; i++)
			print wanted[order[i]] > out
		exit
	}
	for (i = 1; i <= wishes; i++) {
		name = order[i]
		if (name in base ? wanted[name] == base[name] : wanted[name] ~ /^#/)
			continue
		print "Value requested for " name " not in final " ARGV[1] > "/dev/stderr"
		print "Requested value:  " wanted[name] > "/dev/stderr"
		print "Actual value:     " base[name] > "/dev/stderr"
		print "" > "/dev/stderr"
	}
}' "$@"
