# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # link-vmlinux.sh and its parts use the variables
# What the link of vmlinux in kolink asks the kind of tree it works in: a Linux tree, where this stands as
# scripts/layer.sh. The file of that name in kolink's own scripts says what each of these is for.

pass_image=.tmp_vmlinux
table_suffix=.kallsyms
needs_table=y
btf_image=.tmp_vmlinux1
btf_object=.tmp_vmlinux1.btf.o
# Before Linux 7.0, whose resolve_btfids has flags, the console shows the object.
btf_label=$btf_object
[ -z "${RESOLVE_BTFIDS_FLAGS+y}" ] || btf_label=$btf_image
base_btf=.btf.vmlinux # `make clean` of Linux removes it
btf_rebase=scripts/mod/btf-rebase
layer_variables=KALLSYMS_EXTRA_PASS

# Linux's makefile, which runs this, does not know where Makefile.modpost has begun a trace.
if [ -n "${KBUILD_TRACE-}" ] && [ -z "${KOLINK_STEPS-}" ]; then
	KOLINK_STEPS=$(pwd)/.tmp_trace.steps
	KOLINK_TRACE=$KBUILD_TRACE
	export KOLINK_STEPS KOLINK_TRACE
fi

# --------------------------------------------------------------------------
# Before and after

# Whether the last link was done by the command that runs now
same_command()
{
	[ ! -e .tmp_vmlinux.dry-run ] && [ -e ".$output.cmd" ] && read -r record < ".$output.cmd" || return 1
	case $record in
	*" := $0 \"$LD\" \"$KBUILD_LDFLAGS\" \"$LDFLAGS_vmlinux\""*) return 0 ;;
	*) return 1 ;;
	esac
}

# Linux's makefiles run the link under make -n and -q, too, and save a record of it. With the same command
# it comes out as it was; with another one, a file that is newer than any vmlinux has the link done next time.
layer_only_shows()
{
	case ${MAKEFLAGS%% *} in
	-*) ;;
	*[nq]*)
		more=
		same_command || more=.tmp_vmlinux.dry-run
		[ -z "$more" ] || : > "$more"
		# shellcheck disable=SC2046
		write_depfile "$output" $more $(layer_final_inputs)
		return 0
		;;
	esac
	rm -f .tmp_vmlinux.dry-run
	return 1
}

# Modules with BTF wait for vmlinux, and even what they do not need it for. With several jobs, that is
# done meanwhile; if it fails, the build of the modules will say so.
module_objects=
start_module_objects()
{
	enabled CONFIG_DEBUG_INFO_BTF_MODULES || return 0
	[ -n "${KBUILD_MODULES-}" ] && [ -e modules.order ] || return 0
	[ ! -e .tmp_modpost.compiled ] || [ -s .tmp_modpost.compiled ] || return 0
	case ${MAKEFLAGS-} in
	*--jobserver*) ;;
	*) return 0 ;;
	esac
	$MAKE -f "$scripts/Makefile.modfinal" modfinal-objs 2> .tmp_modfinal.errors &
	module_objects=$!
}

layer_begin()
{
	start_module_objects
	[ ! -e "${srctree:-.}/init/version-timestamp.c" ] ||
		$MAKE -f "$scripts/Makefile.build" obj=init init/version-timestamp.o
	case ${WARN_ON_UNUSED_TRACEPOINTS-} in
	*1*) "${objtree:-.}/scripts/tracepoint-update" vmlinux.o ;;
	esac
}

layer_end()
{
	[ -n "$module_objects" ] || return 0
	! wait "$module_objects" || cat .tmp_modfinal.errors >&2
	module_objects=
	rm -f .tmp_modfinal.errors
}

# The makefiles name next to nothing: not the tree's own programs, not the environment and the other programs,
# which Makefile.modpost keeps in a file.
layer_final_inputs()
{
	for file in .tmp_vmlinux.inputs "$scripts/gen-btf.sh" "$scripts/btf-flags.sh" "$scripts/mksysmap" scripts/kallsyms scripts/sorttable; do
		[ ! -e "$file" ] || echo "$file"
	done
}

# --------------------------------------------------------------------------
# An image

layer_objects()
{
	if enabled CONFIG_LTO_CLANG || enabled CONFIG_X86_KERNEL_IBT || enabled CONFIG_KLP_BUILD; then
		echo vmlinux.o
	else
		echo vmlinux.a
	fi
	# Releases whose output is vmlinux.unstripped have it with modules off, too.
	if enabled CONFIG_MODULES || { [ "$output" = vmlinux.unstripped ] && [ -e .vmlinux.export.o ]; }; then
		echo .vmlinux.export.o
	fi
	if enabled CONFIG_GENERIC_BUILTIN_DTB && [ -e .builtin-dtbs.o ]; then
		echo .builtin-dtbs.o
	fi
	! enabled CONFIG_ARCH_WANTS_PRE_LINK_VMLINUX || echo "arch/$SRCARCH/tools/vmlinux.arch.o"
	[ ! -e "${srctree:-.}/init/version-timestamp.c" ] || echo init/version-timestamp.o
}

# User-mode Linux is linked by the compiler.
layer_ld()
{
	if [ "${SRCARCH-}" != um ]; then
		# shellcheck disable=SC2086 # these are lists of words
		$LD $KBUILD_LDFLAGS $LDFLAGS_vmlinux "$@"
		return
	fi
	for word; do
		shift
		case $word in
		-o) ;;
		-*) word=-Wl,$word ;;
		esac
		set -- "$@" "$word"
	done
	# shellcheck disable=SC2086
	$CC ${CFLAGS_vmlinux-} "$@" -lutil -lrt -lpthread
}

# kallsyms_has OPTION: releases brought options and took some back.
kallsyms_has()
{
	grep -qs "\"$1\"" "${srctree:-.}/scripts/kallsyms.c"
}

layer_kallsyms_options()
{
	! enabled CONFIG_KALLSYMS_BASE_RELATIVE || echo --base-relative
	! enabled CONFIG_LTO_CLANG || ! kallsyms_has lto-clang || echo --lto-clang
	! enabled CONFIG_64BIT || ! kallsyms_has pc-relative || echo --pc-relative
}

layer_resolves_ids() { :; }

layer_sort_tables()
{
	enabled CONFIG_BUILDTIME_TABLE_SORT || return 0
	info SORTTAB "$output"
	sort_input=
	if grep -qs 'getopt.*s:' "${srctree:-.}/scripts/sorttable.c"; then
		$NM -S "$final_image" > .tmp_vmlinux.nm-sort
		sort_input="-s .tmp_vmlinux.nm-sort"
	fi
	# shellcheck disable=SC2086
	"${objtree:-.}/scripts/sorttable" $sort_input "$final_image" ||
		fail "Failed to sort kernel tables"
}

# --------------------------------------------------------------------------
# Linux 6.1: mksysmap is a program there. What reads the kallsyms table refers to it weakly, so that images can be
# linked without one, and files have other names.

read -r first_line < "$scripts/mksysmap" || :
case $first_line in
*bin/sh*)
	pass_image=.tmp_vmlinux.kallsyms
	table_suffix=
	needs_table=
	btf_image=.tmp_vmlinux.btf
	btf_object=.btf.vmlinux.bin.o
	btf_label=$btf_object

	layer_list_symbols() { LC_ALL=C ${CONFIG_SHELL:-sh} "$scripts/mksysmap" "$1" "$2"; }
	layer_same_symbols() { :; }
	layer_resolves_ids() { enabled CONFIG_BPF; }
	;;
esac
