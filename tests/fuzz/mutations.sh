#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Mutated inputs through modpost, which is built with sanitizers; prints TAP.
#
#   mutations.sh [--count=N] [--seed=N]       that many runs
#   mutations.sh --only=N [--seed=N]          one of them again; says where its files are
#   mutations.sh --debian=FOLDER [...]        the same through Debian's modpost; prints figures
#   mutations.sh --release=RELEASE [...]      only the scenarios in the form of that release (6.12, 6.1)
#   mutations.sh --kept [--count=N] [...]     only the files that one run leaves to the next; without options they
#                                             come after the others
#
# KOLINK_JOBS=N: so many at a time (default: number of processors)
set -eu

here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
keep=
trap '[ "$keep" ] || rm -rf "$work"' EXIT
case " $*" in
*' --only='*) keep=y ;;
esac

if ! {
	make -C "$here" -s -j"$jobs" O="$work/build" mutations kept_files &&
	"$here/seeds.sh" "$work/seeds"
} >"$work/log" 2>&1; then
	sed 's/^/# /' "$work/log"
	echo 'not ok 1 - build of the program and of its inputs'
	exit 1
fi

# Those of 6.1 have it in their names; the others are all understood by 6.12.
for option; do
	shift
	case $option in
	--release=6.1) find "$work/seeds" -mindepth 1 -maxdepth 1 ! -name 'linux-6.1-*' -exec rm -r {} + ;;
	--release=6.12) rm -r "$work"/seeds/linux-6.1-* ;;
	--release=*)
		echo "no scenarios in the form of ${option#*=}" >&2
		exit 2
		;;
	*) set -- "$@" "$option" ;;
	esac
done

mkdir "$work/run" "$work/kept"
status=0
kept=
[ $# -gt 0 ] || kept=y
case ${1:-} in
--kept)
	shift
	kept=y
	;;
*) "$work/build/mutations" --jobs="$jobs" "$@" "$work/run" "$work"/seeds/* || status=$? ;;
esac
[ ! "$kept" ] || "$work/build/kept_files" "$@" "$work/kept" "$work"/seeds/* || {
	status=$?
	head -n 40 "$work/kept/kept.log" | sed 's/^/# /'
}
[ ! "$keep" ] || echo "# files and output: $work/run; before the mutation: $work/seeds"
exit $status
