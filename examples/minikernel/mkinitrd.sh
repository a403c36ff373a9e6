#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: mkinitrd.sh OUT MODULE.ko... [-- EXTRA...]
# Packs modules into a cpio archive (newc) for the example kernel. Its file
# modules.list names the modules in an order in which each comes after those it
# depends on, then the extra modules as given. Parameters come from the file that
# MODULE_PARAMS names: lines "module name=value ...".
set -eu

out=$1
shift
tmp=$(mktemp -d 2>/dev/null) || tmp=$(TMPDIR=/tmp mktemp -d)
trap 'rm -rf "$tmp" "$out.tmp"' EXIT
trap 'exit 1' HUP INT TERM

# Prints the values of a tag of a module's information. Not in a pipe: an objcopy that fails ends this.
modinfo_tag() {
	# shellcheck disable=SC2086 # a command is words
	${OBJCOPY:-objcopy} -O binary --only-section=.modinfo "$1" "$tmp/modinfo"
	tr '\0' '\n' < "$tmp/modinfo" > "$tmp/modinfo.lines"
	LC_ALL=C sed -n "s/^$2=//p" "$tmp/modinfo.lines"
}

params_of() {
	if [ -n "${MODULE_PARAMS-}" ]; then
		sed -n "s/^$1 / /p" "$MODULE_PARAMS"
	fi
}

# One entry of the archive: name, size in bytes; the content comes from stdin.
entry() {
	size=$2
	name_size=$((${#1} + 1))
	printf '070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X' \
		0 33188 0 0 1 0 "$size" 0 0 0 0 "$name_size" 0
	printf '%s\0' "$1"
	pad $((110 + name_size))
	cat
	pad "$size"
}

pad() {
	case $(($1 % 4)) in
	1) printf '\0\0\0' ;;
	2) printf '\0\0' ;;
	3) printf '\0' ;;
	esac
}

add_file() {
	entry "${1##*/}" "$(wc -c < "$1" | tr -d ' ')" < "$1"
}

: > "$tmp/files"
: > "$tmp/edges"
: > "$tmp/extra"
while [ $# -gt 0 ]; do
	if [ "$1" = -- ]; then
		shift
		break
	fi
	name=${1##*/}
	name=${name%.ko}
	echo "$1" >> "$tmp/files"
	# tsort takes pairs; a module paired with itself just takes part.
	echo "$name $name" >> "$tmp/edges"
	depends=$(modinfo_tag "$1" depends)
	echo "$depends" | tr ',' '\n' | while read -r dep; do
		[ -z "$dep" ] || echo "$dep $name"
	done >> "$tmp/edges"
	shift
done
for file; do
	echo "$file" >> "$tmp/extra"
done

tsort "$tmp/edges" > "$tmp/order"
{
	cat "$tmp/order"
	sed 's|.*/||; s|\.ko$||' "$tmp/extra"
} | while read -r name; do
	echo "$name.ko$(params_of "$name")"
done > "$tmp/modules.list"

{
	add_file "$tmp/modules.list"
	while read -r file; do
		add_file "$file"
	done < "$tmp/files"
	while read -r file; do
		add_file "$file"
	done < "$tmp/extra"
	entry 'TRAILER!!!' 0 < /dev/null
} > "$out.tmp"
mv "$out.tmp" "$out"
