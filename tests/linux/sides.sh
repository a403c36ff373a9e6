# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Common to what does the same in a Linux tree with the original link stage and with kolink's, one
# after the other at the same place, and compares what came out. To be included after tree.sh.
#
# What came out is recorded in $work/SIDE/NAME.record: checksums, kinds and links of files. The
# console of a make is in $work/SIDE/NAME.log.

# copy_kept_tree RELEASE: sets $tree to a copy of what kernel.sh has built and put back, $folder to
# the folder around it and $work to one for results. Tools that name themselves by their absolute
# path would be built again and everything that depends on them, so they are told the new one.
copy_kept_tree()
{
	unpack_source "$1"
	[ -e "$folder/original" ] && [ ! -e "$tree/.kolink" ] || die "$folder: kernel.sh $1 comes first"
	kept=$(cd "$tree" && pwd -P)
	kept_pahole=$folder/pahole
	folder=$cache/goals/$1
	tree=$folder/linux
	work=$folder/work
	rm -rf "$folder"
	mkdir -p "$work"
	cp -a "$kept" "$tree"
	cp -p "$kept_pahole" "$folder/pahole"
	find "$tree/tools" -type f \( -name '.*.cmd' -o -name '*.d' \) -exec sed -i "s,$kept,$tree,g" {} +
	: >"$folder/copied"
}

# begin SIDE
begin()
{
	side=$1
	mkdir -p "$work/$side"
	if [ "$side" = kolink ]; then
		overlay install
	elif [ -e "$tree/.kolink" ]; then
		overlay remove
	fi
}

# remove_link_stage DIR: all of it, and the image; the original does not notice when only some of it is gone
remove_link_stage()
{
	remove_outputs "$1"
	rm -f "$1/arch/x86/boot/bzImage" "$1/arch/x86/boot/compressed/vmlinux"
}

# run NAME [ARGUMENT...]: make; a failure of the original is the test's
run()
{
	name=$1
	shift
	if ! build "$work/$side/$name.log" "$@"; then
		tail -n 30 "$work/$side/$name.log"
		[ "$side" = kolink ] || die "$name: make failed with the original files"
		fail "$name: make failed"
	fi
}

# record NAME DIR FIND-CONDITION...: the files (and links) in a folder
record()
{
	record=$work/$side/$1.record
	from=$2
	shift 2
	(
		cd "$from" || exit
		find_files "$@" | xargs -r cksum
		find . \( "$@" \) -type l -printf '%p -> %l\n' | sort
		find . \( "$@" \) -type f -perm /111 -printf '%p %M\n' | sort
	) >"$record"
	[ -s "$record" ] || die "$name: nothing came out"
}

# record_outputs NAME DIR
record_outputs()
{
	of_outputs record "$1" "$2"
}

# record_names NAME DIR: which files there are
record_names()
{
	(cd "$2" && find . ! -type d | sort) >"$work/$side/$1.record"
}

# compare_sides: every record of one side with that of the other
compare_sides()
{
	for record in "$work"/original/*.record; do
		name=${record##*/}
		if cmp -s "$record" "$work/kolink/$name"; then
			compared=$((${compared:-0} + $(wc -l <"$record")))
		else
			fail "${name%.record}: different:"
			diff "$record" "$work/kolink/$name" | head -n 20
		fi
	done
	(cd "$work/original" && ls ./*.record) >"$work/names"
	(cd "$work/kolink" && ls ./*.record) | cmp -s "$work/names" - || fail 'one side did more than the other'
}
