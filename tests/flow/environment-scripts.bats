#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Our scripts do the same thing whatever is in the environment of the one who calls them.

bats_require_minimum_version 1.5.0

load lib/common
load lib/linux

setup()
{
	small_repository
	here=$BATS_TEST_TMPDIR
	# Folders in which CDPATH finds what ours are called
	mkdir -p "$here/elsewhere/scripts/linux" "$here/elsewhere/tests" "$here/elsewhere/sub" "$here/a b"
	printf '%s\n' 'echo of the environment' 'cd /' >"$here/start"
	# A grep that obeys GREP_OPTIONS, as all did before 3.6
	mkdir "$here/old"
	printf '#!/bin/sh\nexec "%s" ${GREP_OPTIONS-} "$@"\n' "$(type -P grep)" >"$here/old/grep"
	chmod +x "$here/old/grep"
	# Each line has all that goes together; one that fails names itself
	environments=(
		"env CDPATH=.:/tmp POSIXLY_CORRECT=1 GREP_OPTIONS=-v PATH=$here/old:$PATH ENV='$here/start' BASH_ENV='$here/start' \
			IFS=/k LC_ALL=xx_YY.UTF-8 TMPDIR='$here/missing'"
		"env CDPATH='$here/elsewhere:.' GREP_COLORS='mt=01;31' GREP_COLOR=1 LC_ALL=C.UTF-8 TMPDIR='$here/a b' TAR_OPTIONS=-v \
			PWD=/tmp OLDPWD=/ TZ=Asia/Tokyo QUOTING_STYLE=c TIME_STYLE=iso BLOCK_SIZE=human"
		"env -u HOME LANG=tr_TR.UTF-8 LC_CTYPE=C.UTF-8 TMPDIR=/proc \
			status=1 state=own work=/ edited=x root=/ folder=/ file=x name=x found=x"
		with_umask_077
	)
}

with_umask_077()
(
	umask 077
	"$@"
)

# in_environment ENVIRONMENT COMMAND...
in_environment()
{
	eval "$1 \"\${@:2}\""
}

# same_in_all FUNCTION: it makes files below $work, and prints what it says. All is the same as without.
same_in_all()
{
	local environment plain plain_output

	environment=env work=$here/work
	rm -rf "$work"
	mkdir "$work"
	run -0 "$1"
	plain=$(everything "$work")
	plain_output=$output
	[ -n "$plain" ] || fail "$1 makes nothing"
	for environment in "${environments[@]}"; do
		rm -rf "$work"
		mkdir "$work"
		run "$1"
		[ "$status" -eq 0 ] || fail "$environment: status $status:" "$output"
		[ "$output" = "$plain_output" ] || fail "$environment: it says:" "$output" "and not:" "$plain_output"
		diff <(echo "$plain") <(everything "$work") || fail "$environment: other files"
	done
}

overlay_and_back()
{
	local before

	tree=$work/linux
	fake_tree 6 12
	chmod 664 "$tree/scripts/Makefile.modpost"
	before=$(everything "$tree")
	(
		cd "$repo/scripts" &&
			in_environment "$environment" linux/overlay.sh install "$tree"
	)
	cp -a "$tree" "$work/overlaid"
	(
		cd "$work" &&
			in_environment "$environment" "$repo/scripts/linux/overlay.sh" remove linux
	)
	diff <(echo "$before") <(everything "$tree")
}

@test "environment: overlay.sh, install and remove" {
	same_in_all overlay_and_back
}

@test "environment: make overlay and make overlay-remove" {
	overlay_by_make()
	{
		tree=$work/linux
		fake_tree 6 12
		in_environment "$environment" make --no-print-directory -C "$repo" overlay KDIR="$tree"
		cp -a "$tree" "$work/overlaid"
		in_environment "$environment" make --no-print-directory -C "$repo" overlay-remove KDIR="$tree"
	}
	environments=("${environments[0]}" "${environments[2]}" "${environments[10]}" with_umask_077)
	same_in_all overlay_by_make
}

@test "environment: shadow.sh" {
	# Compilers want a folder for temporary files.
	cat >"$here/cc" <<-'END'
		#!/bin/sh
		made=$(mktemp) && rm "$made" || exit
		while [ "$1" != -o ]; do shift; done
		echo modpost >"$2"
		chmod u+x "$2"
	END
	chmod +x "$here/cc"
	shadow()
	{
		BATS_TEST_TMPDIR=$work
		fake_headers
		sed -i 's,^include .*,include ../headers-common/Makefile,' "$work/headers/Makefile"
		(
			cd "$repo/scripts" &&
				in_environment "$environment" env HOSTCC="$here/cc" linux/shadow.sh "$work/headers" "$work/shadow"
		)
	}
	same_in_all shadow
}

@test "environment: scripts of the build" {
	printf '%s\n' 'int f(int a);' 'struct s { int i; } s;' 'int f(int a) { return s.i + a; }' >"$here/x.c"
	gcc -g -c -o "$here/x.o" "$here/x.c"
	cat >"$here/scripts.sh" <<-'END'
		set -e
		repo=$1
		scripts=$repo/scripts
		printf '%s\n' CONFIG_B=y CONFIG_a=m 'CONFIG_I="x"' >.config
		sh "$scripts/syncconfig.sh" .config
		echo CONFIG_i=y >>.config
		sh "$scripts/syncconfig.sh" .config
		printf '%s\n' sub/a.o b-c.o >modules.order
		sh "$scripts/modules-check.sh" modules.order
		! sh "$scripts/modules-check.sh" - <<-'LIST' 2>&1 || exit
			x-y.o
		LIST
		printf '%s\n' x-y.o sub/x_y.o >twice.order
		! sh "$scripts/modules-check.sh" twice.order 2>&1 || exit
		echo 'savedcmd_modules.order := { echo sub/a.o; echo b-c.o; :; } > modules.order' >.modules.order.cmd
		touch -d 2020-01-01 .modules.order.cmd
		sh "$scripts/linux/single-order.sh" modules.order single.order
		echo b-c.o >modules.order
		sh "$scripts/linux/single-order.sh" modules.order single.order
		sh "$scripts/toolid.sh" ./tool_ CC=gcc 'LD=env ld'
		: >System.map
		DEPMOD="echo depmod" INSTALL_MOD_PATH="a b" sh "$scripts/depmod.sh" 1.2.3
		cp "$2" vmlinux
		sh "$scripts/gen-btf.sh" vmlinux
		cp "$2" x.ko
		objcopy -O binary -j .BTF --set-section-flags .BTF=alloc vmlinux.btf.o base
		sh "$scripts/gen-btf.sh" --btf_base base x.ko
	END
	build_scripts()
	{
		cd "$work"
		in_environment "$environment" sh "$here/scripts.sh" "$repo" "$here/x.o"
		# A build keeps to the umask.
		chmod -R a+r "$work"
	}
	same_in_all build_scripts
}

@test "environment: the archive for the example kernel" {
	echo 'int x;' | gcc -c -x c -o "$here/m.o" -
	printf 'depends=b\0name=m\0' >"$here/info"
	objcopy --add-section .modinfo="$here/info" "$here/m.o" "$here/m.ko"
	cp "$here/m.o" "$here/b.ko"
	archive()
	{
		in_environment "$environment" sh "$KOLINK_ROOT/examples/minikernel/mkinitrd.sh" "$work/initrd" \
			"$here/m.ko" "$here/b.ko" -- "$here/info"
		chmod a+r "$work/initrd"
	}
	same_in_all archive
}

@test "environment: a whole build, with all of these at once" {
	local tree=$here/tree plain=$here/plain

	tree_copy "$plain"
	tree_copy "$tree"
	make -C "$plain" -j2 >/dev/null
	(
		umask 077
		env -u HOME CDPATH=".:$here/elsewhere" POSIXLY_CORRECT=1 GREP_OPTIONS=-v ENV="$here/start" BASH_ENV="$here/start" \
			IFS=/k LC_ALL=xx_YY.UTF-8 TMPDIR="$here/missing" TAR_OPTIONS=-v PWD=/tmp TZ=Asia/Tokyo QUOTING_STYLE=c \
			make -C "$tree" -j2 >/dev/null
	)
	assert_same_results "$plain" "$tree"
	# To another time zone nothing looks new.
	run env TZ=Asia/Tokyo make -s -C "$plain" -j2
	[ -z "$output" ] || fail "$output"
}
