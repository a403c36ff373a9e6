#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Tools of several words, such as CC="ccache gcc": the same results as with one word, and the programs behind
# the first word count.

load lib/common

# What make knows by a variable, and a program that does it
tools=(
	CC=gcc LD=ld AR=ar NM=nm OBJCOPY=objcopy STRIP=strip PAHOLE=pahole RESOLVE_BTFIDS=resolve_btfids
	HOSTCC=gcc CONFIG_SHELL=sh AWK=awk DEPMOD=depmod XZ=xz
)

setup()
{
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	config_set CONFIG_MODULE_COMPRESS_XZ=y
	record_start
	# Both forms of its calls, see btf-ids.bats, change nothing here.
	printf '#!/bin/sh\nexit 0\n' >"$bin/resolve_btfids"
	chmod +x "$bin/resolve_btfids"
	ln -s "$(PATH=$PATH:/usr/sbin:/sbin type -P depmod)" "$bin/depmod"
	# In place of ccache, which stands in front of a compiler
	printf '#!/bin/sh\nexec "$@"\n' >"$bin/ccache"
	chmod +x "$bin/ccache"
}

# build_all ARGUMENT...: all in $tree, installed modules and their lists, too
build_all()
{
	build -j2 RESOLVE_BTFIDS=resolve_btfids "$@"
	build RESOLVE_BTFIDS=resolve_btfids "$@" INSTALL_MOD_PATH="$tree/root" INSTALL_MOD_STRIP=1 modules_install
	assert_no_output 'Warning|not found'
	installed=$(cd "$tree/root" && find . -type f -exec sha256sum {} + | LC_ALL=C sort)
}

# same_with ASSIGNMENT...: each gives the results of the build without, and a second make has nothing to do.
same_with()
{
	local assignment plain=$tree plain_installed

	build_all
	plain_installed=$installed
	for assignment; do
		tree=$BATS_TEST_TMPDIR/with
		rm -rf "$tree"
		tree_copy "$tree"
		config_set CONFIG_MODULE_COMPRESS_XZ=y
		echo "# $assignment"
		build_all "$assignment"
		assert_same_results "$plain" "$tree"
		[ "$installed" = "$plain_installed" ] || fail "$assignment installs something else" "$installed"
		build -j2 RESOLVE_BTFIDS=resolve_btfids "$assignment"
		assert_nothing_ran
		[ -z "$output" ] || fail "$assignment: a second make says:" "$output"
	done
}

# half 0|1: every second tool, behind env. So two tests share the list.
half()
{
	local i

	words=()
	for ((i = $1; i < ${#tools[@]}; i += 2)); do
		words+=("${tools[i]/=/=env }")
	done
}

@test "two words: each tool as env TOOL gives the same results (one half)" {
	half 0
	same_with "${words[@]}"
}

@test "two words: each tool as env TOOL gives the same results (the other half)" {
	half 1
	same_with "${words[@]}"
}

@test "two words: all tools at once, with options and assignments between the words" {
	local tool words=()

	for tool in "${tools[@]}"; do
		words+=("${tool/=/=env -u KOLINK_NOTHING KOLINK_SOMETHING=1 ccache }")
	done
	build_all
	cp -a "$tree" "$BATS_TEST_TMPDIR/plain"
	tree=$BATS_TEST_TMPDIR/with
	tree_copy "$tree"
	config_set CONFIG_MODULE_COMPRESS_XZ=y
	build_all "${words[@]}"
	assert_no_output 'llegal'
	assert_same_results "$BATS_TEST_TMPDIR/plain" "$tree"
	build -j2 RESOLVE_BTFIDS=resolve_btfids "${words[@]}"
	[ -z "$output" ] || fail "a second make says:" "$output"
}

@test "two words: CROSS_COMPILE behind ccache is the same machine" {
	type -P aarch64-linux-gnu-gcc >/dev/null || skip 'no compiler for arm64'
	mkdir -p "$tree/arch/arm64"
	echo 'KBUILD_CFLAGS += -DFOR_ARM64' >"$tree/arch/arm64/Makefile"
	build -j2 CROSS_COMPILE='ccache aarch64-linux-gnu-'
	assert_ran aarch64-linux-gnu-gcc '-DFOR_ARM64'
	readelf -h "$tree/alpha.ko" | grep -q AArch64
	assert_all_btf
}

@test "two words: external modules" {
	local ext=$BATS_TEST_TMPDIR/ext words=() tool

	for tool in "${tools[@]}"; do
		words+=("${tool/=/=env }")
	done
	build -j2 RESOLVE_BTFIDS=resolve_btfids
	extmod_new "$ext"
	build M="$ext" RESOLVE_BTFIDS=resolve_btfids KBUILD_MODPOST_OBJECTS=0
	cp "$ext/ext.ko" "$BATS_TEST_TMPDIR/plain.ko"
	rm -r "$ext"
	extmod_new "$ext"
	# Another CC makes .mod.o files of the compiler again.
	build M="$ext" "${words[@]}" KBUILD_MODPOST_OBJECTS=0
	cmp "$ext/ext.ko" "$BATS_TEST_TMPDIR/plain.ko"
	assert_btf "$ext/ext.ko"
}

@test "two words: another program behind the wrapper is noticed" {
	local tool words=(CC='ccache gcc' LD='ccache ld' OBJCOPY='ccache objcopy' PAHOLE='ccache pahole')

	for tool in ld pahole objcopy gcc; do
		own_tool "$tool" ''
		touch -d 2020-01-01 "$bin/$tool"
	done
	build -j2 "${words[@]}"
	for tool in ld objcopy pahole; do
		touch "$bin/$tool"
		build -j2 "${words[@]}"
		assert_line '  LD      vmlinux'
		assert_line '  LD [M]  alpha.ko'
	done
	assert_line '  BTF     .tmp_vmlinux1'
	touch "$bin/gcc"
	build -j2 "${words[@]}"
	assert_line '  CC      core/core.o'
}

@test "two words: a program that is missing behind the wrapper is named" {
	local tool

	for tool in CC LD AR NM OBJCOPY PAHOLE; do
		build_fails "$tool=ccache no-such-program --option"
		assert_line "$tool: no-such-program is not found: install it, or name another one with $tool="
		build_fails "$tool=no-such-wrapper ${tool,,}"
		assert_line "$tool: no-such-wrapper is not found: install it, or name another one with $tool="
	done
}

@test "two words: depmod that is missing behind env is the usual warning" {
	build -j2
	build DEPMOD='env no-such-depmod' INSTALL_MOD_PATH="$tree/root" modules_install
	assert_lines 1 "requires env no-such-depmod. Please install it .*Skipping depmod"
}

@test "two words: pahole that is missing behind env is named where nothing else has looked for it" {
	build -j2
	cp "$tree/alpha.o" "$BATS_TEST_TMPDIR/x.ko"
	for flags in '' PAHOLE_FLAGS=--btf_gen_floats; do
		run env $flags PAHOLE='env no-such-pahole' sh "$KOLINK_ROOT/scripts/gen-btf.sh" \
			--btf_base "$tree/vmlinux.btf" "$BATS_TEST_TMPDIR/x.ko"
		[ "$status" -eq 1 ]
		assert_output 'pahole \(env no-such-pahole\) is not available; install pahole'
	done
}
