#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The link of vmlinux in kolink: kallsyms passes, BTF, System.map.
#
# Usage: link-vmlinux.sh [first|final] LD KBUILD_LDFLAGS LDFLAGS_vmlinux [OUTPUT]
#        link-vmlinux.sh inputs|clean
#
# Works in the build directory. OUTPUT is vmlinux unless it is named.
#   first   only the first link, .tmp_vmlinux1, and the base BTF from it
#   final   the rest, from an earlier `first`
#   inputs  print what the link depends on besides files
# Without `first` and `final` both parts run. The base BTF is raw BTF; it is replaced
# only when its bytes change: modules depend on it, not on vmlinux.
# vmlinux and System.map are published by renames after every check has
# passed; a failure leaves both as they were.
#
# The rest of it stands in
#   vmlinux-inputs.sh     what comes from the environment
#   tool-identity.sh      which program a tool is
#   vmlinux-btf.sh        the base BTF
#   vmlinux-kallsyms.sh   the tables and passes of kallsyms
#   layer.sh              what depends on the kind of tree; its head says what it answers
#
# Variables that these share:
#   scripts, output             from the command line
#   LD, KBUILD_LDFLAGS, LDFLAGS_vmlinux   the same
#   final_image                 vmlinux under its temporary name
#   linked_btf                  the object with BTF that vmlinux gets, empty without
#   first_table, final_table    see vmlinux-kallsyms.sh

set -e
# An old grep obeys this.
unset GREP_OPTIONS

scripts=${0%/*}

if [ "$1" = clean ]; then
	rm -f .btf.* .tmp_vmlinux* .tmp_kallsyms.* .tmp_System.map .vmlinux.d System.map vmlinux vmlinux.btf vmlinux.btf.index \
		vmlinux.map
	exit 0
fi

part=both
case $1 in
first | final | inputs)
	part=$1
	shift
	;;
esac
KBUILD_LDFLAGS=${2-}
LDFLAGS_vmlinux=${3-}
output=${4:-vmlinux}
final_image=.tmp_vmlinux.final
[ "$part" = inputs ] || LD=$1

newline='
'
config=$newline$(cat include/config/auto.conf)$newline

enabled()
{
	case $config in
	*"${newline}$1=y${newline}"*) return 0 ;;
	*) return 1 ;;
	esac
}

# What a layer may answer otherwise
layer_list_symbols()
{
	LC_ALL=C $NM -n "$1" > "$2.nm"
	LC_ALL=C sed -f "$scripts/mksysmap" "$2.nm" > "$2"
	rm -f "$2.nm"
}

layer_same_symbols()
{
	# Set apart, so that an nm that fails ends this.
	symbols_of_one=$(LC_ALL=C $NM -n "$1") && symbols_of_other=$(LC_ALL=C $NM -n "$2") || fail "$NM failed"
	[ "$symbols_of_one" = "$symbols_of_other" ]
}

. "$scripts/tool-identity.sh"
. "$scripts/vmlinux-inputs.sh"
. "$scripts/layer.sh"

if [ "$part" = inputs ]; then
	link_inputs
	exit 0
fi

case ${KBUILD_VERBOSE-} in
*1*) set -x ;;
esac

. "$scripts/vmlinux-btf.sh"
. "$scripts/vmlinux-kallsyms.sh"

# With KBUILD_TRACE=FILE, steps are noted.
if [ -n "${KOLINK_STEPS-}" ]; then
	trace_scripts=$scripts
	. "$scripts/trace-step.sh"
else
	trace_step() { :; }
	trace_end() { :; }
	trace_write() { :; }
fi

# $1: what is done; $2: to which file. A step begins.
info()
{
	trace_step vmlinux "$1 $2" "$2"
	printf '  %-7s %s\n' "$1" "$2"
}

fail()
{
	for line in "$@"; do
		echo "$line" >&2
	done
	exit 1
}

size_of()
{
	wc -c < "$1"
}

# Link everything into one image.
# $1: the file; $2: the name to show; $3: further linker flags; $4...: further objects
link_image()
{
	image=$1
	image_flags=$3
	info LD "$2"
	shift 3
	objects=$(layer_objects)
	libs=
	case $objects in
	vmlinux.a*) libs=${KBUILD_VMLINUX_LIBS-} ;;
	esac
	if enabled CONFIG_VMLINUX_MAP && [ "$image" = "$final_image" ]; then
		image_flags="$image_flags -Map=.tmp_vmlinux.map"
	fi
	# shellcheck disable=SC2086 # these are lists of words
	layer_ld $image_flags --script="${objtree:-.}/$KBUILD_LDS" -o "$image" \
		--whole-archive $objects --no-whole-archive --start-group $libs --end-group "$@"
}

# $1: a kallsyms table, if there is one
link_final()
{
	# shellcheck disable=SC2046,SC2086 # no name of an object is none
	link_image "$final_image" "$output" "" $(table_object "$1") $linked_btf

	if enabled CONFIG_DEBUG_INFO_BTF && [ -n "${RESOLVE_BTFIDS-}" ] && layer_resolves_ids; then
		info BTFIDS "$output"
		resolve_btf_ids "$final_image"
	fi

	info NM System.map
	layer_list_symbols "$final_image" .tmp_System.map
}

publish()
{
	if enabled CONFIG_VMLINUX_MAP; then
		# It names the file.
		sed "s,^OUTPUT(.tmp_vmlinux.final ,OUTPUT($output ," .tmp_vmlinux.map > .tmp_vmlinux.map.new
		rm -f .tmp_vmlinux.map
		mv -f .tmp_vmlinux.map.new vmlinux.map
	fi
	mv -f .tmp_System.map System.map
	mv -f "$final_image" "$output"
}

# The depfile that the caller's fixdep reads: with it, fixdep looks for option
# names in these scripts.
# $1: the output; $2...: more inputs
write_depfile()
{
	output_name=$1
	shift
	for script in layer vmlinux-kallsyms vmlinux-btf vmlinux-inputs tool-identity; do
		set -- "$scripts/$script.sh" "$@"
	done
	echo "$output_name: $0 $*" > ".$output_name.d"
}

first_part()
{
	choose_first_table
	! enabled CONFIG_DEBUG_INFO_BTF || make_base_btf
}

final_part()
{
	linked_btf=
	! enabled CONFIG_DEBUG_INFO_BTF || linked_btf=$btf_object
	final_table=
	if enabled CONFIG_KALLSYMS; then
		link_with_kallsyms
	else
		link_final ""
	fi
	layer_sort_tables
	if [ -n "$final_table" ]; then
		table_is_true "$final_table" ||
			fail "Inconsistent kallsyms data" 'Try "make KALLSYMS_EXTRA_PASS=1" as a workaround'
	fi
	remove_later_images
	[ -z "$final_table" ] || keep_table "$final_table"
	publish
}

if layer_only_shows; then
	exit 0
fi
trap 'trace_end; trace_write; rm -f "$final_image" .tmp_System.map; layer_end' EXIT
trap 'exit 1' HUP INT TERM

layer_begin
find_kallsyms_key
[ "$part" = final ] || first_part
if [ "$part" = first ]; then
	write_depfile .tmp_vmlinux1
else
	final_part
	# shellcheck disable=SC2046
	write_depfile "$output" $(layer_final_inputs)
fi
