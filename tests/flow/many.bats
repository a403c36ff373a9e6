#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Thousands of objects with long paths: no command line grows with their number. One argument may
# have 128 KiB, and the text of a recipe is one.

load lib/common

deep=drivers/net/wireless/vendor/qcacld-3.0
# With the folder in front, 100 bytes
stem=core/cmn/umac/scan/dispatcher/src/wlan_component_with_a_long_name_

# many COUNT: names of objects
many() {
	seq -f "${stem}%04.0f.o" 1 "$1"
}

# objects LIST: $count objects for a list of the deep folder, that have no sources
objects() {
	count=3000
	mkdir -p "$tree/$deep/${stem%/*}"
	echo "$1 += $(many $count | tr '\n' ' ')" >>"$tree/$deep/Kbuild"
	gcc -c -o "$BATS_TEST_TMPDIR/nothing.o" -x c /dev/null
	many $count | sed "s,^,$tree/$deep/," | perl -lne "link '$BATS_TEST_TMPDIR/nothing.o', \$_ or die"
}

@test "many: objects of one module: foo.mod, the link, clean" {
	mkdir -p "$tree/$deep"
	echo 'obj-m := big.o' >"$tree/$deep/Kbuild"
	echo 'big-y := main.o' >>"$tree/$deep/Kbuild"
	cp "$tree/drivers/delta.c" "$tree/$deep/main.c"
	echo "obj-m += $deep/" >>"$tree/Kbuild"
	objects big-y
	build -j2
	[ "$(wc -l <"$tree/$deep/big.mod")" = $((count + 1)) ]
	[ "$(wc -c <"$tree/$deep/big.mod")" -gt $((count * 100)) ]
	assert_btf "$tree/$deep/big.ko"
	build -j2
	assert_nothing_ran
	# One object less
	sed -i "s,${stem}0007.o,," "$tree/$deep/Kbuild"
	build -j2
	assert_line "  LD [M]  $deep/big.o"
	[ "$(wc -l <"$tree/$deep/big.mod")" = "$count" ]
	build clean
	[ -z "$(find "$tree/$deep" -name '*.o' -o -name '.*.cmd' -o -name '.tmp_*')" ]
}

@test "many: built-in.a and lib.a" {
	mkdir -p "$tree/$deep"
	echo "obj-y += $deep/" >>"$tree/Kbuild"
	objects obj-y
	build -j2 vmlinux
	[ "$(ar t "$tree/$deep/built-in.a" | wc -l)" = "$count" ]
	build -j2 vmlinux
	assert_nothing_ran
	sed -i "s,${stem}0007.o,," "$tree/$deep/Kbuild"
	build -j2 vmlinux
	assert_line "  AR      $deep/built-in.a"
	[ "$(ar t "$tree/$deep/built-in.a" | wc -l)" = $((count - 1)) ]
	sed -i 's/^obj-y/lib-y/' "$tree/$deep/Kbuild"
	build -j2 vmlinux
	[ "$(ar t "$tree/$deep/lib.a" | wc -l)" = $((count - 1)) ]
	[ "$(ar t "$tree/$deep/built-in.a" | wc -l)" = 0 ]
}

@test "many: modules.order, files that are made in any case, clean-files, installed modules, make -k" {
	local ext=$BATS_TEST_TMPDIR/ext count=1400 root=$BATS_TEST_TMPDIR/root

	build -j2
	mkdir -p "$ext/${stem%/*}"
	# shellcheck disable=SC2016
	{
		echo "obj-m := $(many $count | tr '\n' ' ')"
		echo "always-y := $(many 3000 | sed 's/o$/always/' | tr '\n' ' ')"
		echo "clean-files := $(many 3000 | sed 's/o$/gone/' | tr '\n' ' ')"
		echo '$(addprefix $(obj)/,$(always-y)): ; @touch $@'
	} >"$ext/Kbuild"
	many 3000 | sed "s,^\(.*\)o\$,$ext/\1gone," | xargs touch
	# This is about lists, not about a thousand compilations.
	many $count | sed 's/o$/c/' | (cd "$ext" && xargs touch)
	gcc -c -o "$BATS_TEST_TMPDIR/nothing.o" -x c /dev/null
	cat >"$BATS_TEST_TMPDIR/cc" <<-END
		#!/bin/sh
		for word; do object=\$source source=\$word; done
		depfile=\${*##*-Wp,-MMD,}
		echo "\$object: \$source" >"\${depfile%% *}"
		exec cp "$BATS_TEST_TMPDIR/nothing.o" "\$object"
	END
	chmod +x "$BATS_TEST_TMPDIR/cc"
	build -j2 M="$ext" CC="$BATS_TEST_TMPDIR/cc" modules KBUILD_MODPOST_NOFINAL=1 KBUILD_MODPOST_OBJECTS=0 MODPOST=true
	[ "$(wc -l <"$ext/modules.order")" = $count ]
	[ "$(find "$ext" -name '*.always' | wc -l)" = 3000 ]
	many $count | sed 's/o$/ko/' | (cd "$ext" && xargs touch)
	build -j2 M="$ext" modules_install INSTALL_MOD_PATH="$root" DEPMOD=true
	[ "$(find "$root" -name '*.ko' | wc -l)" = $count ]
	# After a failure, the complete ones are listed.
	echo 'obj-m += broken.o' >>"$ext/Kbuild"
	build_fails -k -j2 M="$ext" CC="$BATS_TEST_TMPDIR/cc" modules KBUILD_MODPOST_NOFINAL=1 KBUILD_MODPOST_OBJECTS=0 MODPOST=true
	[ "$(wc -l <"$ext/.tmp_complete.order")" = $count ]
	build M="$ext" clean
	[ -z "$(find "$ext" -name '*.always' -o -name '*.gone' -o -name '*.o' -o -name '*.ko')" ]
}
