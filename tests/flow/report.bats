#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# modules-report and its page, modules-graph.

load lib/common

# json FILE CODE: run Python with the report in `report`, and its modules by name in `modules`.
json() {
	python3 -c "import json, sys
report = json.load(open(sys.argv[1]))
modules = {module['name']: module for module in report['modules']}
$2" "$1"
}

@test "modules-report: what modpost knows, as JSON and as a page; nothing again if nothing changed" {
	local before

	build -j2 modules-report
	assert_line '  REPORT  modules-report.json'
	assert_line '  GEN     modules-report.html'
	assert_missing alpha.ko vmlinux
	json "$tree/modules-report.json" '
assert report["format"] == "kolink modpost report" and report["version"] == 1
assert list(modules) == ["vmlinux", "alpha", "beta", "drivers/gamma", "drivers/delta"], list(modules)
assert [e["name"] for e in modules["vmlinux"]["exports"]] == ["core_add", "core_gpl", "core_ns"]
assert modules["vmlinux"]["exports"][1]["gpl_only"] and modules["vmlinux"]["exports"][2]["namespace"] == "KT"
assert modules["beta"]["depends"] == ["alpha"] and modules["beta"]["imports"] == [
	{"provider": "vmlinux", "weak": False, "symbols": ["core_gpl"]},
	{"provider": "alpha", "weak": False, "symbols": ["alpha_twice"]}], modules["beta"]
assert modules["drivers/gamma"]["namespaces"] == ["KT"]
assert modules["drivers/gamma"]["sections"]["code"][".text"] > 0'
	# The schema describes it, member by member.
	python3 "$KOLINK_ROOT/tests/flow/lib/schema.py" "$KOLINK_ROOT/docs/modules-report.schema.json" "$tree/modules-report.json"

	snapshot before "$tree"
	build modules-report
	[ -z "$output" ] || fail "$output"
	assert_nothing_ran
	assert_unchanged before "$tree"
	# Builds know nothing of it, and it nothing of them.
	build -j2
	build -j2 modules-report
	assert_no_output modules-report
	build
	assert_nothing_ran

	# A change that the report does not show leaves it as it is; one that it shows does not.
	before=$(file_stamp modules-report.html)
	edit 's/return core_add(a, 1)/return core_add(a, 2)/' core/core.c
	build -j2 modules-report
	[ "$before" = "$(file_stamp modules-report.html)" ]
	edit 's/"delta"/"delta <\/script> \\"x\\""/' drivers/delta.c
	build -j2 modules-report
	assert_line '  GEN     modules-report.html'
	json "$tree/modules-report.json" 'assert modules["drivers/delta"]["description"] == "delta </script> \"x\""'
	grep -q '^<!doctype html>' "$tree/modules-report.html"
	[ "$(grep -c '</script>' "$tree/modules-report.html")" -eq 2 ]

	build modules-graph MODULE=alpha
	build clean
	assert_missing modules-report.json modules-report.html modules-graph.dot modules-graph.svg \
		.modules-report.html.cmd .modules-graph.svg.cmd .tmp_modules-report.log
}

@test "modules-report: the page in a browser, small and with 4,000 modules, light and dark" {
	local folder=$BATS_TEST_TMPDIR/shots

	mkdir "$folder"
	build -j2 modules-report
	python3 "$KOLINK_ROOT/tests/flow/lib/page.py" "$tree/modules-report.html" "$folder"
	file "$folder"/*.png | grep -q 'PNG image data, 1280 x 800'

	# Nothing comes from outside.
	! grep -nE '(src|href)="?(https?:)?//|@import|url\(h' "$tree/modules-report.html" || fail "loads something"

	python3 - >"$folder/large.json" <<-'END'
		import json
		kinds = ["code", "read_only", "data", "bss", "not_loaded"]
		def module(name, exports, imports, depends):
		    lines = {"name": name, "object": name + ".o", "failed": False, "license": ["GPL"], "description": None,
		        "version": None, "srcversion": None,
		        "exports": [{"name": e, "crc": None, "gpl_only": False, "namespace": None} for e in exports],
		        "imports": [{"provider": "vmlinux", "weak": False, "symbols": imports}] if imports else [],
		        "depends": depends, "namespaces": [], "aliases": [], "sections": {kind: {".text": 100} for kind in kinds}}
		    return "{" + ",\n ".join(json.dumps(key) + ": " + json.dumps(value) for key, value in lines.items()) + "}"
		modules = [module("vmlinux", ["common"] + [f"k{i}" for i in range(9000)], [], [])]
		for i in range(4100):
		    modules.append(module(f"drivers/d{i // 40}/m{i}", [f"m{i}_f"], ["common"] + [f"k{(i * 7 + j) % 9000}" for j in range(40)],
		        [f"drivers/d{i // 80}/m{i // 2}"] if i else []))
		print('{"format": "kolink modpost report",\n"version": 1,\n"modules": [\n' + ",\n".join(modules) + "]}")
	END
	sh "$KOLINK_ROOT/scripts/report/page.sh" "$folder/large.json" '<&"large">' dot >"$folder/large.html"
	grep -qxF '&lt;&amp;&quot;large&quot;>' "$folder/large.html"
	python3 "$KOLINK_ROOT/tests/flow/lib/page.py" "$folder/large.html" "$folder" large
}

@test "modules-report: O=, M=, MO=, and a configuration without modules" {
	local ext=$BATS_TEST_TMPDIR/ext out=$BATS_TEST_TMPDIR/out mo=$BATS_TEST_TMPDIR/mo

	tree=$BATS_TEST_TMPDIR/fresh
	tree_new_defconfig "$tree"
	build -j2 O="$out" modules modules-report
	assert_missing modules-report.json modules-report.html
	json "$out/modules-report.json" 'assert len(modules) == 5'
	grep -qx '1.2.0' "$out/modules-report.html"

	# Of the kernel's modules, those that it uses, and of their exports
	extmod_new "$ext"
	build O="$out" M="$ext" MO="$mo" modules-report
	json "$mo/modules-report.json" '
assert report["external"] and list(modules) == ["alpha", "ext"], list(modules)
assert modules["alpha"]["object"] is None and modules["ext"]["depends"] == ["alpha"]
assert [e["name"] for e in modules["alpha"]["exports"]] == ["alpha_twice"]'
	grep -qx 'ext' "$mo/modules-report.html"
	[ ! -e "$ext/modules-report.json" ]
	build O="$out" M="$ext" modules-graph MODULE=ext
	grep -q '<title>ext&#45;&gt;alpha</title>' "$ext/modules-graph.svg"
	build O="$out" M="$ext" modules-graph MODULE=ext
	assert_no_output modules-graph
	build O="$out" M="$ext" clean
	[ ! -e "$ext/modules-report.json" ] && [ ! -e "$ext/modules-graph.svg" ]

	sed -i '/CONFIG_MODULES=/d' "$tree/defconfig"
	build O="$out" defconfig
	build_fails O="$out" modules-report
	assert_line 'modules-report: CONFIG_MODULES is off: there are no modules'
}

@test "modules-report: an error, a file in the way, make -n and -k, a tree's own rule" {
	build -n modules-report
	assert_missing modules-report.json modules-report.html modules.order
	build -j2 modules-report
	keep report modules-report.json modules-report.html
	snapshot before "$tree"
	edit 's/alpha_twice(core_gpl(0))/alpha_thrice(core_gpl(0))/; s/int alpha_twice/int alpha_thrice/' beta.c
	build_fails -j2 modules-report
	assert_output '"alpha_thrice" \[beta.ko\] undefined!'
	assert_kept report
	build_fails -k -j2 modules-report
	assert_lines 1 '"alpha_thrice" \[beta.ko\] undefined!'
	assert_line 'modules-report.json: not made, after errors of modpost'
	assert_kept report
	edit 's/alpha_thrice/alpha_twice/' beta.c

	echo mine >"$tree/modules-report.json"
	build_fails -j2 modules-report
	assert_output 'ERROR: modpost: modules-report.json: was not written by modpost and is in the place of its output'
	[ "$(cat "$tree/modules-report.json")" = mine ]
	rm "$tree/modules-report.json"
	build -s modules-report
	[ -z "$output" ] || fail "$output"
	assert_exists modules-report.json
	(cd "$tree" && rm .modules-report.html.cmd && git init -q . && git add modules-report.html)
	build_fails modules-report
	assert_output 'modules-report.html: this file is tracked by git'

	printf '%s\n' 'modules-report: ; @echo by the tree' >>"$tree/Makefile"
	build modules-report
	assert_line 'by the tree'
}

# arrows FILE: those of a graph, from its picture
arrows() {
	sed -n 's,^<title>\(.*\)&#45;&gt;\(.*\)</title>$,\1 -> \2,p' "$1" | sed 's/&#45;/-/g' | sort
}

@test "modules-graph: a module, what it needs and who needs it" {
	build -j2 modules-graph MODULE=alpha
	assert_line '  DOT     modules-graph.svg'
	[ "$(arrows "$tree/modules-graph.svg")" = 'beta -> alpha' ]
	# Another one, by its file, its path, and _ for -
	build modules-graph MODULE=drivers/gamma.ko
	grep -q '<title>drivers/gamma</title>' "$tree/modules-graph.svg"
	build modules-graph MODULE=gamma
	assert_no_output modules-graph
	keep graph modules-graph.dot modules-graph.svg

	build_fails modules-graph MODULE=amma
	assert_line 'MODULE=amma: there is no module of that name'
	build_fails modules-graph MODULE='"; rm -rf *'\''\'
	assert_output 'there is no module of that name'
	build_fails modules-graph MODULE=vmlinux
	assert_output '^MODULE=vmlinux: every module needs it'
	build_fails modules-graph
	assert_line 'modules-graph: MODULE=NAME says of which module'
	assert_kept graph
	without dot
	build_fails modules-graph MODULE=beta
	assert_line 'modules-graph: dot is not installed: the package graphviz has it'
	assert_kept graph
	build modules-report
	assert_line 'modules-report.html: has no overview, as dot is not installed: the package graphviz has it'
	grep -q 'There is no overview' "$tree/modules-report.html"
}

@test "modules-graph: many modules become folders" {
	python3 - >"$BATS_TEST_TMPDIR/many.json" <<-'END'
		print('{"format": "kolink modpost report",\n"version": 1,\n"modules": [')
		print('{"name": "core/bus",\n "depends": [],')
		for i in range(100):
		    print(f'{{"name": "drivers/d{i % 3}/m-{i}",\n "depends": ["core/bus"],')
		print('{"name": "odd \\"quote\\\\ \\u003c",\n "depends": ["drivers/d0/m-0", "core/bus"],')
	END
	awk -v module=bus -f "$KOLINK_ROOT/scripts/report/graph.awk" "$BATS_TEST_TMPDIR/many.json" >"$BATS_TEST_TMPDIR/many.dot"
	dot -Tsvg "$BATS_TEST_TMPDIR/many.dot" >"$BATS_TEST_TMPDIR/many.svg"
	[ "$(grep -c -- ' -> ' "$BATS_TEST_TMPDIR/many.dot")" -le 8 ] || fail "$(cat "$BATS_TEST_TMPDIR/many.dot")"
	grep -q '>33 modules<' "$BATS_TEST_TMPDIR/many.svg"
	grep -q '>odd &quot;quote\\ &lt;</text>' "$BATS_TEST_TMPDIR/many.svg"
	awk -v module=m_7 -f "$KOLINK_ROOT/scripts/report/graph.awk" "$BATS_TEST_TMPDIR/many.json" |
		grep -qxF '	"drivers/d1/m-7" -> "core/bus";'

	echo '{}' >"$BATS_TEST_TMPDIR/other.json"
	run awk -f "$KOLINK_ROOT/scripts/report/graph.awk" "$BATS_TEST_TMPDIR/other.json"
	[ "$status" -eq 1 ]
	assert_output 'this is no report of modpost'
}

@test "modules-report: the picture of the documents shows the example kernel as it is" {
	local line

	# The command that makes it stands in the page.
	line=$(sed -n 's/^    make modules-graph \(MODULE=[a-z]*\)$/\1/p' "$KOLINK_ROOT/docs/modules-report.md")
	[ -n "$line" ]
	(cd "$KOLINK_ROOT/examples" && kolink_files | grep '^minikernel/' | tar -cf - -T -) | tar -xf - -C "$BATS_TEST_TMPDIR"
	tree=$BATS_TEST_TMPDIR/minikernel
	sed -i "s,^include .*,include $KOLINK_ROOT/Makefile," "$tree/Makefile"
	build -j2 modules-graph "$line"
	diff <(arrows "$KOLINK_ROOT/docs/modules-graph.svg") <(arrows "$tree/modules-graph.svg")
}
