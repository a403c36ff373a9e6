# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Builds in a folder of their own (O=), with goals.config: trimmed exports, no versions, no BTF; by gcc
# or by LLVM. A part of goals.sh. $tree is clean.

# output_folder_objects: compiles what both sides start from, in $folder/objects
output_folder_objects()
{
	out=$folder/out
	objects=$folder/objects
	rm -rf "$out" "$objects"
	mkdir "$out"
	kernel_options "$release" goals.config >"$folder/fragment"
	# A relative path is that of the source, too. (6.1 trims external modules as well.)
	printf '%s\n' _printk param_ops_int provided provided_in_namespace >"$tree/whitelist"
	logged_make "$work/O-configure.log" O="$out" "$@" allnoconfig KCONFIG_ALLCONFIG="$folder/fragment" ||
		die 'allnoconfig failed'
	while read -r line; do
		grep -qxF "$line" "$out/.config" || die "goals.config: $line does not hold"
	done <"$folder/fragment"
	must_make "$work/O-objects.log" O="$out" "$@"
	remove_outputs "$out"
	cp -a "$out" "$objects"
}

# in_output_folder SIDE [ARGUMENT...]
in_output_folder()
{
	side_begin "$1"
	shift
	rm -rf "$out" "$folder/root"
	cp -a "$objects" "$out"
	set -- O="$out" "$@"
	find "$tree" -type f | sort >"$work/source-files"

	side_make O-vmlinux "$@" vmlinux
	of_outputs side_record O-vmlinux "$out"
	side_make O-modules "$@" modules
	of_outputs side_record O-modules "$out"
	side_make O-all "$@"
	of_outputs side_record O-all "$out"
	side_make O-install "$@" modules_install INSTALL_MOD_PATH="$folder/root"
	side_record O-install "$folder/root" -name '*'
	external O-M "$@"
	side_make O-single "$@" fs/nls/nls_base.ko
	of_modules side_record O-single "$out/fs/nls"

	# Modules alone, without a vmlinux.o; all that they need is then undefined.
	rm "$out/vmlinux.o"
	side_make O-modules-alone "$@" modules KBUILD_MODPOST_WARN=1
	of_modules side_record O-modules-alone "$out" -name modules-only.symvers -o

	side_make O-clean "$@" clean
	side_record_names O-clean "$out"
	# A program of ours, which the tree itself has not got
	[ "$side" = original ] || sed -i '/^\.\/scripts\/mod\/btf-rebase$/d' "$work/$side/O-clean.record"
	side_make O-mrproper "$@" mrproper
	side_record_names O-mrproper "$out"
	find "$tree" -type f | sort | cmp -s "$work/source-files" - || fail 'O= writes to the source'
}
