#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# External modules against Debian's headers, and against links to them with kolink's link stage:
# the files that come out have to be the same bytes. The modules: those in external/, and Debian's
# DKMS packages.
# usage: external.sh RELEASE [PACKAGE...]
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
. "$here/headers.sh"

release=${1:?"usage: external.sh RELEASE [PACKAGE...]"}
shift
[ $# -gt 0 ] || set -- external v4l2loopback-dkms xtables-addons-dkms lttng-modules-dkms

headers "$release"
shadow
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
failed=0
compared=0

# source_of PACKAGE: its source in $work/source
source_of()
{
	rm -rf "$work/source"
	if [ "$1" = external ]; then
		cp -r "$here/external" "$work/source"
		return
	fi
	dir=$cache/dkms/$(version "$1")-$1
	if ! [ -e "$dir/complete" ]; then
		rm -rf "$dir"
		unpack "$1" "$dir"
		: >"$dir/complete"
	fi
	cp -r "$dir"/usr/src/* "$work/source"
}

# build PACKAGE BUILD-FOLDER [ARGUMENT...]: in $work/build, always the same path
build()
{
	package=$1
	kdir=$2
	shift 2
	rm -rf "$work/build"
	cp -r "$work/source" "$work/build"
	module_dir=$work/build
	case $package in
	xtables-addons-dkms)
		module_dir=$work/build/extensions
		set -- XA_ABSTOPSRCDIR="$work/build" XA_TOPSRCDIR="$work/build" "$@"
		;;
	lttng-modules-dkms)
		set -- CONFIG_LTTNG=m CONFIG_LTTNG_CLOCK_PLUGIN_TEST=m "$@"
		;;
	esac
	make -C "$kdir" M="$module_dir" "$@" modules >"$work/log" 2>&1
}

# results DIR: what came out, to be compared
results()
{
	(cd "$1" && find . -name '*.ko' -o -name '*.mod.c' -o -name Module.symvers -o -name modules.order | sort)
}

# compare PACKAGE WHAT
compare()
{
	results "$work/original" >"$work/theirs"
	results "$work/build" >"$work/ours"
	different=
	cmp -s "$work/theirs" "$work/ours" || different='the list of files'
	while read -r file; do
		cmp -s "$work/original/$file" "$work/build/$file" || different="$different $file"
	done <"$work/theirs"
	if [ -n "$different" ]; then
		echo "FAILED: $1, $2: different:" "$different"
		failed=$((failed + 1))
	else
		compared=$((compared + 1))
		echo "$1, $2: $(grep -c '\.ko$' "$work/ours") modules, $(wc -l <"$work/ours") files equal"
	fi
}

echo "headers of $kernel"
for package; do
	source_of "$package"
	if ! build "$package" "$headers"; then
		# A package may be too old for a kernel; then ours has to say no as well.
		grep -E 'error|Error' "$work/log" | head -n 1
		if build "$package" "$shadow"; then
			echo "FAILED: $package builds with ours only"
			failed=$((failed + 1))
		else
			echo "$package: does not build for $kernel, with the original files neither"
		fi
		continue
	fi
	rm -rf "$work/original"
	mv "$work/build" "$work/original"
	build "$package" "$shadow" || { cat "$work/log"; echo "FAILED: $package"; failed=$((failed + 1)); continue; }
	compare "$package" 'kolink beside the headers'
	build "$package" "$headers" MODPOST="$shadow/scripts/mod/modpost" ||
		{ cat "$work/log"; echo "FAILED: $package with MODPOST="; failed=$((failed + 1)); continue; }
	compare "$package" 'MODPOST= with the headers'
done

[ "$failed" -eq 0 ] || die "$failed differences"
[ "$compared" -gt 0 ] || die 'nothing could be compared'
echo "external modules ($release): no difference"
