#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# modpost and make's job slots: it works on as many threads as are free, gives back every slot
# that it took, however it ends, and does not run at all when make only shows, asks or touches.
# Two phases of it have threads, reading and writing; 40 modules are worth three, two beside its own.

load lib/common

# Modules enough to start threads for, and a modpost that says what it does with slots.
setup() {
	local i

	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
	config_unset CONFIG_DEBUG_INFO_BTF
	mkdir "$tree/many"
	for i in {1..40}; do
		cat >"$tree/many/m$i.c" <<-END
			#include <linux/module.h>

			MODULE_DESCRIPTION("m$i");
			MODULE_LICENSE("GPL");
		END
	done
	echo "obj-m := $(printf 'm%d.o ' {1..40})" >"$tree/many/Kbuild"
	echo 'obj-m += many/' >>"$tree/Kbuild"

	gcc -shared -fPIC -o "$BATS_TEST_TMPDIR/slots.so" "$BATS_TEST_DIRNAME/lib/slots.c"
	slots=$BATS_TEST_TMPDIR/slots
	modpost_with ''
}

# modpost_with CODE: it records itself and its slots; CODE runs before.
modpost_with() {
	recorder modpost '${objtree:-.}/scripts/mod/modpost' \
		"export KOLINK_SLOTS=$slots LD_PRELOAD=$BATS_TEST_TMPDIR/slots.so; $1" >"$bin/modpost"
	chmod +x "$bin/modpost"
}

# make_modules ARG...: all objects, then one modpost run, and no more.
make_modules() {
	rm -f "$slots"
	run kmake MODPOST="$bin/modpost" KBUILD_MODPOST_NOFINAL=1 "$@" modules
}

# noted WORD: how often the last modpost did that.
noted() {
	grep -c "^$1 " "$slots" || :
}

# assert_noted TAKEN THREADS: it took so many slots, gave back the same, and make misses none.
assert_noted() {
	[ "$(noted take)" -eq "$1" ] && [ "$(noted thread)" -eq "$2" ] ||
		fail "not $1 slots and $2 threads:" "$(cat "$slots")" "$output"
	[ "$(sed -n 's/^take //p' "$slots" | sort)" = "$(sed -n 's/^give //p' "$slots" | sort)" ] ||
		fail "other slots given back than taken:" "$(cat "$slots")"
	assert_no_output 'INTERNAL|jobserver'
}

# jobservers: options for each kind that this make has, one line each. Old ones have pipes only.
jobservers() {
	if make --help | grep -q -e --jobserver-style; then
		printf '%s\n' '-j9 --jobserver-style=pipe' '-j9 --jobserver-style=fifo'
	else
		echo -j9
	fi
}

@test "jobserver: make -jN: free slots are taken for each phase, and given back" {
	local options

	while read -ra options; do
		make_modules "${options[@]}"
		[ "$status" -eq 0 ] || fail "$output"
		assert_noted 4 4
		rm "$tree/Module.symvers"
	done < <(jobservers)
}

@test "jobserver: one with a named pipe, as make 4.4 has it" {
	# What this make's own is like does not matter then.
	modpost_with 'mkfifo "$KOLINK_SLOTS.fifo"; exec 9<>"$KOLINK_SLOTS.fifo"; printf abc >&9
		export MAKEFLAGS="-j4 --jobserver-auth=fifo:$KOLINK_SLOTS.fifo"'
	make_modules -j9
	[ "$status" -eq 0 ] || fail "$output"
	assert_noted 4 4
	[ "$(sed -n 's/^take //p' "$slots" | sort -u | tr -d '\n')" = 616263 ] || fail "$(cat "$slots")"
}

@test "jobserver: none with make, make -j and make -j1: all processors, or one thread as asked for" {
	make_modules
	[ "$status" -eq 0 ] || fail "$output"
	assert_noted 0 4
	rm "$tree/Module.symvers"
	make_modules -j
	assert_noted 0 4
	rm "$tree/Module.symvers"
	make_modules -j1
	touch "$slots"
	assert_noted 0 0
}

@test "jobserver: the slots of a modpost that fails come back" {
	echo 'int missing(void); int f(void); int f(void) { return missing(); }' >>"$tree/many/m7.c"
	make_modules -j9
	[ "$status" -eq 2 ]
	assert_output '"missing" \[many/m7.ko\] undefined!'
	assert_noted 4 4
}

@test "jobserver: the slots of a modpost that a signal ends come back" {
	local signal

	make_modules -j9
	[ "$status" -eq 0 ] || fail "$output"
	for signal in HUP INT QUIT TERM SEGV; do
		modpost_with "ulimit -c 0; export KOLINK_SIGNAL=$(kill -l $signal)"
		rm "$tree/Module.symvers"
		make_modules -j9
		[ "$status" -eq 2 ] || fail "$signal gave $status:" "$output"
		assert_noted 2 0
		assert_missing Module.symvers
		modpost_with ''
		make_modules -j9
		[ "$status" -eq 0 ] || fail "after $signal:" "$output"
	done
}

@test "jobserver: make -n, -q and -t do not run modpost" {
	local option

	make_modules -j9
	# Nothing but modpost is to be run.
	rm "$tree/Module.symvers"
	for option in -n -q -t -nk -j9n; do
		record_reset
		make_modules $option
		assert_not_ran modpost ' -o '
		assert_missing Module.symvers
	done
	make_modules -j9
	assert_ran modpost ' -o '
}
