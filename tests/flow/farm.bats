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

# boxed ARG...: make where each step of the link stage sees its inputs only; $steps are those that ran.
boxed() {
	local lib=$KOLINK_ROOT/tests/flow/lib

	cp "$lib/only-inputs" "$bin/only-inputs"
	mkdir -p "$BATS_TEST_TMPDIR/box"
	: >"$BATS_TEST_TMPDIR/steps"
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" MASKED="$tree $KOLINK_ROOT" BOX="$BATS_TEST_TMPDIR/box" STEPS="$BATS_TEST_TMPDIR/steps" \
		make -j2 -C "$tree" --no-print-directory KBUILD_RUNNER="$bin/only-inputs" "$@"
	[ "$status" -eq 0 ] || fail "make $* in a box gave $status:" "$output"
	steps=$(cut -d' ' -f1 "$BATS_TEST_TMPDIR/steps" | LC_ALL=C sort | tr '\n' ' ')
	# What a step leaves besides helps the next one, and is not needed.
	! cut -s -d' ' -f2- "$BATS_TEST_TMPDIR/steps" | tr ' ' '\n' | grep -vE '^\.tmp_|^\..*\.d$' || fail "not declared as outputs"
}

# compiled_in_a_box OBJECT...: from what its record names, the compiler makes the same. Records name options in place of
# autoconf.h.
compiled_in_a_box() {
	local object record command inputs=()

	for object; do
		record=$(dirname "$object")/.$(basename "$object").cmd
		{
			read -r command
			read -ra inputs
		} < <(cd "$tree" && printf '%s\n' "include $record" '$(info $(savedcmd_'"$object"'))' \
			'$(info $(source_'"$object"') $(deps_'"$object"'))' 'all: ;' | make -s -f -)
		cp "$tree/$object" "$BATS_TEST_TMPDIR/object"
		(cd "$tree" && MASKED="$tree $KOLINK_ROOT" BOX="$BATS_TEST_TMPDIR/box" STEPS=/dev/null \
			"$bin/only-inputs" "$object" -- "${inputs[@]}" include/generated/autoconf.h -- sh -c "$command")
		cmp "$tree/$object" "$BATS_TEST_TMPDIR/object"
	done
}

@test "farm: each step of the link stage reads only what it declares" {
	local plain=$BATS_TEST_TMPDIR/plain ko='alpha.ko beta.ko drivers/delta.ko drivers/gamma.ko'

	config_set CONFIG_MODULE_SRCVERSION_ALL=y
	config_set CONFIG_VMLINUX_MAP=y
	cp -a "$tree" "$plain"
	(tree=$plain build -j2)

	boxed
	[ "$steps" = ".tmp_Module.symvers.log .tmp_vmlinux1 $ko modules.builtin modules.builtin.modinfo vmlinux vmlinux.o " ] ||
		fail "these steps ran: $steps"
	assert_same_results "$plain" "$tree"
	boxed
	[ -z "$steps" ] || fail "again: $steps"
	record_reset
	run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" make -C "$tree"
	assert_nothing_ran

	# Later, in parts
	boxed LDFLAGS_MODULE=-O1
	[ "$steps" = "$ko " ] || fail "of new flags: $steps"
	edit 's/a + b/a - b/' core/core.c
	boxed
	(tree=$plain && edit 's/a + b/a - b/' core/core.c && build -j2)
	assert_same_results "$plain" "$tree"

	# Objects by the compiler
	boxed KBUILD_MODPOST_OBJECTS=0
	compiled_in_a_box alpha.o core/core.o beta.mod.o drivers/gamma.mod.o .module-common.o .vmlinux.export.o
}

@test "farm: without kallsyms, BTF and modules the steps declare what they read, too" {
	for option in MODULES KALLSYMS DEBUG_INFO_BTF DEBUG_INFO_BTF_MODULES; do
		config_unset "CONFIG_$option"
	done
	boxed
	[ "$steps" = '.tmp_vmlinux.symvers.log modules.builtin modules.builtin.modinfo vmlinux vmlinux.o ' ] || fail "these steps ran: $steps"
	boxed
	[ -z "$steps" ] || fail "again: $steps"
}

@test "farm: a file of the first link that is gone is made again" {
	build -j2
	keep_results before
	rm "$tree/.tmp_vmlinux1.syms"
	# The second part of the link only
	build -j2 KALLSYMS_EXTRA_PASS=1
	assert_kept before
	build -j2 KALLSYMS_EXTRA_PASS=1
	assert_nothing_ran
}

# server_start NAME FOLDER: a server of distcc on this machine alone, with FOLDER in front of its PATH. Sets $port; $servers
# has its group of processes, $NAME.log says what it did.
server_start() {
	local log=$BATS_TEST_TMPDIR/$1.log tries user=()

	# It does not work as root.
	[ "$(id -u)" -ne 0 ] || user=(--user nobody)
	for ((tries = 0; tries < 20; tries++)); do
		port=$((20000 + RANDOM % 10000))
		# File 3 is bats' own: a server that has it would keep bats from ending.
		PATH=$2:/usr/bin:/bin TMPDIR=/tmp setsid distccd --no-detach --daemon --listen 127.0.0.1 --port "$port" --allow 127.0.0.1 \
			--jobs 4 "${user[@]}" --log-stderr --log-level info </dev/null >/dev/null 2>"$log" 3>&- &
		servers+=("-$!")
		for ((i = 0; i < 50; i++)); do
			! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || return 0
			kill -0 "$!" 2>/dev/null || break
			sleep 0.1
		done
	done
	fail "distccd does not start:" "$(cat "$log")"
}

# remote SERVER: sources that it compiled
remote() {
	sed -n 's/.* COMPILE_OK .* //p' "$BATS_TEST_TMPDIR/$1.log" | LC_ALL=C sort
}

teardown() {
	[ -z "${servers-}" ] || kill -KILL -- "${servers[@]}" 2>/dev/null || :
	[ -z "${fatal-}" ] || rm -rf "$fatal"
}

@test "farm: objects that distcc's servers made have the same bytes; one that dies changes nothing" {
	local plain=$BATS_TEST_TMPDIR/plain words=(CC='distcc gcc' KCFLAGS=-gno-column-info)
	local sources='alpha.c beta.c start.c core/core.c core/option.c core/shapes.c drivers/delta.c drivers/gamma_io.c drivers/gamma_main.c' one two source
	export DISTCC_DIR=$BATS_TEST_TMPDIR/distcc

	# Once there is a file of this name, the second server dies while it compiles for the third time.
	mkdir "$DISTCC_DIR"
	fatal=$(mktemp -d /tmp/kolink-distcc.XXXXXX)
	for name in gcc "$(gcc -dumpmachine)-gcc"; do
		cat >"$fatal/$name" <<-END
			#!/bin/sh
			[ ! -e "$fatal/calls" ] || echo x >>"$fatal/calls"
			[ ! -e "$fatal/calls" ] || [ "\$(wc -l <"$fatal/calls")" -lt 3 ] || kill -KILL "-\$(cat "$fatal/pid")" \$\$
			exec /usr/bin/gcc "\$@"
		END
		chmod +x "$fatal/$name"
	done
	# They run as somebody else.
	chmod a+rx "$fatal"

	cp -a "$tree" "$plain"
	cp -a "$tree" "$BATS_TEST_TMPDIR/other"
	(tree=$plain build -j2 KCFLAGS=-gno-column-info)
	servers=()
	server_start one /nonexistent
	one=127.0.0.1:$port
	server_start two "$fatal"
	two=127.0.0.1:$port
	echo "${servers[-1]#-}" >"$fatal/pid"

	# Nothing may be compiled here instead.
	export DISTCC_HOSTS="$two/2 $one/2" DISTCC_FALLBACK=0
	build -j4 "${words[@]}"
	for source in $sources; do
		{ remote one; remote two; } | grep -qx "$source" || fail "$source was not compiled there:" "$(remote one; remote two)"
	done
	[ -n "$(remote one)" ] && [ -n "$(remote two)" ] || fail "one server did it all"
	assert_same_results "$plain" "$tree"
	(cd "$plain" && find . -name '*.o' ! -path './scripts/*') | while read -r object; do
		cmp "$plain/$object" "$tree/$object"
	done
	build -j4 "${words[@]}"
	assert_nothing_ran

	tree=$BATS_TEST_TMPDIR/other
	touch "$fatal/calls"
	chmod 666 "$fatal/calls"
	export DISTCC_FALLBACK=1
	build -j4 "${words[@]}"
	[ "$(wc -l <"$fatal/calls")" -ge 3 ]
	! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || fail 'the second server is still there'
	assert_same_results "$plain" "$tree"
	build -j4 "${words[@]}"
	assert_nothing_ran
}
