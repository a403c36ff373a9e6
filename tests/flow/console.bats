#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What make says: kbuild's lines, V=0/1/2, -s, W=1.

load lib/common

@test "console: the lines of a whole build" {
	build
	diff <(grep '^  ' <<<"$output" | grep -v -e HOSTCC -e HOSTLD | sort) <(sort <<-'END'
		  AR      built-in.a
		  AR      core/built-in.a
		  AR      vmlinux.a
		  AS      .tmp_vmlinux0.kallsyms.o
		  AS      .tmp_vmlinux1.kallsyms.o
		  AS      .tmp_vmlinux2.kallsyms.o
		  BTF     .tmp_vmlinux1
		  BTF [M] alpha.ko
		  BTF [M] beta.ko
		  BTF [M] drivers/delta.ko
		  BTF [M] drivers/gamma.ko
		  CC      .vmlinux.export.o
		  CC      core/core.o
		  CC      core/option.o
		  CC      core/shapes.o
		  CC      start.o
		  CC [M]  .module-common.o
		  CC [M]  alpha.o
		  CC [M]  beta.o
		  CC [M]  drivers/delta.o
		  CC [M]  drivers/gamma_io.o
		  CC [M]  drivers/gamma_main.o
		  GEN     modules.builtin
		  OBJCOPY modules.builtin.modinfo
		  KSYMS   .tmp_vmlinux0.kallsyms.S
		  KSYMS   .tmp_vmlinux1.kallsyms.S
		  KSYMS   .tmp_vmlinux2.kallsyms.S
		  LD      .tmp_vmlinux1
		  LD      .tmp_vmlinux2
		  LD      vmlinux
		  LD      vmlinux.o
		  LD [M]  alpha.ko
		  LD [M]  beta.ko
		  LD [M]  drivers/delta.ko
		  LD [M]  drivers/gamma.ko
		  LD [M]  drivers/gamma.o
		  LDS     scripts/module.lds
		  LDS     scripts/vmlinux.lds
		  MODPOST Module.symvers
		  NM      .tmp_vmlinux1.syms
		  NM      .tmp_vmlinux2.syms
		  NM      System.map
	END
	)
}

@test "console: V=1 shows the commands" {
	build V=1
	assert_output '^# CC \[M\]  alpha\.o$'
	assert_output '^  gcc .* -c -o alpha\.o .*alpha\.c'
	assert_output '^# LD \[M\]  alpha\.ko$'
	assert_output '^  .*ld -r .* alpha\.o alpha\.mod\.o'
	assert_output '^# MODPOST Module\.symvers$'
}

@test "console: V=2 says why each target is remade" {
	build -j2 V=2
	assert_line '  CC [M]  alpha.o - due to target missing'
	touch_later "$tree/beta.c"
	build V=2
	assert_line '  CC [M]  beta.o - due to: beta.c'
	assert_output '^  LD \[M\]  beta\.ko - due to: beta\.o'
	build V=2 LDFLAGS_MODULE=--build-id=sha1
	assert_line '  LD [M]  alpha.ko - due to command line change'
	rm "$tree/drivers/delta.ko"
	build V=2 LDFLAGS_MODULE=--build-id=sha1
	assert_line '  LD [M]  drivers/delta.ko - due to target missing'
}

@test "console: V=12 shows commands and reasons" {
	build -j2
	touch_later "$tree/beta.c"
	build V=12
	assert_output '^# CC \[M\]  beta\.o - due to: beta\.c'
	assert_output '^  gcc .* -c -o beta\.o'
}

@test "console: another V= rebuilds nothing" {
	build -j2 V=1
	build -j2 V=0
	assert_nothing_ran
	build -j2 -s
	assert_nothing_ran
}

@test "console: -s says nothing" {
	build -j2 -s
	[ -z "$output" ] || fail "$output"
	assert_all_btf
}

@test "console: -s still shows warnings and errors" {
	edit '/MODULE_LICENSE/d' beta.c
	build_fails -s
	assert_line 'ERROR: modpost: missing MODULE_LICENSE() in beta.o'
}

@test "console: W=1 turns on more warnings" {
	edit 's/^static int delta_init(void)/static int unused_function(void) { return 0; }\n&/' drivers/delta.c
	edit 's/^int shape_area(const struct shape \*shape);$//' core/shapes.c
	build
	assert_no_output 'missing-prototypes'
	build W=1
	assert_output 'missing-prototypes'
}

@test "console: a tree without modules says nothing about them" {
	printf '%s\n' 'obj-y := start.o core/' >"$tree/Kbuild"
	build -j2
	assert_no_output 'Nothing to be done'
	build
	[ -z "$output" ] || fail "$output"
}
