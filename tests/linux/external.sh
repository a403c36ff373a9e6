#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# External modules against headers (headers.sh), against links to them with kolink's link stage, and with
# MODPOST= alone: the files that come out have to be the same bytes. The modules: those in external/,
# and DKMS packages, of the Debian release whose packages know Linux 6.12.
# usage: external.sh RELEASE [PACKAGE...]
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/headers.sh"

release=${1:?"usage: external.sh RELEASE [PACKAGE...]"}
shift
# What the packages use is configured in Debian's headers only.
[ $# -gt 0 ] || [ -z "$(suites "$release" amd64)" ] || set -- external
[ $# -gt 0 ] || set -- external v4l2loopback-dkms xtables-addons-dkms lttng-modules-dkms

headers "$release"
shadow
work=$(mktemp -d)
work_is_temporary
single_threaded_pahole "$work/pahole"

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

# make_package PACKAGE BUILD-FOLDER [ARGUMENT...]: in $work/build, always the same path
make_package()
{
	package=$1
	kdir=$2
	shift 2
	module=$work/build
	case $package in
	xtables-addons-dkms)
		module=$work/build/extensions
		set -- XA_ABSTOPSRCDIR="$work/build" XA_TOPSRCDIR="$work/build" "$@"
		;;
	lttng-modules-dkms)
		set -- CONFIG_LTTNG=m CONFIG_LTTNG_CLOCK_PLUGIN_TEST=m "$@"
		;;
	esac
	# The original has pahole work on a module in threads: once in a while two units come out in another order.
	logged_make "$work/log" -j"$jobs" PAHOLE="$work/pahole" "$@" modules
}

# make_fresh PACKAGE BUILD-FOLDER [ARGUMENT...]: from the sources
make_fresh()
{
	rm -rf "$work/build"
	cp -r "$work/source" "$work/build"
	make_package "$@"
}

# make_again PACKAGE BUILD-FOLDER [ARGUMENT...]: from the objects of the original build
make_again()
{
	rm -rf "$work/build"
	cp -a "$work/original" "$work/build"
	remove_outputs "$work/build"
	make_package "$@" KBUILD_NOCMDDEP=1
}

# ours PACKAGE WHAT make_fresh|make_again BUILD-FOLDER [ARGUMENT...]
ours()
{
	what=$2
	how=$3
	package=$1
	shift 3
	if "$how" "$package" "$@"; then
		of_outputs folders_equal "$package, $what" cmp "$work/original" "$work/build" || return 0
		compared=$((compared + 1))
		echo "$package, $what: $(grep -c '\.ko$' "$work/build.list") modules, $files files equal"
	else
		cat "$work/log"
		fail "$package, $what: not built"
	fi
}

echo "headers of $kernel"
for package; do
	source_of "$package"
	if ! make_fresh "$package" "$headers"; then
		# A package may be too old for a kernel; then ours has to say no as well.
		grep -E 'error|Error' "$work/log" | head -n 1
		if make_fresh "$package" "$shadow"; then
			fail "$package builds with ours only"
		else
			echo "$package: does not build for $kernel, with the original files neither"
		fi
		continue
	fi
	rm -rf "$work/original"
	mv "$work/build" "$work/original"
	# That many files are compiled once only.
	how=make_fresh
	[ "$package" != lttng-modules-dkms ] || how=make_again
	ours "$package" 'kolink beside the headers' "$how" "$shadow"
	ours "$package" 'MODPOST= with the headers' make_again "$headers" MODPOST="$shadow/scripts/mod/modpost"
done

[ "$failed" -eq 0 ] || die "$failed differences"
[ "$compared" -gt 0 ] || die 'nothing could be compared'
echo "external modules ($release): no difference"
