# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Debian's packages by apt, which leaves the machine's own configuration as it is: which kernels there are, and
# their files in the cache. To be included after common.sh.

# version PACKAGE: the version apt would download, empty if it knows none
version()
{
	apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n 's/^Version: //p' | head -n 1
}

# suites RELEASE ARCH: the suites that have that release for an architecture, the best first; none if it
# is in what the machine's own lists name
suites()
{
	case $1:$2 in
	6.1:amd64 | 6.12:amd64) ;;
	6.1:*) echo bookworm ;;
	6.12:*) echo trixie ;;
	7.[23]:*) echo trixie-backports sid ;;
	*) die "no suite is known to have Linux $1" ;;
	esac
}

# kbuild_package RELEASE KERNEL: the package with the tools; it was one a release once
kbuild_package()
{
	if [ "$1" = 6.1 ]; then
		echo "linux-kbuild-$1"
	else
		echo "linux-kbuild-$2"
	fi
}

# modules_packages RELEASE KERNEL-FLAVOUR: the packages with the modules and their lists; it was the
# image once
modules_packages()
{
	case $1 in
	6.*) echo "linux-image-$2" ;;
	*) echo "linux-modules-$2 linux-base-$2" ;;
	esac
}

# have_all PACKAGE...: does apt know them all?
have_all()
{
	for package; do
		[ "$(version "$package")" ] || return 1
	done
}

# newest_kernel RELEASE FLAVOUR: the newest kernel (6.12.117+deb12) that comes with modules, headers and
# tools
newest_kernel()
{
	apt-cache pkgnames "linux-image-$1" |
		sed -nE "s/^linux-image-($1\.[0-9.]+(\+deb[0-9]+|-[0-9]+)?)-$2\$/\1/p" | sort -rV |
	while read -r kernel; do
		images=$(modules_packages "$1" "$kernel-$2")
		# shellcheck disable=SC2086 # a list of packages
		if have_all $images "linux-headers-$kernel-$2" "$(kbuild_package "$1" "$kernel")" &&
			fetch "${images%% *}"; then
			echo "$kernel"
			break
		fi
	done
}

# foreign_apt ARCH SUITE: from here on apt knows the packages of another architecture and suite, in a
# place of its own. Where they come from is what the machine's own lists say.
foreign_apt()
{
	apt=$cache/apt/$2-$1
	codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/sources.list.d"
	: >"$apt/status"
	for sources in /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
		       /etc/apt/sources.list.d/*.sources; do
		[ -e "$sources" ] && grep -q "$codename" "$sources" || continue
		sed "s/$codename/$2/g" "$sources" >"$apt/sources.list.d/${sources##*/}"
	done
	cat >"$apt/apt.conf" <<-.
		APT::Architecture "$1";
		APT::Architectures { "$1"; };
		APT::Sandbox::User "root";
		Dir::State "$apt";
		Dir::State::lists "$apt/lists";
		Dir::State::status "$apt/status";
		Dir::Cache "$apt";
		Dir::Etc::sourcelist "/dev/null";
		Dir::Etc::sourceparts "$apt/sources.list.d";
	.
	export APT_CONFIG="$apt/apt.conf"
	# Suites of updates may be in flux or, as with backports, not exist; what is needed is looked for
	# afterwards.
	apt-get update -qq 2>"$apt/log" || :
}

# find_kernel RELEASE ARCH FLAVOUR: sets $kernel to the newest kernel of that release and $suite to where
# it comes from, with nothing for the machine's own lists. apt then knows the packages from there.
find_kernel()
{
	unset APT_CONFIG
	suite=
	searched=$(suites "$1" "$2") || exit 1
	if [ -z "$searched" ]; then
		kernel=$(newest_kernel "$1" "$3")
		if [ -z "$kernel" ] && [ "$(id -u)" -eq 0 ]; then
			apt-get update -qq
			kernel=$(newest_kernel "$1" "$3")
		fi
		[ "$kernel" ] ||
			die "apt knows no linux-image-$1*-$3 with headers and kbuild; run apt-get update"
		return
	fi
	for suite in $searched; do
		foreign_apt "$2" "$suite"
		kernel=$(newest_kernel "$1" "$3")
		[ -z "$kernel" ] || return 0
	done
	die "no linux-image-$1*-$3 with headers and kbuild in $searched"
}

# find_source RELEASE: sets $package to the package of its source. apt then knows it.
find_source()
{
	unset APT_CONFIG
	package=linux-source-$1
	searched=$(suites "$1" amd64) || exit 1
	for suite in $searched; do
		foreign_apt amd64 "$suite"
		! have_all "$package" || return 0
	done
	have_all "$package" || die "apt knows no $package; run apt-get update"
}

# fetch PACKAGE: download it into the cache, once. False if there is none: lists of packages may name what
# the archive does not have yet, or not any more.
fetch()
{
	fetched=$cache/fetched/$1-$(version "$1")
	[ ! -e "$fetched" ] || return 0
	mkdir -p "$fetched.new"
	if (cd "$fetched.new" && apt-get download -qq -o APT::Sandbox::User=root "$1" >/dev/null 2>&1); then
		mv "$fetched.new" "$fetched"
	else
		rm -r "$fetched.new"
		return 1
	fi
}

# unpack PACKAGE DIR: download a package and unpack it, without installing it
unpack()
{
	fetched=$cache/fetched/$1-$(version "$1")
	if [ -e "$fetched" ] && [ -n "$(ls "$fetched")" ]; then
		mkdir -p "$2"
		dpkg-deb -x "$fetched"/*.deb "$2"
		# That it could be had is worth knowing; the package itself is large.
		rm "$fetched"/*.deb
		return
	fi
	mkdir -p "$2.deb"
	(cd "$2.deb" && apt-get download -qq -o APT::Sandbox::User=root "$1") ||
		die "cannot download $1"
	mkdir -p "$2"
	dpkg-deb -x "$2.deb"/*.deb "$2"
	rm -r "$2.deb"
}
