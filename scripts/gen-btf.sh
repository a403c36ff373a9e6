#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Give an ELF file its BTF, for kolink's links.
#
# Usage: gen-btf.sh [--btf_base BASE] FILE
#
# Without a base, FILE is a kernel image: its types are encoded into
# FILE.btf.o, an object with an allocated .BTF section for the next links;
# FILE itself stays as it is.
# With a base (raw BTF, or an ELF file that has .BTF), FILE is a module: it
# gets a .BTF section (split BTF), and its BTF ids are resolved when
# RESOLVE_BTFIDS names a program. FILE is changed in place, so it is to be one of
# a temporary name.
#
# Where RESOLVE_BTFIDS_FLAGS is set, even to nothing, resolve_btfids is that of
# Linux 7.0 and later: it takes the BTF that pahole wrote and completes it, before
# it becomes part of an ELF file, and resolves the ids of an image, too, into
# FILE.BTF_ids, which the caller patches into what it links.
#
# pahole takes most of a module's time to load the base. Where BTF_REBASE names kolink's
# btf-rebase, pahole encodes the module alone, and btf-rebase rewrites the result against the base
# in a few milliseconds, and puts it into the module: with the same bytes as pahole and objcopy, or not at
# all, and then they do it.
#
# The rule of a module reads this file in a subshell instead of running it, after ||, which spares a process: set -e
# does not hold there, so what can fail says || die.
#
# Environment: PAHOLE, OBJCOPY, CC; PAHOLE_FLAGS, where a tree brings its own;
# RESOLVE_BTFIDS, RESOLVE_BTFIDS_FLAGS, MODULE_PAHOLE_FLAGS and the assembler's
# flags, if any; BTF_REBASE, and BTF_INDEX, the index that it made of the base;
# KOLINK_PAHOLE_VERSION, what pahole --version says, if the caller knows; KOLINK_SCRIPTS, the folder of this file,
# where it is read instead of run. Each program may be several
# words (env pahole).

set -e

die()
{
	echo "BTF: $file: $1" >&2
	exit 1
}

# The rule of a module, which reads this file, says where it stands.
. "${KOLINK_SCRIPTS:-${0%/*}}/btf-flags.sh"

base=
if [ "$1" = --btf_base ]; then
	base=$2
	shift 2
fi
if [ $# -ne 1 ]; then
	echo "Usage: $0 [--btf_base BASE] FILE" >&2
	exit 1
fi
file=$1
: "${PAHOLE:=pahole}" "${OBJCOPY:=objcopy}" "${CC:=cc}"

raw=$file.BTF.1
scratch=$file.BTF.2
with_section=$file.BTF.3
rebased=$file.BTF.4
types=$raw
# What the resolve_btfids of Linux 7.0 makes of them
complete=$file.BTF
distilled=$file.BTF.base
ids=$file.BTF_ids
remove_scratch()
{
	set -- "$raw" "$scratch" "$with_section"* "$rebased" "$complete"
	[ -z "$base" ] || set -- "$@" "$distilled" "$ids"
	for leftover; do
		shift
		[ ! -e "$leftover" ] || set -- "$@" "$leftover"
	done
	[ $# -eq 0 ] || rm -f "$@"
}
# What a killed run left must not be taken for this run's result.
remove_scratch || die "what an earlier run left cannot be removed"
[ ! -e "$ids" ] || rm -f "$ids" || die "$ids cannot be removed"
trap remove_scratch EXIT
trap 'exit 1' HUP INT TERM

no_pahole()
{
	die "pahole ($PAHOLE) is not available; install pahole (package dwarves), or set CONFIG_DEBUG_INFO_BTF=n"
}

# A shell, env and the like say by these numbers that there is no such program. $1: a program's status
cannot_run()
{
	[ "$1" -eq 126 ] || [ "$1" -eq 127 ]
}

# $1...: a command. Whether its first word is there
is_there()
{
	command -v "$1" > /dev/null
}

# shellcheck disable=SC2086 # a command is words, here and below
is_there $PAHOLE || no_pahole
# A module's flags do not go by the version where the tree brings its own.
number=
if [ -z "$base" ] || [ -z "${PAHOLE_FLAGS+set}" ]; then
	status=0
	found=${KOLINK_PAHOLE_VERSION-}
	[ -n "$found" ] || found=$($PAHOLE --version) || status=$?
	! cannot_run $status || no_pahole
	read_version "$found" ||
		die "$PAHOLE --version does not say a version: '$found'"
	[ "$number" -ge 122 ] || die "pahole version $found is too old, need at least v1.22"
fi

choose_flags "$number"

# pahole asks for memory in small steps, tens of megabytes in all. In big ones, and in huge pages where
# there are any, a module takes it a quarter less time. Other C libraries than glibc do not look at this.
tunables=glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864

# encode [FLAG...]: the types of $file, in $raw
encode()
{
	status=0
	# shellcheck disable=SC2086
	GLIBC_TUNABLES="$tunables${GLIBC_TUNABLES:+:$GLIBC_TUNABLES}" $PAHOLE -J $flags "$@" --btf_encode_detached="$raw" "$file" ||
		status=$?
	! cannot_run $status || no_pahole
	[ $status -eq 0 ] || die "$PAHOLE failed$(language_hint)"
	[ -s "$raw" ] || die "$PAHOLE wrote no BTF (has the file no DWARF, or only that of another language than C?)"
}

# Whether resolve_btfids of a tree does no more to a module without BTF ids than to put its types in order,
# which btf-rebase can do without loading the base again
only_orders()
{
	[ -n "${RESOLVE_BTFIDS-}" ] || return 1
	case ${RESOLVE_BTFIDS_FLAGS-unset} in
	'' | --fatal_warnings) ;;
	*) return 1 ;;
	esac
}

# Whether nobody changes the types after btf-rebase
are_final()
{
	[ -z "${RESOLVE_BTFIDS-}" ] || [ -z "${RESOLVE_BTFIDS_FLAGS+set}" ] || only_orders
}

# encode_split: the types of a module that the base does not have; $types says in which file, or nothing if they
# are in the module already; $completed whether resolve_btfids has nothing left to do
completed=
encode_split()
{
	# shellcheck disable=SC2086
	if [ -n "${BTF_REBASE-}" ] && base_is_unseen $flags ${MODULE_PAHOLE_FLAGS-}; then
		encode ${MODULE_PAHOLE_FLAGS-}
		status=0
		order=
		! only_orders || order=--complete
		add=
		! are_final || add=--add
		$BTF_REBASE --base "$base" ${BTF_INDEX:+--index "$BTF_INDEX"} --object "$file" $order $add "$raw" "$rebased" || status=$?
		case $status in
		# 4: resolve_btfids has to complete it.
		0 | 4)
			types=
			[ ! -e "$rebased" ] || types=$rebased
			[ $status -ne 0 ] || completed=$order
			return
			;;
		# It says so, or it is a program for another machine.
		3 | 126 | 127) ;;
		*) die "$BTF_REBASE failed" ;;
		esac
		# pahole leaves the end of a longer file as it is.
		rm -f "$raw"
	fi
	# shellcheck disable=SC2086
	encode ${MODULE_PAHOLE_FLAGS-} --btf_base "$base"
}

# What to do if it can be C++ that pahole gave up on: compilers name it in the DWARF, or its symbols do.
language_hint()
{
	case $flags in
	*c++14*) return ;;
	esac
	! GREP_OPTIONS='' grep -qaE 'GNU C\+\+|_Z[KLNS]*[0-9]' "$file" ||
		echo " (there is C++ in the file: let PAHOLE_FLAGS have --lang_exclude=$foreign_languages, which pahole knows since 1.24)"
}

# complete_btf [OPTION...]: sets $btf to the file with what is to be in the .BTF section
complete_btf()
{
	btf=$types
	[ -z "$completed" ] && [ -n "${RESOLVE_BTFIDS-}" ] && [ -n "${RESOLVE_BTFIDS_FLAGS+set}" ] || return 0
	# Modules' records of commands do not have --verbose among the flags.
	# shellcheck disable=SC2086
	$RESOLVE_BTFIDS $RESOLVE_BTFIDS_FLAGS ${KBUILD_VERBOSE:+--verbose} "$@" --btf "$types" "$file" && [ -s "$complete" ] ||
		die "$RESOLVE_BTFIDS failed"
	btf=$complete
}

# add_section NAME FILE: to $file. An objcopy whose output is its input writes to a file of a random name first,
# which would stay for good if it was killed.
add_section()
{
	# shellcheck disable=SC2086
	$OBJCOPY --add-section "$1=$2" "$file" "$with_section" && mv -f "$with_section" "$file" ||
		die "$OBJCOPY could not add the $1 section"
}

if [ -z "$base" ]; then
	encode
	complete_btf
	printf '%s\n' '	.section .note.GNU-stack, "", %progbits' \
		'	.section .BTF, "a"' "	.incbin \"$btf\"" > "$scratch"
	# shellcheck disable=SC2086
	$CC ${NOSTDINC_FLAGS-} ${KBUILD_CPPFLAGS-} ${KBUILD_AFLAGS-} ${KBUILD_AFLAGS_KERNEL-} \
		-Wno-unused-command-line-argument -c -x assembler -o "$file.btf.o" "$scratch"
	exit 0
fi

encode_split
complete_btf --btf_base "$base"
[ -z "$btf" ] || add_section .BTF "$btf"
[ ! -e "$distilled" ] || add_section .BTF.base "$distilled"
if [ -n "$completed" ] || [ -z "${RESOLVE_BTFIDS-}" ]; then
	:
elif [ -z "${RESOLVE_BTFIDS_FLAGS+set}" ]; then
	# shellcheck disable=SC2086
	$RESOLVE_BTFIDS -b "$base" "$file" || die "$RESOLVE_BTFIDS failed"
elif [ -e "$ids" ]; then
	# shellcheck disable=SC2086
	$RESOLVE_BTFIDS --patch_btfids "$ids" "$file" || die "$RESOLVE_BTFIDS could not patch the ids"
fi
