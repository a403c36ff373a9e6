# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Part of link-vmlinux.sh in kolink: the base BTF, made from the first link, and when the last one is used again.
#
#   $btf_image            the image that is encoded; it stays, as the one that the BTF was made from
#   $btf_object           the object with the BTF, for later links
#   $base_btf             the same as raw BTF, for modules
#   .tmp_vmlinux.btf.key  what the BTF on disk was made from: it is there only while that is known

# Since Linux 7.0 gen-btf.sh has BTF ids resolved, and only patching them in is left to do here.
ids_are_patched=${RESOLVE_BTFIDS_FLAGS+y}

# What BTF depends on besides the image, and which image it is: the one that was encoded last.
# $1: that image
btf_key()
{
	{
		# shellcheck disable=SC2086 # a command is words
		$PAHOLE --version && btf_inputs && cat "$scripts/gen-btf.sh" "$scripts/btf-flags.sh" && TZ=UTC0 stat -c '%s %y' "$1"
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
		{ [ -z "$ids_are_patched" ] || [ ! -s "$btf_image.ids" ] || [ -e "$btf_image.BTF_ids" ]; }
}

# What btf-rebase needs of the base. Without one, modules take it longer.
make_index()
{
	enabled CONFIG_DEBUG_INFO_BTF_MODULES && [ "${KBUILD_BTF_REBASE-}" != 0 ] || return 0
	[ ! -x "$btf_rebase" ] || "$btf_rebase" --index "$base_btf" "$base_btf.index" || rm -f "$base_btf.index"
}

# Whether the image that is encoded is that of the first kallsyms pass, too
btf_image_is_pass()
{
	[ "$btf_image" = "${pass_image}1" ]
}

# What stands for kallsyms and BTF in the image, if it is that of a pass. With the table of the last vmlinux, that is
# the last BTF, whose size is mostly right.
btf_placeholders()
{
	btf_image_is_pass || return 0
	table_object "$first_table"
	if [ "$first_table" = "$kept_table" ] && [ -e .tmp_vmlinux.btf.key ] && [ -e "$btf_object" ]; then
		echo "$btf_object"
	fi
}

encode_btf()
{
	rm -f .tmp_vmlinux.btf.key
	size=
	[ ! -e "$btf_object" ] || size=$(size_of "$btf_object")
	info BTF "$btf_label"
	"$scripts/gen-btf.sh" "$btf_image" ||
		fail "Failed to generate BTF for vmlinux" "Try to disable CONFIG_DEBUG_INFO_BTF"
	# Symbols behind it have moved: the first link was of no use to kallsyms.
	! btf_image_is_pass || [ "$(size_of "$btf_image.btf.o")" = "$size" ] || forget_kept_table
	[ "$btf_image.btf.o" = "$btf_object" ] || mv -f "$btf_image.btf.o" "$btf_object"
	$OBJCOPY -O binary -j .BTF "$btf_object" .tmp_vmlinux.btf.raw
	if cmp -s .tmp_vmlinux.btf.raw "$base_btf"; then
		rm -f .tmp_vmlinux.btf.raw
	else
		mv -f .tmp_vmlinux.btf.raw "$base_btf"
	fi
	make_index
}

make_base_btf()
{
	keep_encoded_image
	# shellcheck disable=SC2046
	link_image "$btf_image" "$btf_image" "" $(btf_placeholders)
	trace_step vmlinux "NM $btf_image.syms" "$btf_image.syms"
	layer_list_symbols "$btf_image" "$btf_image.syms"
	trace_step vmlinux "CMP $btf_image" "$btf_image"
	same_btf || encode_btf
	if btf_key "$btf_image" > .tmp_vmlinux.btf.new; then
		mv -f .tmp_vmlinux.btf.new .tmp_vmlinux.btf.key
	fi
	rm -f "$btf_image.debug" "$btf_image.ids" "$btf_image.old" "$btf_image.old.syms" "$btf_image.old.debug" \
		"$btf_image.old.ids"
}

# $1: an image that has the BTF. What refers to its types by number gets the numbers.
resolve_btf_ids()
{
	# shellcheck disable=SC2086
	if [ -z "$ids_are_patched" ]; then
		$RESOLVE_BTFIDS "$1"
	elif [ -e "$btf_image.BTF_ids" ]; then
		$RESOLVE_BTFIDS --patch_btfids "$btf_image.BTF_ids" "$1"
	fi
}
