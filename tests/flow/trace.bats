#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# KBUILD_TRACE=FILE: when each step began and ended.

load lib/common

# trace FILE [CODE]: read a trace, check what holds for each, then run Python: steps is a list of dictionaries with name, cat,
# begin, end, track and args.
trace() {
	python3 -c '
import collections, json, sys
events = json.load(open(sys.argv[1], encoding="utf-8"))["traceEvents"]
steps = [dict(name=e["name"], cat=e["cat"], begin=e["ts"], end=e["ts"] + e["dur"], track=e["tid"], args=e["args"])
	for e in events if e["ph"] == "X"]
named = {e["tid"]: e["args"]["name"] for e in events if e["name"] == "thread_name"}
assert len(set(named.values())) == len(named), named
tracks = collections.defaultdict(list)
for s in steps:
	assert type(s["begin"]) == int and 0 <= s["begin"] <= s["end"], s
	assert named[s["track"]].startswith(s["cat"] + " "), s
	tracks[s["track"]].append(s)
for track in tracks.values():
	track.sort(key=lambda s: (s["begin"], s["end"]))
	for one, next in zip(track, track[1:]):
		assert one["end"] <= next["begin"], (one, next)
def step(name):
	found = [s for s in steps if s["name"] == name]
	assert len(found) == 1, (name, found, [s["name"] for s in steps])
	return found[0]
'"${2:-}" "$1"
}

# names FILE: of the steps, sorted
names() {
	trace "$1" 'print("\n".join(sorted(set(s["name"] for s in steps))))'
}

# ended_in TOOL CALL: make is ended, from outside, while TOOL runs with such arguments.
ended_in() {
	own_tool "$1" "case \$arguments in $2) kill -TERM \$MAKE_PROCESS; sleep 1 ;; esac"
	run bash -c 'export MAKE_PROCESS=$$ PATH=$1:$2; exec make -C "$3" KBUILD_TRACE=trace.json' - \
		"$bin" "$KOLINK_TEMPLATE/bin:$PATH" "$tree"
	[ "$status" -eq 143 ] || fail "$output"
	rm "$bin/$1"
}

@test "trace: all steps, on tracks; vmlinux and modules are linked side by side; nothing is rebuilt for it" {
	own_tool ld "$(wait_for '*.tmp_vmlinux.final*' '-o [^ ]*\\.ko')
$(wait_for '*-o*.ko*' '-o \\.tmp_vmlinux\\.final')"
	build -j2 KBUILD_TRACE=trace.json
	trace "$tree/trace.json" '
link = step("LD vmlinux")
modules = [s for s in steps if s["name"].startswith("LD [M]") and s["name"].endswith(".ko")]
assert len(modules) == 4, modules
assert any(m["begin"] < link["end"] and link["begin"] < m["end"] for m in modules), (link, modules)
for m in modules:
	assert step("BTF .tmp_vmlinux1")["end"] <= m["begin"], m
	assert m["end"] <= step(m["name"].replace("LD", "BTF"))["begin"], m
assert step("MODPOST Module.symvers")["end"] <= min(m["begin"] for m in modules)
assert step("LD [M] alpha.ko")["args"]["file"] == "alpha.ko"
assert " -o ./.tmp_alpha.ko alpha.o" in step("LD [M] alpha.ko")["args"]["command"]
assert {s["cat"] for s in steps} == {"objects", "modpost", "vmlinux", "modules"}
assert not any("status" in s["args"] or "unfinished" in s["args"] for s in steps)'
	# What the console shows, and one step that it does not.
	diff <(names "$tree/trace.json" | grep -v -e ^CMP) <(grep '^  [A-Z]' <<<"$output" | tr -s ' ' | sed 's/^ //' | sort -u)

	# Off and on again
	snapshot built "$tree"
	build -j2
	assert_nothing_ran
	assert_unchanged built "$tree"
	build -j2 KBUILD_TRACE="$BATS_TEST_TMPDIR/empty.json"
	assert_nothing_ran
	[ -z "$(names "$BATS_TEST_TMPDIR/empty.json")" ]
	rm "$tree/.tmp_trace.steps"
	sed -i /tmp_trace.steps/d "$BATS_TEST_TMPDIR/built.snapshot"
	assert_unchanged built "$tree"

	# The picture is drawn from it, of all or of a part.
	"$KOLINK_ROOT/scripts/trace-svg.sh" "$tree/trace.json" >"$BATS_TEST_TMPDIR/all.svg"
	"$KOLINK_ROOT/scripts/trace-svg.sh" "$tree/trace.json" vmlinux modules >"$BATS_TEST_TMPDIR/part.svg"
	python3 -c 'import sys, xml.dom.minidom
for file in sys.argv[1:]: print(len(xml.dom.minidom.parse(file).getElementsByTagName("rect")))' "$BATS_TEST_TMPDIR"/{all,part}.svg \
		>"$BATS_TEST_TMPDIR/bars"
	trace "$tree/trace.json" 'print(len(steps), sum(s["cat"] in ("vmlinux", "modules") for s in steps), sep="\n")' |
		diff - "$BATS_TEST_TMPDIR/bars"
}

@test "trace: what make says and does is the same, and another build replaces the file" {
	local plain

	build
	touch_later "$tree/beta.c"
	build V=1
	plain=$output
	touch_later "$tree/beta.c"
	build V=1 KBUILD_TRACE=trace.json
	[ "$plain" = "$output" ] || fail "$(diff <(echo "$plain") <(echo "$output"))"
	# Nothing is said, and all is noted.
	touch_later "$tree/beta.c"
	(export KBUILD_TRACE=trace.json && build -s && [ -z "$output" ] || fail "$output")
	diff - <(names "$tree/trace.json") <<-'END'
		BTF [M] beta.ko
		CC [M] beta.o
		LD [M] beta.ko
		MODPOST Module.symvers
	END
	build KBUILD_TRACE=trace.json clean alpha.o
	diff - <(names "$tree/trace.json") <<-'END'
		CC [M] alpha.o
	END
}

@test "trace: of a build that fails, or is ended, with what ran until then" {
	build -j2
	echo bad >>"$tree/beta.c"
	build_fails -j2 KBUILD_TRACE=trace.json
	trace "$tree/trace.json" 'assert step("CC [M] beta.o")["args"]["status"] == 1'
	build_fails -k KBUILD_TRACE=trace.json
	trace "$tree/trace.json" 'step("CC [M] beta.o"); step("MODPOST Module.symvers")'
	sed -i '$d' "$tree/beta.c"

	# Ended while a command of a makefile runs, then one of link-vmlinux.sh
	edit 's/int calls;/long calls;/' core/core.h
	ended_in gcc '*" -o core/core.o "*'
	trace "$tree/trace.json" 'assert step("CC core/core.o")["args"]["status"] == 130'
	ended_in pahole '*.tmp_vmlinux1*'
	trace "$tree/trace.json" '
assert step("BTF .tmp_vmlinux1")["args"]["status"] != 0
step("LD .tmp_vmlinux1"); step("CC core/core.o")
assert not any(s["name"].endswith(".ko") for s in steps)'
	# A step that only began: it ends where the trace does.
	printf 'B\t%s 0\t1\tobjects\tCC lost.o\tlost.o\tcc\n' "$(date +%s)" >>"$tree/.tmp_trace.steps"
	KOLINK_TRACE=$tree/trace.json KOLINK_STEPS=$tree/.tmp_trace.steps "$KOLINK_ROOT/scripts/trace.sh" write
	trace "$tree/trace.json" 'assert step("CC lost.o")["args"]["unfinished"]'
	build -j2
	assert_all_btf
}

@test "trace: O=, M=, names with all sorts of characters, make -n, and names that cannot be" {
	local out=$BATS_TEST_TMPDIR/out ext=$BATS_TEST_TMPDIR/ext name="it's \"a\" träce &.json"

	mv "$tree/.config" "$tree/defconfig"
	cp -r "$tree" "$out"
	rm -rf "$tree"/{include,scripts}
	# shellcheck disable=SC2016
	printf '%s\n' "always-y := made" 'quiet_cmd_made = ODD     "$(pound)\ ä'"\$(shell printf '\\377')"' $@' '      cmd_made = echo '"'\"'"' > $@' \
		'$(obj)/made: FORCE ; $(call if_changed,made)' >>"$tree/core/Kbuild"
	build -j2 O="$out" KBUILD_TRACE="$name"
	names "$tree/$name" | grep -Fx 'ODD "#\ ä core/made'
	trace "$tree/$name" 'step("LD vmlinux")'
	[ -z "$(find "$tree" -name '.tmp_*')" ]
	# Only the folder of the build has the notes, until clean.
	build O="$out" clean
	[ -z "$(find "$out" -name '.tmp_trace*')" ]
	build -j2 O="$out"
	extmod_new "$ext"
	build O="$out" M="$ext" KBUILD_TRACE="$BATS_TEST_TMPDIR/ext.json"
	trace "$BATS_TEST_TMPDIR/ext.json" 'step("LD [M] ext.ko"); step("MODPOST Module.symvers")'

	snapshot before "$tree" "$out"
	build -n O="$out" KBUILD_TRACE=dry.json
	assert_no_output 'trace\.sh|trace-step|KOLINK_TRACE'
	build O="$out" help KBUILD_TRACE=dry.json
	build_fails O="$out" KBUILD_TRACE=none/trace.json
	assert_output "KBUILD_TRACE: $tree/none/trace.json: it cannot be written"
	build_fails O="$out" KBUILD_TRACE=core
	assert_output "KBUILD_TRACE: $tree/core: this is a folder"
	build_fails O="$out" KBUILD_TRACE=/dev/null
	assert_output 'KBUILD_TRACE: /dev/null: this is no regular file'
	[ -c /dev/null ]
	build_fails O="$out" KBUILD_TRACE=Makefile
	assert_output "KBUILD_TRACE: $tree/Makefile: this is no trace, but something else: name another file"
	assert_unchanged before "$tree" "$out"
}
