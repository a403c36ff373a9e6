#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Builds on more than one machine: caches of objects, compilers on other machines.

load lib/common

# In place of a launcher: like sccache, it runs compilers only.
stand_in() {
	cat >"$bin/$1" <<-'END'
		#!/bin/sh
		case ${1##*/} in
		*gcc | *clang) exec "$@" ;;
		esac
		echo "${0##*/}: $1: unknown compiler" >&2
		exit 1
	END
	chmod +x "$bin/$1"
	touch -d 2020-01-01 "$bin/$1"
}

# calls: of ccache, a line for each kind that there were any of; then they are forgotten.
calls() {
	ccache --print-stats | awk '$2 && $1 !~ /^(stats_|local_|files_|cache_size|direct_cache_miss|preprocessed_cache_miss)/'
	ccache --zero-stats >"$BATS_TEST_TMPDIR/zeroed"
}

# assert_hits_only COUNT: so many compiles at least were in the cache, and the compiler had to run for nothing else
# than links, two linker scripts, a look at its headers, its version and the object with BTF, which includes a binary file.
assert_hits_only() {
	local calls count

	calls=$(calls)
	count=$(awk '/^(direct|preprocessed)_cache_hit/ { sum += $2 } END { print sum + 0 }' <<<"$calls")
	[ "$count" -ge "$1" ] || fail "only $count hits:" "$calls"
	! grep -vE '^(direct_cache_hit|preprocessed_cache_hit|called_for_link|called_for_preprocessing|no_input_file)	|^unsupported_code_directive	1$' \
		<<<"$calls" || fail "other calls:" "$calls"
	! grep -E '^called_for_preprocessing	([4-9]|..)' <<<"$calls" || fail "preprocessed only:" "$calls"
}

@test "farm: with ccache, a second build is hits only" {
	export CCACHE_DIR=$BATS_TEST_TMPDIR/ccache
	local words=(CC='ccache gcc' HOSTCC='ccache gcc') other=$BATS_TEST_TMPDIR/elsewhere/tree

	rm -r "$tree"
	tree_new "$tree"
	cp -r "$tree" "$BATS_TEST_TMPDIR/sources"
	build -j2 "${words[@]}"
	calls
	cp -r "$tree" "$BATS_TEST_TMPDIR/first"

	build "${words[@]}" clean
	build -j2 "${words[@]}"
	assert_hits_only 12
	assert_not_ran gcc '\.c( |$)|[^s]\.S( |$)'
	assert_same_results "$BATS_TEST_TMPDIR/first" "$tree"

	# From nothing, programs of the host, too, and in another folder
	rm -r "$tree"
	mkdir "${other%/*}"
	mv "$BATS_TEST_TMPDIR/sources" "$other"
	tree=$other
	build -j2 "${words[@]}"
	assert_hits_only 100
	assert_not_ran gcc '\.c( |$)|[^s]\.S( |$)'
	assert_same_results "$BATS_TEST_TMPDIR/first" "$tree"
}

@test "farm: a new ccache changes nothing, a new compiler behind it all" {
	local masquerade=$BATS_TEST_TMPDIR/masquerade launcher=$bin/ccache
	export CCACHE_DIR=$BATS_TEST_TMPDIR/ccache

	own_tool gcc ''
	touch -d 2020-01-01 "$bin/gcc"
	cp "$(type -P ccache)" "$launcher"
	build -j2 CC='ccache gcc'
	touch -d 2021-01-01 "$launcher"
	build -j2 CC='ccache gcc'
	assert_nothing_ran

	# The same by the compiler's own name
	mkdir "$masquerade"
	ln -s "$launcher" "$masquerade/gcc"
	PATH=$masquerade:$bin:$PATH
	build -j2 CC=gcc
	assert_ran gcc '-o alpha\.o'
	for with in CC=gcc CC="$masquerade/gcc"; do
		build -j2 "$with"
		touch -d 2022-01-01 "$launcher"
		build -j2 "$with"
		assert_nothing_ran
		touch -d "20$((RANDOM % 80 + 10))-02-02" "$bin/gcc"
		build -j2 "$with"
		assert_line '  CC      core/core.o'
		assert_line '  CC [M]  alpha.o'
	done
}

@test "farm: a launcher in CROSS_COMPILE stands in front of compilers only" {
	local launcher

	printf '%s\n' '$(info $(ARCH)|$(SRCARCH)|$(CC)|$(LD)|$(AR)|$(NM)|$(OBJCOPY)|$(STRIP))' >>"$tree/Makefile"
	for launcher in ccache distcc icecc sccache recc; do
		stand_in "$launcher"
		build kernelrelease CROSS_COMPILE="$launcher aarch64-linux-gnu-"
		assert_line "arm64|arm64|$launcher aarch64-linux-gnu-gcc|aarch64-linux-gnu-ld|aarch64-linux-gnu-ar|aarch64-linux-gnu-nm|aarch64-linux-gnu-objcopy|aarch64-linux-gnu-strip"
		build kernelrelease CROSS_COMPILE="$bin/$launcher "
		assert_line "$(uname -m | sed 's/x86_64/x86|x86/; s/aarch64/arm64|arm64/')|$bin/$launcher gcc|ld|ar|nm|objcopy|strip"
	done
	build kernelrelease CROSS_COMPILE="env A=1 nice /usr/bin/aarch64-linux-gnu-"
	assert_line "$(printf 'arm64|arm64'; for tool in gcc ld ar nm objcopy strip; do printf '|env A=1 nice /usr/bin/aarch64-linux-gnu-%s' $tool; done)"
	build kernelrelease CC='icecc clang' CROSS_COMPILE='sccache aarch64-linux-gnu-'
	assert_output '^arm64\|arm64\|icecc clang\|aarch64-linux-gnu-ld'
	build_fails CC='recc no-such-compiler'
	assert_line 'CC: no-such-compiler is not found: install it, or name another one with CC='
}

@test "farm: modules of a compiler behind a launcher get what modpost learned of that compiler" {
	local ext=$BATS_TEST_TMPDIR/ext launcher

	build -j2
	for launcher in ccache distcc icecc sccache; do
		stand_in "$launcher"
		rm -rf "$ext"
		extmod_new "$ext"
		build M="$ext" CC="$launcher gcc"
		assert_ran gcc '-o ext\.o'
		assert_not_ran gcc 'mod\.c'
		build M="$ext" CC="$launcher gcc"
		assert_nothing_ran
	done
}
