#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Run a packaged Kconfig for a goal of make, in the build directory.
#
# Usage: kconfig.sh GOAL KCONFIG [CONFIG]
#
# GOAL is a word of kbuild's: menuconfig, foo_defconfig, foo.config and so on.
# KCONFIG is the tree's Kconfig file. syncconfig brings CONFIG (.config, or the tree's
# defconfig if there is none) up to date, and then what syncconfig.sh makes of it, and
#   include/config/auto.conf.cmd   what that depends on, for make
# While this happens there is include/config/.tmp_kconfig/: make does it again if it stays.
#
# From make come srctree, KCONFIG_CONFIG, KCONFIG (which tool), SRCARCH,
# KBUILD_DEFCONFIG, PYTHON3, CC, quiet, and all that Kconfig files may ask for.

set -e

unset CDPATH GREP_OPTIONS
here=${0%/*}
goal=$1
kconfig=$2
in_srctree=$srctree/
[ "$srctree" != . ] || in_srctree=
configs=arch/$SRCARCH/configs
stage=include/config/.tmp_kconfig
: "${KCONFIG_CONFIG:=.config}"
export KCONFIG_CONFIG

die()
{
	printf '%s\n' "$*" >&2
	exit 1
}

say()
{
	[ "${quiet-}" = silent_ ] || printf '%s\n' "$@"
}

# What there is without a .config
defaults=
for file in "${KBUILD_DEFCONFIG:+$in_srctree$configs/$KBUILD_DEFCONFIG}" "$in_srctree$configs/defconfig" "${in_srctree}defconfig"; do
	if [ -n "$file" ] && [ -f "$file" ]; then
		defaults=$file
		break
	fi
done

# --------------------------------------------------------------------------
# Which tool

# Sets $tool to kconfiglib or conf, or to nothing; conf's programs begin with $programs and
# end with conf, mconf, nconf.
find_tool()
{
	tool=
	programs=
	case ${KCONFIG-} in
	'' | kconfiglib)
		if has_kconfiglib; then
			tool=kconfiglib
		elif [ -z "${KCONFIG-}" ] && command -v kconfig-conf > /dev/null; then
			tool=conf programs=kconfig-
		fi
		;;
	*)
		if [ -f "$KCONFIG/kconfiglib.py" ]; then
			PYTHONPATH=$KCONFIG${PYTHONPATH:+:$PYTHONPATH}
			export PYTHONPATH
			has_kconfiglib || die "KCONFIG=$KCONFIG: ${PYTHON3:-python3} cannot use the kconfiglib.py in this folder"
			tool=kconfiglib
		elif [ -d "$KCONFIG" ]; then
			tool=conf programs=$KCONFIG/
			[ -x "${programs}conf" ] || programs=$KCONFIG/kconfig-
			[ -x "${programs}conf" ] || die "KCONFIG=$KCONFIG: in this folder is neither kconfiglib.py nor a program conf or kconfig-conf"
		else
			tool=conf programs=${KCONFIG%conf}
			[ "$programs" != "$KCONFIG" ] || die "KCONFIG=$KCONFIG: neither kconfiglib, nor a folder, nor a program whose name ends in conf"
			command -v "$KCONFIG" > /dev/null || die "KCONFIG=$KCONFIG: there is no such program"
		fi
		;;
	esac
}

# Sets $python. A Python of one's own may be first, and Debian's package belongs to the machine's.
has_kconfiglib()
{
	for python in "${PYTHON3:-python3}" /usr/bin/python3; do
		status=0
		run_python 2> /dev/null || status=$?
		case $status in
		0) return 0 ;;
		# 3 is kconfig.py's word; the others are the shell's for a program that is not there.
		3 | 126 | 127) ;;
		*) die "$python: kconfiglib could not be loaded (status $status)" ;;
		esac
		[ "$python" = python3 ] || break
	done
	return 1
}

run_python()
{
	# shellcheck disable=SC2086 # a command is words
	$python "$here/kconfig.py" "$@"
}

need_tool()
{
	[ -n "$tool" ] || die "$1: no Kconfig tool is installed: install the Debian package python3-kconfiglib (or kconfig-frontends), or name one with KCONFIG="
}

# Kconfig files may ask for the compiler; kbuild's name for its first line
find_compiler()
{
	# shellcheck disable=SC2086
	CC_VERSION_TEXT=$(LC_ALL=C ${CC:-cc} --version 2> /dev/null | sed 's/#//g; q') || :
	export CC_VERSION_TEXT
}

# --------------------------------------------------------------------------
# The goals that both tools have

# run_conf PROGRAM ARGUMENT...: it makes files for make in $conf_output, whatever the goal
conf_output=.tmp_kconfig
run_conf()
{
	program=$1
	shift
	command -v "$programs$program" > /dev/null || die "$goal: there is no $programs$program"
	if [ "${quiet-}" = silent_ ]; then
		case $1 in
		--*newconfig) ;;
		*) set -- -s "$@" ;;
		esac
	fi
	status=0
	KCONFIG_AUTOCONFIG=$conf_output/auto.conf KCONFIG_AUTOHEADER=$conf_output/autoconf.h \
		KCONFIG_RUSTCCFG=$conf_output/rustc_cfg KCONFIG_DEFCONFIG_LIST=$defaults \
		"$programs$program" "$@" || status=$?
	rm -rf .tmp_kconfig
	return $status
}

conf_has()
{
	# It prints its options for an unknown one, too.
	"${programs}conf" --help 2>&1 | grep -q -e "--$1 "
}

# run_tool GOAL [FILE]: FILE is what defconfig reads
run_tool()
{
	case $1 in
	menuconfig | nconfig)
		[ -t 0 ] && [ -t 1 ] || die "$1: this needs a terminal"
		;;
	esac
	case $tool,$1 in
	kconfiglib,defconfig) run_python defconfig "$kconfig" "$2" ;;
	kconfiglib,*) run_python "$1" "$kconfig" "$defaults" ;;
	conf,menuconfig) run_conf mconf "$kconfig" ;;
	conf,nconfig) run_conf nconf "$kconfig" ;;
	conf,config) run_conf conf --oldaskconfig "$kconfig" ;;
	conf,defconfig) run_conf conf "--defconfig=$2" "$kconfig" ;;
	conf,savedefconfig)
		run_conf conf --savedefconfig=.tmp_defconfig "$kconfig"
		mv -f .tmp_defconfig defconfig
		;;
	conf,*)
		conf_has "$1" || die "$1: ${programs}conf has no such goal"
		if [ ! -e "$KCONFIG_CONFIG" ] && [ "$1" = olddefconfig ] && [ -n "$defaults" ]; then
			run_conf conf "--defconfig=$defaults" "$kconfig"
		else
			run_conf conf "--$1" "$kconfig"
		fi
		;;
	esac
}

# --------------------------------------------------------------------------
# Without a tool

# names_every_option FILE: does a configuration name all options of the Kconfig files? It can be taken as it
# is then. Prints the Kconfig files. What only a tool can follow is a no.
names_every_option()
{
	LC_ALL=C ${AWK:-awk} -v kconfig="$kconfig" -v folder="$in_srctree" -v configuration="$1" '
	function read_kconfig(name, line, word) {
		read_files[name]
		file = name ~ /^\// ? name : folder name
		while ((status = (getline line < file)) > 0) {
			sub(/^[ \t]+/, "", line)
			split(line, word, /[ \t]+/)
			if (word[1] == "config" || word[1] == "menuconfig")
				options[word[2]]
			else if (word[1] ~ /^(source|osource|rsource|orsource|gsource|grsource)$/) {
				gsub(/"/, "", word[2])
				if (word[1] != "source" || word[2] ~ /[$*?]/)
					status = -1
				else if (!(word[2] in read_files))
					pending[++count] = word[2]
			} else if (line ~ /\$\(/)
				status = -1
			if (status < 0)
				break
		}
		close(file)
		return status == 0
	}
	BEGIN {
		pending[count = 1] = kconfig
		for (i = 1; i <= count; i++)
			if (!read_kconfig(pending[i]))
				exit 1
		while ((getline line < configuration) > 0)
			if (match(line, /^CONFIG_[A-Za-z0-9_]+=/))
				named[substr(line, 8, RLENGTH - 8)]
			else if (match(line, /^# CONFIG_[A-Za-z0-9_]+ is not set/))
				named[substr(line, 10, RLENGTH - 20)]
		for (name in options)
			if (!(name in named))
				exit 1
		for (name in read_files)
			print name
	}'
}

# stands_alone FILE: is it the tree's defconfig, or a copy, and has it an answer to everything? Then kconfig-conf,
# if nobody has asked for it, is not needed either: it knows only old Kconfig files.
stands_alone()
{
	case $tool,${KCONFIG-} in
	,* | conf,) ;;
	*) return 1 ;;
	esac
	[ -f "${in_srctree}defconfig" ] && cmp -s "$1" "${in_srctree}defconfig" || return 1
	files=$(names_every_option "$1") || return 1
	tool=
}

# --------------------------------------------------------------------------
# syncconfig

# What auto.conf depends on: Kconfig files, and variables with their values of now
print_depends()
{
	echo '# Made from Kconfig files: do not edit'
	printf 'kolink-kconfig-files := \\\n'
	# shellcheck disable=SC2016 # for make
	LC_ALL=C sort -u "$stage/files" | sed -e 's/[$]/$$/g; s/[#]/\\#/g' -e 's,^/,	/,; t whole' -e 's,^,	$(kolink-in-srctree),' \
		-e ': whole' -e 's/$/ \\/'
	echo
	# Shells set some themselves; release and flags follow from the configuration.
	names=$(LC_ALL=C sort -u "$stage/variables" | grep -x '[A-Za-z_][A-Za-z0-9_]*' |
		grep -vx -e PWD -e OLDPWD -e SHLVL -e _ -e 'MAKE.*' -e KERNELRELEASE -e CC_VERSION_TEXT \
		-e MODLIB -e LINUXINCLUDE -e NOSTDINC_FLAGS -e 'KBUILD_[A-Z]*FLAGS.*' -e 'KBUILD_LDS' -e 'KBUILD_VMLINUX_.*') || :
	set_names=
	for name in $names; do
		eval "set_value=\${$name-} is_set=\${$name+y}"
		if [ -n "$is_set" ]; then
			# Set for Kconfig files only
			[ "$name" != CLANG_FLAGS ] || name=kolink-clang-flags
			set_names="$set_names $name"
			printf 'kolink-kconfig-was-%s := ' "$name"
			printf '%s\n' "$set_value" | tr '\n\t' '  ' | sed 's/[$]/$$/g; s/[#]/\\#/g'
			echo
		fi
	done
	echo "kolink-kconfig-variables :=$set_names"
	printf 'kolink-kconfig-absent :='
	for name in $names; do
		case " $set_names CLANG_FLAGS " in
		*" $name "*) ;;
		*) printf ' %s' "$name" ;;
		esac
	done
	echo
	! grep -qx -e CC -e LD -e HOSTCC -e CC_VERSION_TEXT "$stage/variables" || echo 'kolink-kconfig-compiler := y'
}

# The lists of files and variables out of what conf wrote for make
read_conf_depends()
{
	sed -n '/^deps_config := /,/^$/ { s/^deps_config := //; s/[\\]$//; s/^[	 ]*//; s/[	 ]*$//; /./p; }' "$1" |
		sed "s,^$srctree_seen/,," > "$stage/files"
	# shellcheck disable=SC2016 # as make has it
	sed -n 's/^ifneq "$(\([A-Za-z0-9_]*\))".*/\1/p' "$1" > "$stage/variables"
}

sync_by_conf()
{
	srctree_seen=$srctree
	if [ "$1" = "$KCONFIG_CONFIG" ]; then
		if ! { [ -t 0 ] && [ -t 1 ]; }; then
			new=$(run_conf conf --listnewconfig "$kconfig" 2> /dev/null < /dev/null | sed -n '/^CONFIG_/ { s/=.*//; p; }') || :
			[ -z "$new" ] || die "$1: options of $kconfig are without a value ($(printf '%s\n' "$new" | sed 3q | tr '\n' ' ')): 'make oldconfig' asks, 'make olddefconfig' takes the defaults"
		fi
	else
		defaults=$1 KCONFIG_CONFIG=$stage/config
		run_conf conf -s "--defconfig=$1" "$kconfig" > /dev/null
	fi
	if conf_has syncconfig; then
		conf_output=$stage
		run_conf conf --syncconfig "$kconfig"
	else
		# It writes below the current folder only.
		mkdir -p $stage/include/config
		case $KCONFIG_CONFIG in
		/*) file=$KCONFIG_CONFIG ;;
		*) file=$PWD/$KCONFIG_CONFIG ;;
		esac
		srctree_seen=$(cd "$srctree" && pwd)
		command=$(command -v "${programs}conf")
		case $command in
		/*) ;;
		*) command=$PWD/$command ;;
		esac
		(
			cd $stage
			programs=${command%conf} conf_output=include/config
			KCONFIG_CONFIG=$file srctree=$srctree_seen run_conf conf --silentoldconfig "$kconfig"
		)
		mv -f $stage/include/config/autoconf.h $stage/include/config/auto.conf.cmd $stage
	fi
	read_conf_depends $stage/auto.conf.cmd
	[ "$KCONFIG_CONFIG" = $stage/config ] || cp "$KCONFIG_CONFIG" $stage/config
}

sync()
{
	config=$1
	if [ ! -e "$config" ]; then
		{
			echo '***'
			echo "*** Configuration file \"$config\" not found!"
			echo '***'
			echo '*** Please run some configurator (e.g. "make oldconfig" or'
			echo '*** "make menuconfig" or "make defconfig").'
			echo '***'
		} >&2
		exit 1
	fi
	rm -rf $stage
	stands_alone "$config" || need_tool "$config"
	mkdir -p $stage
	# What was is still good, unless something was written.
	trap 'rm -rf $stage' EXIT
	trap 'exit 1' HUP INT TERM
	case $tool in
	kconfiglib)
		if [ "$config" = "$KCONFIG_CONFIG" ]; then
			run_python syncconfig "$kconfig" $stage
		else
			run_python syncconfig "$kconfig" $stage "$config"
		fi
		;;
	conf) sync_by_conf "$config" ;;
	*)
		say "No Kconfig tool (Debian package python3-kconfiglib): $config names every option and is taken as it is"
		cp "$config" $stage/config
		printf '%s\n' "$files" > $stage/files
		: > $stage/variables
		;;
	esac
	print_depends > include/config/.tmp_auto.conf.cmd
	trap - EXIT
	mv -f include/config/.tmp_auto.conf.cmd include/config/auto.conf.cmd
	sh "$here/syncconfig.sh" $stage/config "$config" $stage/autoconf.h
	rm -rf $stage
}

# --------------------------------------------------------------------------
# Configurations of the tree

write_defconfig()
{
	if [ "$1" = "${in_srctree}defconfig" ] && stands_alone "$1"; then
		if ! cmp -s "$1" "$KCONFIG_CONFIG"; then
			cp "$1" "$KCONFIG_CONFIG.new"
			[ ! -e "$KCONFIG_CONFIG" ] || mv -f "$KCONFIG_CONFIG" "$KCONFIG_CONFIG.old"
			mv -f "$KCONFIG_CONFIG.new" "$KCONFIG_CONFIG"
		fi
		say '#' "# configuration written to $KCONFIG_CONFIG" '#'
		return
	fi
	need_tool "$goal"
	find_compiler
	run_tool defconfig "$1"
}

merge_fragments()
{
	name=$1
	set --
	for file in "${in_srctree}kernel/configs/$name" "$in_srctree$configs/$name"; do
		[ ! -f "$file" ] || set -- "$@" "$file"
	done
	[ $# -gt 0 ] || die "$name: No configuration exists for this target on this architecture: it is neither in kernel/configs nor in $configs"
	base=$KCONFIG_CONFIG
	[ -e "$base" ] || base=${in_srctree}defconfig
	[ -e "$base" ] || die "The base file '$KCONFIG_CONFIG' does not exist.  Exit."
	need_tool "$name"
	find_compiler
	merged=.tmp_merged.config
	trap 'rm -f $merged' EXIT
	trap 'exit 1' HUP INT TERM
	sh "$here/kconfig-merge.sh" merge $merged "$base" "$@"
	run_tool defconfig $merged
	sh "$here/kconfig-merge.sh" check "$KCONFIG_CONFIG" "$@"
	rm -f $merged
}

find_tool
case $goal in
syncconfig)
	find_compiler
	sync "$3"
	;;
defconfig)
	[ -z "${KBUILD_DEFCONFIG-}" ] || [ -f "$in_srctree$configs/$KBUILD_DEFCONFIG" ] || die "*** Can't find default configuration \"$configs/$KBUILD_DEFCONFIG\"!"
	[ -n "$defaults" ] || die "defconfig: there is neither $configs/defconfig nor defconfig in the tree: 'make alldefconfig' takes the defaults of the Kconfig files"
	say "*** Default configuration is based on '${defaults##*/}'"
	write_defconfig "$defaults"
	;;
*_defconfig)
	[ -f "$in_srctree$configs/$goal" ] || die "*** Can't find default configuration \"$configs/$goal\"!"
	write_defconfig "$in_srctree$configs/$goal"
	;;
*.config)
	merge_fragments "$goal"
	;;
tinyconfig)
	need_tool "$goal"
	find_compiler
	[ -f "${in_srctree}kernel/configs/tiny.config" ] || die 'tinyconfig: there is no kernel/configs/tiny.config, which says what it is'
	if [ -f "${in_srctree}kernel/configs/tiny-base.config" ]; then
		KCONFIG_ALLCONFIG=${in_srctree}kernel/configs/tiny-base.config
		export KCONFIG_ALLCONFIG
	fi
	run_tool allnoconfig
	unset KCONFIG_ALLCONFIG
	merge_fragments tiny.config
	;;
config | menuconfig | nconfig | oldconfig | olddefconfig | savedefconfig | listnewconfig | helpnewconfig | \
	allnoconfig | allyesconfig | allmodconfig | alldefconfig | randconfig)
	need_tool "$goal"
	find_compiler
	run_tool "$goal"
	;;
*)
	die "$goal: there is no such goal: 'make help' lists them"
	;;
esac
