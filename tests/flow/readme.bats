#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The worked example of the README, word for word.

load lib/common

# readme_blocks KIND: the fenced blocks of that kind in the section of the example.
readme_blocks() {
	awk -v kind="$1" '
		/^## / { here = ($0 == "## A tree of your own") }
		here && $0 == "```" kind { inside = 1; next }
		/^```$/ { inside = 0 }
		here && inside' "$KOLINK_ROOT/README.md"
}

@test "readme: the worked example, from an empty folder" {
	local folder=$BATS_TEST_TMPDIR/mytree line

	mkdir "$folder"
	kolink_copy "$folder/kolink"
	readme_blocks sh >"$BATS_TEST_TMPDIR/script"
	grep -q '^make' "$BATS_TEST_TMPDIR/script"
	cd "$folder"
	run sh -e "$BATS_TEST_TMPDIR/script"
	[ "$status" -eq 0 ] || fail "status $status:" "$output"
	# What the README shows is what came out.
	readme_blocks text >"$BATS_TEST_TMPDIR/shown"
	[ -s "$BATS_TEST_TMPDIR/shown" ]
	while IFS= read -r line; do
		assert_line "$line"
	done <"$BATS_TEST_TMPDIR/shown"
}

@test "readme: every document is linked, and every link leads somewhere" {
	local page link

	cd "$KOLINK_ROOT"
	for page in docs/*.md; do
		grep -q "($page)" README.md || fail "README.md does not link $page"
	done
	for page in README.md docs/*.md; do
		while IFS= read -r link; do
			[ -e "${page%"${page##*/}"}$link" ] || fail "$page: no $link"
		done < <(grep -o '](\([^)#:]*\)' "$page" | sed 's/^](//')
	done
}

# words_of FILE: what stands between backticks
words_of() {
	grep -o '`[^` ]*`' "$1" | tr -d '`' | sort -u
}

@test "readme: every file that the map and CONTRIBUTING name is there" {
	local word found=0

	cd "$KOLINK_ROOT"
	for word in $(words_of docs/architecture.md) $(words_of CONTRIBUTING.md); do
		case $word in
		scripts/* | tests/* | docs/* | Makefile) ;;
		*.mod.* | foo* | vmlinux* | modules.order | .vmlinux*) continue ;;
		Makefile.* | *.sh) word=scripts/$word ;;
		*.bats) word=tests/flow/$word ;;
		*) continue ;;
		esac
		[ -e "$word" ] || [ -e "${word/scripts/scripts/linux}" ] || fail "no $word"
		found=$((found + 1))
	done
	[ "$found" -gt 40 ]
	# The tables of the phases name files without folder and suffix.
	for word in $(sed -n '/^| phase/,/^$/p' docs/architecture.md | grep -o '`[^` ]*`' | tr -d '`'); do
		[ -e "$word" ] || [ -e "scripts/mod/$word" ] || [ -e "scripts/mod/$word.c" ] || [ -e "scripts/mod/$word.h" ] || fail "no scripts/mod/$word"
	done
}

@test "readme: docs/testing.md says what every flow file is about" {
	local file name

	for file in "$KOLINK_ROOT"/tests/flow/*.bats; do
		name=${file##*/}
		grep -q "^|.*\`${name%.bats}\`.*|" "$KOLINK_ROOT/docs/testing.md" || fail "docs/testing.md lacks ${name%.bats}"
	done
}
