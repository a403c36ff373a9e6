#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# make overlay, make overlay-remove, make shadow: what they write and what they leave alone, on
# folders that only look like Linux. Real kernels: tests/linux.

bats_require_minimum_version 1.5.0

load lib/linux

setup()
{
	repo=$BATS_TEST_DIRNAME/../..
	[[ $BATS_TEST_DESCRIPTION != overlay:* ]] || small_repository
	tree=$BATS_TEST_TMPDIR/linux
	fake_tree 6 12
	# One test is of the compiled programs.
	[[ $BATS_TEST_DESCRIPTION == 'shadow: links, our files'* ]] || quick_compiler
}

@test "overlay: names what it replaces, and overlay-remove restores every byte" {
	before=$(everything "$tree")
	run -0 goal overlay KDIR="$tree"
	[[ "$output" == *'REPLACE scripts/Makefile.modpost'* ]]
	[[ "$output" == *'ADD     scripts/Makefile.layer'* ]]
	cmp "$tree/scripts/Makefile.modpost" "$repo/scripts/Makefile.modpost"
	[ -x "$tree/scripts/link-vmlinux.sh" ]
	run -0 goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: the tree's own units of modpost stay, two makefiles get one line each" {
	local name

	goal overlay KDIR="$tree"
	[ "$(cat "$tree/scripts/mod/modpost.c")" = '# scripts/mod/modpost.c of the tree' ]
	for name in scripts/Makefile:prepare scripts/mod/Makefile:modpost; do
		[ "$(head -n -1 "$tree/${name%:*}")" = "# ${name%:*} of the tree" ]
		[ "$(tail -n 1 "$tree/${name%:*}")" = "include \$(srctree)/scripts/mod/kolink/${name#*:}.mk" ]
		[ -e "$tree/scripts/mod/kolink/${name#*:}.mk" ]
	done
	[ -e "$tree/scripts/mod/kolink/btf/btf.h" ]
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
	# What was built from it goes, too.
	touch "$tree/scripts/mod/kolink/formerly.o" "$tree/scripts/mod/kolink/.formerly.o.cmd"
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
	for file in scripts/Makefile.modpost scripts/gen-btf.sh scripts/Makefile scripts/mod/Makefile; do
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

@test "overlay: no file of the tree's own gives way to another one that has its name by chance" {
	echo '# of the tree' >"$tree/scripts/layer.sh"
	before=$(everything "$tree")
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *"scripts/layer.sh is the tree's own, and kolink has another file of that name" ]]
	[ "$(everything "$tree")" = "$before" ]
}

@test "shadow: no file of the kernel's own gives way to another one that has its name by chance" {
	fake_headers
	echo '# of the kernel' >"$common/scripts/layer.sh"
	run ! goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/shadow"
	[[ "$output" == *"scripts/layer.sh is the kernel's own, and kolink has another file of that name"* ]]
	echo '# of an overlaid kernel, with kolink' >"$common/scripts/layer.sh"
	run -0 goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/shadow"
	cmp "$BATS_TEST_TMPDIR/shadow/source/scripts/layer.sh" "$repo/scripts/linux/layer.sh"
}

@test "overlay: other releases and folders are refused in one line" {
	rm -r "$tree"
	fake_tree 5 10
	before=$(everything "$tree")
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *'Linux 5.10 is not known here; known are 6.1, 6.12, '*', 7.3, and none before these can be' ]]
	[ "$(everything "$tree")" = "$before" ]
	run ! goal overlay KDIR="$tree" UNTRIED=1
	[[ "${lines[0]}" == *'and none before these can be' ]]
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

@test "overlay: an untried release is refused, in a line that names UNTRIED=1, which goes on with a warning" {
	rm -r "$tree"
	fake_tree 6 6
	fake_layer "$tree"
	before=$(everything "$tree")
	for given in '' UNTRIED= UNTRIED=0; do
		run ! goal overlay KDIR="$tree" $given
		[[ "${lines[0]}" == *'Linux 6.6 is not known here; known are 6.1, 6.12, '*' (to go on all the same: UNTRIED=1)' ]]
		[ "$(everything "$tree")" = "$before" ]
	done
	run -0 goal overlay KDIR="$tree" UNTRIED=1
	[[ "${lines[0]}" == *"nobody has tried Linux 6.6; tried are 6.1, 6.12, "*', 7.3' ]]
	cmp "$tree/scripts/Makefile.modpost" "$repo/scripts/Makefile.modpost"
	# What the overlay itself adds and replaces is no reason to refuse it the second time.
	run -0 goal overlay KDIR="$tree" UNTRIED=1
	run -0 goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: the releases that docs/linux-trees.md calls supported are those of the table" {
	docs=${BATS_TEST_DIRNAME}/../../docs/linux-trees.md
	known=$(sed -nE 's/^([0-9.]+) .*/\1/p' "$repo/scripts/linux/releases.table" | paste -sd ' ')
	[ "$(sed -nE 's/.*Supported: \*\*Linux (.*)\*\*\..*/\1/p' "$docs" | sed 's/, / /g; s/ and / /')" = "$known" ]
	# Each has been tried by a goal, with a source of that release.
	[ "$(grep -cE '^([0-9.]+) +\| \1\.[0-9]+ +\| check-[a-z]+' "$repo/scripts/linux/releases.table")" = "$(wc -w <<<"$known")" ]
}

# refused_for TEXT COMMAND...: an untried release is refused for that reason alone, once the command has changed its tree
refused_for()
{
	text=$1
	shift
	rm -r "$tree"
	fake_tree 7 9
	fake_layer "$tree"
	(cd "$tree" && "$@")
	before=$(everything "$tree")
	run ! goal overlay KDIR="$tree" UNTRIED=1
	[[ "${lines[0]}" == *"$tree: the link stage does not fit Linux 7.9: $text" ]] || { echo "$output"; return 1; }
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: an untried release whose layer cannot be told is refused, with what is missing" {
	refused_for 'no cmd-check in scripts/Kbuild.include, no if_changed in scripts/Kbuild.include' \
		sed -i '/^cmd-check/d; s/^if_changed =/other = $(if_changed) #/; $asavedcmd_' scripts/Kbuild.include
	refused_for 'no c_flags in scripts/Makefile.lib' rm scripts/Makefile.lib
	refused_for 'no scripts/Makefile.modfinal in Makefile' sed -i '/modfinal/d' Makefile
	refused_for 'no "$(LD)" "$(KBUILD_LDFLAGS)" "$(LDFLAGS_vmlinux)" in scripts/Makefile.vmlinux' \
		sed -i 's/$(LD)/$(LINKER)/' scripts/Makefile.vmlinux
	refused_for 'no modpost-objs in scripts/mod/Makefile' sed -i s/modpost/mod/ scripts/mod/Makefile
	refused_for 'an unknown --sorted in scripts/kallsyms.c' sed -i '$a{"sorted", no_argument, 0, 1},' scripts/kallsyms.c
	refused_for 'an unknown -y in scripts/mod/modpost.c' sed -i s/d:xb/d:xby:/ scripts/mod/modpost.c
	refused_for 'new records of commands (savedcmd_ in scripts/Kbuild.include) with old exports (KSYMTAB_FUNC in include/linux/export-internal.h)' \
		rm include/linux/export-internal.h
	refused_for 'new records of commands with old symbol lists (scripts/mksysmap)' sed -i s/sed.*/sh/ scripts/mksysmap
	refused_for 'new records of commands with no symbol lists (scripts/mksysmap)' rm scripts/mksysmap
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

@test "shadow: an untried release is refused, in a line that names UNTRIED=1, which goes on with a warning" {
	fake_headers
	sed -i 's/^PATCHLEVEL.*/PATCHLEVEL = 6/' "$common/Makefile"
	shadow=$BATS_TEST_TMPDIR/shadow
	run ! goal shadow KDIR="$build" O="$shadow"
	[[ "${lines[0]}" == *"$build: Linux 6.6 is not known here; known are 6.1, "*' (to go on all the same: UNTRIED=1)' ]]
	run ! goal shadow KDIR="$build" O="$shadow" UNTRIED=1
	[[ "${lines[0]}" == *"$build: the link stage does not fit Linux 6.6: no cmd in scripts/Kbuild.include, no cmd_and_fixdep in "* ]]
	[ ! -e "$shadow" ]
	fake_layer "$BATS_TEST_TMPDIR/whole"
	cp "$BATS_TEST_TMPDIR"/whole/scripts/{Kbuild.include,Makefile.lib} "$kbuild/scripts"
	cp -r "$BATS_TEST_TMPDIR/whole/include/linux" "$common/include"
	run -0 goal shadow KDIR="$build" O="$shadow" UNTRIED=1
	[[ "${lines[0]}" == *"$build: nobody has tried Linux 6.6; tried are 6.1, "* ]]
	"$shadow/scripts/mod/modpost" --version
}

@test "shadow: the linker script of modules where the headers have it: scripts/, or arch/ as Debian's" {
	headers=$BATS_TEST_TMPDIR/headers
	mkdir -p "$headers/scripts" "$headers/arch/x86"
	asked()
	{
		printf '%s\n' "include $repo/scripts/linux/Makefile.layer" 'all: ; @echo $(kolink-module-lds)' >"$headers/ask"
		make -s --no-print-directory -C "$headers" -f ask objtree=. SRCARCH=x86 kolink-scripts="$repo/scripts" kolink-stage=modfinal
	}
	# Where neither is there, the message of make names the usual one.
	[ "$(asked)" = scripts/module.lds ]
	: >"$headers/arch/x86/module.lds"
	[ "$(asked)" = arch/x86/module.lds ]
	: >"$headers/scripts/module.lds"
	[ "$(asked)" = scripts/module.lds ]
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

@test "overlay: sources of somebody's own in the folder of ours are not overwritten" {
	mkdir "$tree/scripts/mod/kolink"
	echo '# mine' >"$tree/scripts/mod/kolink/modpost.c"
	before=$(everything "$tree")
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *"no .kolink"*"scripts/mod/kolink" ]]
	[ "$(everything "$tree")" = "$before" ]
}

@test "overlay: overlay-remove leaves files of others in our folders, and says so" {
	goal overlay KDIR="$tree"
	echo '# mine' >"$tree/scripts/mod/kolink/notes.txt"
	echo '# mine' >"$tree/.kolink/notes.txt"
	: >"$tree/scripts/mod/kolink/modpost.o"
	: >"$tree/scripts/mod/kolink/.modpost.o.cmd"
	run -0 goal overlay-remove KDIR="$tree"
	[[ "$output" == *"scripts/mod/kolink: what is left"* ]]
	[[ "$output" == *".kolink: what is left"* ]]
	[ "$(cd "$tree" && find . -path '*kolink*' -type f | sort)" = "$(printf '%s\n' ./.kolink/notes.txt ./scripts/mod/kolink/notes.txt)" ]
	# The next one takes no offence.
	goal overlay KDIR="$tree"
	rm "$tree/scripts/mod/kolink/notes.txt" "$tree/.kolink/notes.txt"
	goal overlay-remove KDIR="$tree"
	[ ! -e "$tree/.kolink" ]
	[ ! -e "$tree/scripts/mod/kolink" ]
}

@test "overlay: a .kolink of somebody else's stays" {
	mkdir "$tree/.kolink"
	echo mine >"$tree/.kolink/file"
	before=$(everything "$tree")
	goal overlay KDIR="$tree"
	goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
	rm -r "$tree/.kolink"
	mkdir -p "$BATS_TEST_TMPDIR/mine/originals"
	ln -s "$BATS_TEST_TMPDIR/mine" "$tree/.kolink"
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *'.kolink is a symbolic link' ]]
	[ -d "$BATS_TEST_TMPDIR/mine/originals" ]
}

@test "overlay: files of temporary names are somebody's, and links of ours lead nowhere" {
	echo mine >"$tree/scripts/.tmp_Makefile.modpost"
	echo mine >"$BATS_TEST_TMPDIR/mine"
	ln -s "$BATS_TEST_TMPDIR/mine" "$tree/scripts/.tmp_kolink_Makefile.modfinal"
	goal overlay KDIR="$tree"
	goal overlay-remove KDIR="$tree"
	[ "$(cat "$tree/scripts/.tmp_Makefile.modpost")" = mine ]
	[ "$(cat "$BATS_TEST_TMPDIR/mine")" = mine ]
}

@test "overlay: a link or a folder in the place of a file of ours is refused" {
	echo mine >"$BATS_TEST_TMPDIR/mine"
	ln -s "$BATS_TEST_TMPDIR/mine" "$tree/scripts/gen-btf.sh"
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *'scripts/gen-btf.sh is a symbolic link'* ]]
	rm "$tree/scripts/gen-btf.sh"
	mkdir "$tree/scripts/gen-btf.sh"
	run ! goal overlay KDIR="$tree"
	[[ "${lines[0]}" == *'scripts/gen-btf.sh is no file' ]]
	[ ! -e "$tree/.kolink" ]
}

@test "overlay: modes come back as they were" {
	chmod 640 "$tree/scripts/Makefile.modpost"
	chmod 664 "$tree/scripts/Makefile.modfinal"
	chmod 775 "$tree/scripts/link-vmlinux.sh"
	before=$(everything "$tree")
	goal overlay KDIR="$tree"
	goal overlay-remove KDIR="$tree"
	[ "$(everything "$tree")" = "$before" ]
}

@test "shadow: a place that is refused is not made, and an empty folder stays" {
	fake_headers
	run ! goal shadow KDIR="$build" O="$build/deep/shadow"
	[ ! -e "$build/deep" ]
	run ! goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/a b/shadow"
	[ ! -e "$BATS_TEST_TMPDIR/a b" ]
	mkdir "$BATS_TEST_TMPDIR/a b"
	run ! goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/a b"
	[ -d "$BATS_TEST_TMPDIR/a b" ]
}

@test "shadow: what somebody put into it stays" {
	fake_headers
	shadow=$BATS_TEST_TMPDIR/shadow
	goal shadow KDIR="$build" O="$shadow"
	echo mine >"$shadow/mine"
	ln -s /nowhere/else "$shadow/my-link"
	rm "$build/.config"
	goal shadow KDIR="$build" O="$shadow"
	[ "$(cat "$shadow/mine")" = mine ]
	[ "$(readlink "$shadow/my-link")" = /nowhere/else ]
	[ ! -h "$shadow/.config" ]
}

@test "shadow: one that was interrupted is gone on with" {
	fake_headers
	mkdir "$BATS_TEST_TMPDIR/bin"
	printf '#!/bin/sh\nkill -9 "$PPID"\n' >"$BATS_TEST_TMPDIR/bin/ln"
	chmod +x "$BATS_TEST_TMPDIR/bin/ln"
	run ! env PATH="$BATS_TEST_TMPDIR/bin:$PATH" "$repo/scripts/linux/shadow.sh" "$build" "$BATS_TEST_TMPDIR/shadow"
	[ -n "$(ls -A "$BATS_TEST_TMPDIR/shadow")" ]
	goal shadow KDIR="$build" O="$BATS_TEST_TMPDIR/shadow"
	"$BATS_TEST_TMPDIR/shadow/scripts/mod/modpost" --version
}

@test "shadow: of a kernel that is laid out in another way: another folder is wanted" {
	fake_headers
	shadow=$BATS_TEST_TMPDIR/shadow
	cp -rL "$common" "$BATS_TEST_TMPDIR/whole"
	cp -r "$build/include" "$BATS_TEST_TMPDIR/whole"
	goal shadow KDIR="$BATS_TEST_TMPDIR/whole" O="$shadow"
	run ! goal shadow KDIR="$build" O="$shadow"
	[[ "$output" == *"delete $shadow first"* ]]
	[ ! -e "$shadow/scripts/scripts" ]
}
