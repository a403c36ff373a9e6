#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# All modules of a Debian kernel through Debian's modpost and ours, side by side.
# usage: real-modules.sh [RELEASE [ARCH [SET...]]]
#
# RELEASE: 6.12, 6.1, 7.2 or 7.3; ARCH: amd64 or arm64, for 6.x armhf or s390x, too; SET: of the options below,
# all if none is named.
#
# Debian's has to rebuild Debian's Module.symvers and the dependencies and versions that the packaged
# modules carry, which proves the input right; ours has to equal it in every output, message and
# exit status: when it keeps nothing, when it keeps facts for the next run, and when it is that next run.
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/programs.sh"

release=${1:-6.12}
arch=${2:-amd64}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
wanted=$*
# The kernel's name in package names, the build of Debian's modpost for its modules, and an assembler.
case $arch in
amd64) flavour=amd64 build=lsb-64 as='as --64' ;;
arm64) flavour=arm64 build=lsb-64 as=aarch64-linux-gnu-as ;;
armhf) flavour=armmp build=lsb-32 as=arm-linux-gnueabi-as ;;
s390x) flavour=s390x build=msb-64 as=s390x-linux-gnu-as ;;
*) die "unknown architecture $arch" ;;
esac
# How objects carry their exports (for ko2obj, for macros.inc), and the list of modules as kbuild hands it
# over (on stdin, in a file).
more_misplaced=
case $release in
6.1) form=ksymtab ksymtab=1 stdin=1 ;;
*)   form=records ksymtab=0 stdin=0 ;;
esac
# Links of 7.x leave few of the sections that make_misplaced renames.
case $release in
7.*) more_misplaced='-e s/\.rodata\x00/.init.r\x00/g' ;;
esac

# What the two modposts are compared on: name, then options.
variants='
all           -M -m -o Module.symvers vmlinux.o
unversioned   -M -i vmlinux.symvers -o Module.symvers
srcversions   -M -m -a -W -i vmlinux.symvers -o Module.symvers
namespaces    -M -m -N -d modules.nsdeps -i namespaces.symvers -o Module.symvers
trimmed       -M -m -t -u used -o Module.symvers vmlinux.o
external      -e -M -m -E -i vmlinux.symvers -i Module.symvers.in -o Module.symvers
unresolved    -M -m -w -N -d modules.nsdeps -o Module.symvers
no-exports    -m -w -N -i vmlinux.symvers -d modules.nsdeps -o Module.symvers
incomplete    -M -m -i incomplete.symvers -o Module.symvers
misplaced     -e -M -m -i vmlinux.symvers -i Module.symvers.in -o Module.symvers
'
case $release in
6.1)
	# It finds exports without being asked, and its kernels are trimmed before modpost.
	variants=$(echo "$variants" | sed '/^trimmed /d; /^no-exports /d; s/ -M / /')
	;;
7.*)
	# Tables of versions are asked for on their own, either or both.
	variants=$(echo "$variants" | sed 's/ -m / -m -b -x /; /^external /s/ -b//')
	;;
esac
for name in $wanted; do
	echo "$variants" | grep -q "^$name " || die "unknown set of options $name"
done

# make_vmlinux DIR: a vmlinux.o with the exports that the package's Module.symvers has for it
make_vmlinux()
{
	{
		echo ".set address_size, $((${build#*-} / 8))"
		echo ".set ksymtab_exports, $ksymtab"
		cat "$here/macros.inc"
		awk -F'\t' '{
			printf "func %s\nexport %s, \"%s\", \"%s\"\n", $2, $2, $4 ~ /_GPL$/ ? "GPL" : "", $5
		}' "$1/vmlinux.symvers"
	} | $as -o "$1/vmlinux.o" -
	echo vmlinux.o >"$1/.vmlinux.objs"
	{
		echo "cmd_vmlinux.o := ld"
		awk -F'\t' '{ print "#SYMVER", $2, $1 }' "$1/vmlinux.symvers"
	} >"$1/.vmlinux.o.cmd"
}

# make_misplaced DIR: every third module once more, with sections that code is not allowed to refer to:
# names of the same length, written over the old ones
make_misplaced()
{
	awk 'NR % 3 == 0' "$1/modules.order" >"$1.tmp/third"
	mkdir "$1/misplaced"
	(cd "$1" && sed 'p; s/o$/mod/' "$1.tmp/third" | xargs cp --parents -t misplaced)
	# shellcheck disable=SC2086 # two words or none
	(cd "$1/misplaced" && xargs sed -i -e 's/\.text\.unlikely/.init.text.col/g' \
		-e 's/\.exit\.text/.init.text/g' -e 's/\.data\.once/.exit.data/g' \
		-e 's/\.rodata\.str1\.\([248]\)/.init.data.st\1/g' $more_misplaced <"$1.tmp/third")
	sed 's,^,misplaced/,' "$1.tmp/third" >"$1/misplaced.order"
}

# make_versions: a symbol dump, with versions made up if there are none: Debian's 7.2 and 7.3 do without.
# Modules with versions want module_layout.
make_versions()
{
	awk -F'\t' '
		{ line[NR] = $0 }
		$1 !~ /^0x0*$/ { versions = 1 }
		END {
			if (!versions)
				print "0x12345678\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t"
			for (n = 1; n <= NR; n++)
				print versions ? line[n] : sprintf("0x%08x", n * 1327217 % 2147483647) \
					substr(line[n], index(line[n], "\t"))
		}'
}

# make_input DIR: unpack the kernel's packages and take its modules back to before their link
make_input()
{
	rm -rf "$1" "$1.tmp"
	mkdir -p "$1.tmp"
	for package in $packages; do
		unpack "$package" "$1.tmp/image"
	done
	unpack "linux-headers-$kernel-$flavour" "$1.tmp/headers"
	set -- "$1" "$1.tmp/headers/usr/src/linux-headers-$kernel-$flavour/Module.symvers" \
		"$1.tmp"/image/lib/modules/* "$1.tmp"/image/usr/lib/modules/*
	symvers=$1.tmp/Module.symvers
	make_versions <"$2" >"$symvers"
	for modules in "$3" "$4" ''; do
		[ -e "$modules/modules.order" ] && break
	done
	[ "$modules" ] || die "$packages: no modules.order"
	find "$modules/kernel" -name '*.ko.xz' -print0 | xargs -r -0 -P2 -n100 xz -d

	mkdir "$1"
	sed 's,^kernel/\(.*\)\.ko$,\1,' "$modules/modules.order" >"$1.tmp/names"
	sed 's,/*[^/]*$,,' "$1.tmp/names" | sort -u | (cd "$1" && xargs mkdir -p)
	split -n l/2 "$1.tmp/names" "$1.tmp/part."
	for part in "$1.tmp"/part.a?; do
		"$1/../ko2obj" $form "$symvers" "$modules/kernel" "$1" <"$part" >"$part.shipped" &
		pids="${pids:-} $!"
	done
	for pid in $pids; do
		wait "$pid"
	done
	sort "$1.tmp"/part.*.shipped >"$1.shipped"

	sed 's/$/.o/' "$1.tmp/names" >"$1/modules.order"
	cp "$symvers" "$1/package.symvers"
	awk -F'\t' '$3 == "vmlinux"' "$symvers" >"$1/vmlinux.symvers"
	awk -F'\t' '$3 == "vmlinux" { if (NR % 5 == 0) $5 = "NS" NR % 7; print }' OFS='\t' \
		"$symvers" >"$1/namespaces.symvers"
	awk -F'\t' '$3 != "vmlinux"' "$symvers" >"$1/Module.symvers.in"
	awk -F'\t' 'NR % 3 == 0 { print $2 }' "$symvers" >"$1/used"
	awk 'NR % 200' "$1/vmlinux.symvers" >"$1/incomplete.symvers"
	make_vmlinux "$1"
	make_misplaced "$1"
	rm -r "$1.tmp"
}

# outputs: what a run may have written below the current folder
outputs()
{
	find . '(' -name '*.mod.c' -o -name .vmlinux.export.c -o -name Module.symvers -o \
		-name modules.nsdeps ')' -print | sort
}

# children: sets $cpu, the processor seconds that the children of this shell have used
children()
{
	times >"$work/times"
	cpu=$(awk -F'[ms ]+' 'NR == 2 { print $1 * 60 + $2 + $3 * 60 + $4 }' "$work/times")
}

# run_modpost WHO OPTION...: the modpost in bin.WHO with the list $modules on stdin; status and messages go to
# WHO.stdout and WHO.stderr, every output's name and content to WHO.outputs, the time to $seconds. With $again the
# outputs of the run before stay.
run_modpost()
{
	who=$1
	shift
	[ "$again" ] || (cd "$work/tree" && outputs | xargs -r rm)
	status=0
	children
	used=$cpu
	begin=$(date +%s%N)
	(cd "$work/tree" && PATH=$work/bin.$who:$PATH exec modpost "$@") <"$work/tree/$modules" \
		>"$work/$who.stdout" 2>"$work/$who.stderr" || status=$?
	end=$(date +%s%N)
	children
	echo "exit status $status" >>"$work/$who.stderr"
	seconds=$(awk "BEGIN { printf \"%.2f s (CPU %.2f s)\", ($end - $begin) / 1e9, $cpu - $used }")
	(cd "$work/tree" && outputs >"$work/names" && xargs -r tail -v -n +1 <"$work/names") \
		>"$work/$who.outputs"
}

check_reference_against_package()
{
	cmp "$work/tree/Module.symvers" "$work/tree/package.symvers" ||
		fail "Debian's modpost makes another Module.symvers than Debian's package"
	[ "$(cat "$work/debian.stderr")" = 'exit status 0' ] || {
		cat "$work/debian.stderr"
		fail "Debian's modpost complains about the input"
	}
	# shellcheck disable=SC2016 # awk's
	(cd "$work/tree" && xargs awk <"$work/names" '
		FNR == 1 { name = substr(FILENAME, 3, length(FILENAME) - 8) }
		/^\t\{ .*, "/ { split($0, part, "\""); printf "%s\t%s%s\n", name, $2, part[2] }
		/^MODULE_INFO\(depends/ { split($0, part, "\""); printf "%s\tdepends=%s\n", name, part[2] }
	') | awk '
		# Neither order is the same after a link; CRCs were padded with blanks.
		$2 ~ /^depends=/ {
			n = split(substr($2, 9), dep, ",")
			for (i = 1; i <= n; i++)
				print $1, "depends on", dep[i]
			next
		}
		{ sub(/,/, " "); print $1, $2, $3 }
	' | sort >"$work/made"
	awk '
		$2 ~ /^depends=/ {
			n = split(substr($2, 9), dep, ",")
			for (i = 1; i <= n; i++)
				print $1, "depends on", dep[i]
			next
		}
		{ sub(/^0x0*/, "0x", $2); if ($2 == "0x") $2 = "0"; print $1, $2, $3 }
	' "$input.shipped" | sort >"$work/shipped"
	grep -qv ' depends on ' "$work/shipped" ||
		sed -i -n '/ depends on /p' "$work/made"
	diff "$work/shipped" "$work/made" >"$work/diff" || {
		head -n 20 "$work/diff"
		fail "dependencies or versions are not those of the packaged modules"
	}
	echo "Debian's modpost rebuilt $(wc -l <"$work/tree/Module.symvers") exports and" \
		"$(wc -l <"$work/made") dependencies and versions of the packages"
}

reference "$release"
own_modpost
[ "$arch" = amd64 ] || find_kernel "$release" "$arch" "$flavour"
if [ "$build" = lsb-32 ]; then
	arch_apt=$APT_CONFIG
	foreign_apt i386 "$suite"
	reference_32 "$release"
	export APT_CONFIG="$arch_apt"
fi
packages=$(modules_packages "$release" "$kernel-$flavour")
folder=$cache/modules/$release-$arch
# Made anew when the recipe changes.
recipe=$({ sed -n '/^make_.*()/,/^}/p' "$0"
	cat "$here"/ko2obj/* "$here/macros.inc"; } | cksum | tr " " -)
input=$folder/$(version "${packages%% *}")-$recipe
if ! [ -e "$input.complete" ]; then
	begin=$(date +%s)
	rm -rf "$folder"
	mkdir -p "$folder"
	"${CC:-cc}" -std=gnu11 -O2 -o "$folder/ko2obj" "$here"/ko2obj/*.c -lelf
	make_input "$input"
	: >"$input.complete"
	echo "modpost input of linux-image-$kernel-$flavour made in $(($(date +%s) - begin)) s"
fi

again=
work=$(mktemp -d "$folder/work.XXXXXX")
work_is_temporary
cp -al "$input" "$work/tree"
# Neither is to pay for a cold page cache.
(cd "$input" && xargs cat <modules.order >/dev/null)
mkdir "$work/bin.ours" "$work/bin.debian"
ln -s "$modpost" "$work/bin.ours/modpost"
reference_program "$build" "$work/bin.debian/modpost"

echo "linux-image-$kernel-$flavour: $(wc -l <"$input/modules.order") modules"
echo "$variants" | sed '/^$/d' >"$work/variants"
while read -r name options; do
	case " ${wanted:-$name} " in
	*" $name "*) ;;
	*) continue ;;
	esac
	modules=modules.order
	[ "$name" != misplaced ] || modules=misplaced.order
	list=$modules
	[ "$stdin" -eq 0 ] || list=-
	# shellcheck disable=SC2086 # a list of options
	run_modpost debian $options -T "$list"
	theirs=$seconds
	# What Debian's tool wrote before it failed does not count: ours writes nothing then.
	[ "$status" -eq 0 ] || : >"$work/debian.outputs"
	[ "$name" != all ] || check_reference_against_package
	all_seconds=
	for how in keeping-nothing keeping again again; do
		own=
		case $how in
		keeping-nothing) own=--no-facts-cache ;;
		again) again=y ;;
		esac
		# shellcheck disable=SC2086
		run_modpost ours --abi="$release" --no-hints $own $options -T "$list"
		again=
		all_seconds="$all_seconds, $seconds"
		for stream in stdout stderr outputs; do
			cmp -s "$work/debian.$stream" "$work/ours.$stream" || {
				diff -u -F '^==> ' "$work/debian.$stream" "$work/ours.$stream" | head -n 20
				fail "$name ($how): $stream"
			}
		done
	done
	printf '%-12s %6d outputs, %6d lines of messages, Debian %s, ours %s\n' "$name" \
		"$(grep -c '^==> .*\.mod\.c <==$' "$work/ours.outputs" || :)" \
		"$(($(wc -l <"$work/ours.stderr") - 1))" "$theirs" "${all_seconds#, }"
done <"$work/variants"

[ "$failed" -eq 0 ] || die "$failed differences"
echo "real modules ($release $arch): no difference"
