# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Scenarios for scenarios.sh: external modules against Debian's headers. They work in the module's
# folder.

# needs_btf: headers without a vmlinux (6.1) give modules no BTF; then there is nothing to try
needs_btf()
{
	[ -e "$headers/vmlinux" ] || { not_here; return 1; }
}

# add_undefined: have user.ko use a symbol that nobody exports
add_undefined()
{
	echo 'int missing(void); int broken(void); int broken(void) { return missing(); }' >>user.c
}

nsdeps_file() # modules.nsdeps for a module that imports too little
{
	sed -i '/^MODULE_IMPORT_NS/d' user.c
	build KBUILD_NSDEPS=1
	happened "$(sed 's,.*/,,' modules.nsdeps)"
}

no_changes() # make without changes
{
	build
	if grep -q '^  [A-Z]' "$work/log"; then happened 'makes something'; else happened 'makes nothing'; fi
}

silent() # what make -s prints
{
	rm ./*.ko Module.symvers
	make -C "$kdir" M="$module" -s >"$work/log" 2>"$work/errors"
	if [ -s "$work/log" ]; then happened "$(head -n 1 "$work/log")"; else happened 'nothing'; fi
}

btf_after_other_link_flags() # BTF after a change of link flags alone
{
	needs_btf || return 0
	build LDFLAGS_MODULE=--no-warn-mismatch
	if has_btf user.ko; then happened 'kept'; else happened 'lost'; fi
}

other_pahole_flags() # a change of PAHOLE_FLAGS
{
	needs_btf || return 0
	build PAHOLE_FLAGS=--btf_gen_floats
	if ran 'BTF \[M\]'; then happened 'noticed'; else happened 'overlooked'; fi
}

other_pahole() # another pahole at the same path
{
	needs_btf || return 0
	stand_in pahole </dev/null
	build PAHOLE="$program"
	sleep 1
	echo '# another one' >>"$program"
	build PAHOLE="$program"
	if ran 'BTF \[M\]'; then happened 'noticed'; else happened 'overlooked'; fi
}

pahole_works_on() # what pahole is given to encode
{
	needs_btf || return 0
	stand_in pahole <<-.
		for last; do :; done
		echo "\${last##*/}" >>$work/encoded
	.
	rm -f user.ko "$work/encoded"
	build PAHOLE="$program"
	if grep -qx user.ko "$work/encoded"; then happened 'the .ko itself'; else happened 'a temporary file'; fi
}

no_pahole() # no pahole at all
{
	needs_btf || return 0
	rm ./*.ko
	if build PAHOLE="$work/none"; then happened 'no error'; else happened 'an error'; fi
}

killed_while_encoding() # make killed between link and BTF, then make again
{
	needs_btf || return 0
	stand_in pahole <<-'.'
		case $* in *-J*) kill -KILL 0 ;; esac
	.
	rm ./*.ko
	setsid make -C "$kdir" M="$module" PAHOLE="$program" >"$work/log" 2>&1 || :
	build
	for ko in *.ko; do
		has_btf "$ko" || { happened 'a .ko without BTF counts as made'; return; }
	done
	happened 'repaired'
}

pahole_that_writes_nothing() # a pahole that succeeds and writes nothing
{
	needs_btf || return 0
	stand_in pahole <<-'.'
		case $* in *-J*) exit 0 ;; esac
	.
	rm ./*.ko
	if build PAHOLE="$program"; then happened 'no error'; else happened 'an error'; fi
}

mod_c_deleted() # a .mod.c deleted, then make
{
	rm user.mod.c user.mod.o
	if build && [ -e user.mod.c ]; then happened 'made again'; else happened 'not made again'; fi
}

extra_symbols_changed() # a file of KBUILD_EXTRA_SYMBOLS changed
{
	: >"$work/extra.symvers"
	build KBUILD_EXTRA_SYMBOLS="$work/extra.symvers"
	sleep 1
	printf '0x12345678\tother\tother_module\tEXPORT_SYMBOL\t\n' >"$work/extra.symvers"
	build KBUILD_EXTRA_SYMBOLS="$work/extra.symvers"
	if ran MODPOST; then happened 'noticed'; else happened 'overlooked'; fi
}

extra_symbols_missing() # a missing file of KBUILD_EXTRA_SYMBOLS, with KBUILD_MODPOST_WARN=1
{
	if build KBUILD_EXTRA_SYMBOLS="$work/none" KBUILD_MODPOST_WARN=1; then
		happened 'a warning'
	else
		happened 'an error'
	fi
}

single_keeps_symbols() # Module.symvers of all modules after make composite.ko
{
	cp Module.symvers "$work/before"
	touch first.c
	build composite.ko
	if cmp -s Module.symvers "$work/before"; then happened 'kept'; else happened 'overwritten'; fi
}

single_uses_sibling() # make user.ko, which uses a symbol of provider.ko
{
	touch user.c
	if build user.ko; then happened 'made'; else happened 'undefined symbols'; fi
}

single_that_fails() # the modules that make makes after a single build that failed
{
	rm provider.ko
	touch first.c
	! build composite.ko KBUILD_EXTRA_SYMBOLS="$work/none" || { happened 'no failure'; return; }
	build
	if [ -e provider.ko ]; then happened 'all'; else happened 'those of the single build'; fi
}

single_that_is_killed() # the modules that make makes after a single build that was killed
{
	rm provider.ko
	touch first.c
	stand_in modpost "$kdir/scripts/mod/modpost" <<-'.'
		kill -KILL 0
	.
	setsid make -C "$kdir" M="$module" MODPOST="$program" composite.ko >"$work/log" 2>&1 || :
	build
	if [ -e provider.ko ]; then happened 'all'; else happened 'those of the single build'; fi
}

warnings_again() # warnings of modpost in the next make
{
	add_undefined
	build KBUILD_MODPOST_WARN=1
	build KBUILD_MODPOST_WARN=1
	if grep -q missing "$work/log"; then happened 'shown'; else happened 'not shown'; fi
}

keep_going() # make -k: modules other than the one with an undefined symbol
{
	add_undefined
	rm ./*.ko
	! build -k || { happened 'no error'; return; }
	if [ -e composite.ko ]; then happened 'made, make fails'; else happened 'not made'; fi
}

percent_in_flags() # a change of a flag while another has a %
{
	build LDFLAGS_MODULE=-L%
	build LDFLAGS_MODULE=-Lx
	if ran 'LD \[M\]'; then happened 'noticed'; else happened 'overlooked'; fi
}

same_symbols_same_time() # Module.symvers after a change that leaves the exports alone
{
	touch -r Module.symvers "$work/before"
	sleep 1
	touch user.c
	build
	if [ -n "$(find Module.symvers -newer "$work/before")" ]; then happened 'new'; else happened 'untouched'; fi
}

dry_run() # make -n
{
	find . -type f | sort | xargs stat -c '%n %y' >"$work/before"
	build -n
	find . -type f | sort | xargs stat -c '%n %y' >"$work/after"
	if cmp -s "$work/before" "$work/after"; then happened 'changes nothing'; else happened 'changes files'; fi
}

symvers_deleted() # Module.symvers deleted, then make
{
	rm Module.symvers
	if build && [ -e Module.symvers ]; then happened 'made again'; else happened 'not made again'; fi
}

source_and_object_deleted() # make when a module's source and object are gone, the .ko is not
{
	rm user.o user.c
	if build; then happened 'no error'; else happened 'an error'; fi
}

mod_c_lost() # a .mod.c that is lost after modpost has run, its old .ko still there
{
	stand_in modpost "$kdir/scripts/mod/modpost" <<-.
		trap 'rm -f $module/user.mod.c $module/user.mod.o' EXIT
		$kdir/scripts/mod/modpost "\$@"
		exit
	.
	touch user.c
	if build MODPOST="$program"; then happened 'no error'; else happened 'an error'; fi
}

full_disk() # a .mod.c when modpost finds no space for it
{
	echo 'MODULE_IMPORT_NS(EXTERNAL_TEST); void call(void); void call(void) { provided(1); }' >>second.c
	cp composite.mod.c "$work/before"
	stand_in modpost "$kdir/scripts/mod/modpost" <<-'.'
		trap '' XFSZ
		ulimit -f 0
	.
	! build MODPOST="$program" || { happened 'no error'; return; }
	if cmp -s composite.mod.c "$work/before"; then happened 'as before'; else happened 'incomplete'; fi
}

killed_in_modpost() # make killed while modpost works, then make again
{
	stand_in modpost "$kdir/scripts/mod/modpost" <<-'.'
		kill -KILL 0
	.
	touch user.c provider.c
	setsid make -C "$kdir" M="$module" MODPOST="$program" >"$work/log" 2>&1 || :
	if build && ran MODPOST && ran 'LD \[M\]'; then happened 'made'; else happened 'not made'; fi
}

killed_in_link() # make killed while ld works on a .ko, then make again
{
	stand_in ld <<-'.'
		case $* in *.ko*) ld "$@"; kill -KILL 0 ;; esac
	.
	touch user.c provider.c
	setsid make -C "$kdir" M="$module" LD="$program" >"$work/log" 2>&1 || :
	build || { happened 'an error'; return; }
	happened 'made'
}

warn_zero() # KBUILD_MODPOST_WARN=0 and an undefined symbol
{
	add_undefined
	if build KBUILD_MODPOST_WARN=0; then happened 'a warning'; else happened 'an error'; fi
}

letters_of_variables() # make 4.4 X=bit: unreadable objects are ignored, as with make -i
{
	newer_make
	stand_in modpost "$kdir/scripts/mod/modpost" <<-.
		case " \$* " in *' -n '*) : >$work/ignoring ;; esac
	.
	touch user.c
	rm -f "$work/ignoring"
	"$newer_make" -C "$kdir" M="$module" MODPOST="$program" X=bit >"$work/log" 2>&1
	if [ -e "$work/ignoring" ]; then happened 'yes'; else happened 'no'; fi
}

unreadable_list() # sed fails while modpost gets its list of modules
{
	[ ! -e "$headers/scripts/module-common.c" ] || { not_here; return 0; }
	mkdir -p "$work/bin"
	stand_in bin/sed /bin/sed <<-'.'
		case $* in *modules.order*) exit 1 ;; esac
	.
	touch user.c
	if PATH=$work/bin:$PATH build; then happened 'no error'; else happened 'an error'; fi
}

missing_ignored() # make -k -i with an object that does not compile: the other modules
{
	echo '#error' >>user.c
	rm ./*.ko user.o
	build -k -i || :
	if [ -e provider.ko ] && [ -e composite.ko ]; then happened 'made'; else happened 'not made'; fi
	! grep -q 'No rule to make target' "$work/log" || happened "$(cat "$work/happened"), no rule to make the one"
}

rules_in_kbuild() # a Kbuild file that asks for extra symbols and has rules of its own
{
	: >"$work/extra.symvers"
	printf '%s\n' "KBUILD_EXTRA_SYMBOLS := $work/extra.symvers" 'targets := x' \
		"$module/Module.symvers: ; @echo rule of the module" >>Kbuild
	touch user.c
	build
	if grep -qE 'overriding recipe|rule of the module' "$work/log"; then
		happened 'its rules get mixed up with those of modpost'
	else
		happened 'only the variable is read'
	fi
}

other_jobs() # what make -j64 makes, compared with make -j1
{
	mkdir "$work/serial"
	cp -- *.ko Module.symvers *.mod.c "$work/serial"
	build clean
	build -j64
	happened 'the same bytes'
	for file in "$work"/serial/*; do
		cmp -s "$file" "${file##*/}" || happened "another ${file##*/}"
	done
	rm -r "$work/serial"
}

odd_folders() # M= with a %, a colon or a blank in it
{
	for folder in a%b a:b 'a b'; do
		mkdir -p "$work/$folder"
		cp -- *.c *.h Kbuild "$work/$folder"
		if make -C "$kdir" M="$work/$folder" >"$work/log" 2>&1; then
			happened 'built'
			return
		fi
	done
	happened 'refused'
}

# names_of_ours: variables that only makefiles of ours assign, each set to a folder
names_of_ours()
{
	sed -nE 's/^ *(override )?(kolink-[a-z-]+) *:?=.*/\2/p' "$repo"/scripts/Makefile.modpost "$repo"/scripts/Makefile.modfinal \
		"$repo"/scripts/linux/Makefile.layer "$repo"/scripts/Makefile.stage "$repo"/scripts/Makefile.make-options "$repo"/scripts/Makefile.records "$repo"/scripts/Makefile.names |
		sort -u | sed "s,\$,=$work/away/,"
}

names_on_the_command_line() # `prefix=/usr` and other names of a wrapper's own on the command line
{
	cp user.ko Module.symvers "$work"
	rm ./*.ko Module.symvers
	mkdir -p "$work/away"
	# shellcheck disable=SC2046
	build prefix="$work/away/" output="$work/away/" order="$work/away/" tools="$work/away/" log="$work/away/" \
		'words=a b' $(names_of_ours)
	if [ -n "$(ls -A "$work/away")" ]; then
		happened "$(find "$work/away" -type f | head -n 1 | sed 's,.*/,,') is somewhere else"
	elif cmp -s user.ko "$work/user.ko" && cmp -s Module.symvers "$work/Module.symvers"; then
		happened 'the same'
	else
		happened 'something else'
	fi
}

wrapped_tools() # `env` in front of objcopy, pahole, ld, nm, gcc
{
	cp user.ko "$work"
	rm ./*.ko ./*.o
	build OBJCOPY="env objcopy" PAHOLE="env pahole" LD="env ld" NM="env nm" CC="env gcc"
	if cmp -s user.ko "$work/user.ko"; then happened 'the same'; else happened "$(grep -m 1 -o 'not found' "$work/log" || echo 'other bytes')"; fi
}

troublesome_environment() # CDPATH, POSIXLY_CORRECT, a TMPDIR that is missing
{
	cp user.ko "$work"
	rm ./*.ko ./*.o
	CDPATH=.:/ POSIXLY_CORRECT=1 TMPDIR=/nonexistent build
	if cmp -s user.ko "$work/user.ko"; then happened 'the same'; else happened 'a failure'; fi
}
