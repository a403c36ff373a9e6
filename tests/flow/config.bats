#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# .config -> auto.conf, autoconf.h, and what an option rebuilds.

load lib/common

@test "config: y, m, numbers and strings reach make and C" {
	config_set CONFIG_SOME=m
	config_set CONFIG_HEX=0x10
	config_set 'CONFIG_QUOTED="a \"b\" c"'
	echo '# CONFIG_OFF is not set' >>"$tree/.config"
	build -j2
	local header=$tree/include/generated/autoconf.h auto=$tree/include/config/auto.conf
	grep -qx '#define CONFIG_OPTION 1' "$header"
	grep -qx '#define CONFIG_SOME_MODULE 1' "$header"
	grep -qx '#define CONFIG_LIMIT 7' "$header"
	grep -qx '#define CONFIG_HEX 0x10' "$header"
	grep -qx '#define CONFIG_TITLE "small tree"' "$header"
	grep -qxF '#define CONFIG_QUOTED "a \"b\" c"' "$header"
	! grep -q CONFIG_OFF "$header" "$auto" || fail "an option that is off shows up"
	grep -qx 'CONFIG_OPTION=y' "$auto"
	grep -qx 'CONFIG_SOME=m' "$auto"
	grep -qx 'CONFIG_LIMIT=7' "$auto"
	# As kbuild has it since 5.18: make takes quotes for part of the value.
	grep -qx 'CONFIG_TITLE=small tree' "$auto"
}

@test "config: changing one option rebuilds exactly the objects that name it" {
	build -j2
	config_unset CONFIG_OPTION
	build -j2
	assert_line '  CC      core/option.o'
	assert_lines 1 '^  CC '
	assert_no_output '\[M\]'
	config_set CONFIG_OPTION=y
	build -j2
	assert_line '  CC      core/option.o'
	assert_lines 1 '^  CC '
}

@test "config: a changed number rebuilds the module that names it" {
	edit 's/return 0;/return CONFIG_LIMIT;/' drivers/delta.c
	build -j2
	config_set CONFIG_LIMIT=8
	build -j2
	assert_line '  CC [M]  drivers/delta.o'
	assert_lines 1 '^  CC '
	assert_line '  LD [M]  drivers/delta.ko'
	assert_lines 1 '^  LD \[M\] .*\.ko$'
}

@test "config: an option named only in a header rebuilds who includes it" {
	edit 's/^#define CORE_H/&\n#ifdef CONFIG_CORE_TRACE\nextern int core_trace;\n#endif/' core/core.h
	build -j2
	config_set CONFIG_CORE_TRACE=y
	build -j2
	assert_line '  CC      core/core.o'
	assert_line '  CC      start.o'
	assert_line '  CC [M]  alpha.o'
	assert_line '  CC [M]  beta.o'
	assert_line '  CC [M]  drivers/gamma_main.o'
	assert_lines 5 '^  CC '
}

@test "config: an option that nobody names rebuilds nothing" {
	build -j2
	config_set CONFIG_NOBODY=y
	build -j2
	assert_not_ran gcc
	assert_not_ran ld
}

@test "config: touching .config rebuilds nothing" {
	build -j2
	touch_later "$tree/.config"
	build -j2
	assert_nothing_ran
}

@test "config: obj-\$(CONFIG_X) is built in, a module, or absent" {
	edit 's/^obj-m := gamma.o delta.o/obj-m := gamma.o\nobj-$(CONFIG_DELTA) += delta.o/' drivers/Kbuild
	edit 's/^obj-m += drivers/obj-y += drivers/' Kbuild
	config_set CONFIG_DELTA=m
	build -j2
	assert_exists drivers/delta.ko
	config_set CONFIG_DELTA=y
	build -j2
	grep -q '^kernel/drivers/delta.ko' "$tree/modules.builtin"
	! grep -q delta "$tree/modules.order" || fail "$(cat "$tree/modules.order")"
	config_unset CONFIG_DELTA
	build -j2
	! grep -q delta "$tree/modules.order" "$tree/modules.builtin" || fail "delta is still there"
}

@test "config: no .config: the tree's defconfig" {
	mv "$tree/.config" "$tree/defconfig"
	echo CONFIG_FROM_DEFCONFIG=y >>"$tree/defconfig"
	build -j2
	grep -qx CONFIG_FROM_DEFCONFIG=y "$tree/include/config/auto.conf"
	assert_lines 1 defconfig
	assert_missing .config
	build
	assert_nothing_ran
	echo CONFIG_LIMIT=9 >>"$tree/defconfig"
	build
	grep -qx CONFIG_LIMIT=9 "$tree/include/config/auto.conf"
}

@test "config: make defconfig writes .config" {
	mv "$tree/.config" "$tree/defconfig"
	build defconfig
	cmp "$tree/.config" "$tree/defconfig"
	build -j2
	assert_no_output 'defconfig|warning'
}

@test "config: no .config and no defconfig: kolink's own, and a line says so" {
	rm "$tree/.config"
	build -j2
	assert_lines 1 'configuration|defconfig'
	grep -qx CONFIG_MODULES=y "$tree/include/config/auto.conf"
	assert_all_btf
}

@test "config: modules off: no .ko, and make is content" {
	config_unset CONFIG_MODULES
	build -j2
	assert_exists vmlinux System.map
	assert_missing alpha.ko alpha.o
}

@test "config: CONFIG_VMLINUX_MAP: vmlinux.map names vmlinux" {
	config_set CONFIG_VMLINUX_MAP=y
	build -j2
	grep -q '^OUTPUT(vmlinux ' "$tree/vmlinux.map"
	assert_missing .tmp_vmlinux.map
}

@test "config: the release takes CONFIG_LOCALVERSION, localversion files and LOCALVERSION" {
	echo 'CONFIG_LOCALVERSION="-conf"' >>"$tree/.config"
	echo '-file' >"$tree/localversion-x"
	build -s kernelrelease LOCALVERSION=-user
	[ "$output" = 1.2.0-file-conf-user ] || fail "$output"
	build prepare LOCALVERSION=-user
	grep -q '"1.2.0-file-conf-user"' "$tree/include/generated/utsrelease.h"
	build -s kernelversion
	[ "$output" = 1.2.0 ] || fail "$output"
}

@test "config: a malformed .config is named with its line" {
	printf '%s\n' 'CONFIG_GOOD=y' 'CONFIG_BAD=what ever' >"$tree/.config"
	build_fails
	assert_output '^\.config:2: '
	printf '%s\n' 'no option' >"$tree/.config"
	build_fails
	assert_output '^\.config:1: not an option'
}

@test "config: strings with special characters reach make and C" {
	cat >>"$tree/.config" <<-'END'
		CONFIG_ODD="a#b $HOME 'q' \"d\" \\ %"
	END
	printf '%s\n' 'const char odd[] = CONFIG_ODD;' >>"$tree/core/option.c"
	# shellcheck disable=SC2016
	printf '%s\n' '$(info odd: $(CONFIG_ODD))' >>"$tree/core/Kbuild"
	build
	assert_line "odd: a#b \$HOME 'q' \"d\" \\ %"
	# shellcheck disable=SC2016
	strings "$tree/core/option.o" | grep -qF 'a#b $HOME '"'q'"' "d" \ %'
	build
	assert_nothing_ran
}

@test "config: a deleted autoconf.h comes back, and nothing is rebuilt" {
	build
	rm "$tree/include/generated/autoconf.h"
	build
	assert_exists include/generated/autoconf.h
	assert_nothing_ran
}

@test "config: fixdep names options and quoted files, and the file that it cannot read" {
	local fixdep=$tree/scripts/basic/fixdep

	cd "$BATS_TEST_TMPDIR"
	echo 'CONFIG_A CONFIG_B_MODULE xCONFIG_C CONFIG_A' >'s p.c'
	echo 'CONFIG_D$' >'a$b.h'
	cat >x.d <<-'END'
		x.o: s\ p.c a$$b.h \
		 include/generated/autoconf.h a$$b.h
	END
	run "$fixdep" x.d x.o 'cc x'
	[ "$status" -eq 0 ]
	diff - <(echo "$output") <<-'END'
		savedcmd_x.o := cc x

		source_x.o := s\ p.c

		deps_x.o := \
		    $(wildcard include/config/A) \
		    $(wildcard include/config/B) \
		  a$$b.h \
		    $(wildcard include/config/D) \

		x.o: $(deps_x.o)

		$(deps_x.o):
	END
	rm 's p.c'
	run "$fixdep" -o x.cmd x.d x.o 'cc x'
	[ "$status" -eq 2 ]
	[ "$output" = 'fixdep: s p.c: No such file or directory' ]
	[ ! -e x.cmd ] && [ ! -e x.cmd.tmp ]
	run "$fixdep" x.d
	[ "$status" -eq 1 ]
}
