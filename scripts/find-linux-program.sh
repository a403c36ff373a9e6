#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Print which program of the installed headers of Linux to use: the running kernel's, else the newest
# one. One that does not run on this machine does not count; without any, nothing is printed.
#
# Usage: find-linux-program.sh genksyms/genksyms|sign-file [ROOT]
#
# The program is named as in scripts/ of the headers. ROOT stands before the names of all folders.

program=scripts/$1
root=${2-}

# newest_first NAME...: those that exist
newest_first()
{
	for file; do
		[ ! -f "$file" ] || printf '%s\n' "$file"
	done | sort -rV
}

# runs PROGRAM: genksyms does nothing then, and sign-file says how it is used. A shell may read a program of
# another machine as a script, so that its exit status says little.
runs()
{
	case $1 in
	*/genksyms) "$1" < /dev/null > /dev/null 2>&1 ;;
	*/sign-file) "$1" < /dev/null 2>&1 | grep -q '^Usage: ' ;;
	esac
}

{
	newest_first "$root/lib/modules/$(uname -r)/build/$program"
	newest_first "$root"/usr/lib/linux-kbuild-*/"$program"       # Debian
	newest_first "$root"/usr/src/kernels/*/"$program"            # Fedora
	newest_first "$root"/usr/src/linux-headers-*/"$program"      # Ubuntu
	newest_first "$root"/lib/modules/*/build/"$program"          # others
} | while IFS= read -r file; do
	if runs "$file"; then
		printf '%s\n' "$file"
		break
	fi
done
