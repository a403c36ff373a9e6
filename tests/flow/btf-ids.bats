#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# BTF ids: both ways in which a tree's resolve_btfids is called, with a stand-in for it.

load lib/common

setup()
{
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
	calls=$BATS_TEST_TMPDIR/calls
	resolve=$BATS_TEST_TMPDIR/resolve_btfids
	export calls
	cat >"$resolve" <<-'END'
		#!/bin/sh
		# As the real one, --btf has the complete BTF and the ids written beside the ELF file.
		echo "$*" >>"$calls"
		for file; do :; done
		case " $* " in
		*' --fail '*) exit 1 ;;
		*' --btf '*) ;;
		*) exit 0 ;;
		esac
		case $* in
		*--distill_base*--btf_base*) printf base >"$file.BTF.base" ;;
		esac
		while [ "$1" != --btf ]; do shift; done
		cp "$2" "$file.BTF"
		printf ids >"$file.BTF_ids"
	END
	chmod +x "$resolve"
}

# called TEXT: resolve_btfids was called once with these arguments
called()
{
	[ "$(grep -cxF -e "$1" "$calls")" = 1 ] || fail "not once: $1: $(cat "$calls")"
}

nothing_left()
{
	local left

	left=$(find "$tree" -name '*.ko.BTF*' -o -name '.tmp_*.BTF' -o -name '.tmp_*.BTF.*')
	[ -z "$left" ] || fail "$left"
}

@test "BTF ids: without flags, resolve_btfids works on the ELF files" {
	build -j2 RESOLVE_BTFIDS="$resolve"
	assert_all_btf
	called '-b vmlinux.btf ./.tmp_alpha.ko'
	called '.tmp_vmlinux.final'
	nothing_left
}

@test "BTF ids: with flags, resolve_btfids completes the BTF, and the ids are patched in" {
	build -j2 RESOLVE_BTFIDS="$resolve" RESOLVE_BTFIDS_FLAGS=--fatal_warnings
	assert_all_btf
	called '--fatal_warnings --btf .tmp_vmlinux1.BTF.1 .tmp_vmlinux1'
	called '--patch_btfids .tmp_vmlinux1.BTF_ids .tmp_vmlinux.final'
	called '--fatal_warnings --btf_base vmlinux.btf --btf ./.tmp_alpha.ko.BTF.4 ./.tmp_alpha.ko'
	called '--patch_btfids ./.tmp_alpha.ko.BTF_ids ./.tmp_alpha.ko'
	nothing_left
	build -j2 RESOLVE_BTFIDS="$resolve" RESOLVE_BTFIDS_FLAGS=--fatal_warnings
	assert_nothing_ran
}

@test "BTF ids: a distilled base becomes a section of the module" {
	build -j2 RESOLVE_BTFIDS="$resolve" RESOLVE_BTFIDS_FLAGS=
	! readelf -SW "$tree/alpha.ko" | grep -qF .BTF.base || fail "alpha.ko has a base of its own"
	build -j2 RESOLVE_BTFIDS="$resolve" RESOLVE_BTFIDS_FLAGS=--distill_base
	assert_line '  BTF [M] alpha.ko'
	objcopy --dump-section .BTF.base="$BATS_TEST_TMPDIR/base" "$tree/alpha.ko" "$BATS_TEST_TMPDIR/copy"
	[ "$(cat "$BATS_TEST_TMPDIR/base")" = base ]
	nothing_left
}

@test "BTF ids: a resolve_btfids that fails is an error" {
	build -j2 RESOLVE_BTFIDS="$resolve" RESOLVE_BTFIDS_FLAGS=
	keep_results before
	build_fails -j2 RESOLVE_BTFIDS="$resolve" RESOLVE_BTFIDS_FLAGS=--fail
	assert_output "resolve_btfids failed"
	assert_kept before
	nothing_left
}
