#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Images made of vmlinux by rules of a tree.

load lib/common

ways='gzip bzip2 lzma lz4 xzmisc xzkern zstd zstd22'
ways_with_size='bzip2_with_size lzma_with_size lz4_with_size xzkern_with_size zstd22_with_size'

# images_new: the tree's boot/ makes image.WAY of vmlinux, for each way; `make image` makes them.
images_new() {
	mkdir -p "$tree/boot" "$tree/arch/x86"
	# For make clean
	echo 'subdir- += boot' >>"$tree/Kbuild"
	cat >"$tree/arch/x86/Makefile" <<-'END'
		PHONY += image
		all: image
		image: vmlinux ; $(Q)$(MAKE) $(build)=boot
	END
	{
		cat <<-'END'
			OBJCOPYFLAGS_image := -O binary -R .note -R .comment -S
			$(obj)/image: vmlinux FORCE ; $(call if_changed,objcopy)
			targets += image
		END
		for way in $ways $ways_with_size; do
			printf '%s\n' "always-y += image.$way" "\$(obj)/image.$way: \$(obj)/image FORCE ; \$(call if_changed,$way)"
		done
	} >"$tree/boot/Kbuild"
}

# unpack WAY FILE: on stdout
unpack() {
	case $1 in
	gzip) gzip -dc <"$2" ;;
	bzip2) bzip2 -dc <"$2" ;;
	lzma) lzma -dc <"$2" ;;
	lz4) lz4 -dc <"$2" ;;
	xz*) xz -dc <"$2" ;;
	zstd*) zstd -dcq <"$2" ;;
	esac
}

# little_endian NUMBER: its four bytes, in hex
little_endian() {
	printf '%08x' "$1" | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/'
}

@test "images: objcopy and each way to compress, and nothing the second time" {
	local way image

	images_new
	build -j2 ARCH=x86
	image=$tree/boot/image
	[ -s "$image" ]
	for way in gzip:GZIP bzip2:BZIP2 lzma:LZMA lz4:LZ4 xzmisc:XZMISC xzkern:XZKERN zstd:ZSTD zstd22:ZSTD22; do
		assert_line "$(printf '  %-7s boot/image.%s' "${way#*:}" "${way%:*}")"
	done
	for way in $ways; do
		unpack "$way" "$image.$way" | cmp - "$image" || fail "$way"
	done
	for way in $ways_with_size; do
		head -c -4 "$image.$way" >"$BATS_TEST_TMPDIR/head"
		cmp "$BATS_TEST_TMPDIR/head" "$image.${way%_with_size}" || fail "$way"
		[ "$(tail -c 4 "$image.$way" | od -An -tx1 | tr -d ' ')" = "$(little_endian "$(stat -c %s "$image")")" ] || fail "$way"
	done
	# As a kernel reads them: lz4 in its old form, xz with crc32
	[ "$(head -c 4 "$image.lz4" | od -An -tx1)" = ' 02 21 4c 18' ]
	xz -lv "$image.xzkern" | grep -i crc32
	xz -lvv "$image.xzkern" | grep -e '--x86.*--lzma2=dict=32MiB'

	snapshot before
	build -j2 ARCH=x86
	assert_nothing_ran
	assert_unchanged before
	edit 's/a + b/a + b + 1/' core/core.c
	build -j2 ARCH=x86
	unpack zstd "$image.zstd" | cmp - "$image"
	build ARCH=x86 clean
	[ "$(ls -A "$tree/boot")" = Kbuild ]
}

@test "images: several prerequisites come after each other" {
	echo one >"$tree/core/one"
	echo two >"$tree/core/two"
	cat >>"$tree/core/Kbuild" <<-'END'
		always-y := both.lz4 both.gz
		$(obj)/both.lz4: $(src)/one $(src)/two FORCE ; $(call if_changed,lz4_with_size)
		$(obj)/both.gz: $(src)/one $(src)/two FORCE ; $(call if_changed,gzip)
	END
	build
	[ "$(gzip -dc <"$tree/core/both.gz")" = $'one\ntwo' ]
	[ "$(tail -c 4 "$tree/core/both.lz4" | od -An -tx1)" = ' 08 00 00 00' ]
}

@test "images: without the tool, one line names the package, and nothing half-made stays" {
	local row

	images_new
	build -j2 ARCH=x86
	for row in KGZIP:gzip:gzip KBZIP2:bzip2:bzip2 LZMA:lzma:xz-utils LZ4:lz4:lz4 XZ:xzkern:xz-utils ZSTD:zstd:zstd; do
		IFS=: read -r name way package <<<"$row"
		build_fails ARCH=x86 "$name=no-such-tool"
		assert_line "boot/image.$way: no-such-tool is not installed: the package $package has it"
		assert_missing "boot/image.$way"
		build ARCH=x86
	done
}

@test "images: a Kbuild file's own command of such a name goes before" {
	cat >>"$tree/core/Kbuild" <<-'END'
		always-y := core.gz
		quiet_cmd_gzip = OWN     $@
		      cmd_gzip = echo own > $@
		$(obj)/core.gz: $(src)/core.c FORCE ; $(call if_changed,gzip)
	END
	build
	assert_line '  OWN     core/core.gz'
	[ "$(cat "$tree/core/core.gz")" = own ]
}
