#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# How far make is, on a terminal and nowhere else.

load lib/common

# terminal ARG...: make writes to a terminal; $output has the lines for modules, $all every line.
terminal() {
	record_reset
	run env SHELL="$BASH" PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" \
		script -qec "$(printf '%q ' make -C "$tree" --no-print-directory MODPOST="$KOLINK_TEMPLATE/bin/modpost" "$@")" /dev/null
	[ "$status" -eq 0 ] || fail "make $* failed with $status:" "$output"
	all=$(tr -d '\r' <<<"$output")
	output=$(grep -F -e '[M]' -e 'make said' <<<"$all") || :
}

# assert_modules LINE...: $output has these lines, and no more.
assert_modules() {
	diff <(printf '%s\n' "$@") <(echo "$output") || fail "not the lines of the modules"
}

plain=('  LD [M]  alpha.ko' '  BTF [M] alpha.ko' '  LD [M]  beta.ko' '  BTF [M] beta.ko')

# remake [ARG...]: two modules of four are to be made
remake() {
	rm "$tree"/{alpha,beta}.ko
	terminal "$@"
}

@test "progress: on a terminal modules are counted that are made, of those that have to be" {
	terminal
	assert_line '  LD [M] 1/4 alpha.ko'
	assert_line '  LD [M] 4/4 drivers/delta.ko'
	assert_line '  BTF [M] drivers/delta.ko'
	assert_line '  LD [M]  drivers/gamma.o'
	terminal
	[ -z "$output" ] || fail "$output"
	assert_nothing_ran

	remake
	assert_modules '  LD [M] 1/2 alpha.ko' '  BTF [M] alpha.ko' '  LD [M] 2/2 beta.ko' '  BTF [M] beta.ko'
	# Several at a time, in whatever order they end
	remake -j2 -O
	[ "$(grep -e LD <<<"$output" | sort)" = "$(printf '  LD [M] %s\n' '1/2 alpha.ko' '2/2 beta.ko')" ]
	# Of one there is nothing to say.
	touch_later "$tree/drivers/delta.c"
	terminal
	assert_modules '  CC [M]  drivers/delta.o' '  LD [M]  drivers/delta.ko' '  BTF [M] drivers/delta.ko'
	# What a killed make left
	: >"$tree/.beta.ko.cmd"
	rm "$tree/drivers/delta.ko"
	terminal
	assert_line '  LD [M] 1/2 beta.ko'
	# Another command makes all of them again.
	terminal LDFLAGS_MODULE=--build-id=sha1
	assert_line '  LD [M] 1/4 alpha.ko'

	# .mod.o, too, if they are compiled
	rm "$tree"/*.ko
	terminal KBUILD_MODPOST_OBJECTS=0
	assert_line '  CC [M] 1/4 alpha.mod.o'
	assert_line '  CC [M] 4/4 drivers/delta.mod.o'

	# Installed: one that is in place is not installed again, but passed.
	terminal modules_install INSTALL_MOD_PATH="$BATS_TEST_TMPDIR/root" DEPMOD=true
	local root=$BATS_TEST_TMPDIR/root/lib/modules/1.2.0
	[ "$(grep -F .ko <<<"$all")" = "$(printf "  INSTALL %s\n" "1/4 $root/kernel/"{alpha.ko,beta.ko,drivers/gamma.ko,drivers/delta.ko} |
		awk '{ sub("1/4", NR "/4") } 1')" ] || fail "$all"
	touch_later "$tree/beta.ko"
	terminal modules_install INSTALL_MOD_PATH="$BATS_TEST_TMPDIR/root" DEPMOD=true
	[ "$(grep -F .ko <<<"$all")" = "  INSTALL 2/4 $root/kernel/beta.ko" ] || fail "$all"

	# A trace has the names alone.
	rm "$tree"/{alpha,beta}.ko
	terminal KBUILD_MODPOST_OBJECTS=0 KBUILD_TRACE=trace.json
	assert_line '  LD [M] 2/2 beta.ko'
	grep -q '"name": "LD \[M\] beta.ko"' "$tree/trace.json"
}

@test "progress: not with -s, V=1, V=2, KBUILD_PROGRESS=0, -n, and never in a log" {
	build -j2
	remake
	assert_line '  LD [M] 1/2 alpha.ko'
	remake KBUILD_PROGRESS=0
	assert_modules "${plain[@]}"
	remake -s
	[ -z "$output" ] || fail "$output"
	remake V=1
	assert_line '# LD [M]  alpha.ko'
	assert_no_output '1/2'
	remake V=2
	assert_line '  LD [M]  alpha.ko - due to target missing'
	assert_no_output '1/2'
	remake -n
	assert_no_output '1/2'

	build
	grep -F '[M]' <<<"$output" | diff <(printf '%s\n' "${plain[@]}") -
	# make on a terminal starts one whose output is a log.
	printf '%s\n' 'all: ; @$(MAKE) -C .. >log && sed "s/^/make said: /" log' >"$tree/drivers/Makefile"
	rm "$tree"/{alpha,beta}.ko
	terminal -C drivers
	diff <(printf '%s\n' "${plain[@]/#/make said: }") <(grep -F '[M]' <<<"$output")
}
