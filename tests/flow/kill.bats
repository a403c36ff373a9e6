#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# kill -9 of the whole make at random moments, each followed by a plain make: the result is
# that of a clean build, and nothing is left over.
#
# KOLINK_SEED=N repeats a run's moments as far as the machine allows.

load lib/common

# Run make in a process group of its own and kill all of it after $1 seconds.
kill_make_after() {
	local leader i

	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH setsid make -C "$tree" --no-print-directory -j2 \
		MODPOST="$KOLINK_TEMPLATE/bin/modpost" >"$BATS_TEST_TMPDIR/killed.log" 2>&1 &
	leader=$!
	sleep "$1"
	kill -9 -- -$leader 2>/dev/null || :
	wait $leader 2>/dev/null || :
	# The tools die with the group, but maybe not before the next make looks.
	for ((i = 0; i < 100; i++)); do
		kill -0 -- -$leader 2>/dev/null || break
		sleep 0.01
	done
}

# assert_whole_modules: what is called .ko is one, with its BTF.
assert_whole_modules() {
	local module

	for module in "$tree"/*.ko "$tree"/drivers/*.ko; do
		[ ! -e "$module" ] || readelf -SW "$module" 2>/dev/null | grep -q ' \.BTF ' ||
			fail "$module is not whole" || return
	done
}

# now: the time in milliseconds.
now() {
	echo $((${EPOCHREALTIME/./} / 1000))
}

# kill_and_finish COUNT PREPARE: COUNT times: PREPARE makes work, make is killed somewhere in it,
# and a plain make finishes. The end must be that of a clean build of the same sources.
kill_and_finish() {
	local count=$1 prepare=$2 clean=$BATS_TEST_TMPDIR/clean start length moment i
	local seed=${KOLINK_SEED:-$((SRANDOM % 32768))}

	fresh_tree
	change
	build -j2
	rm -rf "$clean"
	mv "$tree" "$clean"

	RANDOM=$seed
	"$prepare"
	start=$(now)
	build -j2
	length=$(($(now) - start))
	echo "# seed $seed, an undisturbed build takes $length ms" >&3
	for ((i = 1; i <= count; i++)); do
		"$prepare"
		moment=$((RANDOM * length / 32768))
		kill_make_after "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
		assert_whole_modules || fail "kill $i at $moment ms of $length (seed $seed)"
		run kmake -j2
		[ "$status" -eq 0 ] ||
			fail "kill $i at $moment ms (seed $seed), then:" "$output"
		assert_same_tree "$clean" "$tree" ||
			fail "kill $i at $moment ms of $length (seed $seed), then:" "$output"
	done
}

fresh_tree() {
	rm -rf "$tree"
	tree_copy "$tree"
}

change() {
	edit 's/int width;/long width;/' core/shapes.c
	edit 's/item.value, a)/item.value, a + 1)/' alpha.c
	edit 's/number = a/number = a + 1/' drivers/gamma_io.c
}

fresh_changed_tree() {
	fresh_tree
	change
	# Samples for .mod.o files are made, too.
	rm "$tree"/scripts/.mod-objects.*
}

# The same sources, with the results of older ones.
built_changed_tree() {
	rm -rf "$tree"
	cp -a "$BATS_TEST_TMPDIR/before" "$tree"
	change
}

@test "kill -9: 16 times in a fresh build" {
	kill_and_finish 16 fresh_changed_tree
}

@test "kill -9: 16 times in a build after changes" {
	build -j2
	cp -a "$tree" "$BATS_TEST_TMPDIR/before"
	kill_and_finish 16 built_changed_tree
}

@test "kill -9: between link and BTF of a .ko: the next make gives it its BTF" {
	local marker=$BATS_TEST_TMPDIR/killed

	own_tool pahole 'case $arguments in
		*.ko*) [ -e '"$marker"' ] || { : >'"$marker"'; kill -9 0; } ;;
		esac'
	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH run setsid make -C "$tree"
	[ "$status" -ne 0 ]
	[ -e "$marker" ]
	assert_whole_modules
	build
	assert_all_btf
}

@test "kill -9: between the rename of a .ko and its record: other flags, and those of before, redo it" {
	local marker=$BATS_TEST_TMPDIR/killed mv

	mv=$(type -P mv)
	build -j2 LDFLAGS_MODULE=--no-warn-mismatch
	printf '%s\n' '#!/bin/sh' "$mv \"\$@\"" \
		"case \$* in *' alpha.ko') [ -e $marker ] || { : >$marker; kill -9 0; } ;; esac" >"$bin/mv"
	chmod +x "$bin/mv"
	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH run setsid make -C "$tree" LDFLAGS_MODULE=--no-fatal-warnings
	[ -e "$marker" ]
	build LDFLAGS_MODULE=--no-warn-mismatch
	assert_line '  LD [M]  alpha.ko'
	build LDFLAGS_MODULE=--no-warn-mismatch
	assert_nothing_ran
}

@test "kill -9: a modpost that dies leaves the dump and the .mod.c as they were" {
	local marker=$BATS_TEST_TMPDIR/killed

	build -j2
	keep before Module.symvers alpha.mod.c beta.mod.c
	edit 's/EXPORT_SYMBOL(alpha_twice)/EXPORT_SYMBOL_GPL(alpha_twice)/' alpha.c
	# With this limit the first write kills it.
	cat >"$bin/modpost" <<-'END'
		#!/bin/sh
		ulimit -f 0
		exec "${objtree:-.}/scripts/mod/modpost" "$@"
	END
	chmod +x "$bin/modpost"
	run kmake MODPOST="$bin/modpost"
	[ "$status" -ne 0 ]
	assert_kept before
	build
	grep -q 'alpha_twice	alpha	EXPORT_SYMBOL_GPL' "$tree/Module.symvers"
}

# with_limit PROGRAM: a shell line that lets the program run once with a limit at which its first write to a .ko kills
# it, and the whole build with it
with_limit() {
	printf '%s\n' "case \$arguments in
		*.ko*) [ -e '$BATS_TEST_TMPDIR/killed' ] || {
			: >'$BATS_TEST_TMPDIR/killed'
			(ulimit -f 0; exec '$1' \"\$@\")
			kill -9 0
		} ;;
		esac"
}

# assert_killed [VARIABLE...]: the build dies; the next one is complete, and nothing of the first is left.
assert_killed() {
	local left

	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH run setsid make -C "$tree" "$@"
	[ "$status" -ne 0 ]
	[ -e "$BATS_TEST_TMPDIR/killed" ]
	build "$@"
	assert_all_btf
	left=$(find "$tree" -name '.tmp_*.ko*' -o -name 'st??????' ! -name '*.o')
	[ -z "$left" ] || fail "$left"
}

@test "kill -9: what an objcopy writes beside a .ko does not stay" {
	own_tool objcopy "$(with_limit "$(type -P objcopy)")"
	assert_killed KBUILD_BTF_REBASE=0
}

@test "kill -9: a btf-rebase that dies while it changes a .ko leaves none" {
	build -j2
	mv "$tree/scripts/btf/btf-rebase" "$tree/scripts/btf/real"
	printf '%s\n' '#!/bin/sh' 'arguments=$*' "$(with_limit "$tree/scripts/btf/real")" \
		"exec '$tree/scripts/btf/real' \"\$@\"" >"$tree/scripts/btf/btf-rebase"
	chmod +x "$tree/scripts/btf/btf-rebase"
	assert_killed
}

# kill_ar: the first ar dies in core/, and leaves files as an ar does that dies early or late.
kill_ar() {
	local marker=$BATS_TEST_TMPDIR/killed

	own_tool ar 'case $arguments in
		*core/built-in.a*) [ -e '"$marker"' ] || {
			: >'"$marker"'
			umask 077
			: >core/stAb12cD
			printf "!<thin>\n//      " >core/stEf34gH
			kill -9 0
		} ;;
		esac'
	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH run setsid make -C "$tree"
	[ "$status" -ne 0 ]
	assert_exists core/stAb12cD core/stEf34gH
	# Somebody else's
	: >"$tree/core/stempty1"
	(umask 077 && printf '%s\n' text '!<thin>' >"$tree/core/stsecret")
}

@test "kill -9: what an ar writes beside its archive goes with the next make" {
	kill_ar
	build
	assert_missing core/stAb12cD core/stEf34gH
	assert_exists core/stempty1 core/stsecret
}

@test "kill -9: what an ar writes beside its archive goes with make clean" {
	kill_ar
	build clean
	assert_missing core/stAb12cD core/stEf34gH
	assert_exists core/stempty1 core/stsecret
}
