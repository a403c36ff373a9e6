#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What people call in a Linux tree, with the original link stage and, from the same objects, with
# kolink's: vmlinux, modules, single modules, folders, external modules, installation, nsdeps,
# packages, clean. What comes out has to be the same bytes.
# usage: goals.sh RELEASE      (after kernel.sh RELEASE, with a copy of whose tree it works)
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/tree.sh"
. "$here/goals/packages.sh"
. "$here/goals/output-folder.sh"

release=${1:?"usage: goals.sh RELEASE"}

# external NAME KDIR-ARGUMENT...: the external modules against a tree
external()
{
	rm -rf "$folder/module"
	cp -r "$here/external" "$folder/module"
	goal=$1
	shift
	side_make "$goal" "$@" M="$folder/module"
	of_outputs side_record "$goal" "$folder/module"
	rm -rf "$folder/root"
	side_make "$goal-install" "$@" M="$folder/module" INSTALL_MOD_PATH="$folder/root" modules_install
	side_record "$goal-install" "$folder/root" -name '*'
	# An import that is missing
	sed -i '/^MODULE_IMPORT_NS/d' "$folder/module/user.c"
	side_make "$goal-nsdeps" "$@" M="$folder/module" nsdeps
	side_record "$goal-nsdeps" "$folder/module" -name 'modules.nsdeps' -o -name '*.c'
	grep -q '^MODULE_IMPORT_NS' "$folder/module/user.c" || fail 'nsdeps did not add the import'
	side_make "$goal-clean" "$@" M="$folder/module" clean
	side_record "$goal-clean" "$folder/module" -name '*'
}

# in_tree SIDE: everything from make vmlinux to make bindeb-pkg, in the tree itself
in_tree()
{
	side_begin "$1"
	remove_outputs "$tree"
	# Compiled again later on; a copied object would name another folder.
	rm -f "$tree/fs/bfs/inode.o" "$tree/fs/nls/nls_ascii.o" "$tree/drivers/hwmon/pmbus/ucd9000.o"
	rm -rf "$folder/root"
	side_make vmlinux vmlinux
	of_outputs side_record vmlinux "$tree"
	side_make modules modules
	of_outputs side_record modules "$tree"
	side_make all
	of_outputs side_record all "$tree"

	side_make modules_install modules_install INSTALL_MOD_PATH="$folder/root"
	side_record modules_install "$folder/root" -name '*'
	side_make modules_install-strip modules_install INSTALL_MOD_PATH="$folder/root" INSTALL_MOD_STRIP=1
	side_record modules_install-strip "$folder/root" -name '*'

	external M -C "$tree"
	side_make compile_commands compile_commands.json
	side_record compile_commands "$tree" -name compile_commands.json

	rm "$tree/fs/bfs/inode.o"
	# The original links everything here.
	if [ "$side" = kolink ]; then
		: >"$work/before"
		side_make dry-run -n
		# shellcheck disable=SC2016 # the inner shell's
		(cd "$tree" && of_outputs find_files -name '*.mod.o' -o | xargs sh -c 'exec find "$@" -newer "$0"' "$work/before") |
			sed 's/^/make -n changes /' >"$work/changed"
		[ ! -s "$work/changed" ] || fail "$(head -n 20 "$work/changed")"
	fi
	side_make single fs/bfs/bfs.ko
	of_modules side_record single "$tree/fs/bfs"
	rm "$tree/fs/nls/nls_ascii.o"
	side_make folder fs/nls/
	side_record folder "$tree/fs/nls" -name '*.o' ! -name '*.mod.o' -o -name '*.a' -o -name '*.mod'

	# An import that is missing
	source=$tree/drivers/hwmon/pmbus/ucd9000.c
	cp -p "$source" "$folder/ucd9000.c"
	sed -i '/^MODULE_IMPORT_NS/d' "$source"
	side_make nsdeps nsdeps
	side_record nsdeps "$tree/." -name modules.nsdeps -o -path ./drivers/hwmon/pmbus/ucd9000.c -o -name ucd9000.mod.c
	grep -q '^MODULE_IMPORT_NS' "$source" || fail 'nsdeps did not add the import'
	cp -p "$folder/ucd9000.c" "$source"
	rm "${source%.c}.o"

	packages
	of_outputs side_record after-all "$tree"
}

# clean_tree: nothing is left in the overlaid tree of what was made since it was copied
clean_tree()
{
	side_make clean clean
	side_make mrproper mrproper
	(cd "$tree" && find . -path ./.kolink -prune -o -type f -newer "$folder/copied" -print) | sed 's,^\./,,' |
		sort >"$work/left"
	awk '{ print $4 }' "$tree/.kolink/manifest" | sort | comm -13 - "$work/left" >"$work/litter"
	[ ! -s "$work/litter" ] || fail 'make mrproper leaves:' "$(tr '\n' ' ' <"$work/litter")"
}

copy_kept_tree "$release"
in_tree original
in_tree kolink
clean_tree

# Built in another folder: 6.12 by LLVM. (7.2 wants a newer one than Debian 12 has.)
llvm=
[ "$release" != 6.12 ] || llvm=LLVM=1
# shellcheck disable=SC2086 # none or one word
{
	side_begin original
	output_folder_objects $llvm
	in_output_folder original $llvm
	in_output_folder kolink $llvm
}

sides_equal || die "$failed differences"
echo "Linux $release, its goals: no difference in $compared files"
