#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The page of make modules-report: one file, with nothing from outside.
#
# Usage: page.sh REPORT TITLE [DOT...] > PAGE
#
# REPORT is the JSON of modpost --report; DOT graphviz's program with its options. Without
# it the page has no overview.
# Exit status 1, after a line that says why, if there is no page.

set -eu
unset CDPATH GREP_OPTIONS
# Names are bytes.
LC_ALL=C
export LC_ALL
here=${0%/*}

if [ $# -lt 2 ]; then
	echo "Usage: $0 REPORT TITLE [DOT...] > PAGE" >&2
	exit 1
fi
report=$1 title=$2
shift 2

# AWK may name another one, in several words.
awk()
{
	# shellcheck disable=SC2086
	command ${AWK:-awk} "$@"
}

# html TEXT: with what HTML gives a meaning to in other words
html()
{
	printf '%s\n' "$1" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g'
}

# The graph as an element of the page: without what stands in front of it in a file of its own
overview()
{
	dot=$(awk -f "$here/graph.awk" "$report") || exit
	printf '%s\n' "$dot" | "$@" -Tsvg | sed '1,/^<svg/{/^<svg/!d;}'
}

[ -r "$report" ] || {
	echo "$report: cannot be read" >&2
	exit 1
}
case $(head -c 100 "$report" | tr -d '[:space:]') in
'{"format":"kolinkmodpostreport","version":1,'*) ;;
*)
	echo "$report: this is no report of modpost, or one of another version" >&2
	exit 1
	;;
esac

graph=
if [ $# -gt 0 ]; then
	graph=$(overview "$@")
	case $graph in
	*'</svg>'*) ;;
	*)
		echo "$report: $1 made no graph of it" >&2
		exit 1
		;;
	esac
fi

# Lines of the page that stand for something else
while IFS= read -r line; do
	case $line in
	@title@) html "$title" ;;
	@style@) cat "$here/page.css" ;;
	@graph@) printf '%s\n' "$graph" ;;
	# modpost has done that; other programs may have written it anew.
	@report@) sed 's/</\\u003c/g' "$report" ;;
	@script@) cat "$here/page.js" ;;
	*) printf '%s\n' "$line" ;;
	esac
done < "$here/page.html"
