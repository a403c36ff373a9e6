#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A whole kernel with modules (kernel.config), built with the original link stage and then, from the
# same objects, overlaid with kolink's: all that both write has to be the same bytes. Then the
# overlaid tree is put to work, booted in QEMU, and restored.
# usage: kernel.sh RELEASE
#
# The first run for a release compiles that kernel and takes long; what it made is kept.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"

release=${1:?"usage: kernel.sh RELEASE"}
jobs=${KOLINK_JOBS:-$(nproc)}
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
export KBUILD_BUILD_TIMESTAMP='Thu Jan  1 00:00:00 UTC 2026' KBUILD_BUILD_VERSION=1
export KBUILD_BUILD_USER=kolink KBUILD_BUILD_HOST=kolink

failed=0
fail()
{
	echo "FAILED: $*"
	failed=$((failed + 1))
}

# build LOG [ARGUMENT...]
build()
{
	log=$1
	shift
	nice make -C "$tree" -j"$jobs" PAHOLE="$folder/pahole" "$@" >"$log" 2>&1
}

must_build()
{
	build "$@" || {
		tail -n 30 "$1"
		die "$tree: make failed"
	}
}

unpack_source()
{
	package=linux-source-$release
	[ "$(version "$package")" ] || die "apt knows no $package; run apt-get update"
	folder=$cache/trees/$(version "$package")
	tree=$folder/linux
	# BTF of old pahole versions depends on the number of threads.
	mkdir -p "$folder"
	# shellcheck disable=SC2016 # the script's variables
	printf '%s\n' '#!/bin/sh' \
		'for arg; do shift; case $arg in -j*) ;; *) set -- "$@" "$arg" ;; esac; done' \
		'exec pahole "$@"' >"$folder/pahole"
	chmod +x "$folder/pahole"
	[ ! -e "$folder/unpacked" ] || return 0
	rm -rf "$tree" "$folder/source"
	unpack "$package" "$folder/source"
	mkdir "$tree"
	tar -C "$tree" --strip-components=1 -xf "$folder/source/usr/src/$package.tar.xz"
	rm -r "$folder/source"
	: >"$folder/unpacked"
}

configure()
{
	sed '/^#/d' "$here/kernel.config" >"$folder/fragment"
	cmp -s "$folder/fragment" "$folder/configured" && return 0
	rm -rf "$folder/original"
	make -C "$tree" allnoconfig KCONFIG_ALLCONFIG="$folder/fragment" >"$folder/config.log" 2>&1
	sed '/^$/d' "$folder/fragment" | while read -r line; do
		grep -qxF "$line" "$tree/.config" || die "kernel.config: $line does not hold in Linux $release"
	done
	cp "$folder/fragment" "$folder/configured"
}

outputs()
{
	(cd "$tree" && find . -name '*.ko' -o -name '*.mod.c' -o -name '.vmlinux.export.c')
	printf '%s\n' ./Module.symvers ./modules.order ./modules.builtin ./modules.builtin.modinfo \
		./System.map ./vmlinux
}

# keep_outputs DIR
keep_outputs()
{
	rm -rf "$1" "$1.new"
	mkdir "$1.new"
	outputs | sort | (cd "$tree" && cpio -pdm --quiet "$1.new")
	mv "$1.new" "$1"
}

remove_outputs()
{
	(cd "$tree" && outputs | xargs rm -f && find . -name '*.mod.o' -delete)
}

overlay()
{
	"$repo/scripts/linux/overlay.sh" "$1" "$tree" >>"$folder/overlay.log" || die "overlay $1 failed"
}

compare_outputs()
{
	(cd "$folder/original" && find . -type f | sort) >"$folder/list"
	(cd "$folder/kolink" && find . -type f | sort) | cmp -s "$folder/list" - || fail 'other files are written'
	while read -r file; do
		cmp -s "$folder/original/$file" "$folder/kolink/$file" || fail "$file differs"
	done <"$folder/list"
	echo "Linux $(make -s -C "$tree" kernelversion): $(grep -c '\.ko$' "$folder/list") modules," \
		"$(wc -l <"$folder/list") files compared"
}

# count LOG WORDS: how often a console line starts with the words
count()
{
	grep -c "^  $2 " "$1" || :
}

# try_rebuilds: what the overlaid tree does when little or nothing changed
try_rebuilds()
{
	log=$folder/log
	must_build "$log"
	must_build "$log"
	[ "$(count "$log" 'LD \[M\]') $(count "$log" MODPOST) $(count "$log" LD)" = '0 0 0' ] ||
		fail 'a make without changes links'

	# A function of vmlinux gets another body, its types stay.
	sed -i.orig 's/^\treturn 0;$/\tbarrier(); barrier_data(\&lpj_fine); return 0;/' "$tree/init/calibrate.c"
	must_build "$log"
	[ "$(count "$log" LD)" -gt 0 ] || fail 'vmlinux is not linked after a change'
	[ "$(count "$log" 'LD \[M\]')" = 0 ] || fail 'a change of a function of vmlinux relinks modules'
	mv "$tree/init/calibrate.c.orig" "$tree/init/calibrate.c"
	touch "$tree/init/calibrate.c"
	must_build "$log"

	touch "$tree/fs/nls/nls_ascii.c"
	must_build "$log"
	[ "$(count "$log" 'LD \[M\]')" = 1 ] || fail 'one changed module does not relink just itself'

	cp "$tree/Module.symvers" "$folder/symvers"
	touch "$tree/fs/nls/nls_ascii.c"
	must_build "$log" fs/nls/nls_ascii.ko
	cmp -s "$tree/Module.symvers" "$folder/symvers" || fail 'a single build changes Module.symvers'
	must_build "$log"
	keep_outputs "$folder/kolink"
}

unpack_source
configure
if ! [ -e "$folder/original" ]; then
	[ ! -e "$tree/.kolink" ] || overlay remove
	remove_outputs
	must_build "$folder/original.log"
	keep_outputs "$folder/original"
fi

rm -f "$folder/overlay.log"
find "$tree/scripts" -type f ! -name '*.o' ! -name '.*' ! -path '*/mod/modpost' | sort | xargs cksum >"$folder/scripts.before"
overlay install
remove_outputs
must_build "$folder/kolink.log"
keep_outputs "$folder/kolink"
compare_outputs
try_rebuilds
compare_outputs
"$here/boot.sh" "$tree" "$folder/boot" || fail 'the overlaid kernel does not do in QEMU what it should'

overlay remove
find "$tree/scripts" -type f ! -name '*.o' ! -name '.*' ! -path '*/mod/modpost' | sort | xargs cksum | cmp -s - "$folder/scripts.before" ||
	fail 'the tree is not as it was before the overlay'
[ "$failed" -eq 0 ] || die "$failed differences"
echo "Linux $release as a whole: no difference"
