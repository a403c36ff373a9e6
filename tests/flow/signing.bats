#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Signatures of modules: CONFIG_MODULE_SIG, the key, modules_install and modules_sign.

load lib/common

# Once for all tests: two keys, and a tree that is built and signs with one of them.
setup_file() {
	export BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR

	new_key "$BATS_FILE_TMPDIR/rsa" -newkey rsa:2048
	new_key "$BATS_FILE_TMPDIR/ecdsa" -newkey ec -pkeyopt ec_paramgen_curve:secp384r1
	record_start
	tree=$BATS_FILE_TMPDIR/built
	tree_copy "$tree"
	config_unset CONFIG_DEBUG_INFO_BTF
	config_unset CONFIG_DEBUG_INFO_BTF_MODULES
	printf '%s\n' CONFIG_MODULE_SIG=y CONFIG_MODULE_SIG_ALL=y CONFIG_MODULE_SIG_SHA256=y \
		'CONFIG_MODULE_SIG_KEY="my.pem"' >>"$tree/.config"
	cp "$BATS_FILE_TMPDIR/rsa.pem" "$tree/my.pem"
	kmake -j2 >"$BATS_FILE_TMPDIR/log" 2>&1 || { cat "$BATS_FILE_TMPDIR/log"; return 1; }
}

setup() {
	tree=$BATS_TEST_TMPDIR/tree
	root=$BATS_TEST_TMPDIR/root
	place=$root/lib/modules/1.2.0
	sign="$KOLINK_ROOT/scripts/sign-module.sh"
	record_start
	unset KBUILD_SIGN_PIN
	# By default, openssl.
	export SIGN_FILE=
}

# new_key NAME ARGUMENT...: NAME.pem, the key with its certificate, and NAME.x509
new_key() {
	openssl req -new -x509 -nodes -batch -sha256 -days 36500 -config "$KOLINK_ROOT/scripts/x509.genkey" \
		-subj "/CN=The ${1##*/} key" "${@:2}" -keyout "$1.pem" -out "$1.certificate" 2>/dev/null
	openssl x509 -in "$1.certificate" -outform DER -out "$1.x509"
	cat "$1.certificate" >>"$1.pem"
}

built_tree() {
	cp -a "$BATS_FILE_TMPDIR/built" "$tree"
}

install_modules() {
	build modules_install INSTALL_MOD_PATH="$root" "$@"
}

# real_sign_file: sets $sign_file to Linux's.
real_sign_file() {
	sign_file=$(sh "$KOLINK_ROOT/scripts/find-linux-program.sh" sign-file)
	[ -n "$sign_file" ] || fail 'no sign-file is installed (tests/install-deps.sh check)'
}

# parts FILE: $content and $signature hold what a signed module consists of.
parts() {
	local size

	size=$(stat -c %s "$1")
	content=$BATS_TEST_TMPDIR/content signature=$BATS_TEST_TMPDIR/signature
	[ "$(tail -c 28 "$1")" = '~Module signature appended~' ] || fail "$1 is not signed" || return
	# shellcheck disable=SC2046
	set -- "$1" $(tail -c 40 "$1" | head -c 12 | od -An -v -t u1)
	[ "$2 $3 $4 $5 $6 $7 $8 $9" = '0 0 2 0 0 0 0 0' ] || fail "trailer $*" || return
	set -- "$1" $((${10} << 24 | ${11} << 16 | ${12} << 8 | ${13}))
	head -c $((size - 40 - $2)) "$1" >"$content"
	tail -c $((40 + $2)) "$1" | head -c "$2" >"$signature"
}

# assert_verifies FILE KEY: the signature is one of KEY's.
assert_verifies() {
	parts "$1"
	openssl cms -verify -binary -noverify -inform DER -in "$signature" -content "$content" \
		-certfile "$BATS_FILE_TMPDIR/$2.certificate" -out /dev/null 2>"$BATS_TEST_TMPDIR/verify" ||
		fail "$1 is not signed by $2:" "$(cat "$BATS_TEST_TMPDIR/verify")"
}

# assert_unsigned FILE
assert_unsigned() {
	! grep -q 'Module signature appended' "$1" || fail "$1 is signed"
}

# outline FILE: tags and objects of an ASN.1 file, without lengths and values
outline() {
	openssl asn1parse -inform DER -in "$1" | sed -E 's/^ *[0-9]+:(d=[0-9]+) +hl=[0-9]+ +l= *[0-9]+/\1/; s/\[HEX DUMP\].*//'
}

@test "signing: sign-file's bytes with RSA for every hash; with ECDSA its form, and a good signature" {
	local key=$BATS_FILE_TMPDIR/rsa a=$BATS_TEST_TMPDIR/a.ko b=$BATS_TEST_TMPDIR/b.ko hash plain

	real_sign_file
	plain=$BATS_FILE_TMPDIR/built/alpha.ko
	for hash in sha1 sha256 sha384 sha3-256 sha3-384 sha3-512 sha512; do
		cp "$plain" "$a"
		cp "$plain" "$b"
		"$sign_file" "$hash" "$key.pem" "$key.x509" "$a"
		"$sign" "$hash" "$key.pem" "$key.x509" "$b"
		cmp "$a" "$b"
	done
	run modinfo "$b"
	assert_output '^sig_id: +PKCS#7$'
	assert_output '^signer: +The rsa key$'
	assert_output '^sig_key: +([0-9A-F]{2}:)+[0-9A-F]{2}$'
	assert_output '^sig_hashalgo: +sha512$'
	assert_output '^signature: +[0-9A-F]{2}:'
	assert_verifies "$b" rsa
	cmp "$content" "$plain"

	# Again, in place of one signature or of several
	"$sign" sha512 "$key.pem" "$key.x509" "$b"
	cmp "$a" "$b"
	"$sign_file" sha256 "$key.pem" "$key.x509" "$b"
	SIGN_FILE=$sign_file "$sign" sha512 "$key.pem" "$key.x509" "$b"
	cmp "$a" "$b"

	key=$BATS_FILE_TMPDIR/ecdsa
	cp "$plain" "$a"
	"$sign_file" sha256 "$key.pem" "$key.x509" "$a"
	"$sign" sha256 "$key.pem" "$key.x509" "$b"
	assert_verifies "$a" ecdsa
	outline "$signature" >"$BATS_TEST_TMPDIR/expected"
	assert_verifies "$b" ecdsa
	outline "$signature" | diff "$BATS_TEST_TMPDIR/expected" -
	run modinfo -F sig_hashalgo "$b"
	[ "$output" = sha256 ]
	! assert_verifies "$b" rsa 2>/dev/null || fail 'any key would do'

	# A signature that is cut short is no module's to lose.
	{ head -c 100 "$plain"; tail -c 40 "$b"; } >"$a"
	run "$sign" sha256 "$key.pem" "$key.x509" "$a" there/a.ko
	[ "$status" -eq 1 ]
	[ "$output" = 'there/a.ko: the signature at its end is damaged' ] || fail "$output"
	[ "$(stat -c %s "$a")" = 140 ]
}

@test "signing: the default key is made once, before anything is compiled, and stays" {
	tree_copy "$tree"
	printf '%s\n' CONFIG_MODULE_SIG=y CONFIG_MODULE_SIG_KEY_TYPE_ECDSA=y >>"$tree/.config"
	# What a kernel does that checks signatures
	echo 'obj-y += certificate.o' >>"$tree/core/Kbuild"
	echo '$(obj)/certificate.o: certs/signing_key.x509' >>"$tree/core/Kbuild"
	printf '%s\n' '.data' '.incbin "certs/signing_key.x509"' >"$tree/core/certificate.S"
	build core/certificate.o
	assert_line '  COPY    certs/x509.genkey'
	assert_line '  GENKEY  certs/signing_key.pem'
	assert_line '  CERT    certs/signing_key.x509'
	objcopy -O binary -j .data "$tree/core/certificate.o" "$BATS_TEST_TMPDIR/inside"
	cmp "$BATS_TEST_TMPDIR/inside" "$tree/certs/signing_key.x509"
	[ "$(stat -c %a "$tree/certs/signing_key.pem")" = 600 ]
	openssl x509 -in "$tree/certs/signing_key.x509" -inform DER -noout -text >"$BATS_TEST_TMPDIR/text"
	grep -q 'Public-Key: (384 bit)' "$BATS_TEST_TMPDIR/text"
	grep -q 'ecdsa-with-SHA512' "$BATS_TEST_TMPDIR/text"
	[ -z "$(find "$tree/certs" -name '.tmp*')" ]

	snapshot certs "$tree/certs"
	build core/certificate.o
	assert_nothing_ran
	config_set CONFIG_MODULE_SIG_KEY_TYPE_ECDSA=n
	build clean
	build prepare
	assert_unchanged certs "$tree/certs"

	# The certificate follows the key.
	keep key certs/signing_key.pem certs/signing_key.x509
	rm "$tree/certs/signing_key.x509"
	build prepare
	assert_kept key
	sleep 0.02
	cp "$BATS_FILE_TMPDIR/rsa.pem" "$tree/certs/signing_key.pem"
	build prepare
	cmp "$BATS_FILE_TMPDIR/rsa.x509" "$tree/certs/signing_key.x509"

	# Somebody's own key and template stay, what was made goes.
	build mrproper
	[ "$(ls "$tree/certs")" = signing_key.pem ]
	cmp "$BATS_FILE_TMPDIR/rsa.pem" "$tree/certs/signing_key.pem"
}

@test "signing: what the key is made from, and what was made of it goes with mrproper" {
	local out=$BATS_TEST_TMPDIR/out

	tree_new_defconfig "$tree"
	echo CONFIG_MODULE_SIG=y >>"$tree/defconfig"
	build O="$out" certs/signing_key.x509
	openssl x509 -in "$out/certs/signing_key.x509" -inform DER -noout -text >"$BATS_TEST_TMPDIR/text"
	grep -q 'Public-Key: (4096 bit)' "$BATS_TEST_TMPDIR/text"
	grep -q 'Issuer: CN = Module signing key of this build' "$BATS_TEST_TMPDIR/text"
	build O="$out" mrproper
	[ ! -e "$out/certs" ]

	mkdir "$tree/certs"
	sed 's/^CN = .*/CN = of the tree/; s/4096/2048/' "$KOLINK_ROOT/scripts/x509.genkey" >"$tree/certs/x509.genkey"
	build O="$out" certs/signing_key.x509
	[ ! -e "$out/certs/x509.genkey" ]
	openssl x509 -in "$out/certs/signing_key.x509" -inform DER -noout -subject | grep -q 'of the tree'
	rm "$out/certs/signing_key.pem"
	echo '[ req ]' >"$tree/certs/x509.genkey"
	build_fails O="$out" certs/signing_key.x509
	assert_output '^certs/signing_key.pem: openssl req cannot make it: '
	[ "$(ls -A "$out/certs")" = "$(printf '%s\n' .signing_key.pem.cmd .signing_key.x509.cmd signing_key.x509)" ]
}

@test "signing: modules_install strips, signs, compresses; unchanged modules are taken over" {
	local inode

	built_tree
	config_set CONFIG_MODULE_COMPRESS_XZ=y
	install_modules INSTALL_MOD_STRIP=1
	[ "$(grep alpha <<<"$output")" = "  INSTALL $place/kernel/alpha.ko
  STRIP   $place/kernel/alpha.ko
  SIGN    $place/kernel/alpha.ko
  XZ      $place/kernel/alpha.ko.xz" ] || fail "$output"
	xz -dc "$place/kernel/alpha.ko.xz" >"$BATS_TEST_TMPDIR/alpha.ko"
	assert_verifies "$BATS_TEST_TMPDIR/alpha.ko" rsa
	strip --strip-debug -o "$BATS_TEST_TMPDIR/stripped" "$tree/alpha.ko"
	cmp "$content" "$BATS_TEST_TMPDIR/stripped"
	assert_unsigned "$tree/alpha.ko"

	inode=$(stat -c %i "$place/kernel/alpha.ko.xz")
	install_modules INSTALL_MOD_STRIP=1
	assert_no_output 'SIGN|XZ'
	[ "$(stat -c %i "$place/kernel/alpha.ko.xz")" = "$inode" ]
	sleep 0.02
	cp "$BATS_FILE_TMPDIR/ecdsa.pem" "$tree/my.pem"
	build prepare
	install_modules INSTALL_MOD_STRIP=1
	xz -dc "$place/kernel/alpha.ko.xz" >"$BATS_TEST_TMPDIR/alpha.ko"
	assert_verifies "$BATS_TEST_TMPDIR/alpha.ko" ecdsa

	config_set CONFIG_MODULE_COMPRESS=y
	config_set 'CONFIG_MODULE_SIG_HASH="sha384"'
	install_modules -s
	[ -z "$output" ] || fail "$output"
	[ "$(modinfo -F sig_hashalgo "$place/kernel/alpha.ko")" = sha384 ]
}

@test "signing: modules_sign signs what is installed, compressed or not; what comes out the same stays" {
	local suffix

	built_tree
	config_set CONFIG_MODULE_SIG_ALL=n
	build_fails modules_sign INSTALL_MOD_PATH="$root"
	assert_line "$place/kernel/alpha.ko: not there: run make modules_install first"
	install_modules
	assert_no_output SIGN
	cmp "$tree/alpha.ko" "$place/kernel/alpha.ko"
	build modules_sign INSTALL_MOD_PATH="$root"
	assert_lines 4 '^  SIGN    '
	assert_verifies "$place/kernel/drivers/gamma.ko" rsa
	cmp "$content" "$tree/drivers/gamma.ko"
	snapshot signed "$root"
	build modules_sign INSTALL_MOD_PATH="$root"
	assert_unchanged signed "$root"
	# Without CONFIG_MODULE_SIG_ALL, modules are installed as they are.
	install_modules
	assert_unsigned "$place/kernel/alpha.ko"

	for suffix in GZIP:gz ZSTD:zst XZ:xz; do
		config_unset "CONFIG_MODULE_COMPRESS_.*"
		config_set "CONFIG_MODULE_COMPRESS_${suffix%:*}=y"
		install_modules
		build modules_sign INSTALL_MOD_PATH="$root"
		[ "$(ls "$place/kernel")" = "$(printf '%s\n' "alpha.ko.${suffix#*:}" "beta.ko.${suffix#*:}" drivers)" ]
		case $suffix in
		*gz) gzip -dc "$place/kernel/beta.ko.gz" ;;
		*zst) zstd -dqc "$place/kernel/beta.ko.zst" ;;
		*xz) xz -dc "$place/kernel/beta.ko.xz" ;;
		esac >"$BATS_TEST_TMPDIR/beta.ko"
		assert_verifies "$BATS_TEST_TMPDIR/beta.ko" rsa
	done

	config_set CONFIG_MODULE_SIG=n
	build_fails modules_sign INSTALL_MOD_PATH="$root"
	assert_output 'CONFIG_MODULE_SIG is not set: there is nothing to sign'
}

# refused LINE ARGUMENT...: modules_install says so, once, and leaves what is installed.
refused() {
	build_fails modules_install INSTALL_MOD_PATH="$root" "${@:2}"
	assert_lines 1 "^$1\$"
	[ "$(grep -vcE '^(make|  )' <<<"$output")" = 1 ] || fail "$output"
	assert_unchanged installed "$root"
}

@test "signing: what is wrong is one line, and what was installed stays" {
	local encrypted=$BATS_TEST_TMPDIR/encrypted.pem

	built_tree
	install_modules
	snapshot installed "$root"
	sleep 0.02
	touch "$tree/alpha.ko"
	mv "$tree/my.pem" "$tree/away"
	refused 'my.pem: not there: the key to sign modules with \(CONFIG_MODULE_SIG_KEY\)'
	cp "$BATS_FILE_TMPDIR/ecdsa.pem" "$tree/my.pem"
	refused 'my.pem: this is not the key of the certificate certs/signing_key.x509'
	cp "$BATS_FILE_TMPDIR/rsa.x509" "$tree/my.pem"
	refused 'my.pem: no private key \(PEM\)'
	openssl pkey -aes128 -passout pass:secret -in "$tree/away" -out "$tree/my.pem"
	refused 'my.pem: KBUILD_SIGN_PIN has to say its passphrase'
	refused 'my.pem: KBUILD_SIGN_PIN is not its passphrase' KBUILD_SIGN_PIN=wrong
	mv "$tree/certs/signing_key.x509" "$tree/certs/away"
	refused 'certs/signing_key.x509: not there: .*'
	cp "$tree/Kbuild" "$tree/certs/signing_key.x509"
	mv "$tree/away" "$tree/my.pem"
	refused 'certs/signing_key.x509: no certificate \(DER\)'
	mv "$tree/certs/away" "$tree/certs/signing_key.x509"
	refused 'CONFIG_MODULE_SIG_HASH: no such hash: sha7' CONFIG_MODULE_SIG_HASH=sha7
	refused 'CONFIG_MODULE_SIG_KEY is empty: .*' CONFIG_MODULE_SIG_KEY=
	refused '.*CONFIG_MODULE_SIG_KEY: the path of the key cannot contain spaces.*' CONFIG_MODULE_SIG_KEY='a b'
	refused 'pkcs11:token=a;object=b: a key of a token needs sign-file: .*linux-kbuild.*' CONFIG_MODULE_SIG_KEY='pkcs11:token=a;object=b'
	refused '/no/such: cannot be run \(SIGN_FILE\)' SIGN_FILE=/no/such
	# For the first time only once all is well
	cat >"$BATS_TEST_TMPDIR/fails" <<-'END'
		#!/bin/sh
		[ ! -s "$4" ] || { echo "- SSL error:1"; echo "sign-file: it is late"; exit 1; } >&2
	END
	chmod +x "$BATS_TEST_TMPDIR/fails"
	refused ".*/alpha.ko: $BATS_TEST_TMPDIR/fails cannot sign: - SSL error:1 sign-file: it is late" SIGN_FILE="$BATS_TEST_TMPDIR/fails"
	[ -z "$(find "$root" -name '.tmp*')" ]

	mv "$tree/my.pem" "$tree/away"
	build_fails prepare
	assert_line 'my.pem: not there: the key to sign modules with (CONFIG_MODULE_SIG_KEY)'
	config_set 'CONFIG_MODULE_SIG_KEY="a b"'
	build_fails prepare
	assert_line 'CONFIG_MODULE_SIG_KEY: the path of the key cannot contain spaces'
	config_set 'CONFIG_MODULE_SIG_KEY="away"'
	build prepare
	install_modules
	assert_line "  SIGN    $place/kernel/alpha.ko"
}

@test "signing: a key and a certificate of one's own, in files of their own" {
	built_tree
	openssl pkey -aes128 -passout pass:secret -in "$BATS_FILE_TMPDIR/ecdsa.pem" -out "$tree/key.pem"
	config_set 'CONFIG_MODULE_SIG_KEY="key.pem"'
	build_fails prepare
	assert_line 'key.pem: there is no certificate in it: put it into certs/signing_key.x509 (DER)'
	# Nothing of the other key's is in the way of what is to be put there.
	[ -z "$(ls -A "$tree/certs")" ]
	cp "$BATS_FILE_TMPDIR/ecdsa.x509" "$tree/certs/signing_key.x509"
	build prepare
	KBUILD_SIGN_PIN=secret install_modules V=1
	assert_no_output secret
	assert_verifies "$place/kernel/alpha.ko" ecdsa
	! grep -rq secret "$tree" || fail 'the passphrase is in a file'
	build mrproper
	cmp "$BATS_FILE_TMPDIR/ecdsa.x509" "$tree/certs/signing_key.x509"
}

@test "signing: external modules are signed, or installed without" {
	local ext=$BATS_TEST_TMPDIR/ext

	built_tree
	extmod_new "$ext"
	build M="$ext"
	mv "$tree/my.pem" "$tree/away"
	install_modules M="$ext"
	assert_line "  SIGN    $place/updates/ext.ko"
	assert_line "Warning: modules_install: $place/updates/ext.ko is not signed: $tree/my.pem: not there: the key to sign modules with (CONFIG_MODULE_SIG_KEY)"
	cmp "$ext/ext.ko" "$place/updates/ext.ko"
	build_fails M="$ext" modules_sign INSTALL_MOD_PATH="$root"
	mv "$tree/away" "$tree/my.pem"
	install_modules M="$ext"
	assert_no_output Warning
	assert_verifies "$place/updates/ext.ko" rsa
	cmp "$content" "$ext/ext.ko"
	install_modules M="$ext"
	assert_no_output SIGN
	cp "$ext/ext.ko" "$place/updates/ext.ko"
	build M="$ext" modules_sign INSTALL_MOD_PATH="$root"
	assert_verifies "$place/updates/ext.ko" rsa
}

@test "signing: sign-file is found, or named, and is given keys of tokens and the passphrase" {
	local log=$BATS_TEST_TMPDIR/log headers=$BATS_TEST_TMPDIR/headers uri='pkcs11:token=a b;object=c%20d' program

	built_tree
	program=$headers/usr/lib/linux-kbuild-6.1/scripts/sign-file
	mkdir -p "${program%/*}"
	cat >"$program" <<-END
		#!/bin/sh
		[ \$# -gt 0 ] || { echo 'Usage: scripts/sign-file'; exit 2; }
		echo "\$1,\$2,\$3,\$KBUILD_SIGN_PIN" >>$log
		{ cat "\$4"; echo signed; } >"\$5"
	END
	chmod +x "$program"
	[ "$(sh "$KOLINK_ROOT/scripts/find-linux-program.sh" sign-file "$headers")" = "$program" ]
	printf '#!/bin/sh\nexit 2\n' >"$BATS_TEST_TMPDIR/other-machine"
	install -D "$BATS_TEST_TMPDIR/other-machine" "$headers/usr/lib/linux-kbuild-6.12/scripts/sign-file"
	[ "$(sh "$KOLINK_ROOT/scripts/find-linux-program.sh" sign-file "$headers")" = "$program" ]

	install_modules SIGN_FILE="env WORDS=2 $program" CONFIG_MODULE_SIG_KEY="$uri" KBUILD_SIGN_PIN=12
	[ "$(sort -u "$log")" = "sha256,$uri,certs/signing_key.x509,12" ] || fail "$(cat "$log")"
	[ "$(tail -c 7 "$place/kernel/alpha.ko")" = signed ]

	# It is looked for only to sign.
	printf '%s\n' '#!/bin/sh' "echo \"\$*\" >>$log" 'exec sh "$@"' >"$BATS_TEST_TMPDIR/shell"
	chmod +x "$BATS_TEST_TMPDIR/shell"
	: >"$log"
	install_modules CONFIG_SHELL="$BATS_TEST_TMPDIR/shell"
	! grep find-linux-program "$log" || fail 'it was looked for though SIGN_FILE is empty'
	unset SIGN_FILE
	install_modules CONFIG_SHELL="$BATS_TEST_TMPDIR/shell" CONFIG_MODULE_SIG_ALL=
	! grep find-linux-program "$log" || fail 'it was looked for though nothing is signed'
	install_modules CONFIG_SHELL="$BATS_TEST_TMPDIR/shell"
	[ "$(grep -c 'find-linux-program.sh sign-file' "$log")" = 1 ]
	assert_verifies "$place/kernel/alpha.ko" rsa
}
