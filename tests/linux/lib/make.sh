# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# How make is called in a tree, its log, and what the log says. To be included after common.sh.
#
# $kind is the kind of tree: make_KIND calls make there. It is kernel (tree.sh), small (small.sh) or module
# (headers.sh).

# From here on make is one of its own, and what it makes tells neither when nor by whom. Times in a build
# make BTF of old pahole versions depend on threads.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026' KBUILD_BUILD_VERSION=1
export KBUILD_BUILD_USER=kolink KBUILD_BUILD_HOST=kolink
# .mod.o files that modpost writes lack what the compiler says for debuggers.
export KBUILD_MODPOST_OBJECTS=0

# logged_make LOG [ARGUMENT...]: make; what it says goes to LOG, which is $log from then on
logged_make()
{
	log=$1
	shift
	"make_$kind" "$@" >"$log" 2>&1 </dev/null
}

# must_make LOG [ARGUMENT...]: the same, and it has to succeed
must_make()
{
	logged_make "$@" || {
		tail -n 30 "$log" >&2
		die "make failed, see $log"
	}
}

# count WORDS: how many console lines in $log begin with them
count()
{
	grep -c "^  $1 " "$log" || :
}

# ran WORDS: does one?
ran()
{
	grep -q "^  $1 " "$log"
}
