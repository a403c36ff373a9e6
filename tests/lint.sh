#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Checks of the sources themselves; prints TAP.
# shellcheck disable=SC2317	# check calls the functions by name
set -u
unset CDPATH GREP_OPTIONS
LC_ALL=C.UTF-8
export LC_ALL

cd "${0%/*}/.." || exit 1

work=$(mktemp -d 2>/dev/null) || work=$(TMPDIR=/tmp mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

if git rev-parse --git-dir >/dev/null 2>&1; then
	git ls-files --cached --others --exclude-standard
else
	find . -type f | sed 's,^\./,,'
fi | sort -u | while IFS= read -r file; do
	[ -f "$file" ] && echo "$file"
done >"$work/files"

if ! [ -s "$work/files" ]; then
	echo "$0: there are no files here, or git cannot list them" >&2
	exit 1
fi

jobs=${KOLINK_JOBS:-$(nproc)}
number=0
bad=0
# check NAME COMMAND...: one TAP line; what the command prints follows a failure.
check() {
	number=$((number + 1))
	name=$1
	shift
	if "$@" >"$work/out" 2>&1; then
		echo "ok $number $name"
	else
		echo "not ok $number $name"
		sed 's/^/# /' "$work/out"
		bad=1
	fi
}

sources() {
	grep -E "$1" "$work/files"
}

shell_scripts() {
	while IFS= read -r file; do
		case $file in
		*.bats | *.bash) continue ;;
		*.sh) echo "$file" ;;
		*) head -n 1 "$file" | tr -d '\0' | grep -q '^#! *\(/usr\)\{0,1\}/bin/sh' &&
			echo "$file" ;;
		esac
	done <"$work/files"
}

# The programs that run on the host; kernel code is compiled by the builds themselves.
host_programs() {
	sources '^(scripts|tests)/.*\.c$' | grep -v -e '^scripts/module-\(common\|layout\)\.c$' -e '^tests/flow/' -e '^tests/linux/external/' -e '^tests/linux/small/' -e '^tests/fuzz/seed\.c$'
}

has_licence() {
	rc=0
	for file in $(sources '\.(c|h|S|sh|bats|bash|mk|awk|py|js|css|html)$|(^|/)(Makefile[^/]*|Kbuild[^/]*)$'); do
		head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-only' || {
			echo "$file: no SPDX line in the first three"
			rc=1
		}
	done
	return "$rc"
}

# Each file by itself, several at a time
compiles() {
	# shellcheck disable=SC2016	# the inner shell's variables
	host_programs | xargs -P "$jobs" -I '{}' sh -c '
		exec "$1" -std=gnu11 -O2 -Wall -Wextra -Wshadow -Wstrict-prototypes -Werror \
			-iquote "${2%/*}" -iquote scripts/mod -iquote scripts/btf -iquote scripts/symtypes -c -o /dev/null "$2"' sh "$1" '{}'
}

# Each header by itself: it includes what it needs.
headers_compile() {
	# shellcheck disable=SC2016	# the inner shell's variables
	sources '^scripts/(mod|btf|symtypes)/.*\.h$' | xargs -P "$jobs" -I '{}' sh -c '
		exec gcc -std=gnu11 -Wall -Wextra -Werror -iquote scripts/mod -iquote scripts/btf -iquote scripts/symtypes \
			-include "$1" -fsyntax-only -x c /dev/null' sh '{}'
}

includes_in_order() {
	sources '^scripts/(mod|btf)/.*\.[ch]$' | xargs awk -f tests/include-graph.awk tests/include-floors
}

formatted() {
	# shellcheck disable=SC2046	# file names without blanks
	clang-format --dry-run --Werror $(sources '\.[ch]$')
}

shell_clean() {
	shell_scripts | xargs -P "$jobs" -n 12 shellcheck -x -P SCRIPTDIR -e SC1091,SC2015,SC2154
}

bats_clean() {
	# bats and the library set variables, each test is a subshell, code is handed on quoted.
	sources '\.(bats|bash)$' | xargs -P "$jobs" -n 8 shellcheck -s bash -x \
		-e SC1003,SC1091,SC2015,SC2016,SC2030,SC2031,SC2034,SC2154,SC2314,SC2317
}

check "every source has an SPDX line" has_licence
check "C is formatted (clang-format)" formatted
check "host C compiles without warnings (gcc)" compiles gcc
check "host C compiles without warnings (clang)" compiles clang
check "headers compile by themselves" headers_compile
check "no include in a circle, or of what comes later (tests/include-floors)" includes_in_order
check "shell scripts (shellcheck)" shell_clean
check "bats files (shellcheck)" bats_clean
echo "1..$number"
exit "$bad"
