#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Sign a module, as Linux's loader and modinfo expect it.
#
# Usage: sign-module.sh [--optional] HASH KEY CERTIFICATE FILE [NAME]
#        sign-module.sh --check HASH KEY CERTIFICATE
#
# FILE gets a signature in place of the one that it may have; messages call it NAME. KEY is a PEM
# file or the URI of a token (pkcs11:...), CERTIFICATE a DER file.
#   --optional   FILE may as well stay without: why is a warning
#   --check      only try whether a signature can be made
#
# Environment: SIGN_FILE (may be several words), Linux's program; without it, openssl signs.
# KBUILD_SIGN_PIN, the passphrase of the key. What goes wrong is said in one line; FILE is then as it was.
#
# Behind the module come, as the kernel's struct module_signature has it: the signature (CMS, DER),
# twelve bytes of which the third is the kind (2: CMS) and the last four the length of the signature,
# the highest byte first, and the magic line.

set -u
LC_ALL=C
export LC_ALL
unset CDPATH GREP_OPTIONS

magic='~Module signature appended~'
magic_size=28
trailer_size=$((magic_size + 12))

mode=sign
case ${1-} in
--optional | --check)
	mode=${1#--}
	shift
	;;
esac
case $mode:$# in
check:3 | sign:[45] | optional:[45]) ;;
*)
	echo "Usage: $0 [--optional] HASH KEY CERTIFICATE FILE [NAME] | --check HASH KEY CERTIFICATE" >&2
	exit 1
	;;
esac
hash=$1 key=$2 certificate=$3 file=${4-} name=${5-${4-}}

die()
{
	if [ "$mode" = optional ]; then
		echo "Warning: modules_install: $name is not signed: $*" >&2
	else
		echo "$*" >&2
	fi
	exit 1
}

# openssl asks nobody for a passphrase.
openssl_key()
{
	if [ -n "${KBUILD_SIGN_PIN+set}" ]; then
		openssl "$@" -passin env:KBUILD_SIGN_PIN
	else
		openssl "$@" -passin pass:
	fi
}

# check_files: what can be seen without a tool
check_files()
{
	case $key in
	'') die 'CONFIG_MODULE_SIG_KEY is empty: there is no key to sign modules with' ;;
	pkcs11:*)
		[ -n "${SIGN_FILE-}" ] || die "$key: a key of a token needs sign-file: install the one of Debian (linux-kbuild-*)," \
			'Ubuntu (linux-headers-*) or Fedora (kernel-devel), or name it, SIGN_FILE=PROGRAM'
		;;
	*)
		hint=
		[ "$key" != certs/signing_key.pem ] || hint=': run make first'
		[ -e "$key" ] || die "$key: not there: the key to sign modules with (CONFIG_MODULE_SIG_KEY)$hint"
		[ -r "$key" ] || die "$key: cannot be read: the key to sign modules with (CONFIG_MODULE_SIG_KEY)"
		;;
	esac
	[ -e "$certificate" ] || die "$certificate: not there: the certificate of the key to sign modules with"
	[ -r "$certificate" ] || die "$certificate: cannot be read: the certificate of the key to sign modules with"
	case $hash in
	*[!0-9a-z-]* | -*) die "CONFIG_MODULE_SIG_HASH: no such hash: $hash" ;;
	esac
	[ -n "${SIGN_FILE-}" ] || command -v openssl > /dev/null ||
		die 'modules cannot be signed: openssl is not installed: the package openssl has it'
}

# explain STATUS ERRORS: say why the tool has failed, which wrote ERRORS
explain()
{
	errors=$2
	# shellcheck disable=SC2086 # the first of several words
	set -- "$1" ${SIGN_FILE-}
	case $1 in
	126 | 127) die "${2-openssl}: cannot be run${2:+ (SIGN_FILE)}" ;;
	esac
	if command -v openssl > /dev/null; then
		openssl dgst -"$hash" /dev/null > /dev/null 2>&1 || die "CONFIG_MODULE_SIG_HASH: no such hash: $hash"
		case $key in
		pkcs11:*) ;;
		*)
			public=$(openssl_key pkey -in "$key" -pubout 2> /dev/null) || explain_key
			certified=$(openssl x509 -in "$certificate" -inform DER -noout -pubkey 2> /dev/null) ||
				die "$certificate: no certificate (DER)"
			[ "$public" = "$certified" ] || die "$key: this is not the key of the certificate $certificate"
			;;
		esac
	fi
	[ -n "$errors" ] || errors="exit status $1"
	# shellcheck disable=SC2086,SC2116 # one line
	die "$name: ${2-openssl} cannot sign: $(set -f; echo $errors)"
}

explain_key()
{
	if ! grep -qs ENCRYPTED "$key"; then
		die "$key: no private key (PEM)"
	elif [ -n "${KBUILD_SIGN_PIN-}" ]; then
		die "$key: KBUILD_SIGN_PIN is not its passphrase"
	else
		die "$key: KBUILD_SIGN_PIN has to say its passphrase"
	fi
}

# is_signed FILE SIZE: whether its first SIZE bytes end with a signature
is_signed()
{
	head -c "$2" "$1" | tail -c $magic_size | grep -qxF "$magic"
}

# unsigned_size FILE: how long it is without its signatures; nothing, if one is damaged
unsigned_size()
{
	size=$(wc -c < "$1")
	while is_signed "$1" "$size"; do
		# shellcheck disable=SC2046 # numbers, one a byte
		set -- "$1" $(head -c "$size" "$1" | tail -c $trailer_size | head -c 12 | od -An -v -t u1)
		[ $# -eq 13 ] && [ "$4" = 2 ] || return
		size=$((size - trailer_size - (${10} << 24 | ${11} << 16 | ${12} << 8 | ${13})))
		[ "$size" -ge 0 ] || return
	done
	echo $((size))
}

# sign_by_openssl FROM TO
sign_by_openssl()
{
	openssl_key cms -sign -binary -outform DER -noattr -nocerts -nosmimecap -md "$hash" \
		-signer "$certificate" -inkey "$key" -in "$1" -out "$temporary.cms" || return
	size=$(wc -c < "$temporary.cms")
	{
		cat "$1" "$temporary.cms"
		printf '\0\0\2\0\0\0\0\0'
		# shellcheck disable=SC2059 # the format is the byte
		for bits in 24 16 8 0; do
			printf "\\$(printf %03o $((size >> bits & 255)))"
		done
		printf '%s\n' "$magic"
	} > "$2"
}

# sign FROM TO
sign()
{
	if [ -n "${SIGN_FILE-}" ]; then
		# shellcheck disable=SC2086 # may be several words
		errors=$($SIGN_FILE "$hash" "$key" "$certificate" "$1" "$2" 2>&1)
	else
		errors=$(sign_by_openssl "$1" "$2" 2>&1)
	fi || explain $? "$errors"
}

temporary=
trap 'rm -f "$temporary" "$temporary.cms" "$temporary.module" "$temporary.signed"' EXIT
trap 'exit 1' HUP INT TERM

check_files

if [ "$mode" = check ]; then
	temporary=$(mktemp 2> /dev/null) || temporary=$(TMPDIR=/tmp mktemp) || exit
	name=modules_install
	sign "$temporary" "$temporary.signed"
	exit
fi

[ -f "$file" ] || die "$name: not there"
temporary=$file.tmp_signed
unsigned=$file
if is_signed "$file" "$(wc -c < "$file")"; then
	size=$(unsigned_size "$file")
	[ -n "$size" ] || die "$name: the signature at its end is damaged"
	unsigned=$temporary.module
	head -c "$size" "$file" > "$unsigned" || exit
fi
sign "$unsigned" "$temporary.signed"
# Beside it, with its mode
cp -p "$file" "$temporary" && cat "$temporary.signed" > "$temporary" && mv -f "$temporary" "$file"
