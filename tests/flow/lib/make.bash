# SPDX-License-Identifier: GPL-2.0-only
# Running make on the small tree.

# kmake ARG...: make in $tree with the recorders in front.
kmake() {
	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH timeout -k 5 300 \
		make -C "$tree" --no-print-directory MODPOST="$KOLINK_TEMPLATE/bin/modpost" "$@"
}

# without TOOL...: kmake's tools without these
without() {
	local tool

	mkdir "$BATS_TEST_TMPDIR/usr"
	cp -s /usr/bin/* "$BATS_TEST_TMPDIR/usr" 2>/dev/null || :
	for tool; do
		rm -f "$BATS_TEST_TMPDIR/usr/$tool"
	done
	# shellcheck disable=SC2123	# for make
	PATH=$BATS_TEST_TMPDIR/usr
}

# build ARG...: kmake that must succeed; the recorders' log holds this build only.
build() {
	record_reset
	run kmake "$@"
	[ "$status" -eq 0 ] || fail "make $* failed with $status:" "$output"
}

# build_fails ARG...: kmake that must fail with make's 2.
build_fails() {
	record_reset
	run kmake "$@"
	[ "$status" -eq 2 ] || fail "make $* gave $status, not 2:" "$output"
}

# in_namespace COMMAND...: run with mounts of one's own, which end with the command.
in_namespace() {
	if [ "$(id -u)" = 0 ]; then
		unshare -m "$@"
	else
		unshare -rm "$@"
	fi
}

# Let the clock of the file system move past the last write, then touch.
touch_later() {
	sleep 0.02
	touch "$@"
}

# edit EXPRESSION FILE: sed in place, in the tree; must change something.
edit() {
	local file=$tree/$2

	sleep 0.02
	cp -p "$file" "$BATS_TEST_TMPDIR/edited"
	sed -i "$1" "$file"
	! cmp -s "$file" "$BATS_TEST_TMPDIR/edited" || fail "nothing to edit in $2: $1"
}
