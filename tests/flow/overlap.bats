#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# vmlinux and the modules are linked side by side.
#
# The recorders of both links wait for each other (for some seconds at most), so that on a busy
# machine, too, a build that allows the overlap shows it, and one that does not cannot.

load lib/common

# assert_overlap: by the recorded times some .ko was being linked while vmlinux was.
assert_overlap() {
	local vmlinux module

	vmlinux=$(span ld '-o \.tmp_vmlinux\.final')
	module=$(span ld '-o [^ ]*\.ko')
	[ -n "$vmlinux" ] && [ -n "$module" ] || fail "links not recorded:" "$(recorded)"
	awk -v v="$vmlinux" '
		BEGIN { split(v, vmlinux) }
		$1 < vmlinux[2] && vmlinux[1] < $2 { overlap = 1 }
		END { exit !overlap }' <<<"$module" ||
		fail "no overlap: vmlinux $vmlinux, modules:" "$module"
}

side_by_side() {
	own_tool ld "$(wait_for '*.tmp_vmlinux.final*' '-o [^ ]*\\.ko')
$(wait_for '*-o*.ko*' '-o \\.tmp_vmlinux\\.final')"
	build -j2
	assert_overlap
}

@test "overlap: with BTF, the links of vmlinux and of modules overlap" {
	side_by_side
	assert_all_btf
}

@test "overlap: without BTF, the links of vmlinux and of modules overlap" {
	config_unset CONFIG_DEBUG_INFO_BTF
	config_unset CONFIG_DEBUG_INFO_BTF_MODULES
	side_by_side
}

@test "overlap: compiling .mod.c does not wait for the base BTF" {
	own_tool pahole 'case $arguments in
		*.ko*) ;;
		*) for _ in {1..200}; do
			grep -q "beta\.mod\.c" "$KOLINK_RECORD" && break
			sleep 0.05
		   done ;;
		esac'
	build -j2 KBUILD_MODPOST_OBJECTS=0
	awk '
		NR == FNR { base_end = $2; next }
		$1 < base_end { early = 1 }
		END { exit !early }' \
		<(span pahole '\.tmp_vmlinux1' | tail -n 1) <(span gcc 'beta\.mod\.c') ||
		fail "beta.mod.c waited for the base BTF"
}
