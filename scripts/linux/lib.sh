# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Common to overlay.sh and shadow.sh: messages, which files of ours go where.
# The caller has set $here (this folder) and unset CDPATH, with which cd may print what it finds.

# The same is done whatever the caller's locale and umask. What is made here others may read, as
# they may what makefiles and compilers have to find.
LC_ALL=C
export LC_ALL
unset GREP_OPTIONS
umask g+rx,o+rx

# shellcheck disable=SC2034 # the callers use it
scripts=$(cd "${here:?}/.." && pwd)

warn()
{
	printf '%s: %s\n' "${0##*/}" "$*" >&2
}

die()
{
	warn "$@"
	exit 1
}

say()
{
	printf '  %-7s %s\n' "$1" "$2"
}

# make_work: sets work to a new folder. Where TMPDIR is of no use, it is forgotten; compilers may want one, too.
make_work()
{
	work=$(mktemp -d 2>/dev/null) || {
		unset TMPDIR
		work=$(mktemp -d)
	}
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
}

# kernel_release MAKEFILE: "6.12", empty if this is not the top Makefile of a kernel
kernel_release()
{
	sed -nE 's/^(VERSION|PATCHLEVEL) *= *([0-9]+)$/\2/p' "$1" 2>/dev/null | head -n 2 | paste -sd . -
}

# included_tree MAKEFILE: the tree whose Makefile a build folder's, or that of headers, includes
included_tree()
{
	sed -n 's,^include *\(.*\)/Makefile$,\1,p' "$1" 2>/dev/null | tail -n 1
}

# check_directory NAME
check_directory()
{
	[ -d "$1" ] || case $1 in
	'~'*) die "$1: no such directory (not every shell expands ~ after =: write \$HOME)" ;;
	*) die "$1: no such directory" ;;
	esac
}

# Files of ours that stand in a kernel's scripts/, in the place of one of the same name or beside. All say kolink.
# shellcheck disable=SC2034
link_stage='Makefile.names Makefile.make-options Makefile.records Makefile.launchers Makefile.runner Makefile.layer Makefile.stage Makefile.modpost Makefile.modmodel
	Makefile.modobjects Makefile.modsamples Makefile.modfinal Makefile.linkinputs Makefile.extrasyms
	Makefile.trace Makefile.trace-steps Makefile.progress trace.sh trace-step.sh
	link-vmlinux.sh layer.sh vmlinux-inputs.sh vmlinux-btf.sh vmlinux-kallsyms.sh gen-btf.sh btf-flags.sh tool-identity.sh
	single-order.sh run-step.sh'

# Those of them that Linux has, too. Of the others Linux must have none: what uses its own would get ours.
replaced_stage='Makefile.modpost Makefile.modfinal link-vmlinux.sh gen-btf.sh'

# is_replaced NAME
is_replaced()
{
	case " $replaced_stage " in
	*" $1 "*) return 0 ;;
	esac
	return 1
}

# stage_file NAME: where such a file comes from. Of what is another one in Linux trees than in ours, that is this folder.
stage_file()
{
	if [ -e "$here/$1" ]; then
		echo "$here/$1"
	else
		echo "$scripts/$1"
	fi
}

# put CONTENT DEST ROOT [exactly]: give DEST the content of a file, in one step, if it has not got it, and
# its mode: exactly, or that of a file of ours, which everybody may read. Links lead to other people's
# folders: nothing is written through one to outside of ROOT. $inside is the folder, and ROOT, looked at last.
inside=
put()
{
	if ! cmp -s "$1" "$2" || { [ -x "$1" ] && ! [ -x "$2" ]; }; then
		[ -d "${2%/*}" ] || mkdir -p "${2%/*}"
		[ "${2%/*} $3" = "$inside" ] || check_inside "$2" "$3"
		inside="${2%/*} $3"
		[ ! -d "$2" ] || die "$2 is a folder"
		# cp would write through a link of this name.
		new=${2%/*}/.tmp_kolink_${2##*/}
		{ [ ! -e "$new" ] && [ ! -h "$new" ]; } || rm -f "$new"
		cp "$1" "$new"
		mode=a+rX
		[ $# -eq 3 ] || mode=$(stat -L -c %a "$1")
		chmod "$mode" "$new"
		mv -f "$new" "$2"
	fi
}

# check_inside FILE ROOT
check_inside()
{
	its_root=$(cd "$2" && pwd -P) && its_folder=$(cd "${1%/*}" && pwd -P) || die "$1: its folder cannot be entered"
	case $its_folder/ in
	"${its_root%/}"/*) ;;
	*) die "$1: this is outside of $2, by a symbolic link" ;;
	esac
}
