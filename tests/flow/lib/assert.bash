# SPDX-License-Identifier: GPL-2.0-only
# Assertions; each explains itself when it fails.

fail() {
	printf '%s\n' "$@" >&2
	return 1
}

# assert_ran TOOL REGEX [COUNT]: TOOL was called with such arguments (COUNT times).
assert_ran() {
	local count

	count=$(ran_count "$1" "$2")
	if [ $# -gt 2 ]; then
		[ "$count" -eq "$3" ] || fail "$1 '$2' ran $count times, not $3:" "$(recorded)"
	else
		[ "$count" -gt 0 ] || fail "$1 '$2' did not run:" "$(recorded)"
	fi
}

# assert_not_ran TOOL [REGEX]
assert_not_ran() {
	[ "$(ran_count "$@")" -eq 0 ] || fail "$1 '${2:-}' ran:" "$(ran "$@")"
}

# assert_nothing_ran: none of the recorded tools.
assert_nothing_ran() {
	[ ! -s "$KOLINK_RECORD" ] || fail "tools ran:" "$(recorded)"
}

# assert_line LINE: the output has exactly this line.
assert_line() {
	grep -qxF -e "$1" <<<"$output" || fail "no line '$1' in:" "$output"
}

# assert_no_line LINE
assert_no_line() {
	! grep -qxF -e "$1" <<<"$output" || fail "line '$1' in:" "$output"
}

# assert_output REGEX: some line matches.
assert_output() {
	grep -qE -e "$1" <<<"$output" || fail "nothing like '$1' in:" "$output"
}

# assert_no_output REGEX
assert_no_output() {
	! grep -qE -e "$1" <<<"$output" || fail "something like '$1' in:" "$output"
}

# lines_of REGEX: how many lines of the output match.
lines_of() {
	grep -cE -e "$1" <<<"$output" || :
}

# assert_lines COUNT REGEX
assert_lines() {
	local count

	count=$(lines_of "$2")
	[ "$count" -eq "$1" ] || fail "$count lines like '$2', not $1:" "$output"
}

# assert_exists FILE..., assert_missing FILE...: in the tree.
assert_exists() {
	local file

	for file; do
		[ -e "$tree/$file" ] || fail "no $file" || return
	done
}

assert_missing() {
	local file

	for file; do
		[ ! -e "$tree/$file" ] || fail "$file exists" || return
	done
}

# assert_btf FILE [BASE]: the module has BTF, and it reads well on top of the base.
assert_btf() {
	local base=${2:-$tree/vmlinux.btf}

	readelf -SW "$1" | grep -q '[] ]\.BTF ' || fail "$1 has no .BTF" || return
	pahole -F btf --btf_base "$base" "$1" >"$BATS_TEST_TMPDIR/types" 2>&1 ||
		fail "pahole cannot read the BTF of $1" "$(cat "$BATS_TEST_TMPDIR/types")"
}

# assert_all_btf: every module of the tree has it.
assert_all_btf() {
	local module

	for module in $tree_modules; do
		assert_btf "$tree/$module.ko" || return
	done
}

# assert_same_tree DIR DIR: the same files with the same bytes; nothing more, nothing less.
assert_same_tree() {
	diff <(file_bytes "$1") <(file_bytes "$2") || fail "$1 and $2 differ"
}
