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
	6.1[789]:* | 7.[123]:*) echo trixie-backports sid ;;
	*) die "no suite is known to have Linux $1" ;;
	esac
}

# source_only RELEASE: do suites have no more of it than the source?
source_only()
{
	case $1 in
	6.1[789] | 7.1) return 0 ;;
	*) return 1 ;;
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
# place of its own; where ARCH is "source", source packages. Where they come from is what the machine's own lists say.
foreign_apt()
{
	apt=$cache/apt/$2-$1
	types='s/^deb-src /# &/'
	if [ "$1" = source ]; then
		types='s/^deb /deb-src /; /^Types:/s/:.*/: deb-src/'
		set -- "$(dpkg --print-architecture)" "$2"
	fi
	codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/sources.list.d"
	: >"$apt/status"
	for sources in /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
		       /etc/apt/sources.list.d/*.sources; do
		[ -e "$sources" ] && grep -q "$codename" "$sources" || continue
		sed "s/$codename/$2/g; $types" "$sources" >"$apt/sources.list.d/${sources##*/}"
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

# find_source RELEASE: sets $package to the package with its source and $packaged to the version of that:
# linux-source-RELEASE or, where no suite has one, the source package linux. apt then knows it.
find_source()
{
	unset APT_CONFIG
	package=linux-source-$1
	searched=$(suites "$1" amd64) || exit 1
	if ! source_only "$1"; then
		for suite in $searched; do
			foreign_apt amd64 "$suite"
			! have_all "$package" || break
		done
		packaged=$(version "$package")
		[ -z "$packaged" ] || return 0
	fi
	package=linux
	for suite in $searched; do
		foreign_apt source "$suite"
		for packaged in $(apt-cache showsrc --only-source linux 2>/dev/null | sed -n "s/^Version: \($1\.\)/\1/p" | sort -rVu); do
			! fetch_source || return 0
		done
	done
	die "apt knows no source of Linux $1${searched:+ in }$searched; run apt-get update"
}

# fetch_source: download the source package that find_source found into the cache, once. False if the
# archive does not have it (any more): lists of sources name many that are gone.
fetch_source()
{
	fetched=$cache/fetched/$package-$packaged-source
	[ ! -e "$fetched" ] || return 0
	download_source "$fetched.new" && mv "$fetched.new" "$fetched"
}

# download_source DIR: only its archive
download_source()
{
	rm -rf "$1"
	mkdir -p "$1"
	(cd "$1" && apt-get source -qq --download-only --tar-only "$package=$packaged" >/dev/null 2>&1) && ls "$1"/*.orig.tar.* >/dev/null 2>&1 ||
		{ rm -r "$1"; return 1; }
}

# unpack_linux DIR [PATTERN...]: unpack what find_source found, without the files that the patterns match
unpack_linux()
{
	unpacked=$1
	shift
	rm -rf "$unpacked" "$unpacked.deb"
	if [ "$package" = linux ]; then
		fetched=$cache/fetched/$package-$packaged-source
		[ -n "$(ls "$fetched")" ] || download_source "$fetched" || die "cannot download $package $packaged"
		mkdir "$unpacked.deb"
		mv "$fetched"/* "$unpacked.deb"
		archive=$(ls "$unpacked.deb"/*.orig.tar.*)
	else
		unpack "$package" "$unpacked.deb"
		archive=$unpacked.deb/usr/src/$package.tar.xz
	fi
	top=$(tar -tf "$archive" 2>/dev/null | head -n 1)
	for pattern; do
		shift
		set -- "$@" "--exclude=${top%%/*}/$pattern"
	done
	mkdir "$unpacked"
	tar -C "$unpacked" --strip-components=1 --anchored --wildcards-match-slash "$@" -xf "$archive"
	rm -r "$unpacked.deb"
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
