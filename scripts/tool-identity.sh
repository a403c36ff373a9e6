# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC3013 # -ef: every shell that can be sh knows it
# For kolink: which programs the words of commands are. Read by scripts, and in $(shell ...) of makefiles.

# Programs that stand in front of a compiler and change nothing in what it makes. Makefile.launchers knows them, too.
launchers=ccache:sccache:distcc:icecc:recc

# is_launcher WORD: whether that is the name of one
is_launcher()
{
	case :$launchers: in
	*:"${1##*/}":*) return 0 ;;
	*) return 1 ;;
	esac
}

# is_masquerade FILE: whether it is a launcher under a compiler's name, as /usr/lib/ccache/gcc is. No process.
is_masquerade()
{
	[ -h "$1" ] || return 1
	for launcher_folder in $PATH; do
		for launcher in $launchers; do
			[ ! "$1" -ef "$launcher_folder/$launcher" ] || return 0
		done
	done
	return 1
}

# find_behind FILE: sets path to the next program of this name that is no launcher, empty if there is none
find_behind()
{
	for path_folder in $PATH; do
		path=$path_folder/${1##*/}
		if [ -f "$path" ] && [ -x "$path" ] && ! is_masquerade "$path"; then
			return
		fi
	done
	path=
}

# find_compiler FILE: sets path to it, or to what it runs if it is a launcher under this name
find_compiler()
{
	old_ifs=$IFS
	IFS=:
	path=$1
	! is_masquerade "$path" || find_behind "$path"
	IFS=$old_ifs
}

# tool_identity WORD...: path, size and time of change of each word that is a program, a line each. A command
# may be several words (ccache gcc -m64). No program is run. Launchers are left out: what is built is the same
# with another ccache, and without.
tool_identity()
{
	for word; do
		shift
		case $word in
		-* | *=*) continue ;;
		esac
		! is_launcher "$word" || continue
		path=$(command -v "$word") || path=$word
		case $path in
		*/*)
			find_compiler "$path"
			[ ! -f "$path" ] || set -- "$@" "$path"
			;;
		esac
	done
	[ $# -eq 0 ] || TZ=UTC0 stat -L -c '%n %s %y' "$@"
}
