# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Notes for KBUILD_TRACE=FILE when the steps of a recipe of kolink begin and end: a line each in $KOLINK_STEPS, short
# enough for one write, as other recipes write at the same time. trace.sh reads them. Nothing here may end a recipe that
# runs with set -e.
#
# B, time, process, part of the build, name, file, command     a step begins; it ends the one before it in this process
# E, time, process, status                                     the last one ends
#
# The caller has set $trace_scripts, the folder of this file.

trace_open=

trace_note()
{
	# shellcheck disable=SC2059 # formats of ours
	{ printf "$@" >> "$KOLINK_STEPS"; } 2> /dev/null || :
}

# trace_step PART NAME [FILE [COMMAND]]
trace_step()
{
	trace_open=y
	trace_note 'B\t%s\t%s\t%s\t%.300s\t%.1000s\t%.1000s\n' "$(date '+%s %N')" $$ "$1" "$2" "${3-}" "${4-}"
}

# trace_end: in the trap for EXIT. A trace is written from then on, as there may be no end of a stage any more; with make -k
# others go on, and there will be one.
trace_end()
{
	trace_status=${1:-$?}
	[ -n "$trace_open" ] || return 0
	trace_open=
	trace_note 'E\t%s\t%s\t%s\n' "$(date '+%s %N')" $$ "$trace_status"
	if [ "$trace_status" -ne 0 ]; then
		{ true > "$KOLINK_STEPS.failed"; } 2> /dev/null || :
	elif [ ! -e "$KOLINK_STEPS.failed" ] || trace_keeps_going; then
		return 0
	fi
	trace_write
}

trace_write()
{
	# shellcheck disable=SC2086 # a command is words
	${CONFIG_SHELL:-sh} "$trace_scripts/trace.sh" write || :
}

trace_keeps_going()
{
	case ${MAKEFLAGS%% *} in
	-* | *=*) return 1 ;;
	*k*) return 0 ;;
	esac
	return 1
}

# trace_interrupted SIGNAL
trace_interrupted()
{
	trace_end 130
	trap - EXIT "$1"
	kill -s "$1" $$
}
