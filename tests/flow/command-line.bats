#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Variables of the command line and of the environment that are none of ours.

load lib/common

# The names, and what a build without any of them makes, once for all tests. Builds are compared that were
# made in one place, as records and debugging information name it: so one test after the other.
setup_file() {
	export BATS_NO_PARALLELIZE_WITHIN_FILE=true BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR

	setup
	nonsense >"$BATS_FILE_TMPDIR/nonsense.list"
	settings=()
	whole plain >"$BATS_FILE_TMPDIR/log" 2>&1 || { cat "$BATS_FILE_TMPDIR/log"; return 1; }
}

# databases: what make -p says of all makes that some goals start
databases() {
	local ext=$BATS_TEST_TMPDIR/names-ext root=$BATS_TEST_TMPDIR/names-root

	extmod_new "$ext"
	# What two makes print at once gets mixed up.
	kmake -p
	kmake -p modules_install INSTALL_MOD_PATH="$root"
	kmake -p M="$ext"
	kmake -p M="$ext" modules_install INSTALL_MOD_PATH="$root"
	kmake -p M="$ext" clean
	kmake -p beta.ko
	kmake -p nsdeps
	echo bad >>"$tree/drivers/delta.c"
	kmake -p -k || :
	sed -i '$d' "$tree/drivers/delta.c"
	kmake -p clean
	kmake -p kernelrelease
	kmake -p LLVM=1 || :
}

# assigned_names: all that makefiles of ours assign, by make's own word
assigned_names() {
	databases 2>/dev/null | awk -v "ours=(from '$KOLINK_ROOT/" '
		/^# (makefile|.override. directive) \(from / && index($0, ours) {
			getline
			name = $1
			if (name == "override") name = $2
			if (name == "define") name = $2
			print name
		}' | grep -E '^[A-Za-z_][-A-Za-z0-9_.]*$' | sort -u
}

# documented_names: those that docs/command-line.md lists
documented_names() {
	sed -n '/^```text/,/^```/s/^[^`].\{15\}//p' "$KOLINK_ROOT/docs/command-line.md" | tr ' ' '\n' | grep . | sort -u
}

# nonsense: an assignment for each name that is ours alone
nonsense() {
	assigned_names >"$BATS_TEST_TMPDIR/assigned"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/assigned")" -gt 400 ] || fail "make -p names too few variables"
	documented_names >"$BATS_TEST_TMPDIR/documented"
	comm -23 "$BATS_TEST_TMPDIR/assigned" "$BATS_TEST_TMPDIR/documented" |
		grep -vx -e 'CONFIG_.*' -e MAKEFILE_LIST -e MAKEFLAGS -e PATH | sed "s,\$,=$BATS_TEST_TMPDIR/nonsense,"
}

# settled ARG...: kmake with $settings in the environment
settled() {
	PATH=$bin:$KOLINK_TEMPLATE/bin:$PATH timeout -k 5 300 \
		env "${settings[@]}" make -C "$tree" --no-print-directory MODPOST="$KOLINK_TEMPLATE/bin/modpost" "$@"
}

# whole FOLDER [ARG...]: build, build a module outside, install, all with the arguments
whole() {
	local tree=$BATS_FILE_TMPDIR/place ext=$BATS_FILE_TMPDIR/place/ext kept=$BATS_FILE_TMPDIR/$1

	shift
	tree_copy "$tree"
	extmod_new "$ext"
	settled -j2 "$@"
	settled -j2 M="$ext" "$@"
	settled modules_install INSTALL_MOD_PATH="$tree/root" "$@"
	settled beta.ko "$@"
	mv "$tree" "$kept"
}

@test "command line: each name of ours, set to nonsense, changes nothing" {
	mapfile -t lines <"$BATS_FILE_TMPDIR/nonsense.list"
	settings=()
	whole command-line "${lines[@]}"
	assert_same_tree "$BATS_FILE_TMPDIR/plain" "$BATS_FILE_TMPDIR/command-line"
	[ -z "$(find "$BATS_FILE_TMPDIR" -maxdepth 1 -name nonsense)" ]
}

@test "environment: each name of ours, set to nonsense, changes nothing" {
	# This prefix is ours in the environment, too: makes tell each other by it.
	mapfile -t settings < <(grep -v '^KOLINK_' "$BATS_FILE_TMPDIR/nonsense.list")
	whole environment
	assert_same_tree "$BATS_FILE_TMPDIR/plain" "$BATS_FILE_TMPDIR/environment"
	[ -z "$(find "$BATS_FILE_TMPDIR" -maxdepth 1 -name nonsense)" ]
}

@test "command line: prefix=/usr and other plain words, with blanks in them" {
	local place=$BATS_TEST_TMPDIR/place

	build -j2
	keep_results plain
	build clean
	build -j2 prefix="$place" output="$place" modules='a b' obj='c d' order="$place" "quiet=a	b" 'targets=e\ f\' \
		srctree=/ V=1 Q= 'own=x  y' stage="$place" tools="$place"
	assert_kept plain
	[ -z "$(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name 'place*')" ]
}

@test "command line: names that are not ours reach the Kbuild files as they are" {
	# shellcheck disable=SC2016
	echo '$(info core: [$(prefix)] [$(modules)] [$(DEBUG)])' >>"$tree/core/Kbuild"
	build prefix=/usr modules='a b\' obj='x y' 'DEBUG=$$HOME "q"  z' core/core.o
	assert_line 'core: [/usr] [a b\] [$HOME "q"  z]'
}

@test "command line: obj-m and ccflags-y are for the user" {
	local ext=$BATS_TEST_TMPDIR/ext

	build -j2
	extmod_new "$ext"
	: >"$ext/Kbuild"
	build M="$ext" obj-m=ext.o ccflags-y=-DBY_USER
	[ -e "$ext/ext.ko" ]
	assert_ran gcc 'BY_USER.* ext\.c$'
}
