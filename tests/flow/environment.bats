#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What is in the environment and none of a build's business: the same files come out.

load lib/common

# with SETTING...: env with it, for make; see below
build_with() {
	local tree=$BATS_TEST_TMPDIR/place ext=$BATS_TEST_TMPDIR/place/ext

	rm -rf "$tree"
	tree_copy "$tree"
	extmod_new "$ext"
	# shellcheck disable=SC2016 # make's
	echo 'ccflags-y := $(call cc-option,-fno-tree-vectorize,-DLOST_AN_ANSWER)' >>"$tree/core/Kbuild"
	for goal in all M="$ext" 'modules_install' clean; do
		record_reset
		run env PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" "$@" \
			make -C "$tree" --no-print-directory -j2 MODPOST="$KOLINK_TEMPLATE/bin/modpost" INSTALL_MOD_PATH="$tree/root" "$goal"
		[ "$status" -eq 0 ] || fail "$*: make $goal gave $status:" "$output"
		[ "$goal" != M="$ext" ] || file_bytes "$tree" >"$BATS_TEST_TMPDIR/bytes.built"
	done
	cat "$BATS_TEST_TMPDIR/bytes.built"
	file_bytes "$tree"
}

# unchanged SETTING...: the same files come out with all of them
unchanged() {
	build_with "$@" >"$BATS_TEST_TMPDIR/set"
	diff "$BATS_TEST_TMPDIR/plain" "$BATS_TEST_TMPDIR/set" || fail "$*"
}

@test "environment: CDPATH, IFS, locales, TMPDIR, umask, options of tools and the like change nothing" {
	mkdir "$BATS_TEST_TMPDIR/a blank"
	echo 'echo from a startup file' >"$BATS_TEST_TMPDIR/startup"
	build_with A=b >"$BATS_TEST_TMPDIR/plain"
	unchanged CDPATH=.:/tmp:.. POSIXLY_CORRECT=1 GREP_OPTIONS=-v IFS=/ LC_ALL=xx_YY.UTF-8 TMPDIR=/nonexistent \
		ENV="$BATS_TEST_TMPDIR/startup" BASH_ENV="$BATS_TEST_TMPDIR/startup" PWD=/ OLDPWD=/nonexistent HOME=/nonexistent
	unchanged LANG=tr_TR LC_COLLATE=en_US.UTF-8 "TMPDIR=$BATS_TEST_TMPDIR/a blank" VPATH=/usr/include SHELL=/bin/false \
		PHONY=all targets=x obj-m=x.o KBUILD_MODULES= srctree=/ KERNELRELEASE=9 CC=false LD=false CPP=false MAKEFILES= \
		TAR_OPTIONS=-v GREP_COLORS=mt=1 COLUMNS=1 TERM=dumb
	umask 077
	unchanged CDPATH=/ POSIXLY_CORRECT=1 LC_ALL=xx
}

@test "environment: a recipe that runs make in a foreign tree builds that as if alone" {
	local other=$BATS_TEST_TMPDIR/other alone=$BATS_TEST_TMPDIR/alone

	tree_new "$other"
	tree_new "$alone"
	sed -i 's/VERSION = 1/VERSION = 5/' "$other/Makefile" "$alone/Makefile"
	sed 's/^>/\t/' >>"$tree/Kbuild" <<-END
		always-y += other.stamp
		quiet_cmd_other = OTHER   \$@
		      cmd_other = \$(MAKE) -C $other && echo done > \$@
		\$(obj)/other.stamp: FORCE
		>+\$(call if_changed,other)
		targets += other.stamp
	END
	sed -i '1i KBUILD_CFLAGS += -DNOT_FOR_OTHERS' "$tree/Makefile"
	build -j2 W=1 V=1
	assert_exists vmlinux alpha.ko
	assert_ran gcc 'NOT_FOR_OTHERS'
	tree=$alone build -j2
	diff <(results "$alone") <(results "$other")
	! grep -q NOT_FOR_OTHERS "$other"/.*.cmd || fail "flags leaked into the other tree"
}
