# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Linux trees with their real makefiles and next to nothing in them (small/), so that vmlinux and
# modules with BTF and versions take seconds: one with the original link stage, one overlaid. To be
# included after lib.sh.
#
# $place/source and $place/build are the tree at work; both trees work at that path, so that they
# can be compared. $place/original and $place/kolink hold what each starts from.

reproducible_builds

# unpack_small SOURCE-PACKAGE DIR: its source, without what is not going to be compiled
unpack_small()
{
	rm -rf "$2" "$2.deb"
	unpack "$1" "$2.deb"
	mkdir -p "$2"
	# shellcheck disable=SC2046 # words
	tar -C "$2" --strip-components=1 --anchored --wildcards-match-slash \
		--exclude='*.dts' --exclude='*.dtsi' --exclude='*.rst' --exclude='*.yaml' \
		$(printf -- "--exclude=$1/%s/*.[chS] " 'arch/[a-wyz]*' block certs crypto drivers fs \
			io_uring ipc mm net samples security sound tools/perf tools/testing virt) \
		-xf "$2.deb/usr/src/$1.tar.xz"
	rm -r "$2.deb"
}

# fill_small SOURCE: put the folder small/ into the place of all that vmlinux is made of
fill_small()
{
	sed -i '/^obj-/d' "$1/Kbuild"
	echo 'obj-y += small/' >>"$1/Kbuild"
	mkdir "$1/small"
	cp "$here"/external/*.[ch] "$here"/small/* "$1/small"
	# The image that plain make ends in
	# shellcheck disable=SC2016 # make's variables
	printf '%s\n' '$(obj)/bzImage: vmlinux ; cp $< $@' >"$1/arch/x86/boot/Makefile"
}

# make_small [ARGUMENT...]: in $place/build
make_small()
{
	make -C "$place/source" O="$place/build" PAHOLE="$place/pahole" "$@"
}

# prepare_small PACKAGE: all up to the first file of small/, in $place/original
prepare_small()
{
	rm -rf "$place"
	mkdir -p "$place/original" "$place/build"
	unpack_small "$1" "$place/source"
	fill_small "$place/source"
	cp -a "$place/source/small" "$place"
	single_threaded_pahole "$place/pahole"
	kernel_options "${1#linux-source-}" >"$place/fragment"
	make_small allnoconfig KCONFIG_ALLCONFIG="$place/fragment" &&
		make_small -j"${KOLINK_JOBS:-$(nproc)}" modules_prepare || return 1
	mkdir -p "$place/build/lib" "$place/build/arch/x86/lib"
	# ar makes no thin archive of nothing, and llvm-ar takes another for an object.
	echo '!<thin>' | tee "$place/build/lib/lib.a" >"$place/build/arch/x86/lib/lib.a"
	cp "$here/small/image.ld" "$place/build/arch/x86/kernel/vmlinux.lds"
	mv "$place/source" "$place/build" "$place/original"
}

# put_back: no tree is at work
put_back()
{
	if [ -e "$place/at_work" ]; then
		mv "$place/source" "$place/$(cat "$place/at_work")"
		rm "$place/at_work"
	fi
	rm -rf "$place/build"
}

# small_tree RELEASE: sets $place
small_tree()
{
	find_source "$1"
	place=$cache/small/$(version "$package")
	key=$(cat "$here/small-tree.sh" "$here/kernel.config" "$here"/small/* "$here"/external/* | cksum)
	if [ "$(cat "$place/complete" 2>/dev/null)" != "$key" ]; then
		mkdir -p "$place"
		prepare_small "$package" >"$cache/small/log" 2>&1 ||
			{ cat "$cache/small/log"; die "$place: make failed"; }
		echo "$key" >"$place/complete"
	fi
	put_back
	files=$(cd "$repo" && find scripts -type f -exec cksum {} + | sort | cksum)
	[ "$(cat "$place/kolink/complete" 2>/dev/null)" != "$key $files" ] || return 0
	rm -rf "$place/kolink"
	mkdir "$place/kolink"
	# Make writes to build only, and overlay.sh renames what it writes.
	cp -al "$place/original/source" "$place/kolink"
	cp -a "$place/original/build" "$place/kolink"
	"$repo/scripts/linux/overlay.sh" install "$place/kolink/source" >/dev/null
	echo "$key $files" >"$place/kolink/complete"
}

# use_small original|kolink: have that tree, all built, in $place/source and build; built once for each
use_small()
{
	put_back
	mv "$place/$1/source" "$place"
	echo "$1" >"$place/at_work"
	rm -rf "$place/source/small"
	cp -a "$place/small" "$place/source"
	if ! [ -e "$place/$1/built" ]; then
		cp -a "$place/$1/build" "$place"
		make_small vmlinux modules >"$place/$1/log" 2>&1 || { cat "$place/$1/log" >&2; die "$place: make failed"; }
		mv "$place/build" "$place/$1/built"
	fi
	cp -a "$place/$1/built" "$place/build"
}

# console_small LOG: what make says from the link of vmlinux.o on. The original of 6.1 sorts the modules.
console_small()
{
	sed -n '/^  LD      vmlinux\.o/,$p' "$1" | grep '^  ' | sort
}

# same_small: whether both trees made the same files and said the same
same_small()
{
	(
		cd "$place/original/built" || exit
		of_outputs find_files
		printf './%s\n' scripts/mod/elfconfig.h scripts/mod/devicetable-offsets.h scripts/mod/empty.o
	) >"$place/list"
	same=0
	while read -r file; do
		cmp "$place/original/built/$file" "$place/kolink/built/$file" || same=1
	done <"$place/list"
	console_small "$place/original/log" >"$place/console"
	console_small "$place/kolink/log" | diff "$place/console" - || same=1
	echo "$(wc -l <"$place/list") files, $(wc -l <"$place/console") console lines compared"
	return $same
}
