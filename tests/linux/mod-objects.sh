#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The .mod.o files that modpost makes itself for all modules of a Debian kernel, against what the compiler makes of
# the .mod.c files beside them, with Debian's headers and the flags that their makefiles give.
# usage: mod-objects.sh RELEASE [STEP]
#
# RELEASE: 6.12, 6.1 or 7.2. Every STEP-th module is compiled (10 if nothing is said; 1: all of them), and has to
# be the same in all that a linker reads (../objects/same-mod-object.c).
set -eu
here=$(cd "${0%/*}" && pwd)
. "$here/lib/common.sh"
. "$here/lib/programs.sh"
. "$here/lib/headers.sh"

release=${1:?"usage: mod-objects.sh RELEASE [STEP]"}
step=${2:-10}
case $release in
6.1) options='-m' list=- ;;
6.*) options='-M -m' list=modules.order ;;
*)   options='-M -m -b -x' list=modules.order ;;
esac

headers "$release"
own_modpost
input=$(ls -d "$cache/modules/$release-amd64"/*.complete 2>/dev/null) || {
	"$here/real-modules.sh" "$release" amd64 all
	input=$(ls -d "$cache/modules/$release-amd64"/*.complete)
}
input=${input%.complete}

work=$(mktemp -d "$cache/modules/$release-amd64/objects.XXXXXX")
work_is_temporary
"${CC:-cc}" -std=gnu11 -O2 -o "$work/same" "$here/../objects/same-mod-object.c" -lelf

# The command for the .mod.o of an external module, in one line, made one of $stem, $name and $base.
mkdir "$work/module"
echo 'obj-m := mod-ule.o' >"$work/module/Makefile"
printf '%s\n' '#include <linux/module.h>' 'MODULE_LICENSE("GPL");' 'MODULE_DESCRIPTION("none");' \
	>"$work/module/mod-ule.c"
make -C "$headers" M="$work/module" KBUILD_MODPOST_WARN=1 V=1 >"$work/make.log" 2>&1 || {
	cat "$work/make.log"
	die "the headers build no module"
}
# shellcheck disable=SC2016 # for the script that is made
sed -n 's/^  *//; /-o [^ ]*mod-ule\.mod\.o /p' "$work/make.log" | head -n 1 |
	sed -e 's/-Wp,-MMD,[^ ]*//' -e "s,[^ ]*mod-ule\\.mod\\.,\$stem.mod.,g" \
		-e 's,mod_ule,$name,g' -e "s,'\"\\([^\"']*\\)\"','\"'\"\\1\"'\"',g" >"$work/command"
grep -q 'stem.mod.c' "$work/command" || die "no command for a .mod.o in the log of make"

# compile.sh STEM...: STEM.mod.o of STEM.mod.c
{
	echo 'set -e'
	echo "cd '$headers'"
	echo 'for stem; do'
	# shellcheck disable=SC2016
	echo 'name=$(echo "${stem##*/}" | tr -- -, __)'
	cat "$work/command"
	echo 'done'
} >"$work/compile.sh"

mkdir "$work/samples"
# shellcheck disable=SC2086 # a list of options
"$modpost" --abi="$release" $options --write-samples="$work/samples/mod-sample"
for sample in "$work"/samples/*.mod.c; do
	sh "$work/compile.sh" "${sample%.mod.c}"
done
# shellcheck disable=SC2086
"$modpost" --abi="$release" $options --learn="$work/samples/mod-sample" --model="$work/model"
! grep -a ': no: ' "$work/model" || die "nothing was learned"

cp -al "$input" "$work/tree"
(cd "$work/tree" && find . -name '*.mod.[co]' -exec rm {} +)
# shellcheck disable=SC2086
(cd "$work/tree" && exec "$modpost" --abi="$release" --no-hints $options -o Module.symvers -T "$list" \
	--mod-objects="$work/model" --compiled-list="$work/compiled" vmlinux.o <modules.order)

awk -v step="$step" 'NR % step == 1 || step == 1' "$work/tree/modules.order" | sed 's/\.o$//' >"$work/chosen"
mkdir "$work/compiled.d"
while read -r module; do
	! grep -qxF "$module.mod.o" "$work/compiled" || continue
	mkdir -p "$work/compiled.d/${module%/*}" "$work/written.d/${module%/*}"
	cp "$work/tree/$module.mod.c" "$work/compiled.d/$module.mod.c"
	ln "$work/tree/$module.mod.o" "$work/written.d/$module.mod.o"
	echo "$module"
done <"$work/chosen" >"$work/compared"
sed "s,^,$work/compiled.d/," "$work/compared" | xargs -P"$jobs" -n10 sh "$work/compile.sh"
folders_equal "$kernel" "$work/same" "$work/compiled.d" "$work/written.d" -name '*.mod.o' || :

echo "$kernel: $(wc -l <"$work/tree/modules.order") modules, $(wc -l <"$work/compiled") left to the compiler;" \
	"of $(wc -l <"$work/compared") compared, $failed differ"
[ "$failed" -eq 0 ]
