#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# External modules against headers (headers.sh), against links to them with kolink's link stage, and with
# MODPOST= alone: the files that come out have to be the same bytes. The modules: those in external/,
# and DKMS packages, of the Debian release whose packages know Linux 6.12.
# usage: external.sh RELEASE [PACKAGE...]
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
. "$here/headers.sh"

release=${1:?"usage: external.sh RELEASE [PACKAGE...]"}
shift
# What the packages use is configured in Debian's headers only.
[ $# -gt 0 ] || [ -z "$(suites "$release" amd64)" ] || set -- external
[ $# -gt 0 ] || set -- external v4l2loopback-dkms xtables-addons-dkms lttng-modules-dkms

headers "$release"
shadow
jobs=${KOLINK_JOBS:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
compared=0

# dkms_source PACKAGE: sets $dir to the package, unpacked. Call it in a subshell, for apt's sake.
dkms_source()
{
	foreign_apt amd64 trixie
	packaged=$(version "$1")
	[ "$packaged" ] || die "apt knows no $1: $(head -n 1 "$apt/log")"
	dir=$cache/dkms/$packaged-$1
	if ! [ -e "$dir/complete" ]; then
		rm -rf "$dir"
		unpack "$1" "$dir"
		: >"$dir/complete"
	fi
}

# source_of PACKAGE: its source in $work/source
source_of()
{
	rm -rf "$work/source"
	if [ "$1" = external ]; then
		cp -r "$here/external" "$work/source"
		return
	fi
	(dkms_source "$1" && cp -r "$dir"/usr/src/* "$work/source")
	# Kernels with an hrtimer_start of three arguments are newer than the package.
	[ "$1" != lttng-modules-dkms ] || sed -i '/lttng-probe-timer/d' "$work/source/src/probes/Kbuild"
}

# build PACKAGE BUILD-FOLDER [ARGUMENT...]: in $work/build, always the same path
build()
{
	package=$1
	kdir=$2
	shift 2
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
	make -C "$kdir" -j"$jobs" M="$module_dir" "$@" modules >"$work/log" 2>&1
}

# build_fresh PACKAGE BUILD-FOLDER [ARGUMENT...]: from the sources
build_fresh()
{
	rm -rf "$work/build"
	cp -r "$work/source" "$work/build"
	build "$@"
}

# build_again PACKAGE BUILD-FOLDER [ARGUMENT...]: from the objects of the original build
build_again()
{
	rm -rf "$work/build"
	cp -a "$work/original" "$work/build"
	results "$work/build" | sed "s,^,$work/build/," | xargs rm
	find "$work/build" \( -name '*.mod.o' -o -name .module-common.o \) -delete
	build "$@" KBUILD_NOCMDDEP=1
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
	cmp -s "$work/theirs" "$work/ours" || different=' the list of files'
	while read -r file; do
		cmp -s "$work/original/$file" "$work/build/$file" || different="$different $file"
	done <"$work/theirs"
	if [ -n "$different" ]; then
		fail "$1, $2: different:$different"
	else
		compared=$((compared + 1))
		echo "$1, $2: $(grep -c '\.ko$' "$work/ours") modules, $(wc -l <"$work/ours") files equal"
	fi
}

# ours PACKAGE WHAT build_fresh|build_again BUILD-FOLDER [ARGUMENT...]
ours()
{
	what=$2
	how=$3
	package=$1
	shift 3
	if "$how" "$package" "$@"; then
		compare "$package" "$what"
	else
		cat "$work/log"
		fail "$package, $what: not built"
	fi
}

echo "headers of $kernel"
for package; do
	source_of "$package"
	if ! build_fresh "$package" "$headers"; then
		# A package may be too old for a kernel; then ours has to say no as well.
		grep -E 'error|Error' "$work/log" | head -n 1
		if build_fresh "$package" "$shadow"; then
			fail "$package builds with ours only"
		else
			echo "$package: does not build for $kernel, with the original files neither"
		fi
		continue
	fi
	rm -rf "$work/original"
	mv "$work/build" "$work/original"
	# That many files are compiled once only.
	how=build_fresh
	[ "$package" != lttng-modules-dkms ] || how=build_again
	ours "$package" 'kolink beside the headers' "$how" "$shadow"
	ours "$package" 'MODPOST= with the headers' build_again "$headers" MODPOST="$shadow/scripts/mod/modpost"
done

[ "$failed" -eq 0 ] || die "$failed differences"
[ "$compared" -gt 0 ] || die 'nothing could be compared'
echo "external modules ($release): no difference"
