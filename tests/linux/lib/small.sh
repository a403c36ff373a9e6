# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the programs use what it sets
# Linux trees with their real makefiles and next to nothing in them (small/), so that vmlinux and
# modules with BTF and versions take seconds: one with the original link stage, one overlaid.
#
# $place/source and $place/build are the tree at work; both trees work at that path, so that they
# can be compared. $place/original and $place/kolink hold what each starts from.
. "$here/lib/apt.sh"
. "$here/lib/sides.sh"

# A folder with a build folder for each side, which is to stay as it is left. Without it each start is from a
# fresh copy of a build of everything.
kept_builds=

# unpack_small DIR: the source, without what is not going to be compiled
unpack_small()
{
	set -- "$1" '*.dts' '*.dtsi' '*.rst' '*.yaml'
	for folder in 'arch/[a-wyz]*' block certs crypto drivers fs io_uring ipc mm net samples security sound \
		      tools/perf tools/testing virt; do
		set -- "$@" "$folder/*.[chS]"
	done
	unpack_linux "$@"
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

# prepare_small RELEASE: all up to the first file of small/, in $place/original
prepare_small()
{
	rm -rf "$place"
	mkdir -p "$place/original" "$place/build"
	unpack_small "$place/source"
	fill_small "$place/source"
	cp -a "$place/source/small" "$place"
	single_threaded_pahole "$place/pahole"
	kernel_options "$1" >"$place/fragment"
	make_small allnoconfig KCONFIG_ALLCONFIG="$place/fragment" &&
		make_small -j"$jobs" modules_prepare || return 1
	mkdir -p "$place/build/lib" "$place/build/arch/x86/lib"
	# ar makes no thin archive of nothing, and llvm-ar takes another for an object.
	echo '!<thin>' | tee "$place/build/lib/lib.a" >"$place/build/arch/x86/lib/lib.a"
	cp "$here/small/image.ld" "$place/build/arch/x86/kernel/vmlinux.lds"
	mv "$place/source" "$place/build" "$place/original"
}

# leave_small: no tree is at work
leave_small()
{
	put_back "$place/source"
	rm -rf "$place/build" "$place/build.from"
}

# small_tree RELEASE: sets $place, and $kind
small_tree()
{
	kind=small
	find_source "$1"
	place=$cache/small/$packaged
	key=$(cat "$here/lib/small.sh" "$here/kernel.config" "$here"/small/* "$here"/external/* | cksum)
	if [ "$(cat "$place/complete" 2>/dev/null)" != "$key" ]; then
		mkdir -p "$place"
		prepare_small "$1" >"$cache/small/log" 2>&1 ||
			{ cat "$cache/small/log"; die "$place: make failed"; }
		echo "$key" >"$place/complete"
	fi
	leave_small
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

# place_small original|kolink: have that tree at work, all built; built once for each
place_small()
{
	put_at_work "$place/source" "$place/$1/source"
	rm -rf "$place/source/small"
	cp -a "$place/small" "$place/source"
	if [ "$kept_builds" ]; then
		put_at_work "$place/build" "$kept_builds/$1"
		return
	fi
	rm -rf "$place/build"
	if ! [ -e "$place/$1/built" ]; then
		cp -a "$place/$1/build" "$place"
		make_small vmlinux modules >"$place/$1/log" 2>&1 || { cat "$place/$1/log" >&2; die "$place: make failed"; }
		mv "$place/build" "$place/$1/built"
	fi
	cp -a "$place/$1/built" "$place/build"
}

# console_small LOG: what make says from the link of vmlinux.o on, where there is one, without what it says
# about itself, about what comes before, and hints, which kolink's modpost alone gives. Sorted: both sides
# do some things in another order.
console_small()
{
	awk '
	/^  LD      vmlinux\.o/ { lines = "" }
	/^make(\[[0-9]+\])?: / || /^  (GEN     Makefile|SYNC |CALL |DESCEND|INSTALL libsubcmd_headers)/ { next }
	/^  hint: / { next }
	{ lines = lines $0 "\n" }
	END { printf "%s", lines }' "$1" | sort
}

# small_trees_equal: did both trees make the same files and say the same?
small_trees_equal()
{
	of_outputs folders_equal 'the small trees' cmp "$place/original/built" "$place/kolink/built" \
		-path ./scripts/mod/elfconfig.h -o -path ./scripts/mod/devicetable-offsets.h -o -path ./scripts/mod/empty.o -o || :
	console_small "$place/original/log" >"$place/console"
	console_small "$place/kolink/log" | diff "$place/console" - || fail 'the small trees: the console'
	echo "$files files, $(wc -l <"$place/console") console lines compared"
	[ "$failed" -eq 0 ]
}
