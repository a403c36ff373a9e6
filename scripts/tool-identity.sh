# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# For kolink: which programs the words of commands are. Read by scripts, and in $(shell ...) of makefiles.

# tool_identity WORD...: path, size and time of change of each word that is a program, a line each. A command
# may be several words (ccache gcc -m64). No program is run.
tool_identity()
{
	for word; do
		shift
		case $word in
		-* | *=*) continue ;;
		esac
		path=$(command -v "$word") || path=$word
		case $path in
		*/*) [ ! -f "$path" ] || set -- "$@" "$path" ;;
		esac
	done
	[ $# -eq 0 ] || TZ=UTC0 stat -L -c '%n %s %y' "$@"
}
