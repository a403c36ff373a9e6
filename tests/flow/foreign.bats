#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# A file that a build did not make is neither written to nor deleted, whatever a Kbuild file says.

load lib/common

# stays FILE WHY [ARG...]: make fails with a line that names the file and says why; its bytes stay
stays() {
	local file=$1 why=$2 before

	shift 2
	before=$(cksum <"$tree/$file")
	build_fails "$@"
	[ "$(grep -c "$file: .*$why" <<<"$output")" = 1 ] || fail "no line about $file ($why) in:" "$output"
	[ "$(cksum <"$tree/$file")" = "$before" ] || fail "$file was changed"
}

# in_git FILE...: the tree is git's, and tracks these
in_git() {
	git -C "$tree" init -q
	git -C "$tree" add -f "$@"
}

# header_by_filechk: text.h of the root folder, made before anything is compiled
header_by_filechk() {
	sed 's/^>/\t/' >>"$tree/Kbuild" <<-'END'
		filechk_text = echo generated
		$(obj)/text.h: FORCE
		>$(call filechk,text)
		prepare: $(obj)/text.h
	END
}

@test "foreign: a source that a rule of a Kbuild file would make: if_changed, filechk, cmd" {
	sed 's/^>/\t/' >>"$tree/Kbuild" <<-'END'
		always-y += by_if_changed.c by_filechk.h by_cmd.S sub/Makefile by_rust.rs
		cmd_gen = echo generated > $@
		$(obj)/by_if_changed.c $(obj)/by_rust.rs: FORCE
		>$(call if_changed,gen)
		filechk_text = echo generated
		$(obj)/by_filechk.h: FORCE
		>$(call filechk,text)
		$(obj)/by_cmd.S $(obj)/sub/Makefile: FORCE
		>$(call cmd,gen)
	END
	mkdir "$tree/sub"
	for file in by_if_changed.c by_filechk.h by_cmd.S sub/Makefile by_rust.rs; do
		echo mine >"$tree/$file"
	done
	for file in by_if_changed.c by_filechk.h by_cmd.S sub/Makefile by_rust.rs; do
		stays $file 'is a source and was not made by a build' -k
	done
	rm "$tree"/by_* "$tree/sub/Makefile"
	build -j2
	grep -qx generated "$tree/by_if_changed.c" "$tree/by_filechk.h" "$tree/by_cmd.S" "$tree/sub/Makefile"
	# What was made is made again.
	sed -i 's/echo generated/echo again/' "$tree/Kbuild"
	build -j2
	grep -qx again "$tree/by_if_changed.c"
	grep -qx again "$tree/by_filechk.h"
	grep -qx again "$tree/by_cmd.S"
	build
	assert_no_output '.'
}

@test "foreign: what git tracks: object, archive, linker script, .mod, .ko, program" {
	printf '%s\n' 'always-y += tool.lds' 'hostprogs-always-y := tool' >>"$tree/Kbuild"
	echo 'SECTIONS { }' >"$tree/tool.lds.S"
	echo 'int main(void) { return 0; }' >"$tree/tool.c"
	local files='start.o tool.lds tool beta.mod core/built-in.a'

	for file in $files; do
		echo mine >"$tree/$file"
		in_git "$file"
	done
	for file in $files; do
		stays "$file" 'is tracked by git and was not made by a build' -k
	done
	# shellcheck disable=SC2086 # names are words
	(cd "$tree" && git rm -qf --cached $files && rm -f $files)
	for file in beta.ko beta.mod.o vmlinux.o vmlinux; do
		build -j2 KBUILD_MODPOST_OBJECTS=0
		rm "$tree/.$file.cmd"
		in_git "$file"
		stays "$file" 'is tracked by git and was not made by a build' -j2 KBUILD_MODPOST_OBJECTS=0
		git -C "$tree" rm -qf --cached "$file"
		build -j2 KBUILD_MODPOST_OBJECTS=0
	done
}

@test "foreign: what git is told to ignore is no source, as after a build by another version" {
	header_by_filechk
	echo 'of another version' >"$tree/text.h"
	in_git Kbuild
	stays text.h 'is a source and was not made by a build'
	echo text.h >"$tree/.gitignore"
	build -j2
	grep -qx generated "$tree/text.h"
	git -C "$tree" add -f text.h
	rm "$tree/.text.h.cmd"
	sed -i 's/echo generated/echo again/' "$tree/Kbuild"
	stays text.h 'is tracked by git'
}

@test "foreign: tracked results with their records are made as ever" {
	build -j2
	in_git .
	edit 's/return 0/return 1/' drivers/delta.c
	build -j2
	assert_line '  LD [M]  drivers/delta.ko'
}

@test "foreign: a .mod.c and a Module.symvers that modpost did not write" {
	printf '%s\n' '/* mine */' >"$tree/beta.mod.c"
	stays beta.mod.c 'was not written by modpost' -j2
	rm "$tree/beta.mod.c"
	echo 'my notes' >"$tree/Module.symvers"
	stays Module.symvers 'was not written by modpost' -j2
	rm "$tree/Module.symvers"
	build -j2
}

@test "foreign: a header in the place of autoconf.h" {
	rm -rf "$tree/include"
	mkdir -p "$tree/include/generated"
	echo '#define MINE' >"$tree/include/generated/autoconf.h"
	build_fails
	assert_output 'include/generated/autoconf.h would be overwritten'
	[ "$(cat "$tree/include/generated/autoconf.h")" = '#define MINE' ]
}

@test "foreign: make defconfig keeps the old .config" {
	cp "$tree/.config" "$BATS_TEST_TMPDIR/config"
	echo CONFIG_KALLSYMS=y >"$tree/defconfig"
	build defconfig
	cmp "$tree/.config" "$tree/defconfig"
	cmp "$tree/.config.old" "$BATS_TEST_TMPDIR/config"
	build defconfig
	cmp "$tree/.config.old" "$BATS_TEST_TMPDIR/config"
}

@test "foreign: clean leaves sources that lists name, and says so" {
	echo 'clean-files := start.c notes.txt generated.c gone' >>"$tree/Kbuild"
	echo 'always-y := delta.c' >>"$tree/drivers/Kbuild"
	touch "$tree/notes.txt" "$tree/generated.c" "$tree/gone"
	build -j2
	cp "$tree/alpha.c" "$tree/other.mod.c"
	build clean
	assert_line 'start.c: stays: it is a source and was not made by a build'
	assert_line './other.mod.c: stays: modpost has not written it and was not made by a build'
	assert_exists start.c drivers/delta.c generated.c other.mod.c
	assert_missing notes.txt gone alpha.mod.c vmlinux
	# git knows better than a name does.
	in_git start.c
	build clean
	assert_exists start.c drivers/delta.c
	assert_missing generated.c
}

@test "foreign: clean and mrproper leave what git tracks, whatever its name is" {
	mkdir "$tree/blobs" "$tree/.tmp_mine"
	for file in blobs/firmware.o blobs/list.mod blobs/table.s blobs/lib.a blobs/prebuilt.ko blobs/a.lst modules.builtin \
		.tmp_mine/file; do
		echo mine >"$tree/$file"
	done
	in_git blobs modules.builtin .tmp_mine .config
	build clean
	build mrproper
	for file in blobs/firmware.o blobs/list.mod blobs/table.s blobs/lib.a blobs/prebuilt.ko blobs/a.lst modules.builtin \
		.tmp_mine/file; do
		[ "$(cat "$tree/$file")" = mine ] || fail "$file is gone"
	done
	assert_exists .config
	assert_output '^./blobs/firmware.o: stays: it is tracked by git'
}

@test "foreign: what clean leaves has its record, so that the next build takes it for its own" {
	header_by_filechk
	build -j2
	build clean
	assert_exists text.h
	sed -i 's/echo generated/echo again/' "$tree/Kbuild"
	build -j2
	grep -qx again "$tree/text.h"
}

@test "foreign: a shipped file does not take the place of a source" {
	cp "$tree/core/option.c" "$tree/core/option.c_shipped"
	echo '/* newer */' >>"$tree/core/option.c_shipped"
	stays core/option.c 'is a source and was not made by a build'
}

@test "foreign: the Makefile of a build folder that somebody else wrote" {
	local source=$BATS_TEST_TMPDIR/source out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$source"
	mkdir "$out"
	echo '# mine' >"$out/Makefile"
	tree=$source
	build O="$out" tool_files
	[ "$(cat "$out/Makefile")" = '# mine' ]
}

@test "foreign: clean stays below its folder, whatever clean-files says" {
	local ext=$BATS_TEST_TMPDIR/around/ext

	build -j2
	extmod_new "$ext"
	mkdir -p "$ext/keep" "$BATS_TEST_TMPDIR/victim"
	touch "$ext/keep/file" "$ext/../precious" "$ext/notes" "$BATS_TEST_TMPDIR/victim/file"
	for words in '.*' . .. ./ ../ ../precious "$BATS_TEST_TMPDIR/victim" "\$(UNSET)/" keep/../.. 'keep/..' ./.; do
		printf '%s\n' 'obj-m := ext.o' "clean-files := $words" >"$ext/Kbuild"
		build M="$ext" clean
		for file in keep/file notes ../precious ../../victim/file ext.c Kbuild; do
			[ -e "$ext/$file" ] || fail "clean-files := $words: $file is gone" "$output"
		done
		cp "$tree/core/Kbuild" "$BATS_TEST_TMPDIR/Kbuild"
		echo "clean-files := $words" >>"$tree/core/Kbuild"
		build clean
		assert_exists .config alpha.c core/core.c core/Kbuild
		cp "$BATS_TEST_TMPDIR/Kbuild" "$tree/core/Kbuild"
		build prepare
	done
}
