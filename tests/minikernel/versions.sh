#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: versions.sh
# Builds a copy of the example kernel with CONFIG_MODVERSIONS, boots it, and
# hands over modules whose versions do not fit. Output is TAP.
set -eu

here=$(cd "${0%/*}" && pwd)
root=$(cd "$here/../.." && pwd)
example=$root/examples/minikernel

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

LC_ALL=C
export LC_ALL
count=0
failed=0
objcopy=${OBJCOPY:-objcopy}

# The sources only: the example may have been built where it is.
mkdir -p "$tmp/tree/include"
for part in Kbuild kernel drivers samples include/minikernel; do
	cp -R "$example/$part" "$tmp/tree/$part"
done
find "$tmp/tree" -type f ! -name '*.[chS]' ! -name Kbuild -exec rm -f {} +
sed "s|^include .*|include $root/Makefile|" "$example/Makefile" > "$tmp/tree/Makefile"

# A version that is easy to foresee: the checksum of the symbol's name.
cat > "$tmp/crc.sh" <<-'END'
	#!/bin/sh
	sed -n 's/.*__GENKSYMS_EXPORT_SYMBOL(\([a-z_0-9]*\)).*/\1/p' | while read -r symbol; do
		printf '#SYMVER %s 0x%08x\n' "$symbol" "$(printf '%s' "$symbol" | cksum | cut -d ' ' -f 1)"
	done
END
chmod +x "$tmp/crc.sh"

# The copy of a module that a loaded one does not stand in the way of.
renamed() {
	sed 's/gpl_user/gpl_useX/g' "$tmp/tree/samples/gpl_user.ko" > "$tmp/$1.ko"
	extra="$extra $tmp/$1.ko"
}

# edit_section MODULE SECTION FILTER...: a section of the copy goes through a filter.
edit_section() {
	copy=$tmp/$1.ko
	section=$2
	shift 2
	"$objcopy" -O binary --only-section="$section" "$copy" "$tmp/section"
	"$@" < "$tmp/section" > "$tmp/section.new"
	"$objcopy" --update-section "$section=$tmp/section.new" "$copy"
}

# A filter: four other bytes at the start.
# shellcheck disable=SC2317 # edit_section calls it
other_start() {
	printf '\377\376\375\374'
	tail -c +5
}

check() {
	count=$((count + 1))
	if grep -q -x -e "$2" "$tmp/log"; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		sed 's/^/# /' "$tmp/log"
		failed=1
	fi
}

# $1: BASIC or EXTENDED; $2: the section that names symbols; $3: that of versions
try() {
	{
		cat "$example/defconfig"
		echo CONFIG_MODVERSIONS=y
		echo "CONFIG_$1_MODVERSIONS=y"
	} > "$tmp/tree/.config"
	if ! make -C "$tmp/tree" GENKSYMS="$tmp/crc.sh" > "$tmp/log" 2>&1; then
		sed 's/^/# /' "$tmp/log"
		echo "not ok $((count + 1)) - build with $1 versions"
		failed=1
		return
	fi
	extra=
	renamed unnamed
	edit_section unnamed "$2" sed 's/printk/printX/'
	renamed layout
	edit_section layout "$2" sed 's/module_layout/module_layouX/'
	renamed other
	edit_section other "$3" other_start
	# shellcheck disable=SC2086 # a list of paths without blanks
	"$example/run.sh" "$tmp/tree" $extra > "$tmp/log" 2>&1 || :

	good=$(wc -l < "$tmp/tree/modules.order" | tr -d ' ')
	check "$1: modules with the right versions are taken" \
		"minikernel: $good modules loaded, $good unloaded, 3 refused"
	check "$1: a symbol without a version" 'unnamed.ko: refused: it has no version for symbol printk'
	check "$1: module_layout is asked for" \
		'layout.ko: refused: it has no version for symbol module_layout'
	check "$1: another version" \
		'other.ko: refused: symbol [a-z_]* has version 0x[0-9a-f]*, the module wants 0x[0-9a-f]*'
}

try BASIC __versions __versions
try EXTENDED __version_ext_names __version_ext_crcs
echo "1..$count"
exit $failed
