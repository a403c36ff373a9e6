#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What changed between two symbol dumps (Module.symvers), and what of it breaks
# modules. With the .symtypes files of both sides, also which types changed, and how.
# Stands alone: any dump of any kernel will do.
#
# Usage: symvers-diff.sh [--old-symtypes DIR] [--new-symtypes DIR] [--rules FILE] OLD NEW
#
# The .symtypes files are looked for in the folders of the dumps if none are named.
#
# Lines and rules: docs/symvers-diff.md
# Exit status: 0 nothing changed, 1 nothing that breaks modules, 2 something that
# does, 3 an error.

# Names are bytes.
LC_ALL=C
export LC_ALL
unset CDPATH

# AWK may name another one, in several words.
awk()
{
	# shellcheck disable=SC2086
	command ${AWK:-awk} "$@"
}

usage()
{
	echo "Usage: $0 [--old-symtypes DIR] [--new-symtypes DIR] [--rules FILE] OLD NEW"
}

die()
{
	echo "symvers-diff: $*" >&2
	exit 3
}

rules=
old_symtypes=
new_symtypes=
while [ $# -gt 0 ]; do
	case $1 in
	--rules | --old-symtypes | --new-symtypes)
		[ $# -gt 1 ] || die "$1 needs a name"
		option=$1=$2
		shift
		;;
	*) option=$1 ;;
	esac
	case $option in
	--rules=*) rules=${option#*=} ;;
	--old-symtypes=*) old_symtypes=${option#*=} ;;
	--new-symtypes=*) new_symtypes=${option#*=} ;;
	--help)
		usage
		exit 0
		;;
	--)
		shift
		break
		;;
	-?*)
		usage >&2
		exit 3
		;;
	*) break ;;
	esac
	shift
done

if [ $# -ne 2 ]; then
	usage >&2
	exit 3
fi

for file in "$1" "$2" ${rules:+"$rules"}; do
	[ -e "$file" ] || die "$file: no such file"
	if [ -d "$file" ] || [ ! -r "$file" ]; then
		die "$file: cannot be read"
	fi
done

# -------------------------------------------------------------------------
# Types

tmp=
trap '[ -z "$tmp" ] || rm -rf "$tmp"' EXIT
trap 'exit 3' HUP INT TERM

folder_of()
{
	case $1 in
	/*/* | [!/]*/*) printf '%s\n' "${1%/*}" ;;
	/*) echo / ;;
	*) echo . ;;
	esac
}

# is_within FOLDER OTHER: whether FOLDER is OTHER, or lies in it
is_within()
{
	inner=$(cd -- "$1" && pwd -P) && outer=$(cd -- "$2" && pwd -P) || return 1
	case ${inner%/}/ in
	"${outer%/}"/*) return 0 ;;
	esac
	return 1
}

# find_symtypes OLD NEW: where the files of both sides are. False if they are not to be compared.
find_symtypes()
{
	are_named=$old_symtypes$new_symtypes
	: "${new_symtypes:=$(folder_of "$2")}"
	if [ -z "$old_symtypes" ]; then
		old_symtypes=$(folder_of "$1")
		# A folder around that of NEW has the files of NEW.
		if is_within "$new_symtypes" "$old_symtypes"; then
			[ -z "$are_named" ] || die "--old-symtypes names the folder with the .symtypes files of OLD"
			return 1
		fi
	fi
	for folder in "$old_symtypes" "$new_symtypes"; do
		[ -d "$folder" ] || die "$folder: no such folder"
	done
}

# list_symtypes FOLDER FILE: the names go to a file, sorted. False if there are none, and need not be any.
list_symtypes()
{
	(cd -- "$1" && find . -type f -name '*.symtypes') > "$2.found" 2> "$2.error" ||
		[ -z "$are_named" ] || die "$1: cannot be searched: $(head -n 1 "$2.error")"
	sed 's,^\./,,' "$2.found" | sort > "$2"
	[ -s "$2" ] && return
	[ -z "$are_named" ] || die "$1: there is no .symtypes file in this folder: KBUILD_SYMTYPES=1 makes them"
	return 1
}

# The program is compiled where it is needed: whoever has .symtypes files has a compiler.
compile_types_program()
{
	scripts=$(folder_of "$0")
	set -- "$scripts"/symtypes/*.c
	for name in memory hash_table strbuf text_file file_identity; do
		set -- "$@" "$scripts/mod/lib/$name.c"
	done
	compiler=${HOSTCC:-cc}
	command -v "${compiler%% *}" > /dev/null || die "${compiler%% *} is needed to compare types, and not there: Debian's package gcc has one"
	# shellcheck disable=SC2086 # HOSTCC may be several words
	$compiler -std=gnu11 -O2 -iquote "$scripts/symtypes" -iquote "$scripts/mod" -o "$tmp/symtypes-diff" "$@" ||
		die "${compiler%% *} cannot compile $scripts/symtypes"
}

# Symbols that have another version are in $tmp/versions.
compare_types()
{
	sort -u "$tmp/versions" > "$tmp/symbols"
	[ -s "$tmp/symbols" ] || return 0
	list_symtypes "$old_symtypes" "$tmp/old" && list_symtypes "$new_symtypes" "$tmp/new" || return 0
	compile_types_program
	"$tmp/symtypes-diff" "$tmp/symbols" "$old_symtypes" "$tmp/old" "$new_symtypes" "$tmp/new" || exit 3
}

# -------------------------------------------------------------------------

# awk gives 10 to 12 for 0 to 2, as an awk that fails gives 1 or 2, too.
symvers_old=$1
symvers_new=$2
symvers_rules=$rules
export symvers_old symvers_new symvers_rules
compare_dumps()
{
	awk '
function fail(message)
{
	print "symvers-diff: " message >"/dev/stderr"
	exit 13
}

# A name like "-" would be something else to getline.
function plain(name)
{
	return name ~ /^\// ? name : "./" name
}

function finish_reading(name, status)
{
	if (status < 0)
		fail(name ": cannot be read")
	close(plain(name))
}

# -------------------------------------------------------------------------
# Dumps. A table has the line of each symbol; that of each "symbol TAB module" for
# symbols that several modules of a dump have, as an external one may.

function complaint(n, field)
{
	if (n < 4 || n > 5)
		return n " columns, not 4 or 5"
	if (field[1] !~ /^0[xX][0-9a-fA-F]+$/ || length(field[1]) > 10)
		return "\"" field[1] "\" is not a version"
	if (field[2] == "" || field[2] ~ /[\001-\040\177]/)
		return "\"" field[2] "\" is not a symbol"
	if (field[3] == "" || field[3] ~ /[\001-\037\177]/)
		return "\"" field[3] "\" is not a module"
	if (field[4] != "EXPORT_SYMBOL" && field[4] != "EXPORT_SYMBOL_GPL")
		return "\"" field[4] "\" is not EXPORT_SYMBOL or EXPORT_SYMBOL_GPL"
	if (n == 5 && field[5] ~ /[\001-\037\177]/)
		return "control characters in the namespace"
	return ""
}

function module_of(line,    field)
{
	split(line, field, "\t")
	return field[3]
}

function read_dump(name, table,    path, status, line, n, field, number, message)
{
	path = plain(name)
	while ((status = (getline line <path)) > 0) {
		number++
		n = split(line, field, "\t")
		if ((message = complaint(n, field)) != "")
			fail(name ":" number ": " message)
		if (field[2] in table) {
			several[field[2]]
			if (module_of(table[field[2]]) == field[3] || (field[2] "\t" field[3]) in table)
				fail(name ":" number ": " field[2] " is exported twice by " field[3])
			table[field[2] "\t" field[3]] = line
		} else {
			table[field[2]] = line
		}
	}
	finish_reading(name, status)
}

function part_by_module(table,    symbol)
{
	for (symbol in several)
		if (symbol in table) {
			table[symbol "\t" module_of(table[symbol])] = table[symbol]
			delete table[symbol]
		}
}

# -------------------------------------------------------------------------
# Rules

# A shell pattern as a regular expression
function expression(glob,    out, i, c)
{
	for (i = 1; i <= length(glob); i++) {
		c = substr(glob, i, 1)
		if (c == "*") {
			out = out ".*"
		} else if (c == "?") {
			out = out "."
		} else if (match(substr(glob, i), /^\[[!^]?\]?(\[:[a-z]+:\]|[^]])*\]/)) {
			c = substr(glob, i + 1, RLENGTH - 1)
			i += RLENGTH - 1
			sub(/^!/, "^", c)
			gsub(/\\/, "&&", c)
			out = out "[" c
		} else {
			if (c == "\\" && i < length(glob))
				c = substr(glob, ++i, 1)
			out = out (index("][.^$+*?(){}|\\", c) ? "\\" c : c)
		}
	}
	return out
}

function add_rule(kind, what, pattern)
{
	if (pattern !~ /[*?\[\\]/)
		literal[kind, what, pattern]
	else
		patterns[kind, what] = patterns[kind, what] "|" expression(pattern)
}

function read_rules(name,    path, status, line, word, number, i)
{
	path = plain(name)
	while ((status = (getline line <path)) > 0) {
		number++
		if (line ~ /^[ \t\r]*(#|$)/)
			continue
		sub(/\r$/, "", line)
		if (split(line, word) != 3)
			fail(name ":" number ": a rule is KIND symbol|module PATTERN")
		if (word[1] != "any" && !(word[1] in is_kind))
			fail(name ":" number ": \"" word[1] "\" is not one of any, " kinds)
		if (word[2] != "symbol" && word[2] != "module")
			fail(name ":" number ": \"" word[2] "\" is not symbol or module")
		for (i = 1; i <= nr_kinds; i++)
			if (word[1] == "any" || word[1] == all_kinds[i])
				add_rule(all_kinds[i], word[2], word[3])
	}
	finish_reading(name, status)
}

# -------------------------------------------------------------------------
# Changes, by kind

function change(kind, breaks, symbol, module, values)
{
	nr[kind]++
	breaking[kind, nr[kind]] = breaks
	changed[kind, nr[kind]] = symbol
	holder[kind, nr[kind]] = module
	values_of[kind, nr[kind]] = values
}

function from_to(was, is)
{
	return "\t" (was == "" ? "-" : was) "\t" (is == "" ? "-" : is)
}

function version(text)
{
	text = tolower(substr(text, 3))
	return "0x" substr("00000000", length(text) + 1) text
}

# Whether a module that could use the symbol cannot any more: not without any
# namespace, nor if more modules are named than were.
function namespace_breaks(was, is,    n, name, i)
{
	if (is == "")
		return 0
	if (was !~ /^module:/ || is !~ /^module:/)
		return 1
	n = split(substr(was, 8), name, ",")
	for (i = 1; i <= n; i++)
		if (!index("," substr(is, 8) ",", "," name[i] ","))
			return 1
	return 0
}

function compare(old_line, new_line,    was, is)
{
	if (split(old_line, was, "\t") < 5)
		was[5] = ""
	if (split(new_line, is, "\t") < 5)
		is[5] = ""
	was[1] = version(was[1])
	is[1] = version(is[1])
	if (was[1] != is[1]) {
		change("version", 1, was[2], was[3], from_to(was[1], is[1]))
		if (versions != "")
			print was[2] >versions
	}
	if (was[3] != is[3])
		change("moved", 0, was[2], was[3], from_to(was[3], is[3]))
	if (was[4] != is[4])
		change("licence", is[4] == "EXPORT_SYMBOL_GPL", was[2], was[3], from_to(was[4], is[4]))
	if (was[5] != is[5])
		change("namespace", namespace_breaks(was[5], is[5]), was[2], was[3], from_to(was[5], is[5]))
}

function one_sided(kind, breaks, line,    field)
{
	split(line, field, "\t")
	change(kind, breaks, field[2], field[3], "")
}

function find_changes(    key)
{
	part_by_module(old)
	part_by_module(new)
	for (key in old)
		if (!(key in new))
			one_sided("gone", 1, old[key])
		else if (old[key] != new[key])
			compare(old[key], new[key])
	for (key in new)
		if (!(key in old))
			one_sided("new", 0, new[key])
}

# -------------------------------------------------------------------------

function whole(alternatives)
{
	return alternatives == "" ? "^$" : "^(" substr(alternatives, 2) ")$"
}

# One kind after the other: some awks keep one expression only for each place.
function report(kind,    i, s, m, symbols, modules, verdict)
{
	symbols = whole(patterns[kind, "symbol"])
	modules = whole(patterns[kind, "module"])
	for (i = 1; i <= nr[kind]; i++) {
		s = changed[kind, i]
		m = holder[kind, i]
		if ((kind, "symbol", s) in literal || (kind, "module", m) in literal || s ~ symbols || m ~ modules)
			verdict = "allowed"
		else
			verdict = breaking[kind, i] ? "breaks" : "compatible"
		count[verdict]++
		print verdict "\t" kind "\t" s "\t" m values_of[kind, i] | sorter
	}
}

function summary(    words)
{
	if (count["breaks"])
		words = "changes break modules"
	else if (count["compatible"])
		words = "no change breaks modules"
	else
		words = count["allowed"] ? "only allowed changes" : "nothing changed"
	printf "symvers-diff: %s -> %s: %s (%d breaks, %d compatible, %d allowed)\n", old_name, new_name, words,
		count["breaks"], count["compatible"], count["allowed"] >"/dev/stderr"
}

BEGIN {
	kinds = "gone, new, version, licence, namespace, moved"
	nr_kinds = split(kinds, all_kinds, ", ")
	for (k = 1; k <= nr_kinds; k++)
		is_kind[all_kinds[k]]
	# Some awks do not tell how a pipe ended.
	sorter = "sort -t \"\t\" -k 3,3 -k 2,2 -k 4,4 || kill $PPID"
	old_name = ENVIRON["symvers_old"]
	new_name = ENVIRON["symvers_new"]
	versions = ENVIRON["symvers_versions"]
	if (ENVIRON["symvers_rules"] != "")
		read_rules(ENVIRON["symvers_rules"])
	read_dump(old_name, old)
	read_dump(new_name, new)
	find_changes()
	for (k = 1; k <= nr_kinds; k++)
		report(all_kinds[k])
	close(sorter)
	summary()
	exit count["breaks"] ? 12 : count["compatible"] ? 11 : 10
}'
}

symvers_versions=
if find_symtypes "$1" "$2"; then
	tmp=$(mktemp -d) || exit 3
	symvers_versions=$tmp/versions
	: > "$symvers_versions"
fi
export symvers_versions

# What it says comes last.
{ said=$(compare_dumps 2>&1 >&3 3>&-); } 3>&1
status=$?
case $status in
10 | 11 | 12) status=$((status - 10)) ;;
*) status=3 ;;
esac
if [ -n "$tmp" ] && [ $status != 3 ]; then
	compare_types
fi
[ -z "$said" ] || printf '%s\n' "$said" >&2
exit $status
