# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The packages that a Linux tree makes of itself. A part of goals.sh.

# unpack_packages: every package that was made in $folder, in $folder/packages/NAME
unpack_packages()
{
	rm -rf "$folder/packages"
	for package in "$folder"/*.deb; do
		name=$(dpkg-deb -f "$package" Package)
		mkdir -p "$folder/packages/$name"
		dpkg-deb -R "$package" "$folder/packages/$name"
	done
	# They say when they were made, or are sums of what does.
	find "$folder/packages" -name changelog.Debian.gz -delete -o -name md5sums -delete
	for control in "$folder"/packages/*/DEBIAN/control; do
		sed -i '/^Installed-Size:/d' "$control"
	done
}

# build_against NAME HEADERS: external modules
build_against()
{
	rm -rf "$folder/module"
	cp -r "$here/external" "$folder/module"
	side_make "$1" -C "$2" M="$folder/module"
	of_outputs side_record "$1" "$folder/module"
}

# packages: make bindeb-pkg and tar-pkg; external modules against the headers package
packages()
{
	side_make bindeb-pkg bindeb-pkg DPKG_FLAGS=-d KDEB_COMPRESS=none KDEB_PKGVERSION=1-1
	unpack_packages
	headers=$(echo "$folder"/packages/linux-headers-*/usr/src/linux-headers-*)
	# Of its scripts some are ours; there are none missing.
	(cd "$headers" && find scripts -type f ! -name '.*' ! -path "*/kolink/*" ! -name unifdef ! -path "*/mod/btf-rebase") | sort >"$work/$side/scripts"
	if [ "$side" = kolink ]; then
		awk '$1 == "added" { print $4 }' "$tree/.kolink/manifest" | sort | comm -13 - "$work/kolink/scripts" |
			cmp -s "$work/original/scripts" - || fail 'the headers package has other scripts'
	fi
	build_against headers-package "$headers"
	rm -r "$headers/scripts"
	side_record bindeb-pkg "$folder/packages" -name '*'

	# For a compiler other than the host's, programs are compiled again, modpost from the kernel's units.
	if [ -e "$tree/scripts/package/install-extmod-build" ]; then
		rm -rf "$folder/foreign"
		# shellcheck disable=SC2016 # make's variable
		side_make foreign-headers run-command \
			KBUILD_RUN_COMMAND='CC=x86_64-linux-gnu-gcc $(srctree)/scripts/package/install-extmod-build '"$folder/foreign"
		build_against foreign-headers-package "$folder/foreign"
	fi

	side_make tar-pkg tar-pkg
	side_record tar-pkg "$tree/tar-install" -name '*'
	tar -tf "$tree"/linux-*.tar >"$work/members"
	sort "$work/members" >"$work/$side/tar-pkg-members.record"
	rm -rf "$folder"/*.deb "$folder"/*.buildinfo "$folder"/*.changes "$tree/debian" "$tree/tar-install" "$tree"/linux-*.tar
}
