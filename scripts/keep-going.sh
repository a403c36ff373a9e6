#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What make -k goes on with after a failure. COMPLETE is the list of modules that are
# complete all the same; without a failure there is none.
#
# Usage: keep-going.sh COMPLETE list          print the name of the list to go on with
#        keep-going.sh COMPLETE narrow LIST   drop what is not complete from another list
#        keep-going.sh COMPLETE verdict       fail if there was a failure

set -e

complete=$1

case $2 in
list)
	if [ -e "$complete" ]; then
		echo "$complete"
	else
		echo modules.order
	fi
	;;
narrow)
	[ -e "$complete" ] || exit 0
	awk 'NR == FNR { complete[$0]; next } $0 in complete' "$complete" "$3" > "$3.some"
	mv -f "$3.some" "$3"
	;;
verdict)
	[ -e "$complete" ] || exit 0
	echo 'not everything could be made: see the errors above' >&2
	exit 1
	;;
esac
