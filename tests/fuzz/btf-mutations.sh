#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Mutated BTF through btf-rebase, which is built with sanitizers; prints TAP.
#
#   btf-mutations.sh [--count=N] [--seed=N]       that many runs
#   btf-mutations.sh --only=N [--seed=N]          one of them again; says where its files are
set -eu

here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
keep=
trap '[ "$keep" ] || rm -rf "$work"' EXIT
case " $*" in
*' --only='*) keep=y ;;
esac

if ! {
	make -C "$here" -s -j"$jobs" O="$work/build" btf_mutations &&
	"$here/btf-seeds.sh" "$work/seeds"
} >"$work/log.build" 2>&1; then
	sed 's/^/# /' "$work/log.build"
	echo 'not ok 1 - build of the program and of its inputs'
	exit 1
fi

mkdir "$work/run"
status=0
"$work/build/btf_mutations" "$@" "$work/seeds" "$work/run" || status=$?
[ ! "$keep" ] || echo "# files: $work/run; output: $work/log; before the mutation: $work/seeds"
exit $status
