# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the link of vmlinux in kolink depends on besides files: variables of the environment and programs. The
# only list of them. The whole is .tmp_vmlinux.inputs (Makefile.linkinputs), on which vmlinux depends;
# parts of it are in the keys of what is kept from link to link.

assembler_variables='CC NOSTDINC_FLAGS KBUILD_CPPFLAGS KBUILD_AFLAGS KBUILD_AFLAGS_KERNEL'
btf_variables='PAHOLE PAHOLE_FLAGS RESOLVE_BTFIDS RESOLVE_BTFIDS_FLAGS'

# print_variables NAME...: a variable that is not set is something else than an empty one. Linux adds --verbose with V=1.
print_variables()
{
	for name; do
		eval "value=\${$name-unset}"
		case $value in
		*--verbose*)
			kept=
			for word in $value; do
				[ "$word" = --verbose ] || kept="$kept$word "
			done
			value=$kept
			;;
		esac
		echo "$name=$value"
	done
}

# of the object with the base BTF
btf_inputs()
{
	# shellcheck disable=SC2086 # names are words, and so are commands
	print_variables $assembler_variables $btf_variables && tool_identity $PAHOLE ${RESOLVE_BTFIDS-}
}

# of a kallsyms table
kallsyms_inputs()
{
	# shellcheck disable=SC2086
	print_variables $assembler_variables LINUXINCLUDE
}

# of all
link_inputs()
{
	btf_programs=
	if enabled CONFIG_DEBUG_INFO_BTF; then
		# shellcheck disable=SC2086
		print_variables $btf_variables
		btf_programs="$PAHOLE ${RESOLVE_BTFIDS-}"
	fi
	kallsyms_inputs
	# shellcheck disable=SC2086
	print_variables KBUILD_LDS KBUILD_VMLINUX_LIBS NM OBJCOPY $layer_variables
	# shellcheck disable=SC2086
	tool_identity $LD $CC $NM $OBJCOPY $btf_programs
}
