#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# For kolink's Makefile.runner: let a program of the user's run a step, unless there is nothing to do.
#
# Usage: run-step.sh PROGRAM ARGUMENT... -c COMMAND

for command; do :; done
# The recipe of what is up to date
[ "$command" != : ] || exit 0
exec "$@"
