# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # gen-btf.sh reads $number and $flags
# For kolink: which flags pahole gets, by its version. Read by gen-btf.sh. No process is started: modules are thousands.

# $1: a version as pahole prints it (v1.24). Sets $number, to 124. No process: this runs for each module.
read_version()
{
	major=${1#v}
	minor=${major#*.}
	major=${major%%.*}
	minor=${minor%%[!0-9]*}
	case $1,$major,$minor in
	v[0-9].[0-9]*,[0-9],[0-9] | v[0-9].[0-9]*,[0-9],[0-9][0-9]) ;;
	*) return 1 ;;
	esac
	[ ${#minor} -eq 2 ] || minor=0$minor
	number=$major$minor
}

foreign_languages=rust,c++,c++03,c++11,c++14

# Sets $flags to the usual ones of a given pahole, without threads.
usual_flags()
{
	if [ "$1" -ge 126 ]; then
		flags=--btf_features=encode_force,var,float,enum64,decl_tag,type_tag,optimized_func,consistent_func
	elif [ "$1" -eq 125 ]; then
		flags="--btf_gen_floats --skip_encoding_btf_inconsistent_proto --btf_gen_optimized"
	else
		flags=--btf_gen_floats
	fi
	# Most types of other languages make pahole give up. It refuses names of languages that it does not
	# know; all versions that can leave out any know these. Newer standards of C++ pass for c++14.
	[ "$1" -lt 124 ] || flags="$flags --lang_exclude=$foreign_languages"
}

# choose_flags [VERSION-NUMBER]: $base is the caller's, empty for an image
# Sets $flags to the tree's flags, else the usual ones; always such that the same
# input gives the same bytes. Before 1.27 threads change the order of the types. A
# module gets one thread anyway: make runs many of these side by side.
choose_flags()
{
	threads=
	[ -n "$base" ] || [ "$1" -lt 127 ] || threads="-j --btf_features=+reproducible_build"
	flags=${PAHOLE_FLAGS-}
	[ -n "${PAHOLE_FLAGS+set}" ] || usual_flags "$1"
	kept=
	for flag in $flags; do
		case $flag in
		-j* | --jobs*) ;;
		*) kept="$kept $flag" ;;
		esac
	done
	flags="$kept $threads"
}

# Whether all flags are known to concern the module's own types alone. $1...: pahole's flags
base_is_unseen()
{
	for flag; do
		case $flag in
		--btf_gen_floats | --btf_gen_optimized | --skip_encoding_btf_* | --lang_exclude=*) ;;
		--btf_features=*)
			old_ifs=$IFS
			IFS=,
			for feature in ${flag#*=}; do
				case ${feature#+} in
				encode_force | var | float | enum64 | decl_tag | type_tag | optimized_func | consistent_func | \
					decl_tag_kfuncs | reproducible_build | global_var) ;;
				*)
					IFS=$old_ifs
					return 1
					;;
				esac
			done
			IFS=$old_ifs
			;;
		*) return 1 ;;
		esac
	done
}
