#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What becomes of an external module when something changes, is deleted or dies, with Debian's
# original link stage and with kolink's: each scenario runs with both, and what happened has to be
# what the table in docs/linux-trees.md says.
# usage: scenarios.sh RELEASE [SCENARIO...]        (all; --table prints the rows of the table)
#
# A scenario is a function: it works in the module's folder, where all has been built, calls build,
# and ends with happened WORDS.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
. "$here/headers.sh"

release=${1:?"usage: scenarios.sh RELEASE [SCENARIO...]"}
shift
page=$repo/docs/linux-trees.md

headers "$release"
shadow
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# build [ARGUMENT...]: make in the module's folder; console and errors go to $work/log
build()
{
	make -C "$kdir" M="$module" "$@" >"$work/log" 2>&1
}

# ran WORD: whether the last build ran a step with this console word
ran()
{
	grep -q "^  $1 " "$work/log"
}

happened()
{
	echo "$*" >"$work/happened"
}

has_btf()
{
	readelf -SW "$1" | grep -q ' \.BTF '
}

# needs_btf: headers without a vmlinux (6.1) give modules no BTF; then there is nothing to try
needs_btf()
{
	[ -e "$headers/vmlinux" ] || { happened 'no BTF'; return 1; }
}

btf_after_other_link_flags() # BTF after a change of link flags alone
{
	needs_btf || return 0
	build LDFLAGS_MODULE=--no-warn-mismatch
	if has_btf user.ko; then happened 'kept'; else happened 'lost'; fi
}

other_pahole_flags() # a change of PAHOLE_FLAGS
{
	needs_btf || return 0
	build PAHOLE_FLAGS=--btf_gen_floats
	if ran 'BTF \[M\]'; then happened 'noticed'; else happened 'overlooked'; fi
}

killed_while_encoding() # make killed between link and BTF, then make again
{
	needs_btf || return 0
	cat >"$work/pahole" <<-'.'
		#!/bin/sh
		case $* in *-J*) kill -KILL 0 ;; esac
		exec pahole "$@"
	.
	chmod +x "$work/pahole"
	rm ./*.ko
	setsid make -C "$kdir" M="$module" PAHOLE="$work/pahole" >"$work/log" 2>&1 || :
	build
	for ko in *.ko; do
		has_btf "$ko" || { happened 'a .ko without BTF counts as made'; return; }
	done
	happened 'repaired'
}

pahole_that_writes_nothing() # a pahole that succeeds and writes nothing
{
	needs_btf || return 0
	cat >"$work/pahole" <<-'.'
		#!/bin/sh
		case $* in *-J*) exit 0 ;; esac
		exec pahole "$@"
	.
	chmod +x "$work/pahole"
	rm ./*.ko
	if build PAHOLE="$work/pahole"; then happened 'no error'; else happened 'an error'; fi
}

mod_c_deleted() # a .mod.c deleted, then make
{
	rm user.mod.c user.mod.o
	if build && [ -e user.mod.c ]; then happened 'made again'; else happened 'not made again'; fi
}


extra_symbols_changed() # a file of KBUILD_EXTRA_SYMBOLS changed
{
	: >"$work/extra.symvers"
	build KBUILD_EXTRA_SYMBOLS="$work/extra.symvers"
	sleep 1
	printf '0x12345678\tother\tother_module\tEXPORT_SYMBOL\t\n' >"$work/extra.symvers"
	build KBUILD_EXTRA_SYMBOLS="$work/extra.symvers"
	if ran MODPOST; then happened 'noticed'; else happened 'overlooked'; fi
}

extra_symbols_missing() # a missing file of KBUILD_EXTRA_SYMBOLS, with KBUILD_MODPOST_WARN=1
{
	if build KBUILD_EXTRA_SYMBOLS="$work/none" KBUILD_MODPOST_WARN=1; then
		happened 'a warning'
	else
		happened 'an error'
	fi
}

single_keeps_symbols() # Module.symvers of all modules after make composite.ko
{
	cp Module.symvers "$work/before"
	touch first.c
	build composite.ko
	if cmp -s Module.symvers "$work/before"; then happened 'kept'; else happened 'overwritten'; fi
}

single_uses_sibling() # make user.ko, which uses a symbol of provider.ko
{
	touch user.c
	if build user.ko; then happened 'made'; else happened 'undefined symbols'; fi
}

single_that_fails() # the modules that make makes after a single build that failed
{
	rm provider.ko
	touch first.c
	! build composite.ko KBUILD_EXTRA_SYMBOLS="$work/none" || { happened 'no failure'; return; }
	build
	if [ -e provider.ko ]; then happened 'all'; else happened 'those of the single build'; fi
}

warnings_again() # warnings of modpost in the next make
{
	echo 'int missing(void); int broken(void); int broken(void) { return missing(); }' >>user.c
	build KBUILD_MODPOST_WARN=1
	build KBUILD_MODPOST_WARN=1
	if grep -q missing "$work/log"; then happened 'shown'; else happened 'not shown'; fi
}

keep_going() # make -k: modules other than the one with an undefined symbol
{
	echo 'int missing(void); int broken(void); int broken(void) { return missing(); }' >>user.c
	rm ./*.ko
	! build -k || { happened 'no error'; return; }
	if [ -e composite.ko ]; then happened 'made, make fails'; else happened 'not made'; fi
}

percent_in_flags() # a change of a flag while another has a %
{
	build LDFLAGS_MODULE=-L%
	build LDFLAGS_MODULE=-Lx
	if ran 'LD \[M\]'; then happened 'noticed'; else happened 'overlooked'; fi
}

same_symbols_same_time() # Module.symvers after a change that leaves the exports alone
{
	touch -r Module.symvers "$work/before"
	sleep 1
	touch user.c
	build
	if [ -n "$(find Module.symvers -newer "$work/before")" ]; then happened 'new'; else happened 'untouched'; fi
}

dry_run() # make -n
{
	find . -type f | sort | xargs stat -c '%n %y' >"$work/before"
	build -n
	find . -type f | sort | xargs stat -c '%n %y' >"$work/after"
	if cmp -s "$work/before" "$work/after"; then happened 'changes nothing'; else happened 'changes files'; fi
}


scenarios=$(sed -n 's/^\([a-z_]*\)() # .*/\1/p' "$0")
table=
if [ "${1-}" = --table ]; then
	table=y
	shift
fi
[ $# -gt 0 ] || eval "set -- $(echo "$scenarios" | tr '\n' ' ')"

# start_from NAME BUILD-FOLDER: the module's folder, all built; built once for each NAME
start_from()
{
	kdir=$2
	rm -rf "$module"
	if ! [ -e "$work/$1" ]; then
		cp -r "$here/external" "$module"
		build || { cat "$work/log"; die "$kdir: the modules cannot be built"; }
		cp -a "$module" "$work/$1"
	else
		cp -a "$work/$1" "$module"
	fi
}

# outcome SCENARIO: prints what happened
outcome()
{
	rm -f "$work/happened"
	set +e
	(set -e; cd "$module"; "$1")
	set -e
	[ -e "$work/happened" ] || happened "a failure: $(grep -m 1 -i error "$work/log")"
	cat "$work/happened"
}

# rows_of RELEASE: the table, which is that of 6.12; what is different in 6.1 stands in a part of its own
rows_of()
{
	case $1 in
	6.12) sed '/^### Linux 6\.1$/,$d' "$page" ;;
	*) cat "$page" ;;
	esac
}

module=$work/module
failed=0
for scenario; do
	text=$(sed -n "s/^$scenario() # //p" "$0")
	start_from original "$headers"
	original=$(outcome "$scenario")
	[ "$original" != 'no BTF' ] || continue
	start_from kolink "$shadow"
	row="| $text | $original | $(outcome "$scenario") |"
	echo "$row"
	[ -z "$table" ] || continue
	rows_of "$release" | grep -qxF "$row" || {
		echo "FAILED: docs/${page##*/} does not say so"
		failed=$((failed + 1))
	}
done
[ "$failed" -eq 0 ] || die "$failed scenarios did not go as described"
