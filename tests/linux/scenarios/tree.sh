# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Scenarios for scenarios.sh: a tree with vmlinux and modules (lib/small.sh). They work in its build
# folder; $small is the folder with the sources of what is in vmlinux and the modules.

resolve_btfids=$place/build/tools/bpf/resolve_btfids/resolve_btfids

build_all()
{
	build vmlinux modules "$@"
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

relinked()
{
	grep -qE '^  LD +vmlinux(\.unstripped)?$' "$work/log"
}

# set_of WORD...
set_of()
{
	if [ $# -eq 0 ]; then echo nothing; else printf '%s\n' "$@" | sort -u | paste -sd ' ' -; fi
}

# overlooks NAME COMMAND...: $overlooked has NAME, too, unless the command finds that the last build noticed
overlooked=
overlooks()
{
	name=$1
	shift
	"$@" || overlooked="$overlooked${overlooked:+, }$name"
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
	# All but the last step, the ids of vmlinux, is as always.
	cat >"$work/resolve_btfids" <<-'.'
		#!/bin/sh
		case $* in *'--btf '*) exec tools/bpf/resolve_btfids/resolve_btfids "$@" ;; esac
		exit 1
	.
	chmod +x "$work/resolve_btfids"
	rm -f vmlinux vmlinux.unstripped small/*.mod.o
	! build_all -j2 RESOLVE_BTFIDS="$work/resolve_btfids" || { happened 'no failure'; return; }
	happened "$(find small -name '*.mod.o' | wc -l) of 3"
}

kallsyms_passes() # runs of kallsyms for another function body of the same size
{
	sed -i 's/return ++state.calls/return --state.calls/' "$small/core.c"
	build_all
	happened "$(count KSYMS)"
}

kallsyms_passes_longer() # runs of kallsyms for a longer function body
{
	sed -i 's/return ++state.calls/asm volatile(".skip 256, 0x90"); &/' "$small/core.c"
	build_all
	happened "$(count KSYMS)"
}

kept_btf() # runs of pahole for vmlinux when only the number of the build is another one, twice
{
	: >"$work/said"
	for number in 2 3; do
		touch vmlinux.o
		build_all KBUILD_BUILD_VERSION=$number
		cat "$work/log" >>"$work/said"
	done
	happened "$(grep -cE '^  BTF +[^[ ]' "$work/said" || :)"
}

vmlinux_inputs() # changes after which vmlinux is not relinked (tried: another kallsyms, nm, resolve_btfids; other PAHOLE_FLAGS, assembler flags)
{
	touch scripts/kallsyms
	build vmlinux
	overlooks kallsyms relinked
	stand_in nm </dev/null
	stand_in resolve_btfids "$resolve_btfids" </dev/null
	set --
	for input in NM="$work/nm" RESOLVE_BTFIDS="$work/resolve_btfids" PAHOLE_FLAGS=--btf_gen_floats \
		     KBUILD_AFLAGS_KERNEL=-DOTHER; do
		set -- "$@" "$input"
		build vmlinux "$@"
		overlooks "${input%%=*}" relinked
	done
	happened "${overlooked:-nothing}"
}

module_inputs() # tools after whose change at the same path modules are not made again (tried: ld, resolve_btfids)
{
	stand_in ld </dev/null
	stand_in resolve_btfids "$resolve_btfids" </dev/null
	set -- LD="$work/ld" RESOLVE_BTFIDS="$work/resolve_btfids"
	build_all "$@"
	sleep 1
	for tool in ld resolve_btfids; do
		echo '# another one' >>"$work/$tool"
		build_all "$@"
		overlooks "$tool" ran 'BTF \[M\]'
	done
	happened "${overlooked:-nothing}"
}

outputs_deleted() # deleted files that are not made again (tried: vmlinux, System.map, Module.symvers, .vmlinux.export.c, a .mod.c, a .mod.o)
{
	missing=
	mkdir -p "$work/kept/small"
	# Two at a time, of different steps
	for pair in 'System.map small/user.mod.o' 'vmlinux small/user.mod.c' Module.symvers .vmlinux.export.c; do
		for file in $pair; do
			mv "$file" "$work/kept/$file"
		done
		build_all || :
		for file in $pair; do
			[ -e "$file" ] || missing="$missing${missing:+, }${file#small/user}"
			mv -n "$work/kept/$file" "$file"
		done
	done
	happened "${missing:-nothing}"
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

# Linux's makefiles write the record of vmlinux under make -n, too; what counts is what it says.
state()
{
	find . -type f ! -name .vmlinux.cmd -printf '%p %T@\n' | sort
	cksum .vmlinux.cmd
}

tree_dry_run() # make -n
{
	rm small/user.ko
	state >"$work/before"
	build_all -n
	state >"$work/after"
	if cmp -s "$work/before" "$work/after"; then happened 'changes nothing'; else happened 'changes files'; fi
}

dry_run_of_flags() # other flags for vmlinux: who links it, make -n or the make after it
{
	touch -r vmlinux "$work/before"
	# The second one sees the record of the first.
	for _ in 1 2; do
		build_all -n LDFLAGS_vmlinux=--no-warn-mismatch
	done
	build_all LDFLAGS_vmlinux=--no-warn-mismatch
	if relinked; then happened 'the make after it'
	elif [ -n "$(find vmlinux -newer "$work/before")" ]; then happened 'make -n'
	else happened 'neither'; fi
}

tree_link_flags() # BTF of modules after a change of link flags alone
{
	build_all LDFLAGS_MODULE=--no-warn-mismatch
	if has_btf small/user.ko; then happened 'kept'; else happened 'lost'; fi
}

pahole_threads() # threads that pahole is told to encode a module with
{
	stand_in pahole <<-.
		case \$* in
		*--btf_base*' -j'*|*' -j'*--btf_base*) echo 'as many as processors' >$work/threads ;;
		*--btf_base*) echo one >$work/threads ;;
		esac
	.
	unset KBUILD_BUILD_TIMESTAMP
	rm small/*.ko
	build_all PAHOLE="$program"
	happened "$(cat "$work/threads")"
}

# external_module [ARGUMENT...]: build one against this tree, before and after another type in vmlinux
external_module()
{
	mkdir "$work/module"
	cp "$small"/provider.c "$small"/external.h "$work/module"
	echo 'obj-m := provider.o' >"$work/module/Kbuild"
	build_all "$@"
	build M="$work/module" "$@"
	sed -i 's/^\tint calls;/&\n\tlong more;/' "$small/core.c"
	build_all "$@"
	build M="$work/module" "$@"
	rm -r "$work/module"
	modules_after
}

external_base() # an external module after another type in vmlinux
{
	external_module
}

distilled_base() # the same for one that gets a base of its own (distilled)
{
	# It is the release that hands on the flag; the pahole here may not know it.
	grep -qs MODULE_PAHOLE_FLAGS "$place/source/scripts/Makefile.btf" || { not_here; return 0; }
	stand_in pahole <<-'.'
		for arg; do
			shift
			[ "$arg" = --btf_features=distilled_base ] || set -- "$@" "$arg"
		done
	.
	external_module PAHOLE="$program" MODULE_PAHOLE_FLAGS=--btf_features=distilled_base
}

failed_steps() # files that are as before after resolve_btfids fails for vmlinux, then for user.ko (tried: these two and System.map)
{
	stand_in resolve_btfids "$resolve_btfids" <<-'.'
		case $FAIL:$* in
		module:*-b*user.ko) exit 1 ;;
		*:*-b*) ;;
		vmlinux:*) exit 1 ;;
		esac
	.
	export FAIL=''
	build_all RESOLVE_BTFIDS="$program"
	cp vmlinux System.map small/user.ko "$work"
	left=
	touch vmlinux.o
	! FAIL=vmlinux build_all RESOLVE_BTFIDS="$program" || { happened 'no failure'; return; }
	! cmp -s vmlinux "$work/vmlinux" || left='vmlinux '
	! cmp -s System.map "$work/System.map" || left="${left}System.map "
	build_all RESOLVE_BTFIDS="$program"
	touch small/user.o
	! FAIL=module build_all RESOLVE_BTFIDS="$program" || { happened 'no failure'; return; }
	! cmp -s small/user.ko "$work/user.ko" || left="${left}user.ko"
	# shellcheck disable=SC2086 # words
	happened "$(set_of $left)"
}

options() # options that link-vmlinux.sh of the original names: a change of these does not link vmlinux
{
	original=$place/original/source
	[ -e "$original" ] || original=$place/source
	missing=
	# Of the byte order it is the assembler that takes care in kolink's.
	# shellcheck disable=SC2013 # they are words
	for option in $(grep -o 'CONFIG_[A-Z0-9_]*' "$original/scripts/link-vmlinux.sh" | grep -v CPU_BIG_ENDIAN | sort -u); do
		grep -q "include/config/${option#CONFIG_})" .vmlinux.cmd || missing="$missing $option"
	done
	sleep 1
	touch include/config/KALLSYMS_ALL
	build_all
	relinked || missing="$missing (KALLSYMS_ALL)"
	happened "${missing:-none}"
}

postlink() # modules that an architecture's Makefile.postlink with a rule for %.ko is run for
{
	rules=$place/source/arch/x86/Makefile.postlink
	[ ! -e "$rules" ] || { not_here; return 0; }
	trap 'rm -f "$rules"' EXIT
	# shellcheck disable=SC2016 # make's variable
	printf '%s\n' '.PHONY: FORCE' 'FORCE:' 'vmlinux: FORCE' '	@:' '%.ko: FORCE' \
		'	@$(OBJCOPY) --add-section .postlink=/proc/self/comm $@' >"$rules"
	rm small/*.ko
	build_all
	done=0
	for ko in small/*.ko; do
		! readelf -SW "$ko" | grep -q ' \.postlink ' || ! has_btf "$ko" || done=$((done + 1))
	done
	happened "$done of 3"
}

# damaged: those of vmlinux and user.ko that are there, but not what they were. (Whether the original has
# begun System.map is a matter of chance.)
damaged()
{
	for file in vmlinux small/user.ko; do
		[ ! -e "$file" ] || cmp -s "$file" "$work/${file##*/}" || printf '%s ' "${file##*/}"
	done
}

killed_in_steps() # files left incomplete by a make killed by pahole at user.ko, and by nm at vmlinux; and those after the next make
{
	stand_in pahole "$place/pahole" <<-'.'
		case $KILL:$* in module:*--btf_base*user.ko) kill -KILL 0 ;; esac
	.
	stand_in nm <<-'.'
		case $KILL:$* in vmlinux:*' vmlinux' | vmlinux:*' .tmp_vmlinux.final') kill -KILL 0 ;; esac
	.
	set -- NM="$work/nm" PAHOLE="$work/pahole"
	export KILL=''
	build_all "$@"
	cp vmlinux small/user.ko "$work"
	incomplete=
	lasting=
	for step in module vmlinux; do
		if [ $step = module ]; then touch small/user.o; else touch vmlinux.o; fi
		KILL=$step setsid make -C "$place/source" O="$place/build" "$@" vmlinux modules >"$work/log" 2>&1 || :
		incomplete=$incomplete$(damaged)
		build_all "$@"
		lasting=$lasting$(damaged)
	done
	# shellcheck disable=SC2086 # words
	happened "$(set_of $incomplete); $(set_of $lasting)"
}

killed_in_vmlinux() # make killed while vmlinux gets its BTF, then make
{
	stand_in pahole <<-'.'
		case $* in *--btf_base*) ;; *-J*) kill -KILL 0 ;; esac
	.
	touch "$small/core.c"
	setsid make -C "$place/source" O="$place/build" PAHOLE="$program" vmlinux modules >"$work/log" 2>&1 || :
	build_all || { happened 'an error'; return; }
	happened 'made'
}

killed_in_mod_object() # make killed while a .mod.o is being compiled, then make
{
	mkdir -p "$work/bin"
	cat >"$work/bin/gcc" <<-'.'
		#!/bin/sh
		case $* in *'-o small/user.mod.o '*) echo half >small/user.mod.o; kill -KILL 0 ;; esac
		PATH=${PATH#*:} exec gcc "$@"
	.
	chmod +x "$work/bin/gcc"
	touch small/user.mod.c
	PATH=$work/bin:$PATH setsid make -C "$place/source" O="$place/build" PAHOLE="$place/pahole" vmlinux modules >"$work/log" 2>&1 || :
	grep -q half small/user.mod.o || { happened 'no such compilation'; return; }
	build_all || { happened 'an error'; return; }
	happened 'made'
}

tree_other_jobs() # what make -j64 makes, compared with make -j1
{
	mkdir "$work/serial"
	cp -- small/*.ko Module.symvers System.map vmlinux "$work/serial"
	rm -f small/*.ko small/*.mod.c Module.symvers System.map vmlinux vmlinux.unstripped
	build_all -j64
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
