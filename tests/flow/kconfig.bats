#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# A tree with a Kconfig file: the goals that write .config, and when it is brought up to date.

load lib/common

# The small tree with Kconfig files that its .config fits; $python records the tool.
setup() {
	local python

	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
	unset KCONFIG KCONFIG_CONFIG KCONFIG_ALLCONFIG KCONFIG_SEED KCONFIG_PROBABILITY KCONFIG_OVERWRITECONFIG
	for python in python3 /usr/bin/python3; do
		! "$python" -c 'import kconfiglib' 2>/dev/null || break
	done
	recorder python3 "$(type -P "$python")" >"$bin/python3"
	chmod +x "$bin/python3"
	cat >"$tree/Kconfig" <<-'END'
		mainmenu "Small tree"

		config MODULES
			bool "Modules"
			option modules
			default y

		config MODULE_UNLOAD
			bool "Unloading"
			depends on MODULES
			default y

		config KALLSYMS
			bool "Symbol table"
			default y

		config DEBUG_INFO_BTF
			bool "Types"
			default y

		config DEBUG_INFO_BTF_MODULES
			bool "Types of modules"
			depends on DEBUG_INFO_BTF && MODULES
			default y

		source "core/Kconfig"
	END
	cat >"$tree/core/Kconfig" <<-'END'
		menu "Core"

		config OPTION
			bool "An option"
			help
			  What it is good for.

		config LIMIT
			int "A number"
			default 7

		config TITLE
			string "A text"
			default "small tree"

		config EXTRA
			tristate "Something more"

		config PARTNER
			tristate "Something that goes with it"
			depends on EXTRA

		endmenu
	END
	printf '%s\n' '# CONFIG_EXTRA is not set' >>"$tree/.config"
	mkdir -p "$tree/arch/x86/configs" "$tree/kernel/configs"
}

# has LINE..., hasnt NAME...: what .config says
has() {
	local line

	for line; do
		grep -qxF -e "$line" "$tree/.config" || fail "no $line in .config:" "$(cat "$tree/.config")" || return
	done
}

hasnt() {
	! grep -q "$1" "$tree/.config" || fail "$1 in .config:" "$(cat "$tree/.config")"
}

# new_option NAME: the Kconfig files get one more
new_option() {
	sleep 0.02
	printf '\nconfig %s\n\tbool "New"\n\tdefault y\n\thelp\n\t  Not there before.\n' "$1" >>"$tree/core/Kconfig"
}

# on_terminal KEYS ARG...: make on a terminal of its own on which somebody types; its status counts
on_terminal() {
	local keys=$1

	shift
	record_reset
	run env TERM="${TERM_NAME:-xterm}" PATH="$bin:$KOLINK_TEMPLATE/bin:$PATH" /usr/bin/python3 -c '
import os, pty, select, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("make", ["make"] + sys.argv[2:])
keys, seen, quiet = list(sys.argv[1]), b"", 0
while quiet < 100:
    # A key when nothing has been printed for a while
    if not select.select([terminal], [], [], 0.2)[0]:
        quiet += 1
        if keys and seen:
            os.write(terminal, keys.pop(0).encode())
        continue
    quiet = 0
    try:
        data = os.read(terminal, 4096)
    except OSError:
        break
    if not data:
        break
    seen += data
else:
    os.kill(pid, 9)
sys.stdout.write(seen.decode(errors="replace").replace("\r", ""))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))' "$keys" -C "$tree" --no-print-directory "$@"
}

@test "kconfig: a build brings .config up to date first, and a no-op build starts no Python" {
	edit 's/CONFIG_LIMIT=7/CONFIG_LIMIT=8/' .config
	build -j2
	assert_lines 1 '^  SYNC '
	assert_ran python3 syncconfig 1
	# Nothing in it had to change.
	assert_no_output 'written'
	grep -qx 'CONFIG_LIMIT=8' "$tree/include/config/auto.conf"
	grep -qx '#define CONFIG_TITLE "small tree"' "$tree/include/generated/autoconf.h"
	grep -qF 'core/Kconfig' "$tree/include/config/auto.conf.cmd"
	build
	assert_nothing_ran
	[ -z "$output" ] || fail "$output"

	# A Kconfig file is touched: asked again, nothing rebuilt.
	touch_later "$tree/core/Kconfig"
	build
	assert_ran python3 syncconfig 1
	assert_not_ran gcc ' -c '
	assert_not_ran ld

	# What the file says no more goes, and who names it is rebuilt.
	edit '/^config OPTION/,/good for/d' core/Kconfig
	build
	assert_line '# configuration written to .config'
	hasnt OPTION
	has CONFIG_LIMIT=8
	assert_line '  CC      core/option.o'
	assert_lines 1 '^  CC '
	grep -q CONFIG_OPTION "$tree/.config.old"
	build
	assert_nothing_ran

	# A deleted file of ours comes back; a Kconfig file that is gone is the tool's to miss.
	rm "$tree/include/config/auto.conf.cmd"
	build
	assert_ran python3 syncconfig 1
	assert_exists include/config/auto.conf.cmd
	rm "$tree/core/Kconfig"
	build_fails
	assert_output '^Kconfig:[0-9]*: .*core/Kconfig.* not found'
	assert_not_ran gcc ' -c '
}

@test "kconfig: an option without a value is an error, unless somebody can answer" {
	build prepare
	keep before .config include/config/auto.conf include/generated/autoconf.h include/config/auto.conf.cmd
	new_option FRESH
	build_fails -j2 </dev/null
	assert_line ".config: 1 option is new in Kconfig without a value (CONFIG_FRESH): 'make oldconfig' asks, 'make olddefconfig' takes the defaults"
	assert_not_ran gcc ' -c '
	assert_kept before
	build_fails KCONFIG_NOSILENTUPDATE=1
	assert_line '*** The configuration requires explicit update.'
	build -s listnewconfig
	[ "$output" = CONFIG_FRESH=y ] || fail "$output"
	build helpnewconfig
	assert_output '^ *Not there before.'

	on_terminal 'n
' prepare
	[ "$status" -eq 0 ] || fail "$output"
	assert_output 'FRESH.*\[n/Y\]'
	has '# CONFIG_FRESH is not set'

	new_option FRESHER
	run kmake oldconfig <<<'n'
	[ "$status" -eq 0 ] || fail "$output"
	has '# CONFIG_FRESHER is not set'
	new_option FRESHEST
	run kmake oldconfig </dev/null
	[ "$status" -eq 2 ] || fail "$output"
	assert_line 'Error in reading or end of file.'
	hasnt FRESHEST
	build olddefconfig
	has CONFIG_FRESHEST=y
	build prepare
	build -s listnewconfig
	[ -z "$output" ] || fail "$output"
}

@test "kconfig: defconfig, NAME_defconfig, savedefconfig" {
	rm "$tree/.config"
	build_fails
	assert_line '*** Configuration file ".config" not found!'
	assert_not_ran gcc ' -c '
	build_fails defconfig
	assert_output '^defconfig: there is neither arch/x86/configs/defconfig nor defconfig in the tree'
	build_fails none_defconfig
	assert_line "*** Can't find default configuration \"arch/x86/configs/none_defconfig\"!"
	assert_missing .config

	echo 'CONFIG_LIMIT=1' >"$tree/arch/x86/configs/defconfig"
	echo 'CONFIG_LIMIT=2' >"$tree/arch/x86/configs/second_defconfig"
	build defconfig
	assert_line "*** Default configuration is based on 'defconfig'"
	assert_line '# configuration written to .config'
	has CONFIG_LIMIT=1 CONFIG_KALLSYMS=y
	build defconfig KBUILD_DEFCONFIG=second_defconfig
	assert_line "*** Default configuration is based on 'second_defconfig'"
	has CONFIG_LIMIT=2
	# As architectures name theirs
	echo 'KBUILD_DEFCONFIG := second_defconfig' >"$tree/arch/x86/Makefile"
	build alldefconfig
	has CONFIG_LIMIT=7
	build defconfig
	has CONFIG_LIMIT=2
	rm "$tree/arch/x86/Makefile"
	build second_defconfig
	assert_line '# No change to .config'
	build -s second_defconfig
	[ -z "$output" ] || fail "$output"
	build savedefconfig
	[ "$(cat "$tree/defconfig")" = CONFIG_LIMIT=2 ] || fail "$(cat "$tree/defconfig")"

	# Without .config the configuration is the tree's defconfig, which needs to say no more than that.
	rm "$tree/.config"
	build prepare
	assert_line 'No .config: the configuration is defconfig'
	assert_missing .config
	grep -qx CONFIG_LIMIT=2 "$tree/include/config/auto.conf"
	grep -qx CONFIG_KALLSYMS=y "$tree/include/config/auto.conf"
	build prepare
	[ -z "$output" ] || fail "$output"
	# What starts from nothing starts from the default configuration.
	build olddefconfig
	assert_line '# using defaults found in arch/x86/configs/defconfig'
	has CONFIG_LIMIT=1
}

@test "kconfig: allnoconfig, allyesconfig, allmodconfig, alldefconfig; KCONFIG_ALLCONFIG" {
	build allnoconfig
	has '# CONFIG_MODULES is not set' '# CONFIG_EXTRA is not set'
	build allyesconfig
	has CONFIG_OPTION=y CONFIG_EXTRA=y CONFIG_PARTNER=y
	build allmodconfig
	has CONFIG_OPTION=y CONFIG_EXTRA=m CONFIG_PARTNER=m
	build alldefconfig
	has '# CONFIG_OPTION is not set' CONFIG_MODULES=y
	echo CONFIG_LIMIT=3 >"$tree/all.config"
	build allnoconfig KCONFIG_ALLCONFIG=1
	has CONFIG_LIMIT=3 '# CONFIG_OPTION is not set'
	echo CONFIG_OPTION=y >"$tree/some"
	build allnoconfig KCONFIG_ALLCONFIG=some
	has CONFIG_LIMIT=7 CONFIG_OPTION=y
	keep before .config
	build_fails allyesconfig KCONFIG_ALLCONFIG=nothing
	assert_output KCONFIG_ALLCONFIG
	assert_kept before
}

@test "kconfig: randconfig repeats a seed, and keeps to KCONFIG_PROBABILITY" {
	build randconfig
	assert_output '^KCONFIG_SEED=0x[0-9A-F]+$'
	cp "$tree/.config" "$BATS_TEST_TMPDIR/first"
	build randconfig "$(grep -o 'KCONFIG_SEED=.*' <<<"$output")"
	cmp "$tree/.config" "$BATS_TEST_TMPDIR/first"
	build randconfig KCONFIG_SEED=0x2a
	cp "$tree/.config" "$BATS_TEST_TMPDIR/first"
	build randconfig KCONFIG_SEED=43
	build randconfig KCONFIG_SEED=42
	cmp "$tree/.config" "$BATS_TEST_TMPDIR/first"
	build olddefconfig
	assert_line '# No change to .config'
	build randconfig KCONFIG_PROBABILITY=100:0
	has CONFIG_OPTION=y CONFIG_EXTRA=y
	build randconfig KCONFIG_PROBABILITY=100:0:100
	has CONFIG_OPTION=y CONFIG_EXTRA=m
	build randconfig KCONFIG_PROBABILITY=0
	has '# CONFIG_OPTION is not set' '# CONFIG_EXTRA is not set'
	keep before .config
	build_fails randconfig KCONFIG_PROBABILITY=50:60
	assert_output '^KCONFIG_PROBABILITY=50:60: '
	build_fails randconfig KCONFIG_SEED=x
	assert_line 'KCONFIG_SEED=x: not a number'
	assert_kept before
}

@test "kconfig: fragments are merged one after the other, and what did not take is said" {
	printf '%s\n' '# A comment' CONFIG_EXTRA=m CONFIG_LIMIT=20 >"$tree/kernel/configs/one.config"
	printf '%s\n' CONFIG_LIMIT=30 '# CONFIG_OPTION is not set' >"$tree/arch/x86/configs/two.config"
	printf '%s\n' CONFIG_EXTRA=n CONFIG_PARTNER=y CONFIG_TYPO=y CONFIG_NEITHER=n >"$tree/kernel/configs/three.config"
	build -j4 one.config two.config prepare
	assert_line 'Merging kernel/configs/one.config'
	assert_line 'Merging arch/x86/configs/two.config'
	assert_line 'Value of CONFIG_LIMIT is redefined by fragment arch/x86/configs/two.config:'
	assert_line 'Previous value: CONFIG_LIMIT=20'
	assert_line 'New value: CONFIG_LIMIT=30'
	assert_no_output 'Value requested'
	has CONFIG_EXTRA=m CONFIG_LIMIT=30 '# CONFIG_OPTION is not set'
	grep -qx CONFIG_LIMIT=30 "$tree/include/config/auto.conf"

	build -s three.config
	assert_line 'Value requested for CONFIG_PARTNER not in final .config'
	assert_line 'Requested value:  CONFIG_PARTNER=y'
	assert_line 'Value requested for CONFIG_TYPO not in final .config'
	assert_no_output 'NEITHER|redefined|EXTRA|written'
	has '# CONFIG_EXTRA is not set' CONFIG_LIMIT=30

	keep before .config
	build_fails four.config
	assert_output '^four.config: No configuration exists for this target on this architecture'
	build_fails tinyconfig
	assert_output '^tinyconfig: there is no kernel/configs/tiny.config'
	assert_kept before
	echo CONFIG_OPTION=y >"$tree/kernel/configs/tiny.config"
	echo CONFIG_LIMIT=1 >"$tree/kernel/configs/tiny-base.config"
	build tinyconfig
	has CONFIG_OPTION=y CONFIG_LIMIT=1 '# CONFIG_MODULES is not set'
	[ -z "$(find "$tree" -maxdepth 1 -name '.tmp_merged*')" ]
	rm "$tree/.config"
	build_fails one.config
	assert_line "The base file '.config' does not exist.  Exit."
}

@test "kconfig: macros and environment are kbuild's, and other answers are noticed" {
	sed -i '2i\
\
source "$(kolink)/scripts/Kconfig.include"\
\
config HAS_OPTION\
	def_bool $(cc-option,-fno-common)\
\
config HAS_NONSENSE\
	def_bool $(cc-option,-fnonsense)\
\
config HAS_INSTRUCTIONS\
	def_bool $(as-instr,nop\\nnop) \&\& $(ld-option,--gc-sections)\
\
config COMPILER\
	string\
	default "$(CC_VERSION_TEXT)"\
\
config SAID\
	string\
	default "$(srctree) $(ARCH) $(SRCARCH) $(KERNELVERSION) $(LD) $(HOSTCC) $(BY_USER)"' "$tree/Kconfig"
	build prepare
	has CONFIG_HAS_OPTION=y CONFIG_HAS_INSTRUCTIONS=y 'CONFIG_SAID=". x86 x86 1.2.0 ld gcc "' "CONFIG_COMPILER=\"$(gcc --version | head -n 1)\""
	hasnt NONSENSE=y
	build prepare
	assert_not_ran python3
	assert_not_ran gcc ' -c '
	build prepare BY_USER=me
	assert_ran python3 syncconfig 1
	has 'CONFIG_SAID=". x86 x86 1.2.0 ld gcc me"'
	build prepare BY_USER=me
	assert_not_ran python3
	BY_USER='a # $b' build prepare
	has 'CONFIG_SAID=". x86 x86 1.2.0 ld gcc a # $b"'
	BY_USER='a # $b' build prepare
	assert_not_ran python3
	build prepare
	has 'CONFIG_SAID=". x86 x86 1.2.0 ld gcc "'
	sed -i 's/PATCHLEVEL = 2/PATCHLEVEL = 3/' "$tree/Makefile"
	build prepare
	has 'CONFIG_SAID=". x86 x86 1.3.0 ld gcc "'

	# Another compiler, under the same name
	printf '#!/bin/sh\n[ "$1" != --version ] || { echo "gcc 99"; exit; }\nexec %s "$@"\n' "$(type -P gcc)" >"$bin/gcc"
	chmod +x "$bin/gcc"
	build prepare
	has 'CONFIG_COMPILER="gcc 99"'
	build prepare
	assert_not_ran python3
}

@test "kconfig: O=, several goals at once, KBUILD_KCONFIG, KCONFIG_CONFIG" {
	local out=$BATS_TEST_TMPDIR/out

	build_fails O="$out" olddefconfig
	assert_output 'source tree is not clean'
	mv "$tree/.config" "$tree/kernel/configs/own.config"
	rm -rf "$tree/include/config" "$tree/include/generated"
	echo CONFIG_LIMIT=1 >"$tree/arch/x86/configs/defconfig"
	rm -rf "$out"
	mkdir "$out"
	cp -a "$tree/scripts" "$out"
	snapshot sources "$tree"
	build -j4 O="$out" defconfig own.config prepare
	assert_output '^  GEN     Makefile$'
	grep -qx CONFIG_LIMIT=7 "$out/.config"
	grep -qx CONFIG_LIMIT=7 "$out/include/config/auto.conf"
	build -j4 O="$out" own.config defconfig prepare
	grep -qx CONFIG_LIMIT=1 "$out/include/config/auto.conf"
	build O="$out" prepare
	assert_not_ran python3
	build O="$out" KCONFIG_CONFIG=other defconfig prepare
	assert_line '# configuration written to other'
	grep -q '^# Made from other' "$out/include/config/auto.conf"
	make -s -C "$out" alldefconfig
	grep -qx CONFIG_LIMIT=7 "$out/.config"
	assert_unchanged sources "$tree"
	# VPATH finds a file that has the name of the goal.
	mv "$tree/arch/x86/configs/defconfig" "$tree/defconfig"
	build O="$out/new" defconfig
	grep -qx CONFIG_LIMIT=1 "$out/new/.config"

	# A second goal does not run after the first has failed.
	build_fails O="$out" nothing.config all
	assert_not_ran gcc ' -c '
	assert_not_ran python3 syncconfig

	mv "$tree/Kconfig" "$tree/core/Kconfig.main"
	build O="$out" KBUILD_KCONFIG=core/Kconfig.main allyesconfig
	grep -qx CONFIG_EXTRA=y "$out/.config"
	build O="$out" KBUILD_KCONFIG=core/Kconfig.main prepare
	grep -q 'core/Kconfig.main' "$out/include/config/auto.conf.cmd"
	build_fails O="$out" KBUILD_KCONFIG=core/Kconfig.nothing
	assert_output 'KBUILD_KCONFIG=core/Kconfig.nothing: there is no such file'
}

@test "kconfig: .config is replaced whole, a link stays one with KCONFIG_OVERWRITECONFIG" {
	mv "$tree/.config" "$tree/real"
	ln -s real "$tree/.config"
	build KCONFIG_OVERWRITECONFIG=1 allyesconfig
	[ -h "$tree/.config" ]
	grep -qx CONFIG_EXTRA=y "$tree/real"
	build allnoconfig
	[ ! -h "$tree/.config" ]
	grep -qx CONFIG_EXTRA=y "$tree/real"
	has '# CONFIG_EXTRA is not set'
	grep -qx CONFIG_EXTRA=y "$tree/.config.old"
	build mrproper
	assert_missing .config .config.old include/config
}

@test "kconfig: errors are a line and leave what there was; -n does nothing; what was killed is done again" {
	build prepare
	keep before .config include/config/auto.conf include/generated/autoconf.h include/config/auto.conf.cmd
	cp "$tree/core/Kconfig" "$BATS_TEST_TMPDIR/Kconfig"
	snapshot before "$tree"
	touch_later "$tree/core/Kconfig"
	snapshot before "$tree"
	record_reset
	for goal in all syncconfig menuconfig olddefconfig allyesconfig savedefconfig; do
		run kmake -n $goal
		assert_unchanged before "$tree"
	done
	assert_not_ran python3

	echo 'what is this' >>"$tree/core/Kconfig"
	build_fails
	assert_lines 1 '^core/Kconfig:[0-9]+: '
	assert_no_output Traceback
	build_fails olddefconfig
	assert_lines 1 '^core/Kconfig:[0-9]+: '
	build_fails menuconfig </dev/null
	assert_line 'menuconfig: this needs a terminal'
	build_fails config
	assert_output '^config: kconfiglib has no such goal'
	build_fails manyconfig
	assert_output '^manyconfig: there is no such goal'
	assert_kept before

	cp "$BATS_TEST_TMPDIR/Kconfig" "$tree/core/Kconfig"
	build prepare
	# As if it had been killed on the way
	mkdir "$tree/include/config/.tmp_kconfig"
	build prepare
	assert_ran python3 syncconfig 1
	assert_missing include/config/.tmp_kconfig
	build prepare
	assert_not_ran python3
	build syncconfig
	assert_ran python3 syncconfig 1
}

@test "kconfig: menuconfig on a terminal, and a goal of the tree's own" {
	# To the last line, which is the menu Core; into it; its first option is switched on; out; save.
	edit 's/CONFIG_OPTION=y/# CONFIG_OPTION is not set/' .config
	on_terminal 'Gly'$'\e'$'\e''qy' menuconfig
	[ "$status" -eq 0 ] || fail "$output"
	has CONFIG_OPTION=y
	TERM_NAME=nothing on_terminal '' nconfig
	[ "$status" -eq 2 ]
	assert_output '^nconfig: .*terminal'
	printf '%s\n' 'mineconfig: ; @echo "by the tree: $(CONFIG_OPTION)"' >"$BATS_TEST_TMPDIR/own"
	sed -i "/^include/r $BATS_TEST_TMPDIR/own" "$tree/Makefile"
	build mineconfig
	assert_line 'by the tree: '
}

@test "kconfig: without a tool one line names the package, and only a complete defconfig is taken as it is" {
	# No Python that has kconfiglib, no kconfig-conf
	alone() {
		record_reset
		run kmake PYTHON3=no-python KCONFIG=kconfiglib "$@"
	}
	for goal in menuconfig olddefconfig all; do
		alone $goal
		[ "$status" -eq 2 ]
		assert_lines 1 'no Kconfig tool is installed: install the Debian package python3-kconfiglib'
		assert_not_ran gcc ' -c '
	done
	# Not complete: EXTRA is not named.
	sed -i /EXTRA/d "$tree/.config"
	mv "$tree/.config" "$tree/defconfig"
	alone prepare
	[ "$status" -eq 2 ]
	printf '%s\n' '# CONFIG_EXTRA is not set' '# CONFIG_PARTNER is not set' >>"$tree/defconfig"
	alone prepare
	[ "$status" -eq 0 ] || fail "$output"
	assert_line 'No Kconfig tool (Debian package python3-kconfiglib): defconfig names every option and is taken as it is'
	cp "$tree/include/config/auto.conf" "$BATS_TEST_TMPDIR/auto.conf"
	alone prepare
	[ -z "$output" ] || fail "$output"
	# One that is there by chance and knows only old Kconfig files does no harm.
	printf '#!/bin/sh\nexit 1\n' >"$bin/kconfig-conf"
	chmod +x "$bin/kconfig-conf"
	run kmake PYTHON3=no-python syncconfig
	[ "$status" -eq 0 ] || fail "$output"
	assert_output 'taken as it is'
	alone defconfig
	cmp "$tree/defconfig" "$tree/.config"
	alone prepare
	[ "$status" -eq 0 ] || fail "$output"
	# A tool says the same.
	rm "$tree/.config"
	build syncconfig
	diff <(sort "$BATS_TEST_TMPDIR/auto.conf") <(sort "$tree/include/config/auto.conf")
	# Once something was changed by hand it is not known to fit.
	build defconfig
	edit 's/CONFIG_LIMIT=7/CONFIG_LIMIT=9/' .config
	alone prepare
	[ "$status" -eq 2 ]
	rm "$tree/.config"
	new_option FRESH
	alone prepare
	[ "$status" -eq 2 ]
}

@test "kconfig: KCONFIG= names kconfig-frontends' conf, a folder of programs, or a kconfiglib" {
	local conf

	conf=$(type -P kconfig-conf)
	build KCONFIG=kconfig-conf prepare
	assert_not_ran python3
	grep -q 'core/Kconfig' "$tree/include/config/auto.conf.cmd"
	grep -qx '#define CONFIG_LIMIT 7' "$tree/include/generated/autoconf.h"
	grep -qx 'CONFIG_TITLE=small tree' "$tree/include/config/auto.conf"
	build KCONFIG=kconfig-conf prepare
	[ -z "$output" ] || fail "$output"
	new_option FRESH
	build_fails KCONFIG=kconfig-conf prepare </dev/null
	assert_output 'CONFIG_FRESH'
	build KCONFIG=kconfig-conf olddefconfig prepare
	has CONFIG_FRESH=y
	grep -qx CONFIG_FRESH=y "$tree/include/config/auto.conf"
	echo CONFIG_EXTRA=m >"$tree/kernel/configs/more.config"
	build KCONFIG=kconfig-conf more.config
	has CONFIG_EXTRA=m
	build KCONFIG=kconfig-conf savedefconfig
	grep -qx CONFIG_EXTRA=m "$tree/defconfig"
	build_fails KCONFIG=kconfig-conf helpnewconfig
	assert_line 'helpnewconfig: kconfig-conf has no such goal'
	assert_missing .tmp_kconfig .tmp_defconfig

	mkdir "$BATS_TEST_TMPDIR/programs"
	build_fails KCONFIG="$BATS_TEST_TMPDIR/programs" allnoconfig
	assert_output '^KCONFIG=.*: in this folder is neither kconfiglib.py nor a program conf'
	ln -s "$conf" "$BATS_TEST_TMPDIR/programs/conf"
	build KCONFIG="$BATS_TEST_TMPDIR/programs" allnoconfig
	assert_not_ran python3
	has '# CONFIG_EXTRA is not set'
	build_fails KCONFIG=no-such-conf allnoconfig
	assert_line 'KCONFIG=no-such-conf: there is no such program'
	ln -s "$("$bin/python3" -c 'import kconfiglib; print(kconfiglib.__file__)')" "$BATS_TEST_TMPDIR/programs/kconfiglib.py"
	build KCONFIG="$BATS_TEST_TMPDIR/programs" syncconfig
	assert_ran python3 syncconfig
}
