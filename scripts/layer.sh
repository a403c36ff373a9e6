# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # link-vmlinux.sh and its parts use the variables
# What the link of vmlinux in kolink asks the kind of tree it works in. This one is for trees of kolink's own Makefile;
# linux/layer.sh takes its place in a Linux tree.
#
#   $pass_image                      images of kallsyms passes are named this and a number
#   $table_suffix                    what a table's file has between its name and .S or .o
#   $needs_table                     non-empty: no image can be linked without a kallsyms table
#   $btf_image, $btf_object          the image that BTF is made from, and the object with it
#   $btf_label                       how the console calls it
#   $base_btf, $btf_rebase           the base BTF of modules, and the program that makes its index
#   $layer_variables                 more variables of the environment that count
#   layer_only_shows                 whether this is a dry run; then it has done what one has to
#   layer_begin, layer_end           what comes before the first link, and at the end, also after a failure
#   layer_objects                    prints what an image is linked from: first vmlinux.a, or vmlinux.o, which has libraries in it, too
#   layer_ld ARGUMENT...             runs the linker
#   layer_kallsyms_options           prints more options of scripts/kallsyms
#   layer_resolves_ids               whether an image with BTF has BTF ids to resolve
#   layer_sort_tables                in the final image
#   layer_final_inputs               prints files that the makefiles do not name as prerequisites of vmlinux
#
# Where a tree has another way than link-vmlinux.sh itself:
#   layer_list_symbols IMAGE LIST    writes the symbols of IMAGE to LIST, by address; names of one address nm orders as the
#                                    locale says
#   layer_same_symbols OBJECT OBJECT whether two kallsyms objects of one size have their symbols at the same places

pass_image=.tmp_vmlinux
table_suffix=.kallsyms
needs_table=y
btf_image=.tmp_vmlinux1
btf_object=.tmp_vmlinux1.btf.o
btf_label=$btf_image
base_btf=vmlinux.btf
btf_rebase=scripts/btf/btf-rebase
layer_variables=KOLINK_LTO

layer_only_shows() { return 1; }
layer_begin() { :; }
layer_end() { :; }
layer_kallsyms_options() { :; }
layer_resolves_ids() { :; }
layer_sort_tables() { :; }
layer_final_inputs() { :; }

layer_objects()
{
	if [ -n "${KOLINK_LTO-}" ]; then
		echo vmlinux.o
	else
		echo vmlinux.a
	fi
	! enabled CONFIG_MODULES || echo .vmlinux.export.o
}

layer_ld()
{
	# shellcheck disable=SC2086 # these are lists of words
	$LD $KBUILD_LDFLAGS $LDFLAGS_vmlinux "$@"
}
