# SPDX-License-Identifier: GPL-2.0-only
# Once for all tests: the small tree with its host programs ("prepared") and after a complete
# build ("built"). Tests work on copies.

setup_suite() {
	local tree bin

	# shellcheck source=/dev/null
	. "$BATS_TEST_DIRNAME/lib/common.bash"
	export KOLINK_TEMPLATE=$BATS_SUITE_TMPDIR/template
	BATS_TEST_TMPDIR=$KOLINK_TEMPLATE
	mkdir -p "$KOLINK_TEMPLATE"
	record_tools
	record_start
	tree=$KOLINK_TEMPLATE/prepared
	tree_new "$tree"
	kmake modules_prepare >"$KOLINK_TEMPLATE/log" 2>&1 || {
		cat "$KOLINK_TEMPLATE/log"
		return 1
	}
	gcc -O1 -o "$KOLINK_TEMPLATE/same-mod-object" "$KOLINK_ROOT/tests/objects/same-mod-object.c" -lelf
}
