# SPDX-License-Identifier: GPL-2.0-only
# Folders that only look like Linux, for the tests of make overlay and make shadow. The test has set
# $repo, and $tree for fake_tree.

# fake_tree MAJOR MINOR: the files that a source tree is known by
fake_tree()
{
	mkdir -p "$tree/scripts/mod"
	printf '%s\n' '# SPDX-License-Identifier: GPL-2.0' "VERSION = $1" "PATCHLEVEL = $2" >"$tree/Makefile"
	for file in Kbuild scripts/Kbuild.include scripts/Makefile.modpost scripts/Makefile.modfinal \
		    scripts/Makefile scripts/mod/Makefile scripts/mod/modpost.c; do
		echo "# $file of the tree" >"$tree/$file"
	done
	printf '%s\n' '#!/bin/sh' 'echo original' >"$tree/scripts/link-vmlinux.sh"
	chmod +x "$tree/scripts/link-vmlinux.sh"
}

# fake_layer FOLDER: its makefiles define and name what the link stage takes from those of Linux since 6.5
fake_layer()
{
	mkdir -p "$1/include/linux" "$1/scripts/mod"
	printf '%s\n' 'cmd = $(cmd_$(1))' 'cmd-check = $(savedcmd_$@)' 'if_changed = x' 'if_changed_rule = x' 'make-cmd = x' 'dot-target = x' \
		'tmp-target = x' 'real-prereqs = x' 'escsq = x' 'define cmd_and_fixdep' 'endef' >"$1/scripts/Kbuild.include"
	echo '    c_flags	= -I.' >"$1/scripts/Makefile.lib"
	echo '#define KSYMTAB_FUNC(name)' >"$1/include/linux/export-internal.h"
	printf '%s\n' '-f $(srctree)/scripts/Makefile.modpost' '-f $(srctree)/scripts/Makefile.modfinal' >>"$1/Makefile"
	echo '$< "$(LD)" "$(KBUILD_LDFLAGS)" "$(LDFLAGS_vmlinux)" # link-vmlinux.sh' >"$1/scripts/Makefile.vmlinux"
	echo 'always += module.lds' >"$1/scripts/Makefile"
	echo 'modpost-objs := modpost.o' >"$1/scripts/mod/Makefile"
	echo 'getopt(argc, argv, "ei:MmnT:to:au:WwENd:xb")' >"$1/scripts/mod/modpost.c"
	echo '	{"all-symbols",     no_argument,       &all_symbols, 1},' >"$1/scripts/kallsyms.c"
	echo '#!/bin/sed -f' >"$1/scripts/mksysmap"
}

# fake_headers: in two parts like Debian's; $build and $common
fake_headers()
{
	build=$BATS_TEST_TMPDIR/headers
	common=$BATS_TEST_TMPDIR/headers-common
	kbuild=$BATS_TEST_TMPDIR/kbuild
	mkdir -p "$build/include/generated" "$build/include/config" "$common/include" \
		"$kbuild/scripts/mod" "$kbuild/scripts/basic"
	echo "include $common/Makefile" >"$build/Makefile"
	: >"$build/include/generated/autoconf.h"
	: >"$build/include/config/auto.conf"
	: >"$build/.config"
	printf '%s\n' "VERSION = 6" "PATCHLEVEL = 12" 'all: ; @echo $(abspath $(dir $(lastword $(MAKEFILE_LIST))))' \
		>"$common/Makefile"
	for file in Kbuild.include Makefile.modpost Makefile.modfinal basic/fixdep mod/modpost; do
		echo "$file of the headers" >"$kbuild/scripts/$file"
	done
	ln -s "$kbuild/scripts" "$build/scripts"
	ln -s "$kbuild/scripts" "$common/scripts"
}

# small_repository: $repo becomes a copy of kolink with few of its many sources, where only their kind matters
small_repository()
{
	small=$BATS_TEST_TMPDIR/kolink
	mkdir -p "$small/examples/minikernel"
	cp -r "${BASH_SOURCE[0]%/*}"/../../../{Makefile,scripts} "$small"
	find "$small/scripts/mod" "$small/scripts/btf" -name '*.[ch]' ! -name 'm*' ! -name 'btf*' -delete
	repo=$small
}

# quick_compiler: HOSTCC becomes a program whose results do nothing. Of the programs of a shadow that is enough,
# where the test is about its files: to compile them takes ten seconds.
quick_compiler()
{
	printf '%s\n' '#!/bin/sh' 'while [ "$1" != -o ]; do shift; done' "printf '#!/bin/sh\n' >\"\$2\"" 'chmod +x "$2"' \
		>"$BATS_TEST_TMPDIR/quick-cc"
	chmod +x "$BATS_TEST_TMPDIR/quick-cc"
	export HOSTCC=$BATS_TEST_TMPDIR/quick-cc
}

# everything FOLDER...: every file with mode and content, every link with what it points to
everything()
{
	for folder; do
		(cd "$folder" && { find . -type f -printf '%p %m\n' -o -printf '%p %l\n'; find . -type f -exec cksum {} + | sed 's/^\([0-9]* [0-9]*\) \(.*\)/\2 \1/'; } | sort)
	done
}

goal()
{
	make --no-print-directory -C "$repo" "$@"
}
