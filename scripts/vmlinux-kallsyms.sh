# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Part of link-vmlinux.sh in kolink: the kallsyms tables, and how many passes it takes until the one that vmlinux has is
# true (docs/kallsyms.md).
#
# A table has a name: NAME.syms are the symbols it knows, NAME.kallsyms.S and .o the table. Those of passes are named
# as their images; $kept_table is that of the last vmlinux, good for another link while .tmp_kallsyms.key is $kallsyms_key.
# Two variables are set here:
#   first_table   what the first image gets in place of the final table, which follows from it; empty for nothing
#   final_table   what vmlinux gets
kept_table=.tmp_kallsyms
first_table=
final_table=

# table_object TABLE: prints the name of its object
table_object()
{
	[ -z "$1" ] || echo "$1$table_suffix.o"
}

# make_table TABLE
make_table()
{
	options=
	! enabled CONFIG_KALLSYMS_ALL || options="$options --all-symbols"
	! enabled CONFIG_KALLSYMS_ABSOLUTE_PERCPU || options="$options --absolute-percpu"

	table=$1$table_suffix
	info KSYMS "$table.S"
	# shellcheck disable=SC2046,SC2086 # options are words
	scripts/kallsyms $options $(layer_kallsyms_options) "$1.syms" > "$table.S"
	info AS "$table.o"
	# shellcheck disable=SC2086
	$CC ${NOSTDINC_FLAGS-} ${LINUXINCLUDE-} ${KBUILD_CPPFLAGS-} \
		${KBUILD_AFLAGS-} ${KBUILD_AFLAGS_KERNEL-} -c -o "$table.o" "$table.S"
}

# same_layout TABLE TABLE: whether an image with the one has the symbols of an image with the other
same_layout()
{
	one=$(table_object "$1")
	other=$(table_object "$2")
	[ "$(size_of "$one")" -eq "$(size_of "$other")" ] && layer_same_symbols "$one" "$other"
}

# table_is_true TABLE: whether it knows just the symbols of the final image
table_is_true()
{
	cmp -s .tmp_System.map "$1.syms"
}

# Sets kallsyms_key: all that tables are made of besides the symbols
find_kallsyms_key()
{
	! enabled CONFIG_KALLSYMS || kallsyms_key=$({
		kallsyms_inputs
		cat include/config/auto.conf scripts/kallsyms
	} | cksum)
}

kept_table_is_current()
{
	[ -z "${KALLSYMS_EXTRA_PASS-}" ] && [ -e .tmp_kallsyms.key ] || return 1
	read -r last_key < .tmp_kallsyms.key && [ "$last_key" = "$kallsyms_key" ]
}

forget_kept_table()
{
	rm -f .tmp_kallsyms.key
}

# keep_table TABLE
keep_table()
{
	[ "$1" != "$kept_table" ] || return 0
	forget_kept_table
	cp "$(table_object "$1")" "$(table_object "$kept_table")"
	cp "$1.syms" "$kept_table.syms"
	echo "$kallsyms_key" > .tmp_kallsyms.new
	mv -f .tmp_kallsyms.new .tmp_kallsyms.key
}

# The table of the last vmlinux mostly has the right size, and then the first image's symbols are the final ones.
choose_first_table()
{
	enabled CONFIG_KALLSYMS || return 0
	if kept_table_is_current; then
		first_table=$kept_table
	elif [ -n "$needs_table" ]; then
		first_table=.tmp_vmlinux0
		: > "$first_table.syms"
		make_table "$first_table"
	fi
}

# link_pass N TABLE: links the image of a pass, unless there is the one with debugging information, and lists
# its symbols, which are all that is wanted of it.
link_pass()
{
	pass=$pass_image$1
	if [ "$pass" = "$btf_image" ] && enabled CONFIG_DEBUG_INFO_BTF; then
		info NM "$pass.syms"
	else
		# shellcheck disable=SC2046,SC2086 # no name of an object is none
		link_image "$pass" "$pass" --strip-debug $(table_object "$2") $linked_btf
		info NM "$pass.syms"
		layer_list_symbols "$pass" "$pass.syms"
		rm -f "$pass"
	fi
}

# If the first pass had kallsyms and BTF in their final size, its symbols are the final ones, and what
# is made from them fits. Makes the table of the first pass, unless it is the kept one; sets final_table if it is settled.
guess_final_table()
{
	if kept_table_is_current && cmp -s "$first_pass.syms" "$kept_table.syms"; then
		final_table=$kept_table
		return
	fi
	make_table "$first_pass"
	if kept_table_is_current && same_layout "$kept_table" "$first_pass"; then
		final_table=$first_pass
	fi
}

# From the table of the first pass to the final one
later_passes()
{
	second_pass=${pass_image}2
	third_pass=${pass_image}3
	link_pass 2 "$first_pass"
	make_table "$second_pass"
	final_table=$second_pass
	if [ -n "${KALLSYMS_EXTRA_PASS-}" ] || ! same_layout "$first_pass" "$second_pass"; then
		link_pass 3 "$second_pass"
		make_table "$third_pass"
		final_table=$third_pass
	fi
}

# Whether a guess was right shows in the end.
link_with_kallsyms()
{
	first_pass=${pass_image}1
	link_pass 1 "$first_table"
	guess_final_table
	if [ -n "$final_table" ]; then
		link_final "$final_table"
		if table_is_true "$final_table"; then
			return
		fi
		[ "$final_table" = "$first_pass" ] || make_table "$first_pass"
	fi
	later_passes
	link_final "$final_table"
}

# Later passes may be spared next time; their images would be out of date then.
remove_later_images()
{
	rm -f "${pass_image}2" "${pass_image}3"
}
