# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the programs use what it sets
# Whole kernels: Debian's source of a release, configured by kernel.config and kept built in the cache, and
# copies of that.
. "$here/lib/apt.sh"
. "$here/lib/sides.sh"

# make_kernel [ARGUMENT...]: in $tree
make_kernel()
{
	nice make -C "$tree" -j"$jobs" PAHOLE="$folder/pahole" "$@"
}

# place_kernel SIDE: $tree is that side's, with the overlay or without
place_kernel()
{
	if [ "$1" = kolink ]; then
		overlay install
	elif [ -e "$tree/.kolink" ]; then
		overlay remove
	fi
}

# unpack_source RELEASE: sets $folder, where all of this release is, $tree in it, and $kind
unpack_source()
{
	kind=kernel
	find_source "$1"
	folder=$cache/trees/$packaged
	tree=$folder/linux
	mkdir -p "$folder"
	single_threaded_pahole "$folder/pahole"
	if [ -e "$folder/unpacked" ] && [ -e "$tree/Makefile" ]; then
		# Records name the folder as make sees it.
		tree=$(cd "$tree" && pwd -P)
		return 0
	fi
	rm -rf "$folder/original" "$folder/configured"
	unpack_linux "$tree"
	: >"$folder/unpacked"
}

# configure RELEASE
configure()
{
	kernel_options "$1" >"$folder/fragment"
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

# keep_outputs DIR: copies of them all
keep_outputs()
{
	rm -rf "$1" "$1.new"
	mkdir "$1.new"
	outputs "$tree" | (cd "$tree" && cpio -pdm --quiet "$1.new")
	mv "$1.new" "$1"
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
	must_make "$folder/original.log"
	keep_outputs "$folder/original"
}

# two_trees: copies of the tree with the original files, one of them with the overlay, both built, in
# $work/original and kolink. (Both are copies, as files of a copy lie elsewhere on the disk.) They take turns at
# the place of the tree, by put_at_work: elsewhere all would be compiled again. $work is an empty folder of
# theirs. Ends with leave_two_trees, however it ends.
two_trees()
{
	rm -rf "$work"
	mkdir "$work"
	must_make "$work/log"
	cp -a "$tree" "$work/original"
	cp -a "$tree" "$work/kolink"
	echo "$work/kept" >"$tree.from"
	put_at_work "$tree" "$work/kolink"
	overlay install
	must_make "$work/log"
}

# swap_trees: the one with the original files gets the overlay, the other one its original files, and both
# are built.
swap_trees()
{
	put_at_work "$tree" "$work/original"
	overlay install
	must_make "$work/log"
	put_at_work "$tree" "$work/kolink"
	overlay remove
	must_make "$work/log"
	mv "$work/original" "$work/kolink"
	echo "$work/original" >"$tree.from"
}

leave_two_trees()
{
	[ ! -e "$work/kept" ] || put_at_work "$tree" "$work/kept"
	rm -f "$tree.from"
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

# copy_kept_tree RELEASE: sets $tree to a copy of what kernel.sh has built and put back, $folder to
# the folder around it and $work to one for results. Tools that name themselves by their absolute
# path would be built again and everything that depends on them, so they are told the new one.
copy_kept_tree()
{
	unpack_source "$1"
	[ -e "$folder/original" ] && [ ! -e "$tree/.kolink" ] || die "$folder: kernel.sh $1 comes first"
	kept=$(cd "$tree" && pwd -P)
	kept_pahole=$folder/pahole
	folder=$cache/goals/$1
	tree=$folder/linux
	work=$folder/work
	rm -rf "$folder"
	mkdir -p "$work"
	cp -a "$kept" "$tree"
	cp -p "$kept_pahole" "$folder/pahole"
	find "$tree/tools" -type f \( -name '.*.cmd' -o -name '*.d' \) -exec sed -i "s,$kept,$tree,g" {} +
	: >"$folder/copied"
}
