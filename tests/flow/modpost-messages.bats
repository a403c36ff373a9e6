#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What modpost says, returns and writes, against transcripts that were recorded from Linux's own
# (tests/linux/README.md); the objects are made by the assembler, a case each.

setup_file()
{
	cases=$BATS_TEST_DIRNAME/../linux
	modpost=$BATS_FILE_TMPDIR/modpost
	sources=$cases/../../scripts/mod
	"${CC:-cc}" -std=gnu11 -O2 -iquote "$sources" -o "$modpost" "$sources"/*.c "$sources"/*/*.c -lelf -lpthread
	export cases MODPOST=$modpost KOLINK_CACHE=$BATS_FILE_TMPDIR
}

run_cases()
{
	run "$cases/modpost-cases.sh" "$cases/cases/$1.case"
	echo "$output"
	[ "$status" -eq 0 ]
	# a table without cases proves nothing
	[[ "$output" =~ [1-9][0-9]*' passed, 0 failed' ]]
}

run_differences()
{
	run "$cases/modpost-cases.sh" --release="$1"
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" =~ [1-9][0-9]*' passed, 0 failed' ]]
}

@test "modpost: options, lists, order of events" { run_cases options; }
@test "modpost: what is an object" { run_cases reading; }
@test "modpost: malformed objects" { run_cases malformed; }
@test "modpost: symbols and unresolved references" { run_cases symbols; }
@test "modpost: exports" { run_cases exports; }
@test "modpost: symbol dumps" { run_cases symvers; }
@test "modpost: symbol versions" { run_cases versions; }
@test "modpost: namespaces, licences, trimming" { run_cases rules; }
@test "modpost: text of .mod.c" { run_cases mod_c; }
@test "modpost: srcversion" { run_cases srcversion; }
@test "modpost: section mismatches" { run_cases sections; }
@test "modpost: device tables" { run_cases device_tables; }
@test "modpost: machines" { run_cases machines; }
@test "modpost: the native form, Linux 7.1" { run_cases native; }
@test "modpost: the form of Linux 6.1" { run_cases linux-6.1; }
@test "modpost: the form of Linux 7.2" { run_cases linux-7.2; }
@test "modpost: the form of Linux 7.3" { run_cases linux-7.3; }

@test "modpost: where it differs from the form of Linux 6.1" { run_differences 6.1; }
@test "modpost: where it differs from the form of Linux 7.2" { run_differences 7.2; }
@test "modpost: where it differs from the form of Linux 7.3" { run_differences 7.3; }

@test "modpost: every file of cases is run here" {
	for file in "$cases"/cases/*.case; do
		name=${file##*/}
		grep -q "run_cases ${name%.case};" "$BATS_TEST_FILENAME"
	done
}
