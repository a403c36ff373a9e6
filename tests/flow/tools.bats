#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Tools that are missing, and what a Kbuild file can ask of those that are there.

load lib/common

@test "tools: missing tools are named, all at once, before anything is compiled" {
	build_fails CROSS_COMPILE=no-such-machine- ARCH=x86 PAHOLE=no-such-pahole
	assert_output '^CC: no-such-machine-gcc is not found: '
	assert_output '^LD: no-such-machine-ld is not found: '
	assert_output '^PAHOLE: no-such-pahole is not found: '
	assert_nothing_ran
}

@test "tools: cc-option and its kin" {
	# shellcheck disable=SC2016
	printf '%s\n' '$(info has: $(call cc-option,-O1,no) $(call cc-option,-no-such,other))' \
		'$(info yn: $(call cc-option-yn,-O1) $(call cc-option-yn,-no-such))' \
		'$(info warn: $(call cc-disable-warning,unused-variable) $(call cc-disable-warning,surely-unknown))' \
		'$(info ld: $(call ld-option,-z noexecstack,no))' \
		'$(info cmp: $(call test-lt,1,2) $(call test-ge,1,2) $(call test-le,2,2))' >>"$tree/core/Kbuild"
	build core/core.o
	assert_line 'has: -O1 other'
	assert_line 'yn: y n'
	assert_line 'warn: -Wno-unused-variable '
	assert_line 'ld: -z noexecstack'
	assert_line 'cmp: y  y'
}
