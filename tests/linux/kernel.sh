#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A whole kernel with modules (kernel.config), built with the original link stage and then, from the
# same objects, overlaid with kolink's: all that both write has to be the same bytes, with .mod.o files
# by the compiler. Then modpost writes these, and modules have to be the same but for debugging
# information. That tree is put to work, booted in QEMU, and restored.
# usage: kernel.sh RELEASE
#
# The first run for a release compiles that kernel and takes long; what it made is kept.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/tree.sh"

release=${1:?"usage: kernel.sh RELEASE"}

# same_outputs COMMAND: the kept outputs of both, where COMMAND compares two files
same_outputs()
{
	folders_equal "Linux $release" "$1" "$folder/original" "$folder/kolink" -name '*' || :
	echo "Linux $(make -s -C "$tree" kernelversion): $(grep -c '\.ko$' "$folder/kolink.list") modules, $files files compared"
}

# stripped MODULE FILE: all that the kernel takes from a module, but BTF and the build ID, which is that of the
# whole file
stripped()
{
	objcopy --strip-debug --remove-section=.BTF --remove-section=.note.gnu.build-id "$1" "$2"
}

# same_but_debug FILE FILE: the same, modules but for debugging information. BTF says the same of all types with
# a name.
same_but_debug()
{
	case $1 in
	*.ko) ;;
	*)
		cmp -s "$1" "$2"
		return
		;;
	esac
	stripped "$1" "$folder/stripped.1"
	stripped "$2" "$folder/stripped.2"
	cmp -s "$folder/stripped.1" "$folder/stripped.2" || return 1
	for module; do
		"$folder/pahole" --btf_base "$tree/.btf.vmlinux" -F btf "$module"
	done >"$folder/types"
	lines=$(wc -l <"$folder/types")
	[ "$lines" -gt 0 ] && [ "$(head -n $((lines / 2)) "$folder/types" | cksum)" = "$(tail -n $((lines / 2)) "$folder/types" | cksum)" ]
}

# try_rebuilds: what the overlaid tree does when little or nothing changed
try_rebuilds()
{
	must_make "$folder/log"
	must_make "$log"
	[ "$(count 'LD \[M\]') $(count MODPOST) $(count LD)" = '0 0 0' ] ||
		fail 'a make without changes links'

	# A function of vmlinux gets another body, its types stay.
	change_vmlinux 'asm volatile(".skip 256, 0x90");'
	must_make "$log"
	[ "$(count LD)" -gt 0 ] || fail 'vmlinux is not linked after a change'
	[ "$(count 'BTF \[M\]')" = 0 ] || fail 'a change of a function of vmlinux makes modules again'

	# Now a type is another one, too.
	change_vmlinux 'struct kolink_type { long member; } *kolink = (void *)calibrate_delay; barrier_data(kolink);'
	must_make "$log"
	[ "$(count 'BTF \[M\]')" = "$(wc -l <"$tree/modules.order")" ] ||
		fail 'a change of a type of vmlinux does not encode all modules'
	restore_vmlinux
	must_make "$log"

	# The first link has kallsyms and BTF of the one before. Two in a row with the same types are alike.
	must_make "$log" KBUILD_BUILD_VERSION=3
	must_make "$log" KBUILD_BUILD_VERSION=2
	[ "$(count LD)" -gt 0 ] || fail 'another build number does not link vmlinux'
	[ "$(count BTF)" = 0 ] ||
		fail 'another build number has the BTF of vmlinux encoded'
	must_make "$log"

	touch "$tree/fs/nls/nls_ascii.c"
	must_make "$log"
	[ "$(count 'LD \[M\]')" = 1 ] || fail 'one changed module does not relink just itself'

	cp "$tree/Module.symvers" "$folder/symvers"
	touch "$tree/fs/nls/nls_ascii.c"
	must_make "$log" fs/nls/nls_ascii.ko
	cmp -s "$tree/Module.symvers" "$folder/symvers" || fail 'a single build changes Module.symvers'
	must_make "$log"
	keep_outputs "$folder/kolink"
}

# scripts_sums: the tree's own scripts
scripts_sums()
{
	find "$tree/scripts" -type f ! -name '*.o' ! -name '.*' ! -path '*/mod/modpost' | sort | xargs cksum
}

unpack_source "$release"
configure "$release"
build_original

rm -f "$folder/overlay.log"
scripts_sums >"$folder/scripts.before"
overlay install
remove_outputs "$tree"
must_make "$folder/kolink.log"
keep_outputs "$folder/kolink"
same_outputs 'cmp -s'

unset KBUILD_MODPOST_OBJECTS
must_make "$folder/kolink.log"
[ "$(count 'CC \[M\]')" -lt 5 ] || fail 'modpost does not write the .mod.o files'
keep_outputs "$folder/kolink"
same_outputs same_but_debug
try_rebuilds
same_outputs same_but_debug
"$here/boot.sh" "$tree" "$folder/boot" || fail 'the overlaid kernel does not do in QEMU what it should'

overlay remove
scripts_sums | cmp -s - "$folder/scripts.before" ||
	fail 'the tree is not as it was before the overlay'
[ "$failed" -eq 0 ] || die "$failed differences"
echo "Linux $release as a whole: no difference"
