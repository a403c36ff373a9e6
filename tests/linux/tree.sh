# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Common to what builds whole kernels: Debian's source of a release, configured by kernel.config and
# kept built in the cache. To be included after lib.sh.

jobs=${KOLINK_JOBS:-$(nproc)}
reproducible_builds

# build LOG [ARGUMENT...]
build()
{
	log=$1
	shift
	nice make -C "$tree" -j"$jobs" PAHOLE="$folder/pahole" "$@" >"$log" 2>&1
}

must_build()
{
	build "$@" || {
		tail -n 30 "$1" >&2
		die "$tree: make failed"
	}
}

# unpack_source RELEASE: sets $folder, where all of this release is, and $tree in it
unpack_source()
{
	find_source "$1"
	folder=$cache/trees/$(version "$package")
	tree=$folder/linux
	mkdir -p "$folder"
	single_threaded_pahole "$folder/pahole"
	if [ -e "$folder/unpacked" ] && [ -e "$tree/Makefile" ]; then
		# Records name the folder as make sees it.
		tree=$(cd "$tree" && pwd -P)
		return 0
	fi
	rm -rf "$tree" "$folder/source" "$folder/original" "$folder/configured"
	unpack "$package" "$folder/source"
	mkdir "$tree"
	tar -C "$tree" --strip-components=1 -xf "$folder/source/usr/src/$package.tar.xz"
	rm -r "$folder/source"
	: >"$folder/unpacked"
}

configure()
{
	kernel_options "${package#linux-source-}" >"$folder/fragment"
	cmp -s "$folder/fragment" "$folder/configured" && return 0
	rm -rf "$folder/original"
	make -C "$tree" allnoconfig KCONFIG_ALLCONFIG="$folder/fragment" >"$folder/config.log" 2>&1
	sed '/^$/d' "$folder/fragment" | while read -r line; do
		grep -qxF "$line" "$tree/.config" || die "kernel.config: $line does not hold in $tree"
	done
	cp "$folder/fragment" "$folder/configured"
}

# outputs DIR: what the link stage makes of a tree
outputs()
{
	(cd "$1" && of_outputs find_files) | grep -vE '\.mod$|/bzImage$|^\./.*/(vmlinux|modules\.order)$'
}

# keep_outputs DIR
keep_outputs()
{
	rm -rf "$1" "$1.new"
	mkdir "$1.new"
	outputs "$tree" | (cd "$tree" && cpio -pdm --quiet "$1.new")
	mv "$1.new" "$1"
}

# remove_outputs DIR: and the objects that are made for them
remove_outputs()
{
	outputs "$1" | (cd "$1" && xargs rm -f && find . \( -name '*.mod.o' -o -name .module-common.o \) -delete)
}

# overlay install|remove
overlay()
{
	"$repo/scripts/linux/overlay.sh" "$1" "$tree" >>"$folder/overlay.log" || die "overlay $1 failed"
}

# build_original: the kernel with its own files; its outputs are kept in $folder/original. What a run
# that was killed has left in the tree is taken back.
build_original()
{
	restore_vmlinux
	[ ! -e "$tree/.kolink" ] || overlay remove
	[ ! -e "$folder/original" ] || return 0
	remove_outputs "$tree"
	must_build "$folder/original.log"
	keep_outputs "$folder/original"
}

# count LOG WORDS: how often a console line starts with the words
count()
{
	grep -c "^  $2 " "$1" || :
}

# two_trees: copies of the tree with the original files, one of them with the overlay, both built. (Both
# are copies, as files of a copy lie elsewhere on the disk.) They take turns at the place of the tree:
# elsewhere all would be compiled again. $work is an empty folder of theirs. Ends with leave_two_trees,
# however it ends.
two_trees()
{
	rm -rf "$work"
	mkdir "$work"
	placed=kept
	must_build "$work/log"
	cp -a "$tree" "$work/original"
	cp -a "$tree" "$work/kolink"
	give_place kolink
	overlay install
	must_build "$work/log"
}

# give_place original|kolink|kept
give_place()
{
	[ "$1" != "$placed" ] || return 0
	mv "$tree" "$work/$placed"
	mv "$work/$1" "$tree"
	placed=$1
}

# swap_trees: the one with the original files gets the overlay, the other one its original files, and both
# are built.
swap_trees()
{
	give_place original
	overlay install
	must_build "$work/log"
	give_place kolink
	overlay remove
	must_build "$work/log"
	mv "$work/original" "$work/kolink"
	placed=original
}

leave_two_trees()
{
	give_place kept
	restore_vmlinux
	rm -rf "$work"
}

# change_vmlinux CODE: one of its functions begins with other code, until restore_vmlinux
change_vmlinux()
{
	[ -e "$folder/calibrate.c" ] || cp "$tree/init/calibrate.c" "$folder"
	sed "0,/^\treturn /s//\t$1\n\treturn /" "$folder/calibrate.c" >"$tree/init/calibrate.c"
	! cmp -s "$folder/calibrate.c" "$tree/init/calibrate.c" || die "init/calibrate.c has no return"
}

restore_vmlinux()
{
	if [ -e "$folder/calibrate.c" ] && ! cmp -s "$folder/calibrate.c" "$tree/init/calibrate.c"; then
		cp "$folder/calibrate.c" "$tree/init"
	fi
	rm -f "$folder/calibrate.c"
}
