#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Print which genksyms of the installed headers of Linux to use: the running kernel's, else the newest
# one. One that does not run on this machine does not count; without any, nothing is printed.
#
# Usage: find-genksyms.sh [ROOT]
#
# ROOT stands before the names of all folders.

root=${1-}
program=scripts/genksyms/genksyms

# newest_first NAME...: those that exist
newest_first()
{
	for file; do
		[ ! -f "$file" ] || printf '%s\n' "$file"
	done | sort -rV
}

{
	newest_first "$root/lib/modules/$(uname -r)/build/$program"
	newest_first "$root"/usr/lib/linux-kbuild-*/$program       # Debian
	newest_first "$root"/usr/src/kernels/*/$program            # Fedora
	newest_first "$root"/usr/src/linux-headers-*/$program      # Ubuntu
	newest_first "$root"/lib/modules/*/build/$program          # others
} | while IFS= read -r file; do
	if "$file" < /dev/null > /dev/null 2>&1; then
		printf '%s\n' "$file"
		break
	fi
done
