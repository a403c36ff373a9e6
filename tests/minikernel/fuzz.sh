#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: fuzz.sh [BUILD-DIR [COUNT]]
# Compiles the example kernel's module loader for the host, with sanitizers, and
# gives it COUNT (default 3000) broken variants of each module. Output is TAP.
set -eu

here=$(cd "${0%/*}" && pwd)
root=$here/../..
example=$root/examples/minikernel
dir=${1:-$example}
count=${2:-3000}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# The kernel's exports as Module.symvers has them, each with a place of its own.
"${OBJCOPY:-objcopy}" -O binary --only-section=.BTF "$dir/vmlinux" "$tmp/base.btf"
awk -F '\t' -v base="$tmp/base.btf" '
	BEGIN { n = 0 }
	function label(name) { printf "\t.globl %s\n%s:\n", name, name }
	$3 == "vmlinux" { symbol[n] = $2; gpl[n] = $4 ~ /GPL/; space[n] = $5; n++ }
	END {
		print "\t.section .note.GNU-stack, \"\", %progbits\n\t.data\n\t.balign 8"
		label("__start___ksymtab")
		for (i = 0; i < n; i++)
			printf "\t.long fake_%d - ., name_%d - ., space_%d - .\n", i, i, i
		label("__stop___ksymtab")
		label("__start___kflagstab")
		for (i = 0; i < n; i++)
			printf "\t.byte %d\n", gpl[i]
		print "\t.balign 8"
		label("__start___kcrctab")
		label("__stop___kcrctab")
		for (i = 0; i < n; i++) {
			printf "name_%d:\t.asciz \"%s\"\nspace_%d:\t.asciz \"%s\"\n", i, symbol[i], i, space[i]
			printf "fake_%d:\t.quad 0\n", i
		}
		label("__start_BTF")
		printf "\t.incbin \"%s\"\n", base
		label("__stop_BTF")
	}' "$dir/Module.symvers" > "$tmp/exports.s"

sanitize='-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-pie'
# shellcheck disable=SC2086 # a list of words
kernel_cc() {
	${CC:-cc} -std=gnu11 -nostdinc -I"$example/include" -I"$dir/include" -I"$root/include" \
		-include "$root/include/linux/kconfig.h" -Wall -Werror $sanitize "$@"
}

objects=
for source in host/loader kernel/elf kernel/layout kernel/relocate kernel/resolve kernel/btf \
	kernel/params; do
	object=$tmp/${source##*/}.o
	objects="$objects $object"
	kernel_cc -DKBUILD_MODNAME='"loader"' -c -o "$object" "$example/$source.c"
done
# shellcheck disable=SC2086
${CC:-cc} -std=gnu11 -Wall -Wextra -Werror $sanitize -no-pie -o "$tmp/fuzz" \
	"$example/host/fuzz.c" "$tmp/exports.s" $objects

# Modules in the order in which they were loaded at boot: a use after its export.
while read -r object; do
	echo "$dir/${object%.o}.ko"
done < "$dir/modules.order" > "$tmp/list"
# shellcheck disable=SC2046
if "$tmp/fuzz" "$count" $(cat "$tmp/list") > "$tmp/log" 2>&1; then
	sed 's/^/# /' "$tmp/log"
	echo "ok 1 - the loader survives broken modules"
else
	sed 's/^/# /' "$tmp/log"
	echo "not ok 1 - the loader survives broken modules"
	echo 1..1
	exit 1
fi
echo 1..1
