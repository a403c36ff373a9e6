#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What becomes of a build when something changes, is deleted or dies, with Linux's original link stage
# and with kolink's: each scenario runs with both, and what happened has to be what the tables in
# docs/linux-trees.md say.
# usage: scenarios.sh RELEASE external|tree [SCENARIO...|@later]    compare with the table
#        scenarios.sh --update external|tree                 write the table, from runs of all releases
#
# A scenario is a function of scenarios/external.sh or tree.sh, with its text for the table beside the
# name. It starts from a folder in which all has been built, calls build, and ends with happened
# WORDS. A row whose text ends with releases in brackets is about those alone; those about 7.2 are about all
# from 6.17 on. @later: the scenarios that these are tried with.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/programs.sh"
. "$here/lib/headers.sh"

later='tree_no_changes vmlinux_same_types vmlinux_other_types vmlinux_touched one_module_changed mod_objects single_symvers
	single_order single_sibling single_in_fresh_tree kernel_symvers killed_in_vmlinux tree_other_jobs cleaned'

usage()
{
	die "usage: scenarios.sh RELEASE|--update external|tree [SCENARIO...]"
}

[ $# -ge 2 ] || usage
release=$1
group=$2
shift 2
case $group in
external | tree) ;;
*) usage ;;
esac
page=$repo/docs/linux-trees.md
scenarios=$here/scenarios/$group.sh

work=$(mktemp -d)
work_is_temporary
log=$work/log

# build [ARGUMENT...]: console and errors go to $work/log
build()
{
	logged_make "$work/log" "$@"
}

happened()
{
	echo "$*" >"$work/happened"
}

# not_here: there is nothing to try with this release; no row
not_here()
{
	: >"$work/not_here"
	happened 'not here'
}

has_btf()
{
	readelf -SW "$1" | grep -q ' \.BTF '
}

# stand_in NAME [PROGRAM]: a program of that name, from stdin, that ends in the real one; sets $program
stand_in()
{
	program=$work/$1
	{
		echo '#!/bin/sh'
		cat
		echo "exec ${2:-$1} \"\$@\""
	} >"$program"
	chmod +x "$program"
}

# place_module original|kolink: the module's folder, all built; built once for each
place_module()
{
	kdir=$headers
	[ "$1" = original ] || kdir=$shadow
	rm -rf "$module"
	if ! [ -e "$work/built.$1" ]; then
		cp -r "$here/external" "$module"
		logged_make "$work/log" || { cat "$work/log"; die "$kdir: the modules cannot be built"; }
		cp -a "$module" "$work/built.$1"
	else
		cp -a "$work/built.$1" "$module"
	fi
}

# outcome SIDE SCENARIO: prints what happened
outcome()
{
	rm -f "$work/happened" "$work/not_here"
	set +e
	(set -e; side_begin "$1"; cd "$start"; "$2")
	set -e
	[ -e "$work/happened" ] || happened "a failure: $(grep -m 1 -i error "$work/log" | cut -c 1-100)"
	cat "$work/happened"
}

# rows RELEASE [SCENARIO...]: the rows of the table, on standard output
rows()
{
	case $group in
	external)
		headers "$1"
		shadow
		module=$work/module
		start=$module
		;;
	tree)
		small_tree "$1"
		# shellcheck disable=SC2034 # the scenarios use it
		small=$place/source/small
		start=$place/build
		;;
	esac
	# shellcheck disable=SC1090 # one of scenarios/
	. "$scenarios"
	shift
	for scenario; do
		text=$(sed -n "s/^$scenario() # //p" "$scenarios")
		[ "$text" ] || die "no scenario $scenario"
		original=$(outcome original "$scenario")
		[ ! -e "$work/not_here" ] || continue
		echo "| $text | $original | $(outcome kolink "$scenario") |"
	done
	[ "$group" = external ] || small_trees_equal >&2 || : >"$work/different"
}

all_scenarios()
{
	sed -n 's/^\([a-z_]*\)() # .*/\1/p' "$scenarios"
}

# table: the rows that the page has, for all releases
table()
{
	sed -n "/^<!-- $group: begin/,/^<!-- $group: end/p" "$page" | sed '1,3d; /^|/!d'
}

# expected RELEASE: the rows of the page that are about it
expected()
{
	case $1 in
	6.1 | 6.12) one=$1 ;;
	*) one=7.2 ;;
	esac
	one=$(echo "$one" | sed 's/\./\\./')
	table | sed -E "s/^(\| [^|]*) \(([0-9., ]*, )?$one(, [0-9., ]*)?\) \|/\1 |/; /^\| [^|]* \([67]\.[0-9., ]+\) \|/d"
}

# merge: rows of all releases, in the order of the scenarios; where not all have the same, one for each
# outcome, with its releases
merge()
{
	for name in $(all_scenarios); do
		text=$(sed -n "s/^$name() # //p" "$scenarios")
		for known in $known_releases; do
			# The text may have characters that sed takes for its own.
			grep -F "| $text | " "$work/rows.$known" | while IFS= read -r row; do
				echo "$known ${row#"| $text |"}"
			done
		done | awk -v text="$text" -v known="$known_releases" '
		{
			release = $1
			sub(/^[^ ]+ /, "")
			if (!($0 in releases))
				outcomes[++n] = $0
			releases[$0] = releases[$0] (releases[$0] == "" ? "" : ", ") release
		}
		END {
			gsub(/ /, ", ", known)
			for (i = 1; i <= n; i++)
				print "| " text (releases[outcomes[i]] == known ? "" : " (" releases[outcomes[i]] ")") " |" outcomes[i]
		}'
	done
}

if [ "$release" = --update ]; then
	known_releases='6.12 6.1'
	[ "$group" = external ] || known_releases="7.2 $known_releases"
	for known in $known_releases; do
		# shellcheck disable=SC2046
		rows "$known" $(all_scenarios) | tee "$work/rows.$known"
	done
	merge >"$work/merged"
	awk -v group="$group" -v rows="$work/merged" '
	index($0, "<!-- " group ": end") == 1 {
		print "| what happens | original | kolink |\n| --- | --- | --- |"
		while ((getline row < rows) > 0)
			print row
		inside = 0
	}
	!inside { print }
	index($0, "<!-- " group ": begin") == 1 { inside = 1 }
	' "$page" >"$work/page"
	cmp -s "$work/page" "$page" || cp "$work/page" "$page"
	exit
fi

# shellcheck disable=SC2086 # words
[ "${1:-}" != @later ] || set -- $later
expected "$release" >"$work/expected"
if [ $# -eq 0 ]; then
	# shellcheck disable=SC2046
	set -- $(all_scenarios)
	rows "$release" "$@" | tee "$work/rows"
	diff "$work/expected" "$work/rows" >"$work/differences" || {
		sed 's/^/FAILED: /' "$work/differences"
		die "docs/${page##*/} says otherwise of Linux $release"
	}
else
	rows "$release" "$@" | tee "$work/rows"
	! grep -vxFf "$work/expected" "$work/rows" || die "docs/${page##*/} does not say so of Linux $release"
fi
[ ! -e "$work/different" ] || die "the trees of Linux $release differ in what they made"
echo "scenarios ($group, $release): $(wc -l <"$work/rows") as described"
