#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The key that modules are signed with, and its certificate.
#
# Usage: signing-key.sh template FROM TO
#        signing-key.sh generate TYPE HASH TEMPLATE KEY
#        signing-key.sh certificate KEY CERTIFICATE
#        signing-key.sh made
#
#   template      copy what keys are made from
#   generate      make KEY (PEM, with its certificate) from TEMPLATE, of TYPE rsa or ecdsa
#   certificate   put the certificate of KEY, a file or the URI of a token, into the file
#                 CERTIFICATE (DER)
#   made          print which of the files in certs/ were made by these, and are as they were made
#
# A file appears in one step. Keys and templates that are there are never overwritten. Their
# records, .NAME.cmd, say what was made: another key in the same place is somebody's own.

set -eu
LC_ALL=C
export LC_ALL
unset CDPATH GREP_OPTIONS

die()
{
	echo "$*" >&2
	exit 1
}

# new_file NAME: sets $new to a temporary name beside it
new_file()
{
	mkdir -p "${1%/*}"
	new=${1%/*}/.tmp_${1##*/}.$$
	trap 'rm -f "$new" "$new.certificate"' EXIT
	trap 'exit 1' HUP INT TERM
}

# checksum FILE: the line by which its record knows it
checksum()
{
	printf '# kolink made it: %s\n' "$(cksum < "$1")"
}

# keep_new NAME: $new becomes NAME, if nothing has this name; some file systems have no links.
keep_new()
{
	checksum "$new" > "$new.certificate"
	if ln "$new" "$1" 2> /dev/null || { [ ! -e "$1" ] && mv "$new" "$1"; }; then
		mv -f "$new.certificate" "${1%/*}/.${1##*/}.cmd"
	fi
}

need_openssl()
{
	command -v openssl > /dev/null || die "$1: openssl is not installed: the package openssl has it"
}

# openssl_makes FILE ARGUMENT...: run openssl, in one line say that it cannot make FILE
openssl_makes()
{
	made=$1
	shift
	errors=$(openssl "$@" 2>&1) || {
		# Without dots and crosses that show how far it is
		errors=$(printf '%s\n' "$errors" | grep -v '^[-.+*]*$')
		set -f
		# shellcheck disable=SC2086 # one line
		die "$made: openssl $1 cannot make it:" $errors
	}
}

template()
{
	new_file "$2"
	cat "$1" > "$new"
	keep_new "$2"
}

generate()
{
	need_openssl "$4"
	openssl dgst -"$2" /dev/null > /dev/null 2>&1 || die "CONFIG_MODULE_SIG_HASH: no such hash: $2"
	new_file "$4"
	case $1 in
	ecdsa) set -- "$1" "$2" "$3" "$4" -newkey ec -pkeyopt ec_paramgen_curve:secp384r1 ;;
	*) set -- "$1" "$2" "$3" "$4" -newkey rsa ;;
	esac
	umask 077
	config=$3 hash=$2 key=$4
	shift 4
	openssl_makes "$key" req -new -x509 -batch -nodes -utf8 -days 36500 -config "$config" -"$hash" "$@" \
		-keyout "$new" -out "$new.certificate"
	cat "$new.certificate" >> "$new"
	keep_new "$key"
}

# extract KEY CERTIFICATE
extract()
{
	need_openssl "$2"
	case $1 in
	pkcs11:*) reason='its token does not give its certificate to openssl' ;;
	*)
		[ -r "$1" ] || die "$1: cannot be read: the key to sign modules with (CONFIG_MODULE_SIG_KEY)"
		reason='there is no certificate in it'
		;;
	esac
	new_file "$2"
	openssl x509 -in "$1" -outform DER -out "$new" > /dev/null 2>&1 < /dev/null || {
		# The one of another key is of no use.
		rm -f "$2"
		die "$1: $reason: put it into $2 (DER)"
	}
	mv -f "$new" "$2"
}

certificate()
{
	(extract "$1" "$2") || {
		# Without a record, what somebody puts there is their own.
		[ -e "$2" ] || rm -f "${2%/*}/.${2##*/}.cmd"
		exit 1
	}
}

made()
{
	for file in certs/signing_key.pem certs/x509.genkey; do
		if [ -f "$file" ] && checksum "$file" | cmp -s - "certs/.${file##*/}.cmd"; then
			echo "$file"
		fi
	done
	if [ -e certs/.signing_key.x509.cmd ] && [ -e certs/signing_key.x509 ]; then
		echo certs/signing_key.x509
	fi
}

case ${1-}:$# in
template:3 | generate:5 | certificate:3 | made:1) "$@" ;;
*)
	echo "Usage: $0 template FROM TO | generate TYPE HASH TEMPLATE KEY | certificate KEY CERTIFICATE | made" >&2
	exit 1
	;;
esac
