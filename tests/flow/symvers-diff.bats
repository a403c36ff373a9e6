#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What changed between two symbol dumps: scripts/symvers-diff.sh, make symvers-diff.

load lib/common

# Dumps are lines of blanks here, "-" for no namespace: dump NAME <<END
setup() {
	record_start
	cd "$BATS_TEST_TMPDIR" || return
	dump old <<-END
		0x11111111 core_add vmlinux EXPORT_SYMBOL -
		0x22222222 core_gpl vmlinux EXPORT_SYMBOL_GPL -
		0x33333333 core_ns vmlinux EXPORT_SYMBOL KT
		0x44444444 alpha_twice drivers/alpha EXPORT_SYMBOL -
	END
}

dump() {
	sed 's/ -$/ /' | tr ' ' '\t' >"$1"
}

# changed NAME EXPRESSION: old with the edit
changed() {
	sed "$2" old >"$1"
}

# gives STATUS ARG...: the script's status; $output has both streams
gives() {
	local wanted=$1

	shift
	run "$KOLINK_ROOT/scripts/symvers-diff.sh" "$@"
	[ "$status" -eq "$wanted" ] || fail "symvers-diff.sh $* gave $status, not $wanted:" "$output"
}

# prints LINE...: these lines of changes and no other, columns parted by blanks
prints() {
	diff <(printf '%s\n' "$@") <(grep -v '^symvers-diff: ' <<<"$output" | tr '\t' ' ')
}

# says WORDS COUNTS: the last line
says() {
	assert_output "^symvers-diff: .* -> .*: $1 \($2\)\$"
}

@test "symvers-diff: the same dump, also in another order" {
	gives 0 old old
	[ "$output" = 'symvers-diff: old -> old: nothing changed (0 breaks, 0 compatible, 0 allowed)' ]
	sort -r old >new
	gives 0 old new
	gives 0 /dev/null /dev/null
}

@test "symvers-diff: gone breaks" {
	changed new /core_gpl/d
	gives 2 old new
	prints 'breaks gone core_gpl vmlinux'
	says 'changes break modules' '1 breaks, 0 compatible, 0 allowed'
}

@test "symvers-diff: new does not" {
	changed new /core_gpl/d
	gives 1 new old
	prints 'compatible new core_gpl vmlinux'
	says 'no change breaks modules' '0 breaks, 1 compatible, 0 allowed'
}

@test "symvers-diff: another version breaks, written in another way it is the same" {
	changed new '/core_add/s/0x1/0xA/'
	gives 2 old new
	prints 'breaks version core_add vmlinux 0x11111111 0xa1111111'
	sed 's/^0xA/0xa/' new >lower
	gives 0 new lower
	changed new 's/^0x22222222/0x00000022/'
	changed short 's/^0x22222222/0X22/'
	gives 0 new short
}

@test "symvers-diff: licence: to GPL only breaks, the other way does not" {
	changed new '/core_add/s/EXPORT_SYMBOL/&_GPL/'
	gives 2 old new
	prints 'breaks licence core_add vmlinux EXPORT_SYMBOL EXPORT_SYMBOL_GPL'
	gives 1 new old
	prints 'compatible licence core_add vmlinux EXPORT_SYMBOL_GPL EXPORT_SYMBOL'
}

@test "symvers-diff: namespace: another one or a first one breaks, none does not" {
	changed other 's/KT/OTHER/'
	changed none 's/KT//'
	gives 2 old other
	prints 'breaks namespace core_ns vmlinux KT OTHER'
	gives 2 none old
	prints 'breaks namespace core_ns vmlinux - KT'
	gives 1 old none
	prints 'compatible namespace core_ns vmlinux KT -'
}

@test "symvers-diff: namespace: a list of modules may become longer, not shorter" {
	changed one 's/KT/module:kvm-amd/'
	changed two 's/KT/module:kvm,kvm-amd/'
	changed part 's/KT/module:kvm-a,kvm/'
	gives 1 one two
	prints 'compatible namespace core_ns vmlinux module:kvm-amd module:kvm,kvm-amd'
	gives 2 two one
	prints 'breaks namespace core_ns vmlinux module:kvm,kvm-amd module:kvm-amd'
	gives 2 one part
	gives 2 old one
	gives 2 one old
}

@test "symvers-diff: moved to another module does not break" {
	changed new 's,drivers/alpha,vmlinux,'
	gives 1 old new
	prints 'compatible moved alpha_twice drivers/alpha drivers/alpha vmlinux'
}

@test "symvers-diff: all at once: by symbol, then by kind, whatever the order of the dumps" {
	dump new <<-END
		0x99999999 zeta vmlinux EXPORT_SYMBOL -
		0x99999999 Alpha vmlinux EXPORT_SYMBOL -
		0xaaaaaaaa core_ns core/ns EXPORT_SYMBOL_GPL NEW
		0x11111111 core_add vmlinux EXPORT_SYMBOL_GPL -
		0x44444444 alpha_twice drivers/alpha EXPORT_SYMBOL -
	END
	expected=(
		'compatible new Alpha vmlinux'
		'breaks licence core_add vmlinux EXPORT_SYMBOL EXPORT_SYMBOL_GPL'
		'breaks gone core_gpl vmlinux'
		'breaks licence core_ns vmlinux EXPORT_SYMBOL EXPORT_SYMBOL_GPL'
		'compatible moved core_ns vmlinux vmlinux core/ns'
		'breaks namespace core_ns vmlinux KT NEW'
		'breaks version core_ns vmlinux 0x33333333 0xaaaaaaaa'
		'compatible new zeta vmlinux'
	)
	gives 2 old new
	prints "${expected[@]}"
	says 'changes break modules' '5 breaks, 3 compatible, 0 allowed'
	sort old >old.sorted
	sort -r new >new.sorted
	LC_ALL=en_US.UTF-8 gives 2 old.sorted new.sorted
	prints "${expected[@]}"
}

@test "symvers-diff: changes go to the standard output, the last line to the standard error" {
	changed new /core_gpl/d
	[ "$("$KOLINK_ROOT/scripts/symvers-diff.sh" old new 2>/dev/null)" = $'breaks\tgone\tcore_gpl\tvmlinux' ]
	# A result that cannot be written is none.
	run sh -c '"$1" old new >/dev/full' sh "$KOLINK_ROOT/scripts/symvers-diff.sh"
	[ "$status" -eq 3 ] || fail "status $status:" "$output"
	assert_no_output 'break modules'
}

@test "symvers-diff: a dump without the column of namespaces, on one side or both" {
	cut -f 1-4 old >four
	gives 0 four four
	gives 1 old four
	prints 'compatible namespace core_ns vmlinux KT -'
	gives 2 four old
	prints 'breaks namespace core_ns vmlinux - KT'
	changed none 's/KT//'
	gives 0 four none
}

@test "symvers-diff: one symbol of several modules is compared module by module" {
	dump several <<-END
		0x11111111 probe a/one EXPORT_SYMBOL -
		0x22222222 probe b/two EXPORT_SYMBOL -
		0x33333333 probe c/three EXPORT_SYMBOL -
	END
	sort -r several >other
	gives 0 several other
	sed 's/0x22222222/0x55555555/' other >new
	gives 2 several new
	prints 'breaks version probe b/two 0x22222222 0x55555555'
	grep -v one several >new
	gives 2 several new
	prints 'breaks gone probe a/one'
	grep one several >new
	gives 1 new several
	prints 'compatible new probe b/two' 'compatible new probe c/three'
}

@test "symvers-diff: lines that are none of a dump name file and line" {
	local line

	while IFS='|' read -r line message; do
		{ cat old; printf '%b\n' "$line"; } >bad
		gives 3 old bad
		[ "$output" = "symvers-diff: bad:5: $message" ] || fail "$line:" "$output"
		gives 3 bad old
		[ "$output" = "symvers-diff: bad:5: $message" ] || fail "$line:" "$output"
	done <<-'END'
		|0 columns, not 4 or 5
		0x1\tf\tm|3 columns, not 4 or 5
		0x1\tf\tm\tEXPORT_SYMBOL\tN\t|6 columns, not 4 or 5
		0x1 f m EXPORT_SYMBOL|1 columns, not 4 or 5
		1234\tf\tm\tEXPORT_SYMBOL\t|"1234" is not a version
		0x\tf\tm\tEXPORT_SYMBOL\t|"0x" is not a version
		0x12g\tf\tm\tEXPORT_SYMBOL\t|"0x12g" is not a version
		0x123456789\tf\tm\tEXPORT_SYMBOL\t|"0x123456789" is not a version
		0x1\t\tm\tEXPORT_SYMBOL\t|"" is not a symbol
		0x1\tf g\tm\tEXPORT_SYMBOL\t|"f g" is not a symbol
		0x1\tf\t\tEXPORT_SYMBOL\t|"" is not a module
		0x1\tf\tm\tEXPORT_SYMBOL_G\t|"EXPORT_SYMBOL_G" is not EXPORT_SYMBOL or EXPORT_SYMBOL_GPL
		0x1\tf\tm\tEXPORT_SYMBOL\t\r|control characters in the namespace
		0x1\tcore_add\tvmlinux\tEXPORT_SYMBOL\t|core_add is exported twice by vmlinux
	END
}

@test "symvers-diff: what one module exports twice beside another one's" {
	dump bad <<-END
		0x1 probe one EXPORT_SYMBOL -
		0x2 probe two EXPORT_SYMBOL -
		0x3 probe two EXPORT_SYMBOL -
	END
	gives 3 bad bad
	[ "$output" = 'symvers-diff: bad:3: probe is exported twice by two' ]
}

@test "symvers-diff: files that cannot be read, wrong arguments" {
	gives 3 old missing
	[ "$output" = 'symvers-diff: missing: no such file' ]
	gives 3 "$BATS_TEST_TMPDIR" old
	[ "$output" = "symvers-diff: $BATS_TEST_TMPDIR: cannot be read" ]
	gives 3 --rules missing old old
	[ "$output" = 'symvers-diff: missing: no such file' ]
	gives 3 old old --rules
	gives 3 old
	assert_output '^Usage: '
	gives 3 old old old
	gives 3 --unknown old old
	assert_output '^Usage: '
	gives 0 --help
	assert_output '^Usage: .*\[--rules FILE\] OLD NEW$'
	# A tool that fails is no verdict.
	AWK=false gives 3 old old
	AWK=./missing gives 3 old old
	AWK='sh -c "exit 2"' gives 3 old old
}

@test "symvers-diff: files of any name" {
	local name

	changed new /core_gpl/d
	for name in - x=y 'a  b' '-v' "it's" '*'; do
		cp new "./$name"
		gives 2 -- old "$name"
		prints 'breaks gone core_gpl vmlinux'
		gives 1 -- "$name" old
		echo 'gone symbol core_gpl' >"rules $name"
		gives 0 --rules="rules $name" -- old "$name"
	done
	gives 2 old <(cat new)
}

@test "symvers-diff: rules: what they match is allowed, by kind, symbol and module" {
	changed new '/core_gpl/d; /alpha_twice/s/^0x4/0x5/; s/KT/NEW/'
	cat >rules <<-'END'
		# what may change

		  # and more
		gone   symbol	core_gpl
		any module drivers/*
	END
	gives 2 --rules rules old new
	prints 'allowed version alpha_twice drivers/alpha 0x44444444 0x54444444' 'allowed gone core_gpl vmlinux' \
		'breaks namespace core_ns vmlinux KT NEW'
	says 'changes break modules' '1 breaks, 0 compatible, 2 allowed'
	echo 'namespace symbol *' >>rules
	gives 0 --rules=rules old new
	says 'only allowed changes' '0 breaks, 0 compatible, 3 allowed'
	# The right pattern for the wrong kind, or for a symbol that is a module
	printf '%s\n' 'version symbol core_gpl' 'gone module core_gpl' 'moved symbol *' 'gone symbol core' 'gone symbol ore_gpl' >rules
	gives 2 --rules=rules old new
	says 'changes break modules' '3 breaks, 0 compatible, 0 allowed'
	: >rules
	gives 2 --rules=rules old new
}

@test "symvers-diff: rules: every kind, and compatible changes" {
	local kind

	dump new <<-END
		0x99999999 core_new vmlinux EXPORT_SYMBOL -
		0xaaaaaaaa core_ns core/ns EXPORT_SYMBOL_GPL NEW
		0x11111111 core_add vmlinux EXPORT_SYMBOL -
		0x44444444 alpha_twice drivers/alpha EXPORT_SYMBOL -
	END
	: >rules
	for kind in gone new version licence namespace moved; do
		echo "$kind symbol core_*" >one
		gives 2 --rules one old new
		assert_lines 1 '^allowed'
		assert_lines 1 "^allowed	$kind	"
		cat one >>rules
	done
	gives 0 --rules rules old new
	echo 'any symbol *' >one
	gives 0 --rules one old new
	# The module is that of the old dump.
	echo 'any module core/ns' >one
	gives 2 --rules one old new
	assert_no_output '^allowed'
}

@test "symvers-diff: rules: patterns are the shell's" {
	local pattern name

	name() {
		printf '0x1\t%s\tm\tEXPORT_SYMBOL\t\n' "$1" >names
	}
	while read -r pattern yes no; do
		echo "gone symbol $pattern" >rules
		for name in ${yes//,/ }; do
			name "$name"
			gives 0 --rules rules names /dev/null
		done
		for name in ${no//,/ }; do
			name "$name"
			gives 2 --rules rules names /dev/null
		done
	done <<-'END'
		a.b         a.b           axb
		a?b         a.b,axb       ab,axxb
		a*b         ab,a/b,axxb   abc,xab
		[ab]x       ax,bx         cx,[ab]x
		[!ab]x      cx            ax,bx
		[]a]x       ]x,ax         bx
		[a-c]x      bx            dx
		[[:digit:]] 7             a,:
		a[b         a[b           ab
		a|b         a|b           a,b
		a\*b        a*b           axb
		a+(b){1}$^* a+(b){1}$^c   aab$^c
	END
}

@test "symvers-diff: rules: a wrong one names file and line" {
	local rule message

	while IFS='|' read -r rule message; do
		printf '%s\n' '# rules' "$rule" >rules
		gives 3 --rules rules old old
		[ "$output" = "symvers-diff: rules:2: $message" ] || fail "$rule:" "$output"
	done <<-'END'
		gone core_gpl|a rule is KIND symbol|module PATTERN
		gone symbol a b|a rule is KIND symbol|module PATTERN
		Gone symbol core_gpl|"Gone" is not one of any, gone, new, version, licence, namespace, moved
		gone file core_gpl|"file" is not symbol or module
	END
}

# A limit of processor time far above what it takes: to compare each row with each other would take minutes.
@test "symvers-diff: dumps of 30,000 symbols, each of them changed, and thousands of rules" {
	awk 'BEGIN {
		for (i = 0; i < 30000; i++)
			printf "0x%08x\tsymbol_%d\tdrivers/m%d\tEXPORT_SYMBOL\t\n", i, i, i % 4000
	}' >big.old
	sed 's/^0x0/0x1/' big.old | sort >big.new
	awk 'BEGIN {
		for (i = 0; i < 1000; i++)
			print "version symbol symbol_" i "\nversion module drivers/m" i * 3 "\ngone symbol x" i "_*"
	}' >rules
	ulimit -t 20
	run sh -c '"$1" --rules rules big.old big.new >lines' sh "$KOLINK_ROOT/scripts/symvers-diff.sh"
	[ "$status" -eq 2 ] || fail "status $status:" "$output"
	# Of the modules 7667, and of the first thousand those that are not of these
	says 'changes break modules' '21667 breaks, 0 compatible, 8333 allowed'
	[ "$(grep -c '^allowed	version	' lines)" = 8333 ]
	gives 0 big.old big.old
}

# types SIDE FILE: a .symtypes file of that side
types() {
	mkdir -p "$1/core"
	cat >"$1/$2"
}

# type_lines LINE...: these lines about types and no other, columns parted by blanks
type_lines() {
	diff <(printf '%s\n' "$@") <(grep $'^type\t' <<<"$output" | tr '\t' ' ')
}

# two_sides: dumps with types on both sides: the struct and the constant changed in two of three exports' files.
two_sides() {
	local side

	for side in a b; do
		types $side core/core.symtypes <<-'END'
			E#LIMIT 7 
			s#state struct state { long total ; int calls ; char name [ E#LIMIT ] ; } 
			s#item struct item { s#state * state ; } 
			core_add int core_add ( s#item * ) 
			core_get int core_get ( int ) 
			core_gpl int core_gpl ( s#state * ) 
		END
		types $side lib.symtypes <<-'END'
			s#state struct state { UNKNOWN } 
			lib_call int lib_call ( s#state * ) 
		END
	done
	sed -i 's/int calls/long calls/; s/^E#LIMIT 7/E#LIMIT 8/; s/core_get ( int )/core_get ( long )/' b/core/core.symtypes
	dump a/Module.symvers <<-END
		0x1 core_add vmlinux EXPORT_SYMBOL -
		0x1 core_get vmlinux EXPORT_SYMBOL -
		0x1 core_gpl vmlinux EXPORT_SYMBOL -
		0x1 lib_call lib EXPORT_SYMBOL -
	END
	sed '/lib_call/!s/0x1/0x2/' a/Module.symvers >b/Module.symvers
	changed_types=(
		'type value enumerator LIMIT 2 7 8'
		'type symbols enumerator LIMIT 2 core_add core_gpl'
		'type changed struct state 2 int calls long calls'
		'type symbols struct state 2 core_add core_gpl'
		'type declaration core_get 1 int core_get(int) int core_get(long)'
	)
}

@test "symvers-diff: types: which changed, how, and for which symbols; in the folders of the dumps" {
	two_sides
	gives 2 a/Module.symvers b/Module.symvers
	type_lines "${changed_types[@]}"
	assert_lines 3 '^breaks	version	'
	says 'changes break modules' '3 breaks, 0 compatible, 0 allowed'
	[ "${lines[0]%%$'\t'*}" = breaks ] && [[ "${lines[-1]}" = symvers-diff:* ]]
	# What a rule allows is explained, too; the status is that of the dumps.
	echo 'version symbol *' >rules
	gives 0 --rules rules a/Module.symvers b/Module.symvers
	type_lines "${changed_types[@]}"
	# In other folders, under other names
	mv b/Module.symvers new
	mv a/Module.symvers former
	mv a 'the old'
	mv b/core/core.symtypes b/moved.symtypes
	cp 'the old/lib.symtypes' "b/it's.symtypes"
	gives 2 --old-symtypes 'the old' --new-symtypes=b former new
	type_lines "${changed_types[@]}"
	[ "$(ls)" = "$(printf '%s\n' b bin former new old record rules 'the old')" ]
}

@test "symvers-diff: types: a symbol that changed without one; symbols of several files" {
	two_sides
	sed 's/0x1/0x2/' a/Module.symvers >b/Module.symvers
	sed -i '/^core_gpl/d' a/core/core.symtypes
	sed -i '/^core_get/d' b/core/core.symtypes
	gives 2 a/Module.symvers b/Module.symvers
	type_lines 'type value enumerator LIMIT 1 7 8' 'type symbols enumerator LIMIT 1 core_add' \
		'type changed struct state 1 int calls long calls' 'type symbols struct state 1 core_add' \
		'type not-in-old - 1 core_gpl' 'type not-in-new - 1 core_get' 'type same - 1 lib_call'
	# Of several files that define it those of one name are compared, then the others: what a build has left.
	types b left.symtypes <<<'lib_call int lib_call ( long )'
	types a zzz.symtypes <<<'core_gpl int core_gpl ( s#state * )'
	cp a/core/core.symtypes b/aaa.symtypes
	gives 2 a/Module.symvers b/Module.symvers
	assert_line $'type\tdeclaration\tlib_call\t1\tint lib_call(struct state *)\tint lib_call(long)'
	assert_line $'type\tsymbols\tstruct state\t1\tcore_add'
	assert_no_output not-in-old
}

@test "symvers-diff: types: no folder, or no files in it" {
	two_sides
	mkdir none
	gives 3 --old-symtypes missing a/Module.symvers b/Module.symvers
	[ "$output" = 'symvers-diff: missing: no such folder' ]
	gives 3 --old-symtypes none a/Module.symvers b/Module.symvers
	assert_line 'symvers-diff: none: there is no .symtypes file in this folder: KBUILD_SYMTYPES=1 makes them'
	cp a/Module.symvers b/old
	gives 3 --new-symtypes b b/old b/Module.symvers
	assert_output '^symvers-diff: --old-symtypes names the folder'
	# Nobody asked.
	gives 2 b/old b/Module.symvers
	assert_no_output '^type'
	cp a/Module.symvers none
	gives 2 none/Module.symvers b/Module.symvers
	assert_no_output '^type'
	HOSTCC=./missing gives 3 a/Module.symvers b/Module.symvers
	assert_line "symvers-diff: ./missing is needed to compare types, and not there: Debian's package gcc has one"
	HOSTCC=false gives 0 a/Module.symvers a/Module.symvers
	run sh -c '"$1" a/Module.symvers b/Module.symvers >/dev/full' sh "$KOLINK_ROOT/scripts/symvers-diff.sh"
	[ "$status" -eq 3 ] || fail "status $status:" "$output"
}

@test "symvers-diff: types: make symvers-diff of a build with KBUILD_SYMTYPES=1" {
	local ext=$BATS_TEST_TMPDIR/ext

	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	# A stand-in for genksyms that knows one type, and lets every export be made of it.
	cat >genksyms <<-'END'
		#!/bin/sh
		types=/dev/null
		while [ $# -gt 0 ]; do
			[ "$1" != -T ] || types=$2
			shift
		done
		text=$(cat)
		printf '%s\n' "$text" | awk '/^struct core_state {/ { on = 1; printf "s#state " }
			on { gsub(/[;\t]/, " & "); printf "%s ", $0 }
			on && /^}/ { print ""; on = 0 }' >"$types"
		version=$(cksum <"$types" | awk '{ printf "%08x", $1 }')
		printf '%s\n' "$text" | sed -n 's/^__GENKSYMS_EXPORT_SYMBOL(\([a-z_]*\)).*/\1/p' | while read -r name; do
			echo "#SYMVER $name 0x$version"
			echo "$name int $name ( s#state * ) " >>"$types"
		done
	END
	chmod +x genksyms
	config_set CONFIG_MODVERSIONS=y
	build KBUILD_SYMTYPES=1 GENKSYMS="$PWD/genksyms" modules
	mkdir saved
	(cd "$tree" && find . -name '*.symtypes' -o -name Module.symvers | tar -cf - -T -) | tar -xf - -C saved
	edit 's/int calls/long calls/' core/core.h
	build KBUILD_SYMTYPES=1 GENKSYMS="$PWD/genksyms" modules
	build_fails symvers-diff OLD=../saved/Module.symvers
	type_lines 'type changed struct state 4 int calls long calls' \
		'type symbols struct state 4 alpha_twice core_add core_gpl core_ns'
	cp saved/Module.symvers "$tree/old.symvers"
	build_fails symvers-diff OLD=old.symvers
	assert_no_output '^type'
	mv saved 'the saved'
	build_fails symvers-diff OLD=old.symvers OLD_SYMTYPES='../the saved'
	assert_output '^type	changed	struct state	4	'
	build_fails symvers-diff OLD=Module.symvers NEW=old.symvers OLD_SYMTYPES=. NEW_SYMTYPES='../the saved'
	assert_output '^type	changed	struct state	4	long calls	int calls$'
	mkdir "$ext"
	build_fails M=../ext symvers-diff OLD=Module.symvers NEW=old.symvers OLD_SYMTYPES=core NEW_SYMTYPES='../the saved'
	assert_output '^type	changed	struct state	3	long calls	int calls$'
	assert_output '^type	not-in-old	-	'
}

@test "symvers-diff: make symvers-diff: messages and status" {
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	build_fails symvers-diff
	assert_line 'symvers-diff: OLD=FILE names the dump to compare with'
	cp old "$tree/old.symvers"
	build_fails symvers-diff OLD=old.symvers
	assert_line 'symvers-diff: there is no Module.symvers: build first, or name one, NEW=FILE'
	cp old "$tree/Module.symvers"
	build symvers-diff OLD=old.symvers
	assert_line 'symvers-diff: old.symvers -> Module.symvers: nothing changed (0 breaks, 0 compatible, 0 allowed)'
	changed "$tree/Module.symvers" '/core_gpl/d'
	build_fails symvers-diff OLD=old.symvers
	assert_line $'breaks\tgone\tcore_gpl\tvmlinux'
	assert_output '^symvers-diff: .*: changes break modules '
	assert_output '^make: .* Error 2$'
	build symvers-diff OLD=Module.symvers NEW=old.symvers
	assert_line $'compatible\tnew\tcore_gpl\tvmlinux'
	assert_output '^symvers-diff: .*: no change breaks modules '
	echo 'gone symbol core_*' >"$tree/the rules"
	build symvers-diff OLD=old.symvers RULES='the rules'
	assert_output '^symvers-diff: .*: only allowed changes '
	build_fails symvers-diff OLD=missing
	assert_output '^make: .* Error 3$'
	# It needs no configuration, and makes nothing.
	rm "$tree/.config"
	snapshot before "$tree"
	build symvers-diff OLD=old.symvers NEW=old.symvers
	assert_unchanged before "$tree"
	assert_nothing_ran
	build help
	assert_output '^  symvers-diff '
}

@test "symvers-diff: make modules symvers-diff compares what was built" {
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	build -j2
	cp "$tree/Module.symvers" "$tree/old.symvers"
	edit 's/EXPORT_SYMBOL(alpha_twice)/EXPORT_SYMBOL_GPL(alpha_twice)/' alpha.c
	build_fails -j2 modules symvers-diff OLD=old.symvers
	assert_line $'breaks\tlicence\talpha_twice\talpha\tEXPORT_SYMBOL\tEXPORT_SYMBOL_GPL'
	build_fails -j2 O= symvers-diff OLD="$tree/old.symvers"
}

# compares OLD NEW: the last line names these files
compares() {
	assert_output "^symvers-diff: $1 -> $2: "
}

@test "symvers-diff: with O=, names count from where make was called; NEW is the build's" {
	tree=$BATS_TEST_TMPDIR/tree
	tree_new_defconfig "$tree"
	mkdir "$tree/out"
	cp old "$tree/out/Module.symvers"
	cp old "$tree/old.symvers"
	changed "$tree/the new" /core_gpl/d
	echo 'gone symbol core_*' >"$tree/the rules"
	build O=out symvers-diff OLD=old.symvers
	compares "$tree/old.symvers" Module.symvers
	build O=out symvers-diff OLD="$tree/old.symvers" NEW='the new' RULES='the rules'
	assert_output 'only allowed changes'
	# Among goals that are made one after the other
	build O=out outputmakefile symvers-diff OLD=old.symvers
	compares "$tree/old.symvers" Module.symvers
	# The makefile that a build in a folder of its own gets
	mv "$tree/old.symvers" "$tree/out"
	run make -C "$tree/out" symvers-diff OLD=old.symvers
	compares old.symvers Module.symvers
	build_fails O=out symvers-diff OLD=old.symvers
	assert_line "symvers-diff: $tree/old.symvers: no such file"
}

@test "symvers-diff: with M=, the dump of the external module; names count from where make was called" {
	local ext=$BATS_TEST_TMPDIR/ext out=$BATS_TEST_TMPDIR/out

	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	extmod_new "$ext"
	cp old "$tree/Module.symvers"
	build_fails M=../ext symvers-diff OLD=Module.symvers
	assert_line 'symvers-diff: there is no Module.symvers: build first, or name one, NEW=FILE'
	changed "$ext/Module.symvers" /core_gpl/d
	build_fails M=../ext symvers-diff OLD=Module.symvers
	assert_line $'breaks\tgone\tcore_gpl\tvmlinux'
	compares "$tree/Module.symvers" Module.symvers
	build M=../ext symvers-diff OLD=../ext/Module.symvers NEW=Module.symvers
	compares "$tree/../ext/Module.symvers" "$tree/Module.symvers"
	mv "$ext/Module.symvers" "$ext/old.symvers"
	build KBUILD_MODPOST_WARN=1 M=../ext MO="$out"
	build_fails M=../ext MO="$out" symvers-diff OLD=Module.symvers
	assert_line $'compatible\tnew\text_call\text'
	cp "$out/Module.symvers" "$out/old.symvers"
	run make -C "$out" symvers-diff OLD=old.symvers
	compares old.symvers Module.symvers
	build M=../ext help
	assert_output '^  symvers-diff '
}

@test "symvers-diff: in this repository, for the example" {
	repository_copy "$BATS_TEST_TMPDIR/repository"
	changed new /core_gpl/d
	run make --no-print-directory -C "$BATS_TEST_TMPDIR/repository" symvers-diff OLD=../new NEW=../old
	[ "$status" -eq 0 ] || fail "$output"
	assert_line $'compatible\tnew\tcore_gpl\tvmlinux'
}
