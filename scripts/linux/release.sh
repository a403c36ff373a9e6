# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# For overlay.sh and shadow.sh: which kernels they take. Releases that were tried are in releases.table; what the link stage
# makes of another one has to follow from what its files define. Included after lib.sh.

# number RELEASE: one that grows with releases
number()
{
	echo $((${1%%.*} * 1000 + ${1#*.}))
}

# check_release NAME RELEASE: refuse a kernel of any that has not been tried (releases.table), but if UNTRIED=1 asks for
# it: then $untried names those that have.
untried=
check_release()
{
	[ "$2" ] || die "$1: this is not a Linux tree (its Makefile has no VERSION and PATCHLEVEL)"
	known=$(sed -nE 's/^([0-9.]+).*/\1/p' "${here:?}/releases.table" | paste -sd , - | sed 's/,/, /g')
	case ", $known, " in
	*", $2, "*) return 0 ;;
	esac
	[ "$(number "$2")" -ge "$(number "${known%%,*}")" ] ||
		die "$1: Linux $2 is not known here; known are $known, and none before these can be"
	[ "${UNTRIED-}" = 1 ] ||
		die "$1: Linux $2 is not known here; known are $known (to go on all the same: UNTRIED=1)"
	# shellcheck disable=SC2034
	untried=$known
}

# What the link stage takes from a kernel's makefiles: FILE NAME...
taken_names='
scripts/Kbuild.include cmd cmd_and_fixdep cmd-check if_changed if_changed_rule make-cmd dot-target tmp-target real-prereqs escsq
scripts/Makefile.lib c_flags'

# What calls the link stage in a source tree, and makes what it needs: FILE TEXT
# shellcheck disable=SC2016 # make's variables
taken_texts='
Makefile scripts/Makefile.modpost
Makefile scripts/Makefile.modfinal
scripts/Makefile.vmlinux link-vmlinux.sh
scripts/Makefile.vmlinux "$(LD)" "$(KBUILD_LDFLAGS)" "$(LDFLAGS_vmlinux)"
scripts/Makefile module.lds
scripts/mod/Makefile modpost-objs'

# The options of scripts/kallsyms that layer.sh and vmlinux-kallsyms.sh know, and the switches of modpost that Makefile.modpost does
kallsyms_options=' all-symbols absolute-percpu base-relative lto-clang pc-relative '
modpost_switches=ei:aMmnT:to:u:wWENd:bx

# has_text FILE TEXT
has_text()
{
	grep -qsF -e "$2" "$1"
}

# defines FILE NAME: whether a makefile gives the variable a value
defines()
{
	grep -qsE "^(define +| *)$2[[:blank:]]*([:?+]?=|\$)" "$1"
}

# lacking_names, lacking_texts TREE: what a tree lacks of these
lacking_names()
{
	echo "$taken_names" | while read -r file names; do
		for name in $names; do
			defines "$1/$file" "$name" || echo "no $name in $file"
		done
	done
}

lacking_texts()
{
	echo "$taken_texts" | while read -r file text; do
		[ -z "$file" ] || has_text "$1/$file" "$text" || echo "no $text in $file"
	done
}

# unknown_options TREE: those that its programs have, and the link stage does not know how to use
unknown_options()
{
	sed -nE 's/.*\{ *"([a-z-]+)", *(no|required|optional)_argument.*/\1/p' "$1/scripts/kallsyms.c" 2>/dev/null | while read -r option; do
		case $kallsyms_options in
		*" $option "*) ;;
		*) echo "an unknown --$option in scripts/kallsyms.c" ;;
		esac
	done
	sed -nE 's/.*getopt\(argc, argv, "([^"]*)".*/\1/p' "$1/scripts/mod/modpost.c" 2>/dev/null | tr -d : | fold -w 1 | while read -r switch; do
		case $modpost_switches in
		*"$switch"*) ;;
		*) echo "an unknown -$switch in scripts/mod/modpost.c" ;;
		esac
	done
}

# contradictions TREE [source]: the answers of Makefile.layer and layer.sh that are one of before Linux 6.5, another one of since
contradictions()
{
	records=old
	! has_text "$1/scripts/Kbuild.include" savedcmd_ || records=new
	exports=old
	! has_text "$1/include/linux/export-internal.h" KSYMTAB_FUNC || exports=new
	[ $records = $exports ] ||
		echo "$records records of commands (savedcmd_ in scripts/Kbuild.include) with $exports exports (KSYMTAB_FUNC in include/linux/export-internal.h)"
	[ "${2-}" ] || return 0
	symbols=
	read -r first 2>/dev/null < "$1/scripts/mksysmap" || first=
	case $first in
	'#!'*sed*) symbols=new ;;
	'#!'*/sh*) symbols=old ;;
	esac
	[ "$symbols" = $records ] || echo "$records records of commands with ${symbols:-no} symbol lists (scripts/mksysmap)"
}

# check_layer NAME TREE RELEASE [source]: refuse a kernel of an untried release that cannot be told apart by what its files
# define. Its headers are less than its source.
check_layer()
{
	unfit=$(
		lacking_names "$2"
		if [ $# -eq 4 ]; then
			lacking_texts "$2"
			unknown_options "$2"
		fi
		contradictions "$2" ${4+"$4"}
	) || die "$2 cannot be read"
	[ -z "$unfit" ] || die "$1: the link stage does not fit Linux $3: $(echo "$unfit" | paste -sd , - | sed 's/,/, /g')"
	warn "$1: nobody has tried Linux $3; tried are $untried"
}
