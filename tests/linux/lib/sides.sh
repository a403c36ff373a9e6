# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # the programs use what it sets
# The same done on two sides, "original" and "kolink", one after the other at the same place, and the
# comparison of what came out.
#
#	for side in original kolink; do
#		side_begin "$side"
#		side_make all
#		of_outputs side_record all "$tree"
#	done
#	sides_equal || die "$failed differences"
#
# The console of a make is in $work/SIDE/NAME.log. What came out is recorded in $work/SIDE/NAME.record, a line
# a fact: checksums, kinds and links of files, or text.
. "$here/lib/make.sh"
. "$here/lib/outputs.sh"

compared=0

# put_at_work PLACE FOLDER: the folder moves to the place where both sides work; what was there goes back to
# where it came from
put_at_work()
{
	put_back "$1"
	echo "$2" >"$1.from"
	mv "$2" "$1"
}

# put_back PLACE: nothing is at work there
put_back()
{
	[ -e "$1.from" ] || return 0
	[ ! -e "$1" ] || mv "$1" "$(cat "$1.from")"
	rm "$1.from"
}

# side_begin SIDE: from here on everything is about that side; place_KIND has its tree at work
side_begin()
{
	side=$1
	mkdir -p "$work/$side"
	"place_$kind" "$side"
}

# side_try NAME [ARGUMENT...]: make; sets $status
side_try()
{
	name=$1
	shift
	status=0
	logged_make "$work/$side/$name.log" "$@" || status=$?
}

# side_make NAME [ARGUMENT...]: make, which has to succeed. If the original does not, the test is wrong.
side_make()
{
	side_try "$@"
	[ "$status" -ne 0 ] || return 0
	tail -n 30 "$log"
	[ "$side" = kolink ] || die "$name: make failed with the original files"
	fail "$name: make failed"
}

# side_record NAME FOLDER FIND-CONDITION...: the files (and links) in a folder
side_record()
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
	[ -s "$record" ] || die "$record: nothing came out"
}

# side_record_names NAME FOLDER: which files there are
side_record_names()
{
	(cd "$2" && find . ! -type d | sort) >"$work/$side/$1.record"
}

# side_note NAME: standard input is something to compare
side_note()
{
	record=$work/$side/$1.record
	cat >"$record"
	[ -s "$record" ] || die "$record: nothing came out"
}

# folders_equal WHAT COMMAND FOLDER FOLDER FIND-CONDITION...: are there the same files in both that meet the
# condition, and does COMMAND FILE FILE find each pair equal? Tells every file that is not. $files is how many
# there are; FOLDER.list, beside the second one, names them.
folders_equal()
{
	subject=$1 equal=$2 first=$3 second=$4
	shift 4
	list=$second.list
	failed_before=$failed
	(cd "$first" && find_files "$@") >"$list"
	(cd "$second" && find_files "$@") | diff "$list" - || fail "$subject: not the same files"
	[ -s "$list" ] || fail "$subject: nothing to compare"
	while read -r file; do
		$equal "$first/$file" "$second/$file" || fail "$subject: $file differs"
	done <"$list"
	files=$(wc -l <"$list")
	[ "$failed" -eq "$failed_before" ]
}

# same_record RECORD RECORD: $compared counts the lines that are the same, others are shown
same_record()
{
	if diff "$1" "$2" >"$2.diff"; then
		compared=$((compared + $(wc -l <"$1")))
	else
		head -n 20 "$2.diff"
		return 1
	fi
}

# sides_equal: does every record of one side equal that of the other, and has nothing failed before?
sides_equal()
{
	folders_equal 'the two sides' same_record "$work/original" "$work/kolink" -name '*.record' || :
	[ "$failed" -eq 0 ]
}
