#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# libFuzzer on everything that modpost reads, from the inputs of seeds.sh.
#
#   KOLINK_FUZZ_SECONDS=N    for so long (default: 60)
#   KOLINK_FUZZ_CORPUS=DIR   inputs that were found stay there and are used again
#   KOLINK_JOBS=N            so many at a time (default: number of processors)
#
# An input that broke something is copied to the current folder as fuzz-*; fuzz.sh FILE... tries such files.
set -eu

here=$(cd "${0%/*}" && pwd)
. "$here/lib.sh"
trap 'rm -rf "$work"' EXIT

make -C "$here" -s -j"$jobs" O="$work/build" read_phase
mkdir "$work/first" "$work/found" "$work/bad"

# kind NUMBER FILE...: first inputs of that kind; the numbers are read_phase.c's
kind() {
	byte=$(printf '\\%o' "$1")
	shift
	for file; do
		number=$((number + 1))
		# shellcheck disable=SC2059	# an escape on purpose
		{ printf "$byte"; cat "$file"; } >"$work/first/$number"
	done
}

# models: what the compiler makes of modpost's samples, and the fields of the model that is learned of it
models() {
	mkdir -p "$work/samples/generated"
	: >"$work/samples/generated/autoconf.h"
	sources=$here/../../scripts/mod
	"${CC:-cc}" -std=gnu11 -iquote "$sources" -o "$work/modpost" "$sources"/*.c "$sources"/*/*.c -lelf -lpthread
	"$work/modpost" --abi=native -Mmbx --write-samples="$work/samples/.mod-sample"
	for sample in "$work"/samples/.mod-sample*.mod.c; do
		name=${sample##*/}
		name=$(echo "${name%.mod.c}" | tr -- - _)
		"${CC:-cc}" -std=gnu11 -ffreestanding -nostdinc -O2 -DMODULE -DKBUILD_MODNAME="\"$name\"" \
			-I"$here/../../include" -I"$work/samples" -include linux/kconfig.h -c -o "${sample%c}o" "$sample"
	done
	"$work/modpost" --abi=native -Mmbx --learn="$work/samples/.mod-sample" --model="$work/samples/model"
	# Without its first line and its sum
	tail -n +2 "$work/samples/model" | head -c -8 >"$work/samples/fields"
}

# run FOLDER ARGUMENT...: the fuzzer, with a folder to work in
run() {
	mkdir -p "$1"
	folder=$1
	shift
	KOLINK_FUZZ_DIR=$folder "$work/build/read_phase" -close_fd_mask=2 -timeout=2 -rss_limit_mb=2048 "$@"
}

if [ $# -gt 0 ]; then
	for file; do
		run "$work/run" "$(realpath "$file")"
	done
	exit
fi

"$here/seeds.sh" "$work/seeds"
number=0
kind 0 "$work"/seeds/*/in/provider.o "$work"/seeds/*/in/user.o
kind 1 "$work"/seeds/*/in/vmlinux.o
kind 2 "$work/seeds/gcc-64/in/other.symvers"
kind 3 "$work/seeds/gcc-64/in/user.mod"
kind 4 "$work"/seeds/gcc-64/in/.*.cmd
kind 5 "$work/seeds/gcc-64/in/keep"
kind 6 "$work"/seeds/gcc-64/in/.*.cmd
kind 7 "$work"/seeds/gcc-64/in/*.c
models
kind 8 "$work/samples/fields"
kind 9 "$work"/samples/.mod-sample*.mod.o

corpus=${KOLINK_FUZZ_CORPUS:-$work/found}
mkdir -p "$corpus"
corpus=$(realpath "$corpus")
pids=
worker=0
while [ $worker -lt "$jobs" ]; do
	worker=$((worker + 1))
	run "$work/run.$worker" -max_total_time="${KOLINK_FUZZ_SECONDS:-60}" -max_len=65536 \
		-print_final_stats=1 -artifact_prefix="$work/bad/fuzz-" "$corpus" "$work/first" \
		>"$work/log.$worker" 2>&1 &
	pids="$pids $!"
done
bad=0
worker=0
for pid in $pids; do
	worker=$((worker + 1))
	wait "$pid" || bad=$((bad + 1))
	grep -e '^stat::number_of_executed_units' -e '^stat::peak_rss' -e 'DONE' "$work/log.$worker" || :
done
[ $bad -eq 0 ] || {
	cat "$work"/log.*
	cp "$work"/bad/* .
	echo "fuzz: $bad of $jobs fuzzers found something; see fuzz-* here" >&2
	exit 1
}
echo "fuzz: nothing found in ${KOLINK_FUZZ_SECONDS:-60} s; $(find "$corpus" -type f | wc -l) inputs of interest"
