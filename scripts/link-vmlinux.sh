#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The link of vmlinux in kolink: kallsyms passes, BTF, System.map.
#
# Usage: link-vmlinux.sh [first|final] LD KBUILD_LDFLAGS LDFLAGS_vmlinux [OUTPUT]
#        link-vmlinux.sh clean
#
# Works in the build directory. OUTPUT is vmlinux unless it is named.
#   first   only the first link, .tmp_vmlinux1, and the base BTF from it
#   final   the rest, from an earlier `first`
# Without either word both parts run, as Linux's makefiles want it. The base BTF
# is vmlinux.btf (raw BTF), in a Linux tree .btf.vmlinux, which its `clean`
# removes; it is replaced only when its bytes change: modules depend on it, not
# on vmlinux.
# vmlinux and System.map are published by renames after every check has
# passed; a failure leaves both as they were.
#
# Options read here, spelled out so that fixdep makes them dependencies:
#   CONFIG_MODULES CONFIG_KALLSYMS CONFIG_KALLSYMS_ALL
#   CONFIG_KALLSYMS_ABSOLUTE_PERCPU CONFIG_KALLSYMS_BASE_RELATIVE
#   CONFIG_DEBUG_INFO_BTF CONFIG_DEBUG_INFO_BTF_MODULES CONFIG_BPF CONFIG_LTO_CLANG CONFIG_X86_KERNEL_IBT
#   CONFIG_KLP_BUILD CONFIG_VMLINUX_MAP CONFIG_BUILDTIME_TABLE_SORT
#   CONFIG_GENERIC_BUILTIN_DTB CONFIG_ARCH_WANTS_PRE_LINK_VMLINUX CONFIG_64BIT

set -e
# An old grep obeys this.
unset GREP_OPTIONS

scripts=${0%/*}
. "$scripts/tool-identity.sh"

if [ "$1" = clean ]; then
	rm -f .btf.* .tmp_vmlinux* .tmp_kallsyms.* .tmp_System.map .vmlinux.d System.map vmlinux vmlinux.btf vmlinux.btf.index \
		vmlinux.map
	exit 0
fi

part=both
case $1 in
first | final)
	part=$1
	shift
	;;
esac
LD=$1
KBUILD_LDFLAGS=$2
LDFLAGS_vmlinux=$3
output=${4:-vmlinux}

newline='
'
config=$newline$(cat include/config/auto.conf)$newline

case ${KBUILD_VERBOSE-} in
*1*) set -x ;;
esac

enabled()
{
	case $config in
	*"${newline}$1=y${newline}"*) return 0 ;;
	*) return 1 ;;
	esac
}

info()
{
	printf '  %-7s %s\n' "$1" "$2"
}

fail()
{
	for line in "$@"; do
		echo "$line" >&2
	done
	exit 1
}

# The oldest trees have no empty kallsyms pass and other file names.
weak_kallsyms=
read -r first_line < "$scripts/mksysmap" || :
case $first_line in
*bin/sh*) weak_kallsyms=y ;;
esac

if [ -n "$weak_kallsyms" ]; then
	pass_name=.tmp_vmlinux.kallsyms
	btf_image=.tmp_vmlinux.btf
	btf_object=.btf.vmlinux.bin.o
else
	pass_name=.tmp_vmlinux
	btf_image=.tmp_vmlinux1
	btf_object=.tmp_vmlinux1.btf.o
fi

# Since Linux 7.0 gen-btf.sh has BTF ids resolved, and only patching them in is left to do here.
resolves_first=${RESOLVE_BTFIDS_FLAGS+y}

base_btf=vmlinux.btf
btf_name=$btf_image
if [ "$part" = both ]; then
	base_btf=.btf.vmlinux
	[ -n "$resolves_first" ] || btf_name=$btf_object
fi

# Link everything into one image.
# $1: the file; $2: the name to show; $3: further linker flags; $4...: further objects
link_image()
{
	image=$1
	more_flags=$3
	info LD "$2"
	shift 3

	if [ -n "${KOLINK_LTO-}" ] || enabled CONFIG_LTO_CLANG || enabled CONFIG_X86_KERNEL_IBT || enabled CONFIG_KLP_BUILD; then
		objects=vmlinux.o
		libs=
	else
		objects=vmlinux.a
		libs=${KBUILD_VMLINUX_LIBS-}
	fi
	# Releases whose output is vmlinux.unstripped have it with modules off, too.
	if enabled CONFIG_MODULES || { [ "$output" = vmlinux.unstripped ] && [ -e .vmlinux.export.o ]; }; then
		objects="$objects .vmlinux.export.o"
	fi
	if enabled CONFIG_GENERIC_BUILTIN_DTB && [ -e .builtin-dtbs.o ]; then
		objects="$objects .builtin-dtbs.o"
	fi
	if enabled CONFIG_ARCH_WANTS_PRE_LINK_VMLINUX; then
		objects="$objects arch/$SRCARCH/tools/vmlinux.arch.o"
	fi
	[ ! -e "${srctree:-.}/init/version-timestamp.c" ] || objects="$objects init/version-timestamp.o"

	if enabled CONFIG_VMLINUX_MAP && [ "$image" = "$final_image" ]; then
		more_flags="$more_flags -Map=.tmp_vmlinux.map"
	fi
	if [ "${SRCARCH-}" = um ]; then
		linker="$CC ${CFLAGS_vmlinux-}"
		before=-Wl,
		system_libs="-lutil -lrt -lpthread"
	else
		linker="$LD $KBUILD_LDFLAGS $LDFLAGS_vmlinux"
		before=
		system_libs=
	fi
	flags=
	for flag in $more_flags --script="${objtree:-.}/$KBUILD_LDS"; do
		flags="$flags $before$flag"
	done
	# shellcheck disable=SC2086 # these are lists of words
	$linker $flags -o "$image" \
		${before}--whole-archive $objects ${before}--no-whole-archive \
		${before}--start-group $libs ${before}--end-group "$@" $system_libs
}

# $1: a symbol list or an image, whose symbols are listed first
# $2: names the results, $2.kallsyms.S and .o (or $2.S and .o)
# Sets kallsyms_object.
make_kallsyms()
{
	assembler=$2.kallsyms
	[ -z "$weak_kallsyms" ] || assembler=$2
	options=
	! enabled CONFIG_KALLSYMS_ALL || options="$options --all-symbols"
	! enabled CONFIG_KALLSYMS_ABSOLUTE_PERCPU || options="$options --absolute-percpu"
	if [ -n "$weak_kallsyms" ]; then
		! enabled CONFIG_KALLSYMS_BASE_RELATIVE || options="$options --base-relative"
		! enabled CONFIG_LTO_CLANG || options="$options --lto-clang"
	elif enabled CONFIG_64BIT && grep -qs '"pc-relative"' "${srctree:-.}/scripts/kallsyms.c"; then
		options="$options --pc-relative"
	fi

	info KSYMS "$assembler.S"
	# shellcheck disable=SC2086
	scripts/kallsyms $options "$1" > "$assembler.S"
	info AS "$assembler.o"
	# shellcheck disable=SC2086
	$CC ${NOSTDINC_FLAGS-} ${LINUXINCLUDE-} ${KBUILD_CPPFLAGS-} \
		${KBUILD_AFLAGS-} ${KBUILD_AFLAGS_KERNEL-} -c -o "$assembler.o" "$assembler.S"
	kallsyms_object=$assembler.o
}

# $1: an image; $2: where its sorted symbols go. nm orders the names of one address as the locale says.
list_symbols()
{
	if [ -n "$weak_kallsyms" ]; then
		LC_ALL=C ${CONFIG_SHELL:-sh} "$scripts/mksysmap" "$1" "$2"
	else
		LC_ALL=C $NM -n "$1" > "$2.nm"
		LC_ALL=C sed -f "$scripts/mksysmap" "$2.nm" > "$2"
		rm -f "$2.nm"
	fi
}

# $1: the pass; $2...: objects. Links its image, unless there is the one with debugging information,
# and lists its symbols, which are all that is wanted of it.
link_pass()
{
	image=$pass_name$1
	shift
	if [ "$image" = "$btf_image" ] && enabled CONFIG_DEBUG_INFO_BTF; then
		info NM "$image.syms"
	else
		link_image "$image" "$image" --strip-debug "$@"
		info NM "$image.syms"
		list_symbols "$image" "$image.syms"
		rm -f "$image"
	fi
}

size_of()
{
	wc -c < "$1"
}

# $1, $2: two kallsyms objects. True when neither size nor symbols differ.
settled()
{
	[ "$(size_of "$1")" -eq "$(size_of "$2")" ] || return 1
	[ -z "$weak_kallsyms" ] || return 0
	# Set apart, so that an nm that fails ends this.
	symbols_before=$(LC_ALL=C $NM -n "$1") && symbols_now=$(LC_ALL=C $NM -n "$2") || fail "$NM failed"
	[ "$symbols_before" = "$symbols_now" ]
}

replace_if_changed()
{
	if cmp -s "$1" "$2"; then
		rm -f "$1"
	else
		mv -f "$1" "$2"
	fi
}

# The depfile that the caller's fixdep reads: with it, fixdep looks for option
# names in this script. What else is read here and not named by Linux's
# makefiles are the tree's own programs, and two files that Makefile.modpost
# keeps there, with all of the environment that matters and the other programs.
# $1: the output; $2: one more input, if any
write_depfile()
{
	set -- "$1" "$0" ${2+"$2"}
	if [ "$part" = both ]; then
		for file in .tmp_vmlinux.inputs .tmp_vmlinux.tools "$scripts/gen-btf.sh" "$scripts/pahole-flags.sh" "$scripts/mksysmap" \
			    scripts/kallsyms scripts/sorttable; do
			[ ! -e "$file" ] || set -- "$@" "$file"
		done
	fi
	output_name=$1
	shift
	echo "$output_name: $*" > ".$output_name.d"
}

# In a Linux tree, modules with BTF wait for vmlinux, and even what they do not
# need it for. With several jobs, that is done meanwhile; if it fails, the build
# of the modules will say so.
start_module_objects()
{
	[ "$part" = both ] && enabled CONFIG_DEBUG_INFO_BTF_MODULES || return 0
	[ -n "${KBUILD_MODULES-}" ] && [ -e modules.order ] || return 0
	[ ! -e .tmp_modpost.compiled ] || [ -s .tmp_modpost.compiled ] || return 0
	case ${MAKEFLAGS-} in
	*--jobserver*) ;;
	*) return 0 ;;
	esac
	$MAKE -f "$scripts/Makefile.modfinal" modfinal-objs 2> .tmp_modfinal.errors &
	module_objects=$!
}

finish_module_objects()
{
	[ -n "$module_objects" ] || return 0
	! wait "$module_objects" || cat .tmp_modfinal.errors >&2
	module_objects=
	rm -f .tmp_modfinal.errors
}

# What BTF depends on besides the image, and which image it is: the one that was encoded last.
# $1: that image
btf_key()
{
	{
		# shellcheck disable=SC2086 # a command is words
		$PAHOLE --version &&
			tool_identity $PAHOLE ${RESOLVE_BTFIDS-} &&
			cat "$scripts/gen-btf.sh" "$scripts/pahole-flags.sh" &&
			echo "$CC ${NOSTDINC_FLAGS-} ${KBUILD_CPPFLAGS-} ${KBUILD_AFLAGS-}" \
				"${KBUILD_AFLAGS_KERNEL-} ${PAHOLE_FLAGS-unset} ${RESOLVE_BTFIDS_FLAGS-unset}" &&
			TZ=UTC0 stat -c '%s %y' "$1"
	} > .tmp_vmlinux.btf.tools && cksum < .tmp_vmlinux.btf.tools && rm -f .tmp_vmlinux.btf.tools
}

# The image that the BTF on disk was made from goes aside, with its symbols.
keep_encoded_image()
{
	[ -e .tmp_vmlinux.btf.key ] && [ ! -e "$btf_image.old" ] || return 0
	[ ! -e "$btf_image" ] || mv -f "$btf_image" "$btf_image.old"
	[ ! -e "$btf_image.syms" ] || mv -f "$btf_image.syms" "$btf_image.old.syms"
}

# $1: an image. Notes have the build ID, which is another one whatever changes; the sets of BTF ids say
# what their members are.
debug_info()
{
	$OBJCOPY --only-keep-debug --wildcard --remove-section='.note*' "$1" "$1.debug" 2> /dev/null &&
		$OBJCOPY -O binary -j .BTF_ids "$1" "$1.ids" 2> /dev/null
}

# With the same debugging information and symbols, the BTF is the same. Symbols go first: they mostly
# differ, and pahole needs less time than the comparison of all the rest would add then.
same_btf()
{
	[ -e "$btf_object" ] && [ -e "$base_btf" ] && [ -e .tmp_vmlinux.btf.key ] && [ -e "$btf_image.old" ] &&
		cmp -s "$btf_image.old.syms" "$btf_image.syms" &&
		btf_key "$btf_image.old" | cmp -s - .tmp_vmlinux.btf.key &&
		debug_info "$btf_image.old" && debug_info "$btf_image" &&
		cmp -s "$btf_image.old.debug" "$btf_image.debug" &&
		cmp -s "$btf_image.old.ids" "$btf_image.ids" &&
		{ [ -z "$resolves_first" ] || [ ! -s "$btf_image.ids" ] || [ -e "$btf_image.BTF_ids" ]; }
}

# What btf-rebase needs of the base. Without one, modules take it longer.
make_index()
{
	enabled CONFIG_DEBUG_INFO_BTF_MODULES && [ "${KBUILD_BTF_REBASE-}" != 0 ] || return 0
	for program in scripts/btf/btf-rebase scripts/mod/btf-rebase; do
		[ ! -x "$program" ] || "$program" --index "$base_btf" "$base_btf.index" || rm -f "$base_btf.index"
	done
}

make_btf()
{
	list_symbols "$btf_image" "$btf_image.syms"
	if ! same_btf; then
		rm -f .tmp_vmlinux.btf.key
		size=
		[ ! -e "$btf_object" ] || size=$(size_of "$btf_object")
		info BTF "$btf_name"
		"$scripts/gen-btf.sh" "$btf_image" ||
			fail "Failed to generate BTF for vmlinux" "Try to disable CONFIG_DEBUG_INFO_BTF"
		# Symbols behind it have moved: the first link was of no use to kallsyms.
		[ -n "$weak_kallsyms" ] || [ "$(size_of "$btf_image.btf.o")" = "$size" ] || rm -f .tmp_kallsyms.key
		[ "$btf_image.btf.o" = "$btf_object" ] || mv -f "$btf_image.btf.o" "$btf_object"
		$OBJCOPY -O binary -j .BTF "$btf_object" .tmp_vmlinux.btf.raw
		replace_if_changed .tmp_vmlinux.btf.raw "$base_btf"
		make_index
	fi
	if btf_key "$btf_image" > .tmp_vmlinux.btf.new; then
		mv -f .tmp_vmlinux.btf.new .tmp_vmlinux.btf.key
	fi
	rm -f "$btf_image.debug" "$btf_image.ids" "$btf_image.old" "$btf_image.old.syms" "$btf_image.old.debug" \
		"$btf_image.old.ids"
}

# Sets kallsyms_key: all that kallsyms objects are made of besides the symbols
find_kallsyms_key()
{
	kallsyms_key=$({
		echo "$CC ${NOSTDINC_FLAGS-} ${LINUXINCLUDE-} ${KBUILD_CPPFLAGS-} ${KBUILD_AFLAGS-} ${KBUILD_AFLAGS_KERNEL-}"
		cat include/config/auto.conf scripts/kallsyms
	} | cksum)
}

# .tmp_kallsyms.o is the kallsyms object of the last vmlinux, .tmp_kallsyms.syms what it knows.
find_last_kallsyms()
{
	[ -z "${KALLSYMS_EXTRA_PASS-}" ] && [ -e .tmp_kallsyms.key ] || return 1
	read -r last_key < .tmp_kallsyms.key && [ "$last_key" = "$kallsyms_key" ]
}

keep_last_kallsyms()
{
	[ "$kallsyms_object" != .tmp_kallsyms.o ] || return 0
	rm -f .tmp_kallsyms.key
	cp "$kallsyms_object" .tmp_kallsyms.o
	cp "$last_symbols" .tmp_kallsyms.syms
	echo "$kallsyms_key" > .tmp_kallsyms.new
	mv -f .tmp_kallsyms.new .tmp_kallsyms.key
}

# What the first link gets for kallsyms and BTF, which follow from it. The ones of the last vmlinux mostly
# have the right size, and then its symbols are the final ones.
find_placeholders()
{
	kallsyms_object=
	btf_placeholder=
	enabled CONFIG_KALLSYMS || return 0
	if find_last_kallsyms; then
		kallsyms_object=.tmp_kallsyms.o
		[ ! -e .tmp_vmlinux.btf.key ] || [ ! -e "$btf_object" ] || btf_placeholder=$btf_object
	elif [ -z "$weak_kallsyms" ]; then
		: > .tmp_vmlinux0.syms
		make_kallsyms .tmp_vmlinux0.syms .tmp_vmlinux0
	fi
}

first_part()
{
	find_placeholders
	enabled CONFIG_DEBUG_INFO_BTF || return 0

	keep_encoded_image
	if [ -n "$weak_kallsyms" ]; then
		link_image "$btf_image" "$btf_image" ""
	else
		# shellcheck disable=SC2086
		link_image "$btf_image" "$btf_image" "" $kallsyms_object $btf_placeholder
	fi
	make_btf
}

# If the first pass had kallsyms and BTF in their final size, its symbols are the final ones, and what
# is made from them fits. Whether that is true shows in the end: kallsyms must know just the symbols of
# System.map. Leaves last_symbols empty if not.
guess_last_pass()
{
	find_last_kallsyms || return 0
	if cmp -s "$image.syms" .tmp_kallsyms.syms; then
		kallsyms_object=.tmp_kallsyms.o
	else
		make_kallsyms "$image.syms" "$image"
		first_object=$kallsyms_object
		settled .tmp_kallsyms.o "$first_object" || return 0
	fi
	last_symbols=$image.syms
	link_final
	cmp -s .tmp_System.map "$last_symbols" || last_symbols=
}

later_passes()
{
	image=${pass_name}1
	if [ -z "$first_object" ]; then
		make_kallsyms "$image.syms" "$image"
		first_object=$kallsyms_object
	fi
	# shellcheck disable=SC2086
	link_pass 2 $first_object $linked_btf
	make_kallsyms "$image.syms" "$image"
	if [ -n "${KALLSYMS_EXTRA_PASS-}" ] || ! settled "$first_object" "$kallsyms_object"; then
		# shellcheck disable=SC2086
		link_pass 3 $kallsyms_object $linked_btf
		make_kallsyms "$image.syms" "$image"
	fi
	last_symbols=$image.syms
}

link_final()
{
	# shellcheck disable=SC2086
	link_image "$final_image" "$output" "" $kallsyms_object $linked_btf

	if enabled CONFIG_DEBUG_INFO_BTF && [ -n "${RESOLVE_BTFIDS-}" ] &&
		{ [ -z "$weak_kallsyms" ] || enabled CONFIG_BPF; }; then
		info BTFIDS "$output"
		# shellcheck disable=SC2086
		if [ -z "$resolves_first" ]; then
			$RESOLVE_BTFIDS "$final_image"
		elif [ -e "$btf_image.BTF_ids" ]; then
			$RESOLVE_BTFIDS --patch_btfids "$btf_image.BTF_ids" "$final_image"
		fi
	fi

	info NM System.map
	list_symbols "$final_image" .tmp_System.map
}

final_part()
{
	linked_btf=
	! enabled CONFIG_DEBUG_INFO_BTF || linked_btf=$btf_object

	last_symbols=
	if ! enabled CONFIG_KALLSYMS; then
		kallsyms_object=
		link_final
	else
		# shellcheck disable=SC2086
		link_pass 1 $kallsyms_object $linked_btf
		first_object=
		guess_last_pass
		if [ -z "$last_symbols" ]; then
			later_passes
			link_final
		fi
	fi

	if enabled CONFIG_BUILDTIME_TABLE_SORT; then
		info SORTTAB "$output"
		sort_input=
		if grep -qs 'getopt.*s:' "${srctree:-.}/scripts/sorttable.c"; then
			$NM -S "$final_image" > .tmp_vmlinux.nm-sort
			sort_input="-s .tmp_vmlinux.nm-sort"
		fi
		# shellcheck disable=SC2086
		"${objtree:-.}/scripts/sorttable" $sort_input "$final_image" ||
			fail "Failed to sort kernel tables"
	fi

	if [ -n "$last_symbols" ] && ! cmp -s .tmp_System.map "$last_symbols"; then
		fail "Inconsistent kallsyms data" 'Try "make KALLSYMS_EXTRA_PASS=1" as a workaround'
	fi

	# Later passes may be spared next time; their images would be out of date then.
	rm -f "${pass_name}2" "${pass_name}3"
	[ -z "$last_symbols" ] || keep_last_kallsyms
	if enabled CONFIG_VMLINUX_MAP; then
		# It names the file.
		sed "s,^OUTPUT(.tmp_vmlinux.final ,OUTPUT($output ," .tmp_vmlinux.map > .tmp_vmlinux.map.new
		rm -f .tmp_vmlinux.map
		mv -f .tmp_vmlinux.map.new vmlinux.map
	fi
	mv -f .tmp_System.map System.map
	mv -f "$final_image" "$output"
}

final_image=.tmp_vmlinux.final
kallsyms_object=
linked_btf=
module_objects=
trap 'rm -f "$final_image" .tmp_System.map; finish_module_objects' EXIT
trap 'exit 1' HUP INT TERM

# Whether the last link was done by the command that runs now
same_command()
{
	[ ! -e .tmp_vmlinux.dry-run ] && [ -e ".$output.cmd" ] && read -r record < ".$output.cmd" || return 1
	case $record in
	*" := $0 \"$LD\" \"$KBUILD_LDFLAGS\" \"$LDFLAGS_vmlinux\""*) return 0 ;;
	*) return 1 ;;
	esac
}

# Linux's makefiles run this under make -n and -q, too, and save a record of it. With the same command
# it comes out as it was; with another one, a file that is newer than any vmlinux has the link done next time.
if [ "$part" = both ]; then
	case ${MAKEFLAGS%% *} in
	-*) ;;
	*[nq]*)
		if same_command; then
			write_depfile "$output"
		else
			: > .tmp_vmlinux.dry-run
			write_depfile "$output" .tmp_vmlinux.dry-run
		fi
		exit 0
		;;
	esac
	rm -f .tmp_vmlinux.dry-run
fi

start_module_objects
! enabled CONFIG_KALLSYMS || find_kallsyms_key
if [ "$part" != final ]; then
	[ ! -e "${srctree:-.}/init/version-timestamp.c" ] ||
		$MAKE -f "$scripts/Makefile.build" obj=init init/version-timestamp.o
	case ${WARN_ON_UNUSED_TRACEPOINTS-} in
	*1*) "${objtree:-.}/scripts/tracepoint-update" vmlinux.o ;;
	esac
	first_part
fi
if [ "$part" = first ]; then
	write_depfile .tmp_vmlinux1
else
	final_part
	write_depfile "$output"
fi
