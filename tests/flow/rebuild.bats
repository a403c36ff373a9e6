#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# After a change exactly what depends on it is made again.

load lib/common

# same_as_clean_build: the results are, byte for byte, those of a clean build of the same sources.
same_as_clean_build() {
	local changed=$tree

	tree=$BATS_TEST_TMPDIR/clean
	rm -rf "$tree"
	tree_copy "$tree"
	(cd "$changed" && find . \( -name '*.[chS]' -o -name Kbuild -o -name .config \) \
		! -path './scripts/*' ! -path './include/*' ! -name '*.mod.c' ! -name '.*.c' \
		-print0 | tar -cf - --null -T -) | tar -xf - -C "$tree"
	build -j2
	tree=$changed
	assert_same_results "$BATS_TEST_TMPDIR/clean" "$tree"
}

@test "rebuild: touching one module source redoes one object, modpost and one .ko" {
	build -j2
	touch_later "$tree/beta.c"
	build
	assert_lines 1 '^  CC '
	assert_line '  CC [M]  beta.o'
	assert_line '  MODPOST Module.symvers'
	assert_lines 1 '^  LD \[M\] '
	assert_line '  LD [M]  beta.ko'
	assert_line '  BTF [M] beta.ko'
	assert_lines 1 '^  BTF '
	assert_no_output '^  LD      vmlinux'
	assert_ran modpost '' 1
	assert_ran gcc ' -c ' 1
}

@test "rebuild: what modpost kept of the run before, right, old or damaged, changes no result" {
	build -j2
	cp "$tree/.tmp_Module.symvers.facts" "$BATS_TEST_TMPDIR/old"
	sed -i '$a int added_later(void);\nint added_later(void) { return 1; }\nEXPORT_SYMBOL(added_later);' "$tree/beta.c"
	build
	assert_ran modpost '' 1
	grep -q added_later "$tree/Module.symvers"
	cp "$BATS_TEST_TMPDIR/old" "$tree/.tmp_Module.symvers.facts"
	touch_later "$tree/alpha.c"
	build
	assert_ran modpost '' 1
	printf '\377\377\377' | dd of="$tree/.tmp_Module.symvers.facts" bs=1 seek=1000 conv=notrunc status=none
	touch_later "$tree/alpha.c"
	build
	assert_ran modpost '' 1
	same_as_clean_build
}

@test "rebuild: one function body of vmlinux changed: vmlinux again, no .ko" {
	build -j2
	local btf
	btf=$(file_stamp vmlinux.btf)
	edit 's/width \* shape->height/width * shape->height + 1/' core/shapes.c
	build -j2
	assert_line '  CC      core/shapes.o'
	assert_line '  LD      vmlinux'
	assert_lines 1 '^  CC  '
	assert_no_output '\[M\]'
	assert_not_ran ld '\.ko'
	assert_not_ran pahole '\.ko'
	[ "$btf" = "$(file_stamp vmlinux.btf)" ] || fail "equal base BTF was written again"
	same_as_clean_build
}

@test "rebuild: a type of vmlinux changed: BTF of every .ko, from a fresh link" {
	build -j2
	local before module
	before=$(cksum <"$tree/vmlinux.btf")
	edit 's/int width;/long width;/' core/shapes.c
	build -j2
	[ "$before" != "$(cksum <"$tree/vmlinux.btf")" ] || fail "base BTF did not change"
	for module in $tree_modules; do
		assert_line "  LD [M]  $module.ko"
		assert_line "  BTF [M] $module.ko"
	done
	assert_no_output '^  CC \[M\]'
	assert_all_btf
	same_as_clean_build
}

@test "rebuild: a new export redoes what uses it" {
	# beta calls a function that nobody exports yet.
	edit 's/alpha_twice(core_gpl(0))/alpha_thrice(core_gpl(0))/' beta.c
	edit 's/^int alpha_twice.*/int alpha_thrice(int a);/' beta.c
	build -j2 KBUILD_MODPOST_WARN=1
	assert_output 'WARNING: modpost: "alpha_thrice" \[beta.ko\] undefined!'
	! grep -q 'depends=.*alpha' "$tree/beta.ko" || fail "beta depends on alpha already"

	sleep 0.02
	cat >>"$tree/alpha.c" <<-'END'
		int alpha_thrice(int a);
		int alpha_thrice(int a) { return 3 * a; }
		EXPORT_SYMBOL(alpha_thrice);
	END
	build -j2 KBUILD_MODPOST_WARN=1
	assert_line '  CC [M]  alpha.o'
	assert_line '  LD [M]  alpha.ko'
	assert_line '  LD [M]  beta.ko'
	assert_lines 2 '^  LD \[M\] .*\.ko$'
	assert_no_output 'undefined'
	grep -aq 'depends=alpha' "$tree/beta.ko" || fail "beta does not depend on alpha"
	grep -q "^0x00000000	alpha_thrice	alpha	EXPORT_SYMBOL	" "$tree/Module.symvers"
}

@test "rebuild: other LDFLAGS_MODULE relink every .ko, with its BTF" {
	local module

	build -j2
	build -j2 LDFLAGS_MODULE=--build-id=sha1
	for module in $tree_modules; do
		assert_line "  LD [M]  $module.ko"
		readelf -n "$tree/$module.ko" | grep -q 'Build ID' || fail "$module: flag unused"
	done
	assert_all_btf
	assert_no_output '^  (CC|MODPOST)|LD      vmlinux'
	build -j2 LDFLAGS_MODULE=--build-id=sha1
	assert_nothing_ran
}

@test "rebuild: LDFLAGS_MODULE with a % in it is compared, not matched" {
	build -j2 LDFLAGS_MODULE=-Lany%
	assert_all_btf
	build -j2 LDFLAGS_MODULE=-Lany%
	assert_nothing_ran
	# The old text as a pattern would match this one,
	build -j2 LDFLAGS_MODULE='-Lany --build-id=0x12345678'
	assert_lines 4 '^  LD \[M\] .*\.ko$'
	assert_lines 4 '^  BTF \[M\] .*\.ko$'
	readelf -n "$tree/alpha.ko" | grep -q 'Build ID: 12345678' || fail "new flag unused"
	assert_all_btf
	# and this new one would match the old text.
	build -j2 LDFLAGS_MODULE=-Lany%
	assert_lines 4 '^  LD \[M\] .*\.ko$'
	assert_all_btf
}

@test "rebuild: another pahole redoes the BTF of vmlinux and of every .ko" {
	build -j2
	cp "$KOLINK_TEMPLATE/bin/pahole" "$bin/pahole"
	build -j2
	assert_line '  BTF     .tmp_vmlinux1'
	assert_lines 4 '^  BTF \[M\] .*\.ko$'
	assert_all_btf
	build -j2
	assert_nothing_ran
}

@test "rebuild: other pahole flags redo the BTF of vmlinux and of every .ko" {
	build -j2
	build -j2 PAHOLE_FLAGS=--skip_encoding_btf_vars
	assert_line '  BTF     .tmp_vmlinux1'
	assert_lines 4 '^  LD \[M\] .*\.ko$'
	assert_lines 4 '^  BTF \[M\] .*\.ko$'
	assert_ran pahole '--skip_encoding_btf_vars.*\.ko' 4
	assert_all_btf
}

@test "rebuild: KBUILD_EXTRA_SYMBOLS changed: modpost of an external build runs again" {
	local ext=$BATS_TEST_TMPDIR/ext extra=$BATS_TEST_TMPDIR/extra.symvers

	build -j2
	extmod_new "$ext" other_call
	printf '0x00000000\tother_call\tother\tEXPORT_SYMBOL\t\n' >"$extra"
	build M="$ext" KBUILD_EXTRA_SYMBOLS="$extra"
	grep -q '"depends", *"other"\|depends, "other"' "$ext/ext.mod.c" || fail "$(cat "$ext/ext.mod.c")"
	build M="$ext" KBUILD_EXTRA_SYMBOLS="$extra"
	assert_nothing_ran

	sleep 0.02
	printf '0x00000000\tother_call\tanother\tEXPORT_SYMBOL\t\n' >"$extra"
	build M="$ext" KBUILD_EXTRA_SYMBOLS="$extra"
	assert_ran modpost '' 1
	assert_line '  LD [M]  ext.ko'
	grep -aq 'depends=another' "$ext/ext.ko"

	: >"$extra"
	touch_later "$extra"
	build_fails M="$ext" KBUILD_EXTRA_SYMBOLS="$extra"
	assert_output 'ERROR: modpost: "other_call" \[ext.ko\] undefined!'
}

@test "rebuild: a removed obj-m line drops the module from every list" {
	build -j2
	edit '/obj-m := alpha.o/s/ beta.o//' Kbuild
	build -j2
	assert_line '  MODPOST Module.symvers'
	! grep -q beta "$tree/modules.order" || fail "$(cat "$tree/modules.order")"
	edit 's/^obj-m := gamma.o delta.o/obj-m := delta.o/' drivers/Kbuild
	build -j2
	! grep -q gamma "$tree/modules.order" "$tree/drivers/modules.order"
	grep -q alpha_twice "$tree/Module.symvers"
	edit 's/^obj-m := alpha.o//' Kbuild
	build -j2
	! grep -q alpha "$tree/Module.symvers" || fail "$(cat "$tree/Module.symvers")"
	[ "$(cat "$tree/modules.order")" = drivers/delta.o ]
	build
	assert_nothing_ran
}

@test "rebuild: a module becomes built in, and a module again" {
	build -j2
	edit 's/alpha.o beta.o/alpha.o/; s/^obj-y := start.o/& beta.o/' Kbuild
	edit 's/alpha_twice(core_gpl(0))/core_gpl(0)/' beta.c
	build -j2
	grep -q '^kernel/beta.ko' "$tree/modules.builtin" || fail "$(cat "$tree/modules.builtin")"
	! grep -q beta "$tree/modules.order" || fail "$(cat "$tree/modules.order")"
	edit 's/alpha.o/alpha.o beta.o/; s/^obj-y := start.o beta.o/obj-y := start.o/' Kbuild
	build -j2
	! grep -q beta "$tree/modules.builtin" || fail "$(cat "$tree/modules.builtin")"
	assert_btf "$tree/beta.ko"
}

# delete_each FILE...: delete one, make, and find everything as it was.
delete_each() {
	local file lost=

	for file; do
		rm "$tree/$file"
		build
		(cd "$tree" && sha256sum --quiet -c "$BATS_TEST_TMPDIR/all") || lost="$lost $file"
	done
	[ -z "$lost" ] || fail "not restored:$lost"
}

# Every file that a build makes, as paths below the tree; not what tells modpost's next run about times of others.
made_files() {
	(cd "$tree" && find . -type f -newer "$BATS_TEST_TMPDIR/before" ! -name '.tmp_*.facts' ! -name '.tmp_*.outputs' |
		sed 's,^\./,,' | sort)
}

@test "rebuild: any deleted module file comes back" {
	sleep 0.02
	touch "$BATS_TEST_TMPDIR/before"
	build -j2
	(cd "$tree" && made_files | grep -v '^\.tmp_vmlinux' | xargs sha256sum) >"$BATS_TEST_TMPDIR/all"
	# shellcheck disable=SC2046
	delete_each $(made_files | grep -E '^(beta|drivers/gamma)|modules.order$|^\.module-common' |
		grep -v '\.cmd$')
}

@test "rebuild: any deleted file of vmlinux comes back" {
	sleep 0.02
	touch "$BATS_TEST_TMPDIR/before"
	build -j2
	(cd "$tree" && made_files | grep -v '^\.tmp_vmlinux' | xargs sha256sum) >"$BATS_TEST_TMPDIR/all"
	# shellcheck disable=SC2046
	delete_each $(made_files |
		grep -E 'vmlinux|System.map|Module.symvers|modules.builtin|core/shapes|built-in.a|\.lds$' |
		grep -vE '\.cmd$|(^|/)\.tmp_|\.d$')
}

@test "rebuild: all deleted records and all generated headers come back" {
	sleep 0.02
	touch "$BATS_TEST_TMPDIR/before"
	build -j2
	(cd "$tree" && made_files | grep -v '^\.tmp_vmlinux' | xargs sha256sum) >"$BATS_TEST_TMPDIR/all"
	(cd "$tree" && made_files | grep '\.cmd$' | xargs rm)
	build -j2
	(cd "$tree" && sha256sum --quiet -c "$BATS_TEST_TMPDIR/all")
	rm -r "$tree/include/generated" "$tree/include/config"
	build -j2
	(cd "$tree" && sha256sum --quiet -c "$BATS_TEST_TMPDIR/all")
}

@test "rebuild: another compiler rebuilds every object, an unchanged one none" {
	build -j2
	own_tool gcc ''
	build -j2
	assert_line '  CC      core/core.o'
	assert_line '  CC [M]  drivers/gamma_io.o'
	build
	assert_nothing_ran
}
