#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Tools that scripts use are killed, one after the other: nothing goes on as if they had done their work.

bats_require_minimum_version 1.5.0

load lib/common
load lib/linux

setup()
{
	repo=$KOLINK_ROOT
	bin=$BATS_TEST_TMPDIR/killed
	mkdir "$bin"
}

# killed TOOL COMMAND...: run it while every TOOL that it starts is killed. $output is what it says.
killed()
{
	rm -f "$bin"/*
	printf '#!/bin/sh\nkill -9 $$\n' >"$bin/$1"
	chmod +x "$bin/$1"
	run env PATH="$bin:$PATH" "${@:2}"
	[ "$status" -ne 0 ] || fail "${*:2} takes no notice of the death of $1:" "$output"
	[ -n "$output" ] || fail "${*:2} says nothing of the death of $1"
}

@test "script failures: overlay.sh: no harm is done, and the next one does all" {
	small_repository
	tree=$BATS_TEST_TMPDIR/linux
	fake_tree 6 12
	before=$(everything "$tree")
	for tool in mktemp sed sort grep cksum cp mv stat mkdir; do
		[ "$(id -u)" = 0 ] || [[ $tool != @(stat|chown) ]] || continue
		killed "$tool" "$repo/scripts/linux/overlay.sh" install "$tree"
		goal overlay KDIR="$tree"
		cmp "$tree/scripts/Makefile.modpost" "$repo/scripts/Makefile.modpost"
		goal overlay-remove KDIR="$tree"
		[ "$(everything "$tree")" = "$before" ] || fail "$tool:" "$(diff <(echo "$before") <(everything "$tree"))"
	done
}

@test "script failures: overlay.sh remove: the next one does all" {
	small_repository
	tree=$BATS_TEST_TMPDIR/linux
	fake_tree 6 12
	before=$(everything "$tree")
	for tool in awk cat cksum cp mv rm; do
		goal overlay KDIR="$tree"
		killed "$tool" "$repo/scripts/linux/overlay.sh" remove "$tree"
		goal overlay-remove KDIR="$tree"
		[ "$(everything "$tree")" = "$before" ] || fail "$tool:" "$(diff <(echo "$before") <(everything "$tree"))"
	done
}

@test "script failures: shadow.sh" {
	fake_headers
	before=$(everything "$build" "$common" "$kbuild")
	quick_compiler
	"$repo/scripts/linux/shadow.sh" "$build" "$BATS_TEST_TMPDIR/plain"
	# The Makefile names its folder.
	plain=$(everything "$BATS_TEST_TMPDIR/plain" | sed '/^\.\/Makefile /d')
	for tool in mktemp sed head paste ls cp chmod ln mv mkdir; do
		rm -rf "$BATS_TEST_TMPDIR/shadow"
		mkdir "$BATS_TEST_TMPDIR/shadow"
		killed "$tool" "$repo/scripts/linux/shadow.sh" "$build" "$BATS_TEST_TMPDIR/shadow"
		"$repo/scripts/linux/shadow.sh" "$build" "$BATS_TEST_TMPDIR/shadow"
		diff <(echo "$plain") <(everything "$BATS_TEST_TMPDIR/shadow" | sed '/^\.\/Makefile /d') || fail "$tool"
	done
	[ "$(everything "$build" "$common" "$kbuild")" = "$before" ]
}

@test "script failures: single-order.sh: an awk that is killed does not take the list away" {
	cd "$BATS_TEST_TMPDIR"
	printf '%s\n' a.o b.o >modules.order
	echo 'savedcmd_modules.order := { echo a.o; echo b.o; :; } > modules.order' >.modules.order.cmd
	touch -d 2020-01-01 .modules.order.cmd
	run -0 sh "$repo/scripts/linux/single-order.sh" modules.order single.order
	[ -z "$output" ]
	printf '#!/bin/sh\nkill -9 $$\n' >"$bin/awk"
	chmod +x "$bin/awk"
	run ! env PATH="$bin:$PATH" sh "$repo/scripts/linux/single-order.sh" modules.order single.order
	[ -e modules.order ]
	[[ "$output" != *y ]]
}

@test "script failures: syncconfig.sh leaves what there was" {
	cd "$BATS_TEST_TMPDIR"
	echo CONFIG_A=y >config
	sh "$repo/scripts/syncconfig.sh" config
	before=$(everything include)
	echo CONFIG_A=m >config
	for tool in xargs mv mkdir awk; do
		killed $tool sh "$repo/scripts/syncconfig.sh" config
		rm "$bin/$tool"
		grep -qx CONFIG_A=y include/config/auto.conf
	done
	# It may be killed itself while it waits.
	printf '#!/bin/sh\n: >include/config/.tmp_auto.conf\nkill "$PPID"\n' >"$bin/awk"
	chmod +x "$bin/awk"
	run ! env PATH="$bin:$PATH" sh "$repo/scripts/syncconfig.sh" config
	[ -z "$(find include -name '.tmp_*')" ]
	[ "$(everything include)" = "$before" ]
	rm "$bin/awk"
	sh "$repo/scripts/syncconfig.sh" config
	grep -qx CONFIG_A=m include/config/auto.conf
	[ -z "$(find include -name '.tmp_*')" ]
}

@test "script failures: syncconfig.sh does not overwrite a header that somebody wrote" {
	cd "$BATS_TEST_TMPDIR"
	mkdir -p include/generated
	echo '#define MINE 1' >include/generated/autoconf.h
	echo CONFIG_A=y >config
	run ! sh "$repo/scripts/syncconfig.sh" config
	[[ "$output" == *'include/generated/autoconf.h would be overwritten'* ]]
	[ "$(cat include/generated/autoconf.h)" = '#define MINE 1' ]
	# That of kconfig is taken over.
	printf '%s\n' '/*' ' * Automatically generated file; DO NOT EDIT.' ' */' >include/generated/autoconf.h
	sh "$repo/scripts/syncconfig.sh" config
	grep -qx '#define CONFIG_A 1' include/generated/autoconf.h
}

@test "script failures: toolid.sh: a compiler that is killed is not noted" {
	cd "$BATS_TEST_TMPDIR"
	printf '#!/bin/sh\nkill -9 $$\n' >"$bin/cc"
	chmod +x "$bin/cc"
	run ! sh "$repo/scripts/toolid.sh" ./tool_ "CC=$bin/cc"
	[[ "$output" == *"CC: $bin/cc --version ended with status 137"* ]]
	[ -z "$(find . -name '*tool_*')" ]
	killed stat sh "$repo/scripts/toolid.sh" ./tool_ CC=gcc
	[ -z "$(find . -name '*tool_*')" ]
}

@test "script failures: modules-check.sh and the archive of the example kernel" {
	cd "$BATS_TEST_TMPDIR"
	echo a.o >modules.order
	killed awk sh "$repo/scripts/modules-check.sh" modules.order
	echo 'int x;' | gcc -c -x c -o m.ko -
	cp m.ko b.ko
	printf 'depends=b\0' >info
	objcopy --add-section .modinfo=info m.ko
	for tool in objcopy tr sed tsort wc mktemp cat; do
		killed $tool sh "$repo/examples/minikernel/mkinitrd.sh" initrd m.ko b.ko
		[ ! -e initrd ] || fail "$tool: there is an archive"
	done
	sh "$repo/examples/minikernel/mkinitrd.sh" initrd m.ko b.ko
	[ -s initrd ]
}
