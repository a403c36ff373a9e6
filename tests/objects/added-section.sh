#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The section that btf-rebase adds to a module, against objcopy's, with the linker of each machine at hand; prints TAP.
set -eu

here=$(cd "${0%/*}" && pwd)
btf=$here/../../scripts/btf
number=0
bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

set --
for source in "$btf"/*.c; do
	[ "${source##*/}" = btf-rebase.c ] || set -- "$@" "$source"
done
"${CC:-cc}" -std=gnu11 -iquote "$btf" -o added-section "$here/added-section.c" "$@"

cat >one.c <<'.'
struct one { struct one *next; const char *name; } ones[3];
int second(struct one *one, int number);
int first(int number) { return second(&ones[number], number); }
__attribute__((section(".init.text"))) int init(void) { return first(1); }
__attribute__((section(".modinfo"))) const char license[] = "license=GPL";
__attribute__((section(".gnu.linkonce.this_module"), aligned(64))) char this_module[896];
.
cat >two.c <<'.'
struct one;
int first(int number);
static const char *const names[] = { "zero", "one", "two" };
__attribute__((weak)) const char *name_of(int number) { return names[number]; }
int second(struct one *one, int number);
int second(struct one *one, int number)
{
	switch (number) {
	case 1: return first(0);
	case 2: return *name_of(2);
	case 3: return one == 0;
	case 4: return first(7);
	case 5: return *name_of(1);
	}
	return 0;
}
.
echo 'SECTIONS { /DISCARD/ : { *(.discard) } .init.text 0 : ALIGN(8) { *(.init.text) } .data 0 : { *(.data .data.*) } }' >module.lds
head -c 3001 "$here/../../Makefile" >content

# compare MACHINE FLAG...: of how the linker is called, each way; sets $text to the one that differs
compare() {
	for source in one two; do
		"$1gcc" -O2 -fno-pic -fno-common "$2" -c "$source.c" || return 1
	done
	for text in '' '-T module.lds' '-T module.lds --build-id=sha1'; do
		# shellcheck disable=SC2086
		"$1ld" -r $text -o object one.o two.o || return 1
		"$1objcopy" --add-section .BTF=content object wanted || return 1
		./added-section object content && cmp object wanted || return 1
	done
}

# machine PREFIX
machine() {
	command -v "$1gcc" >/dev/null || return 0
	for flag in -g -g0 -ffunction-sections -gdwarf-4; do
		number=$((number + 1))
		if compare "$1" "$flag" >log 2>&1; then
			echo "ok $number ${1}ld, $flag: objcopy's bytes"
		else
			echo "not ok $number ${1}ld $text, $flag: objcopy's bytes"
			sed 's/^/# /' log
			bad=1
		fi
	done
}

machine ''
for name in aarch64-linux-gnu arm-linux-gnueabihf i686-linux-gnu powerpc64-linux-gnu powerpc64le-linux-gnu riscv64-linux-gnu \
	s390x-linux-gnu; do
	machine "$name-"
done
echo "1..$number"
exit $bad
