#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# make install.

load lib/common

# No program of this machine is started: HOME is a folder of the test, and each test names another installkernel.
setup() {
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
	export HOME=$BATS_TEST_TMPDIR/home
	mkdir -p "$HOME/bin" "$tree/arch/x86"
	echo 'echo "tree: $*"' >"$tree/arch/x86/install.sh"
	printf '%s\n' '#!/bin/sh' 'echo "home: $*"' >"$HOME/bin/kolink-test-installkernel"
	printf '%s\n' '#!/bin/sh' 'echo "named: $*"; exit ${STATUS:-0}' >"$BATS_TEST_TMPDIR/named"
	chmod +x "$HOME/bin/kolink-test-installkernel" "$BATS_TEST_TMPDIR/named"
}

@test "install: the tree's script, a program in ~/bin before it, one that is named" {
	local release

	build -j2 ARCH=x86
	release=$(kmake -s kernelrelease)
	build ARCH=x86 install INSTALLKERNEL=kolink-no-such-program
	assert_line '  INSTALL /boot'
	assert_line "tree: $release vmlinux System.map /boot"
	build ARCH=x86 install INSTALLKERNEL=kolink-test-installkernel INSTALL_PATH=/place
	assert_line "home: $release vmlinux System.map /place"
	build ARCH=x86 install INSTALLKERNEL="$BATS_TEST_TMPDIR/named" KBUILD_IMAGE=core/core.o
	assert_line "named: $release core/core.o System.map /boot"
	INSTALLKERNEL=$BATS_TEST_TMPDIR/named build ARCH=x86 -s install
	[ "$output" = "named: $release vmlinux System.map /boot" ]
	STATUS=3 build_fails ARCH=x86 install INSTALLKERNEL="$BATS_TEST_TMPDIR/named"
	printf '%s\n' 'KBUILD_IMAGE := core/option.o' >"$tree/arch/x86/Makefile"
	build ARCH=x86 install INSTALLKERNEL=kolink-no-such-program
	assert_line "tree: $release core/option.o System.map /boot"
}

@test "install: with O=, the script is the tree's" {
	local out=$BATS_TEST_TMPDIR/out

	rm -rf "$tree"/{include,scripts}
	mv "$tree/.config" "$tree/defconfig"
	build -j2 ARCH=x86 O="$out"
	build ARCH=x86 O="$out" install INSTALLKERNEL=kolink-no-such-program
	assert_output '^tree: .* vmlinux System.map /boot'
}

@test "install: nothing to install, and nobody who does it, are one line" {
	build_fails ARCH=x86 install INSTALLKERNEL=kolink-no-such-program
	assert_line 'vmlinux: not there: run make first'
	touch "$tree/vmlinux" "$tree/System.map"
	rm "$tree/arch/x86/install.sh"
	build_fails ARCH=x86 install INSTALLKERNEL=kolink-no-such-program
	assert_line "install: there is none of: $HOME/bin/kolink-no-such-program /sbin/kolink-no-such-program arch/x86/install.sh"
	build_fails ARCH=x86 install INSTALLKERNEL=/no/such-program
	assert_line 'install: there is none of: /no/such-program'
	echo 'install: ; @echo by the tree' >>"$tree/Makefile"
	build ARCH=x86 install
	[ "$output" = 'by the tree' ]
}
