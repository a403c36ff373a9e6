#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What editors read: compile_commands.json, tags, TAGS, cscope.

load lib/common

# json FILE CODE: run Python with the list of the file in `entries`.
json() {
	python3 -c "import json, os, subprocess, sys
entries = json.load(open(sys.argv[1]))
$2" "$1"
}

# sources FILE: what compile_commands.json lists, relative to its folder
sources() {
	json "$1" 'for e in entries: print(os.path.relpath(e["file"], e["directory"]))'
}

@test "compile_commands.json: each source with the command that compiled it, in a stable order" {
	local before

	build -j2
	build compile_commands.json
	assert_line '  UPD     compile_commands.json'
	python3 -m json.tool <"$tree/compile_commands.json" >"$BATS_TEST_TMPDIR/pretty"
	diff - <(sources "$tree/compile_commands.json") <<-'END'
		alpha.c
		beta.c
		core/core.c
		core/option.c
		core/shapes.c
		drivers/delta.c
		drivers/gamma_io.c
		drivers/gamma_main.c
		start.c
	END
	# The commands work as they are, and make what the build made.
	(cd "$tree" && cksum -- core/*.o drivers/*.o ./*.o >"$BATS_TEST_TMPDIR/before")
	json "$tree/compile_commands.json" '
for e in entries: subprocess.run(e["command"], shell=True, check=True, cwd=e["directory"])'
	(cd "$tree" && cksum -- core/*.o drivers/*.o ./*.o) | diff "$BATS_TEST_TMPDIR/before" -

	# Nothing changed: it is not written again.
	before=$(stat -c '%i %y' "$tree/compile_commands.json")
	build compile_commands.json
	assert_no_output UPD
	[ "$before" = "$(stat -c '%i %y' "$tree/compile_commands.json")" ]
	build clean
	assert_missing compile_commands.json .compile_commands.json.cmd
}

@test "compile_commands.json: quotes, backslashes, dollars and number signs are the compiler's again" {
	cat >>"$tree/core/Kbuild" <<-'END'
		CFLAGS_option.o := -DWORDS='"a \"b\\c$$d"' -DNUMBER='"\#1 x"'
	END
	build
	build compile_commands.json
	json "$tree/compile_commands.json" '
import shlex
e = [e for e in entries if e["file"].endswith("core/option.c")][0]
words = shlex.split(e["command"])
assert r"-DWORDS=QUOTEa \QUOTEb\\c$dQUOTE".replace("QUOTE", chr(34)) in words, words
assert "-DNUMBER=\"#1 x\"" in words, words'
}

@test "compile_commands.json: what is gone, and another build's records, are not listed" {
	build -j2
	cp -r "$tree/core" "$tree/other"
	rm "$tree/drivers/delta.c" "$tree/alpha.o"
	build compile_commands.json
	! sources "$tree/compile_commands.json" | grep -e delta -e alpha -e other || fail "listed"
}

@test "compile_commands.json: after what is built in the same call, and one line when there is nothing" {
	build clean
	build_fails compile_commands.json
	assert_line 'compile_commands.json: nothing has been compiled here yet: run make first'
	assert_missing compile_commands.json .tmp_compile_commands.json
	build -j2 core/ compile_commands.json
	[ "$(sources "$tree/compile_commands.json" | wc -l)" -eq 3 ]
}

@test "compile_commands.json: with O= and M=, in the folder of the output" {
	local out ext=$BATS_TEST_TMPDIR/ext mo=$BATS_TEST_TMPDIR/mo

	tree=$BATS_TEST_TMPDIR/fresh
	tree_new_defconfig "$tree"
	# In a folder below the tree, and in one elsewhere
	for out in "$tree/out" "$BATS_TEST_TMPDIR/out"; do
		build -j2 O="$out"
		build O="$out" compile_commands.json
		json "$out/compile_commands.json" '
assert len(entries) == 9, len(entries)
for e in entries:
	assert os.path.samefile(e["directory"], os.path.dirname(sys.argv[1]))
	assert "/../" not in e["file"]
	assert os.path.exists(e["file"]), e["file"]'
		grep -qF "\"file\": \"$tree/core/core.c\"" "$out/compile_commands.json"
	done
	assert_missing compile_commands.json

	extmod_new "$ext"
	build M="$ext" O="$out"
	build M="$ext" O="$out" compile_commands.json
	[ "$(sources "$ext/compile_commands.json")" = ext.c ]
	build M="$ext" O="$out" clean
	[ ! -e "$ext/compile_commands.json" ]
	build M="$ext" O="$out" MO="$mo"
	build M="$ext" O="$out" MO="$mo" compile_commands.json
	grep -qF "\"file\": \"$ext/ext.c\"" "$mo/compile_commands.json"
	[ ! -e "$ext/compile_commands.json" ]
}

@test "compile_commands.json: a file that git tracks, and a rule of the tree's own, go before" {
	build
	(cd "$tree" && echo own >compile_commands.json && git init -q . && git add compile_commands.json)
	build_fails compile_commands.json
	assert_output 'compile_commands.json: this file is tracked by git'
	[ "$(cat "$tree/compile_commands.json")" = own ]
	rm -rf "$tree/.git" "$tree/compile_commands.json"
	printf '%s\n' 'compile_commands.json: ; @echo by the tree' >>"$tree/Makefile"
	build compile_commands.json
	[ "$output" = 'by the tree' ]
}

# indexed FOLDER: the sources in its index for cscope, kolink's headers left out
indexed() {
	sed -n 's/^"\(.*\)"$/\1/p' "$1/cscope.files" | grep -v "^$KOLINK_ROOT/include/"
}

@test "tags, TAGS, cscope: of the sources, which need no configuration" {
	tree=$BATS_TEST_TMPDIR/fresh
	tree_new "$tree"
	build tags TAGS cscope
	assert_line '  GEN     tags'
	assert_line '  GEN     TAGS'
	assert_line '  GEN     cscope'
	grep -q "^core_add	core/core.c	" "$tree/tags"
	grep -q "^MODULE_LICENSE	$KOLINK_ROOT/include/linux/module.h	" "$tree/tags"
	grep -q 'int core_add(int a, int b)' "$tree/TAGS"
	(cd "$tree" && cscope -d -L1 core_add) | grep -q '^core/core\.c core_add '
	(cd "$tree" && cscope -d -L3 core_gpl) | grep -q '^beta\.c '
	diff - <(indexed "$tree") <<-'END'
		alpha.c
		beta.c
		core/core.c
		core/core.h
		core/option.c
		core/shapes.c
		drivers/delta.c
		drivers/gamma_io.c
		drivers/gamma_main.c
		start.c
	END
	assert_missing include scripts .tmp_tags .tmp_tags.list
	assert_nothing_ran
}

@test "tags and cscope leave out what builds make, and other architectures" {
	local before

	mkdir -p "$tree/arch/x86" "$tree/arch/other"
	echo 'int here;' | tee "$tree/arch/x86/here.c" >"$tree/arch/other/there.c"
	tree_new "$BATS_TEST_TMPDIR/other"
	mv "$BATS_TEST_TMPDIR/other" "$tree/other"
	mv "$tree/.config" "$tree/defconfig"
	rm -rf "$tree"/{include,scripts}
	build ARCH=x86 O="$tree/out" -j2
	echo 'int made;' >"$tree/out/made.c"
	build ARCH=x86 O="$tree/out" cscope tags
	! indexed "$tree/out" | grep -e /out/ -e 'mod\.c' -e there -e generated || fail "indexed"
	indexed "$tree/out" | grep -x '\.\./arch/x86/here\.c'
	grep -q "^core_add	\.\./core/core.c	" "$tree/out/tags"
	assert_missing tags cscope.out

	# Nothing changed: it is not written again.
	before=$(stat -c '%i %y' "$tree/out/tags")
	build ARCH=x86 O="$tree/out" tags
	[ "$before" = "$(stat -c '%i %y' "$tree/out/tags")" ]
	build ARCH=x86 ALLSOURCE_ARCHS='x86 other' O="$tree/out" cscope
	indexed "$tree/out" | grep -x '\.\./arch/other/there\.c'
	build ARCH=x86 ALLSOURCE_ARCHS=all O="$tree/out" cscope
	indexed "$tree/out" | grep -x '\.\./arch/other/there\.c'

	# In the tree itself, and of a module outside
	build ARCH=x86 O="$tree/out" mrproper
	[ -z "$(find "$tree/out" -name 'tags*' -o -name 'cscope*')" ]
	rm -rf "$tree/out"
	build ARCH=x86 -j2
	build ARCH=x86 cscope
	! indexed "$tree" | grep -e 'mod\.c' -e there -e generated || fail "indexed"
	extmod_new "$BATS_TEST_TMPDIR/ext"
	build ARCH=x86 M="$BATS_TEST_TMPDIR/ext" cscope
	[ "$(indexed "$BATS_TEST_TMPDIR/ext")" = ext.c ]
}

@test "tags and cscope: kolink in the tree adds its headers only" {
	tree=$BATS_TEST_TMPDIR/fresh
	mkdir "$tree"
	kolink_copy "$tree/kolink"
	tree_new "$tree" 'include kolink/Makefile'
	build tags cscope
	indexed "$tree" | grep -x kolink/include/linux/module.h
	! indexed "$tree" | grep kolink/scripts || fail "indexed"
}

@test "tags and cscope: clean keeps them, mrproper removes them, a tracked one stays" {
	build tags TAGS cscope
	build clean
	assert_exists tags TAGS cscope.files cscope.out cscope.in.out cscope.po.out
	build mrproper
	assert_missing tags TAGS cscope.files cscope.out cscope.in.out cscope.po.out
	(cd "$tree" && echo own >tags && git init -q . && git add tags)
	build_fails tags
	assert_output 'tags: this file is tracked by git'
	[ "$(cat "$tree/tags")" = own ]
}

@test "tags and cscope: without the tool, one line names the package" {
	without ctags ctags-universal universal-ctags ctags-exuberant exctags etags cscope
	build_fails tags
	assert_line 'tags: ctags is not installed: the package universal-ctags has it'
	build_fails TAGS
	assert_line 'TAGS: ctags or etags is not installed: the package universal-ctags has it'
	build_fails cscope
	assert_line 'cscope: cscope is not installed: the package cscope has it'
	assert_missing tags TAGS cscope.files cscope.out .tmp_tags .tmp_tags.list

	# Emacs has a ctags, too; its etags is good enough.
	printf '%s\n' '#!/bin/sh' 'echo "ctags (GNU Emacs 28.2)"' >"$bin/ctags"
	printf '%s\n' '#!/bin/sh' '[ "$1 $3" = "-o -" ] && cat >"$2"' >"$bin/etags"
	chmod +x "$bin/ctags" "$bin/etags"
	build_fails tags
	build TAGS
	grep -qx core/core.c "$tree/TAGS"
}
