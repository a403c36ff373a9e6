#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# make overlay, make overlay-remove, make shadow: what they write and what they leave alone, on
# folders that only look like Linux. Real kernels: tests/linux.

bats_require_minimum_version 1.5.0

setup()
{
	repo=$BATS_TEST_DIRNAME/../..
	tree=$BATS_TEST_TMPDIR/linux
	fake_tree 6 12
}

# fake_tree MAJOR MINOR: the files that a source tree is known by
fake_tree()
{
	mkdir -p "$tree/scripts/mod"
	printf '%s\n' '# SPDX-License-Identifier: GPL-2.0' "VERSION = $1" "PATCHLEVEL = $2" >"$tree/Makefile"
	for file in Kbuild scripts/Kbuild.include scripts/Makefile.modpost scripts/Makefile.modfinal \
		    scripts/mod/Makefile scripts/mod/modpost.c; do
		echo "# $file of the tree" >"$tree/$file"
	done
	printf '%s\n' '#!/bin/sh' 'echo original' >"$tree/scripts/link-vmlinux.sh"
	chmod +x "$tree/scripts/link-vmlinux.sh"
}

# fake_headers: in two parts like Debian's; $build and $common
fake_headers()
{
	build=$BATS_TEST_TMPDIR/headers
	common=$BATS_TEST_TMPDIR/headers-common
	kbuild=$BATS_TEST_TMPDIR/kbuild
	mkdir -p "$build/include/generated" "$build/include/config" "$common/include" \
		"$kbuild/scripts/mod" "$kbuild/scripts/basic"
	echo "include $common/Makefile" >"$build/Makefile"
	: >"$build/include/generated/autoconf.h"
	: >"$build/include/config/auto.conf"
	: >"$build/.config"
	printf '%s\n' "VERSION = 6" "PATCHLEVEL = 12" 'all: ; @echo $(abspath $(dir $(lastword $(MAKEFILE_LIST))))' \
		>"$common/Makefile"
	for file in Kbuild.include Makefile.modpost Makefile.modfinal basic/fixdep mod/modpost; do
		echo "$file of the headers" >"$kbuild/scripts/$file"
	done
	ln -s "$kbuild/scripts" "$build/scripts"
	ln -s "$kbuild/scripts" "$common/scripts"
}

# everything FOLDER...: every file with mode and content, every link with what it points to
everything()
{
	for folder; do
		(cd "$folder" && find . \( -type f -printf '%p %m ' -exec cksum {} \; \) -o -printf '%p %l\n' | sort)
	done
}

goal()
{
	make --no-print-directory -C "$repo" "$@"
}

@test "overlay: names what it replaces, and overlay-remove restores every byte" {
	before=$(everything "$tree")
	run -0 goal overlay KDIR="$tree"
	[[ "$output" == *'REPLACE scripts/Makefile.modpost'* ]]
	[[ "$output" == *'ADD     scripts/Makefile.compat'* ]]
	cmp "$tree/scripts/Makefile.modpost" "$repo/scripts/Makefile.modpost"
	[ -x "$tree/scripts/link-vmlinux.sh" ]
	run -0 goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: the tree's own units of modpost stay, its makefile gets one line" {
	goal overlay KDIR="$tree"
	[ "$(cat "$tree/scripts/mod/modpost.c")" = '# scripts/mod/modpost.c of the tree' ]
	[ "$(head -n -1 "$tree/scripts/mod/Makefile")" = '# scripts/mod/Makefile of the tree' ]
	[ "$(tail -n 1 "$tree/scripts/mod/Makefile")" = 'include $(srctree)/scripts/mod/kolink/modpost.mk' ]
	[ -e "$tree/scripts/mod/kolink/modpost.mk" ]
}

@test "overlay: a second one changes nothing" {
	goal overlay KDIR="$tree"
	before=$(everything "$tree")
	touch "$BATS_TEST_TMPDIR/now"
	sleep 0.1
	run -0 goal overlay KDIR="$tree"
	[[ "$output" != *REPLACE* && "$output" != *ADD* ]]
	[ "$(everything "$tree")" = "$before" ]
	[ -z "$(find "$tree" -type f -newer "$BATS_TEST_TMPDIR/now")" ]
}

@test "overlay: of another version of kolink: replaced, the original stays the original" {
	before=$(everything "$tree")
	cp -r "$repo/scripts" "$BATS_TEST_TMPDIR/scripts"
	echo '# older' >>"$BATS_TEST_TMPDIR/scripts/Makefile.modpost"
	echo '# gone by now' >"$BATS_TEST_TMPDIR/scripts/mod/formerly.c"
	"$BATS_TEST_TMPDIR/scripts/linux/overlay.sh" install "$tree"
	run -0 goal overlay KDIR="$tree"
	[[ "$output" == *'REPLACE scripts/Makefile.modpost'* ]]
	[[ "$output" == *'REMOVE  scripts/mod/kolink/formerly.c'* ]]
	[ ! -e "$tree/scripts/mod/kolink/formerly.c" ]
	goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: what somebody changed is not overwritten, whichever file it is" {
	goal overlay KDIR="$tree"
	ours=$(awk '{ print $4 }' "$tree/.kolink/manifest" | grep -v 'kolink/[d-z]')
	for file in $ours; do
		echo '# mine' >>"$tree/$file"
	done
	before=$(everything "$tree")
	for goal in overlay overlay-remove; do
		run ! goal $goal KDIR="$tree"
		for file in $ours; do
			[[ "$output" == *"$file was changed since the overlay"* ]]
		done
		[ "$(everything "$tree")" = "$before" ]
	done
}

@test "overlay: what was changed and then deleted is there again" {
	goal overlay KDIR="$tree"
	before=$(everything "$tree")
	for file in scripts/Makefile.modpost scripts/gen-btf.sh scripts/mod/Makefile; do
		echo '# mine' >>"$tree/$file"
		run ! goal overlay KDIR="$tree"
		rm "$tree/$file"
		goal overlay KDIR="$tree"
		[ "$(everything "$tree")" = "$before" ]
	done
}

@test "overlay: after an update of the tree its new files are the originals" {
	goal overlay KDIR="$tree"
	echo '# updated' >"$tree/scripts/Makefile.modfinal"
	echo '# updated, too' >"$tree/scripts/mod/Makefile"
	run -0 goal overlay KDIR="$tree"
	[ "$(head -n 1 "$tree/scripts/mod/Makefile")" = '# updated, too' ]
	[ "$(grep -c kolink "$tree/scripts/mod/Makefile")" = 1 ]
	cmp "$tree/scripts/Makefile.modfinal" "$repo/scripts/Makefile.modfinal"
	goal overlay-remove KDIR="$tree"
	[ "$(cat "$tree/scripts/Makefile.modfinal")" = '# updated' ]
	[ "$(cat "$tree/scripts/mod/Makefile")" = '# updated, too' ]
}

@test "overlay: overlay-remove leaves what an update of the tree brought" {
	before=$(cksum "$tree/scripts/Makefile.modpost")
	goal overlay KDIR="$tree"
	echo '# updated' >"$tree/scripts/Makefile.modfinal"
	goal overlay-remove KDIR="$tree"
	[ "$(cat "$tree/scripts/Makefile.modfinal")" = '# updated' ]
	[ "$(cksum "$tree/scripts/Makefile.modpost")" = "$before" ]
	[ ! -e "$tree/.kolink" ]
}

@test "overlay: without its .kolink (git clean -fdx) ours do not become the originals" {
	goal overlay KDIR="$tree"
	rm -r "$tree/.kolink"
	before=$(everything "$tree")
	for goal in overlay overlay-remove; do
		run ! goal $goal KDIR="$tree"
		[[ "${lines[0]}" == *"no .kolink"*"scripts/Makefile.modpost"*"scripts/mod/Makefile"* ]]
		[ "$(everything "$tree")" = "$before" ]
	done
}

@test "overlay: killed before it changed anything: the next one, or overlay-remove, begins anew" {
	before=$(everything "$tree")
	for goals in overlay-remove 'overlay overlay-remove'; do
		mkdir -p "$tree/.kolink/originals/scripts"
		echo '# of another time' >"$tree/.kolink/originals/scripts/Makefile.modpost"
		for goal in $goals; do
			goal "$goal" KDIR="$tree"
		done
		[ "$(everything "$tree")" = "$before" ]
	done
}

@test "overlay: by root, in a user's tree: the user can build there" {
	[ "$(id -u)" -eq 0 ] || skip 'needs root'
	chown -R 1234:5678 "$tree"
	goal overlay KDIR="$tree"
	[ -z "$(find "$tree" ! -user 1234 -o ! -group 5678)" ]
	goal overlay-remove KDIR="$tree"
	[ -z "$(find "$tree" ! -user 1234 -o ! -group 5678)" ]
}

@test "overlay: quotes in the tree's path" {
	mv "$tree" "$BATS_TEST_TMPDIR/a 'tree'"
	goal overlay KDIR="$BATS_TEST_TMPDIR/a 'tree'"
	[ -e "$BATS_TEST_TMPDIR/a 'tree'/.kolink/manifest" ]
	goal overlay-remove KDIR="$BATS_TEST_TMPDIR/a 'tree'"
}

@test "overlay: a tree of 6.1 gets the same files" {
	goal overlay KDIR="$tree"
	with_6_12=$(cd "$tree" && find scripts -type f -exec cksum {} + | sort)
	rm -r "$tree"
	fake_tree 6 1
	run -0 goal overlay KDIR="$tree"
	[[ "$output" == *'ADD     scripts/mod/kolink/'* ]]
	[ "$(cd "$tree" && find scripts -type f -exec cksum {} + | sort)" = "$with_6_12" ]
}

@test "overlay: a gen-btf.sh of the tree's own, as 7.2 has it, is replaced and restored" {
	rm -r "$tree"
	fake_tree 7 2
	echo '# of the tree' >"$tree/scripts/gen-btf.sh"
	before=$(everything "$tree")
	run -0 goal overlay KDIR="$tree"
	[[ "$output" == *'REPLACE scripts/gen-btf.sh'* ]]
	cmp "$tree/scripts/gen-btf.sh" "$repo/scripts/gen-btf.sh"
	goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: other releases and folders are refused in one line" {
	rm -r "$tree"
	fake_tree 5 10
	before=$(everything "$tree")
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *'Linux 5.10 is not known here; known are 6.1, 6.12, 7.2' ]]
	[ "$(everything "$tree")" = "$before" ]
	run ! goal overlay KDIR="$BATS_TEST_TMPDIR"
	[[ "${lines[0]}" == *'this is not a Linux tree'* ]]
	run ! goal overlay KDIR='~/linux'
	[[ "${lines[0]}" == *'no such directory'*'HOME'* ]]
	fake_headers
	run ! goal overlay KDIR="$build"
	[[ "${lines[0]}" == *"a build folder or headers of $common"*'make shadow'* ]]
	run ! goal overlay KDIR=
	[[ "${lines[0]}" == *'KDIR= must name'* ]]
	run ! goal overlay-remove KDIR="$tree"
	[[ "${lines[0]}" == *'there is no overlay'* ]]
}

@test "overlay: nothing is written through a link to outside of the tree" {
	mv "$tree/scripts" "$BATS_TEST_TMPDIR/elsewhere"
	ln -s "$BATS_TEST_TMPDIR/elsewhere" "$tree/scripts"
	before=$(everything "$BATS_TEST_TMPDIR/elsewhere")
	run ! goal overlay KDIR="$tree"
	[[ "$output" == *'by a symbolic link'* ]]
	[ "$(everything "$BATS_TEST_TMPDIR/elsewhere")" = "$before" ]
}

@test "shadow: links, our files among them, and nothing written to the headers" {
	fake_headers
	before=$(everything "$build" "$common" "$kbuild")
	for round in first second; do
		run -0 goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/shadow"
		[ "$(everything "$build" "$common" "$kbuild")" = "$before" ]
	done
	cmp "$BATS_TEST_TMPDIR/shadow/scripts/Makefile.modpost" "$repo/scripts/Makefile.modpost"
	[ "$(readlink "$BATS_TEST_TMPDIR/shadow/.config")" = "$build/.config" ]
	[ "$(readlink "$BATS_TEST_TMPDIR/shadow/source/scripts/Kbuild.include")" = "$common/scripts/Kbuild.include" ]
	"$BATS_TEST_TMPDIR/shadow/scripts/mod/modpost" --version
	# The kernel's Makefile takes the shadow for its source tree.
	run -0 make --no-print-directory -C "$BATS_TEST_TMPDIR/shadow"
	[ "$output" = "$BATS_TEST_TMPDIR/shadow/source" ]
}

@test "shadow: a build folder that says where it is" {
	fake_headers
	echo "KBUILD_OUTPUT=$build" >"$build/Makefile.new"
	cat "$build/Makefile" >>"$build/Makefile.new"
	mv "$build/Makefile.new" "$build/Makefile"
	sed -i 's/@echo .*/@echo $(KBUILD_OUTPUT)/' "$common/Makefile"
	goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/shadow"
	run -0 make --no-print-directory -C "$BATS_TEST_TMPDIR/shadow"
	[ "$output" = "$BATS_TEST_TMPDIR/shadow" ]
}

@test "shadow: a folder with something else in it is left alone" {
	fake_headers
	mkdir "$BATS_TEST_TMPDIR/mine"
	echo x >"$BATS_TEST_TMPDIR/mine/file"
	run ! goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/mine"
	[[ "$output" == *'there is something else in this folder'* ]]
	[ "$(ls -A "$BATS_TEST_TMPDIR/mine")" = file ]
	run ! goal shadow KDIR="$build" O="$build/shadow"
	[ ! -e "$build/shadow/Makefile" ]
}

@test "shadow: not in a folder whose name make cannot handle" {
	fake_headers
	for name in 'a b' a:b 'a#b' "a'b"; do
		run ! goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/$name"
		[[ "${lines[0]}" == *'make cannot work in a folder with'* ]]
		[ ! -e "$BATS_TEST_TMPDIR/$name" ]
	done
}
