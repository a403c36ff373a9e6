# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Scenarios for scenarios.sh: a tree with vmlinux and modules (small-tree.sh). They work in its build
# folder; $small is the folder with the sources of what is in vmlinux and the modules.

# build [GOAL...]: console and errors go to $work/log
build()
{
	make_small "$@" >"$work/log" 2>&1
}

build_all()
{
	build vmlinux modules "$@"
}

# count WORDS: how many console lines of the last build begin with them
count()
{
	grep -c "^  $1 " "$work/log" || :
}

# modules_after: what the last build did to the modules
modules_after()
{
	if ran 'LD \[M\]'; then
		happened 'linked and encoded again'
	elif ran 'BTF \[M\]'; then
		happened 'encoded again, in place'
	else
		happened 'untouched'
	fi
}

# made_again FILE: whether make makes it again
made_again()
{
	rm "$1"
	if build_all && [ -e "$1" ]; then happened 'made again'; else happened 'not made again'; fi
}

vmlinux_relinked()
{
	if grep -q '^  LD  *vmlinux$' "$work/log"; then happened 'noticed'; else happened 'overlooked'; fi
}

tree_no_changes() # make without changes
{
	build_all
	if grep -qE '^  (CC|LD|BTF|MODPOST|KSYMS|NM) ' "$work/log"; then
		happened 'makes something'
	else
		happened 'makes nothing'
	fi
}

vmlinux_same_types() # modules after another function body in vmlinux
{
	sed -i 's/return ++state.calls/return state.calls += 2/' "$small/core.c"
	build_all
	modules_after
}

vmlinux_other_types() # modules after another type in vmlinux
{
	sed -i 's/^\tint calls;/&\n\tlong more;/' "$small/core.c"
	build_all
	modules_after
}

vmlinux_touched() # modules after touch vmlinux
{
	touch vmlinux
	build modules
	modules_after
}

one_module_changed() # modules linked after a change of one of them
{
	touch "$small/user.c"
	build_all
	happened "$(count 'LD \[M\]')"
}

mod_objects() # .mod.o files that make -j2 has compiled when the link of vmlinux fails in the end
{
	rm vmlinux small/*.mod.o
	! build_all -j2 RESOLVE_BTFIDS=false || { happened 'no failure'; return; }
	happened "$(find small -name '*.mod.o' | wc -l) of 3"
}

kallsyms_passes() # runs of kallsyms for another function body of the same size
{
	sed -i 's/return ++state.calls/return --state.calls/' "$small/core.c"
	build_all
	happened "$(count KSYMS)"
}

kallsyms_program() # another scripts/kallsyms
{
	touch scripts/kallsyms
	build_all
	vmlinux_relinked
}

vmlinux_pahole_flags() # other PAHOLE_FLAGS, and vmlinux
{
	build_all PAHOLE_FLAGS=--btf_gen_floats
	vmlinux_relinked
}

export_c_deleted() # .vmlinux.export.c deleted, then make
{
	made_again .vmlinux.export.c
}

system_map_deleted() # System.map deleted, then make
{
	made_again System.map
}

vmlinux_deleted() # vmlinux deleted, then make
{
	made_again vmlinux
}

single_symvers() # Module.symvers after make path/composite.ko
{
	cp Module.symvers "$work/before"
	build small/composite.ko
	if cmp -s Module.symvers "$work/before"; then happened 'kept'; else happened 'overwritten'; fi
}

single_order() # modules.order after make path/composite.ko
{
	build small/composite.ko
	if [ -e modules.order ]; then happened 'kept'; else happened 'deleted'; fi
}

single_sibling() # make path/user.ko, which uses a symbol of provider.ko
{
	if build small/user.ko; then happened 'made'; else happened 'undefined symbols'; fi
}

single_in_fresh_tree() # make path/provider.ko before there is a vmlinux
{
	rm -f vmlinux vmlinux.o vmlinux.a Module.symvers .btf.* small/*.ko
	if build small/provider.ko KBUILD_MODPOST_WARN=1; then happened 'made, without BTF'; else happened 'an error'; fi
}

kernel_symvers() # an external module after a change of the kernel's Module.symvers
{
	mkdir "$work/module"
	cp "$small"/provider.c "$small"/external.h "$work/module"
	echo 'obj-m := provider.o' >"$work/module/Kbuild"
	build M="$work/module"
	sed -i '/module_layout/s/^0x......../0x12345678/' Module.symvers
	build M="$work/module"
	rm -r "$work/module"
	if ran MODPOST; then happened 'checked again'; else happened 'overlooked'; fi
}

tree_dry_run() # make -n
{
	rm small/user.ko
	find . -type f -printf '%p %T@\n' | sort >"$work/before"
	build_all -n
	find . -type f -printf '%p %T@\n' | sort >"$work/after"
	if cmp -s "$work/before" "$work/after"; then happened 'changes nothing'; else happened 'changes files'; fi
}

killed_in_vmlinux() # make killed while vmlinux gets its BTF, then make
{
	cat >"$work/pahole" <<-'.'
		#!/bin/sh
		case $* in *--btf_base*) ;; *-J*) kill -KILL 0 ;; esac
		exec pahole "$@"
	.
	chmod +x "$work/pahole"
	touch "$small/core.c"
	setsid make -C "$place/source" O="$place/build" PAHOLE="$work/pahole" vmlinux modules >"$work/log" 2>&1 || :
	build_all || { happened 'an error'; return; }
	happened 'made'
}

killed_in_mod_object() # make killed while a .mod.o is being compiled, then make
{
	cat >"$work/gcc" <<-'.'
		#!/bin/sh
		case $* in *'-o small/user.mod.o '*) echo half >small/user.mod.o; kill -KILL 0 ;; esac
		PATH=${PATH#*:} exec gcc "$@"
	.
	chmod +x "$work/gcc"
	touch small/user.mod.c
	PATH=$work:$PATH setsid make -C "$place/source" O="$place/build" PAHOLE="$place/pahole" vmlinux modules >"$work/log" 2>&1 || :
	grep -q half small/user.mod.o || { happened 'no such compilation'; return; }
	build_all || { happened 'an error'; return; }
	happened 'made'
}

tree_other_jobs() # what make -j8 makes, compared with make -j1
{
	mkdir "$work/serial"
	cp -- small/*.ko Module.symvers System.map vmlinux "$work/serial"
	rm small/*.ko small/*.mod.c Module.symvers System.map vmlinux
	build_all -j8
	happened 'the same bytes'
	for file in "$work"/serial/*; do
		cmp -s "$file" "${file##*/}" || cmp -s "$file" "small/${file##*/}" || happened "another ${file##*/}"
	done
	rm -r "$work/serial"
}

cleaned() # what make clean leaves of the link stage
{
	build clean
	left=$(find . -name '*.ko' -o -name '*.mod.*' -o -name '.tmp_*' -o -name '.btf*' -o -name 'vmlinux*' ! -name '*.lds' \
		-o -name System.map -o -name modules.order -o -name '.vmlinux.*' -o -name '.module-common*')
	if [ "$left" ]; then happened "$(echo "$left" | tr '\n' ' ')"; else happened 'nothing'; fi
}
