# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the programs use what it sets
# External modules against headers.
. "$here/lib/small.sh"

# newest_headers RELEASE: the newest kernel whose headers apt knows (6.12.117+deb12-amd64)
newest_headers()
{
	apt-cache pkgnames "linux-headers-$1" |
		sed -nE "s/^linux-headers-($1\.[0-9.]+(\+deb[0-9]+|-[0-9]+)?-amd64)\$/\1/p" | sort -rV |
	while read -r kernel; do
		if [ "$(version "linux-headers-$kernel")" ]; then
			echo "$kernel"
			break
		fi
	done
}

# make_module [ARGUMENT...]: the module in $module, against $kdir
make_module()
{
	make -C "$kdir" M="$module" "$@"
}

# headers RELEASE: sets $headers to a build folder of that release, $kernel to a name for it, and $kind. It is
# that of the newest headers, unpacked in the cache, unless they come from a newer Debian with a compiler
# that this one has not got: then it is a small tree's (small.sh).
headers()
{
	if [ "$(suites "$1" amd64)" ]; then
		small_tree "$1"
		place_small original
		kind=module
		kernel=small-$1
		headers=$place/build
		return
	fi
	kind=module
	kernel=$(newest_headers "$1")
	[ "$kernel" ] || die "apt knows no linux-headers-$1*-amd64; run apt-get update"
	package=linux-headers-$kernel
	dir=$cache/headers/$(version "$package")-amd64
	headers=$dir/usr/src/$package
	if ! [ -e "$dir/complete" ]; then
		rm -rf "$dir"
		for needed in "$package" "${package%-amd64}-common" \
			"$(apt-cache show --no-all-versions "$package" | sed -nE '/^Depends:/s/.*(linux-kbuild-[^ ,]*).*/\1/p')"; do
			unpack "$needed" "$dir"
		done
		# As installed, it names the common part by its absolute path.
		sed -i "s,^include /usr/src/,include $dir/usr/src/," "$headers/Makefile"
		: >"$dir/complete"
	fi
}

# shadow: sets $shadow to a folder of links to $headers, with the files under test
shadow()
{
	shadow=$cache/shadow/$kernel
	HOSTCC=${CC:-cc} "$repo/scripts/linux/shadow.sh" "$headers" "$shadow" >/dev/null
}
