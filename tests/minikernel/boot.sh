#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Usage: boot.sh [BUILD-DIR]
# Boots the example kernel with its modules and with broken copies of them, and
# checks the log and how the machine ended. BUILD-DIR is where it was built
# (default: examples/minikernel). Output is TAP, with the log as comments.
# shellcheck disable=SC2317 # functions that check calls
set -eu

here=$(cd "${0%/*}" && pwd)
example=$here/../../examples/minikernel
dir=${1:-$example}

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

LC_ALL=C
export LC_ALL
failed=0
count=0
: > "$tmp/refused"
: > "$tmp/extra"

# Makes bad/NAME.ko, a copy of a module edited by sed.
edited() {
	sed "$3" "$dir/$2.ko" > "$tmp/$1.ko"
	if cmp -s "$tmp/$1.ko" "$dir/$2.ko"; then
		echo "boot.sh: the edit for $1 finds nothing in $2.ko" >&2
		exit 1
	fi
	echo "$tmp/$1.ko" >> "$tmp/extra"
}

# The kernel must refuse module NAME with this reason (a basic regular expression).
refusal() {
	echo "$1\.ko: refused: $2" >> "$tmp/refused"
}

# Overwrites one byte of a copy with 255.
patched() {
	cp "$dir/$2.ko" "$tmp/$1.ko"
	printf '\377' | dd of="$tmp/$1.ko" bs=1 seek="$3" conv=notrunc 2> /dev/null
	echo "$tmp/$1.ko" >> "$tmp/extra"
}

edited vermagic drivers/logger 's/mod_unload/mod_unloaX/'
refusal vermagic "vermagic is '.*mod_unloaX.*', should be '.*mod_unload.*'"

edited novermagic drivers/logger 's/vermagic=/vermagix=/'
refusal novermagic 'it has no vermagic'

edited import drivers/logger 's/ring_put/ring_puX/g; s/logger/loggeX/g'
refusal import 'nothing exports symbol ring_puX'

edited license samples/gpl_user 's/license=GPL/license=XYZ/; s/gpl_user/gpl_useX/g'
refusal license 'symbol read_cycles is for GPL-compatible modules only'

edited namespace drivers/stopwatch 's/import_ns=MINI_CLOCK/import_ns=MINI_CLOCX/; s/stopwatch/stopwatcX/g'
refusal namespace 'symbol clock_elapsed is in namespace MINI_CLOCK, which it does not import'

edited again drivers/ring 's/description=/descriptiox=/'
refusal again 'module ring is loaded already'

edited duplicate drivers/ring 's/ring\x00\x00\x00/rinX\x00\x00\x00/g'
refusal duplicate 'symbol ring_[a-z]* is exported by ring already'

edited badparam samples/params 's/params/paramX/g'
refusal badparam 'parameter count=x1: error -22'

edited badinit samples/params 's/params/paramY/g'
refusal badinit 'its init function returned -22'

size=$(wc -c < "$dir/drivers/ring.ko")
for len in 0 1 63 64 1000 $((size - 1)); do
	head -c "$len" "$dir/drivers/ring.ko" > "$tmp/short$len.ko"
	echo "$tmp/short$len.ko" >> "$tmp/extra"
	refusal "short$len" ''
done

echo 'no module at all, but a text of more than sixty-four bytes, so that it has a header' > "$tmp/text.ko"
echo "$tmp/text.ko" >> "$tmp/extra"
refusal text 'not an ELF file for this machine'

# Each byte of the ELF header, and the section headers of the module. None may
# do more than be refused: the module is there already.
byte=0
while [ $byte -lt 64 ]; do
	patched "header$byte" drivers/ring "$byte"
	refusal "header$byte" ''
	byte=$((byte + 1))
done
shoff=$(od -A n -t u4 -j 40 -N 4 "$dir/drivers/ring.ko" | tr -d ' ')
byte=64
while [ $byte -lt 512 ]; do
	patched "section$byte" drivers/ring $((shoff + byte))
	refusal "section$byte" ''
	byte=$((byte + 9))
done

# Modules that are taken, with a remark about their BTF.
objcopy=${OBJCOPY:-objcopy}
"$objcopy" -O binary --only-section=.BTF "$dir/vmlinux" "$tmp/base"
edited nobtf samples/plain 's/plain/plaiX/g'
"$objcopy" --remove-section .BTF "$tmp/nobtf.ko"
edited otherbtf samples/plain 's/plain/plaiY/g'
"$objcopy" --update-section .BTF="$tmp/base" "$tmp/otherbtf.ko"
# Split BTF whose base are the types of one object, not of the kernel. The module
# has a type, and so strings, of its own.
cp "$dir/kernel/main.o" "$tmp/main.o"
"${PAHOLE:-pahole}" -J "$tmp/main.o"
edited stalebtf drivers/logger 's/logger/loggeZ/g'
"$objcopy" --remove-section .BTF "$tmp/stalebtf.ko"
LLVM_OBJCOPY=$objcopy "${PAHOLE:-pahole}" -J --btf_base "$tmp/main.o" "$tmp/stalebtf.ko"

cat "$example/module.params" - > "$tmp/params" <<-'END'
	badparam count=x1
	badinit count=-1
END

# --- Boot ---

status=0
# Names in the list have no blanks but for the folder's, which mktemp chose.
# shellcheck disable=SC2046
MODULE_PARAMS=$tmp/params KERNEL_CMDLINE='banner.text=hello other.option' \
	"$example/run.sh" "$dir" $(cat "$tmp/extra") > "$tmp/log" 2> "$tmp/errors" || status=$?

# A boot that goes wrong: an exception in a module.
trap_status=0
echo 'trace trap' > "$tmp/params"
MODULE_PARAMS=$tmp/params "$example/run.sh" "$dir" > "$tmp/trap" 2> "$tmp/trap.errors" ||
	trap_status=$?

# --- Check ---

# Of the many copies with one broken byte two will do here.
sed '/^\(header\|section\)..*: refused/{ /^\(header\|section\)91*:/!d; }; s/^/# /' "$tmp/log" "$tmp/errors"

check() {
	count=$((count + 1))
	if "$@"; then
		echo "ok $count - $what"
	else
		echo "not ok $count - $what"
		failed=1
	fi
}

# The exception shows where it was, and the machine reports failure.
traps() {
	[ "$trap_status" -eq 1 ] && grep -q 'QEMU ended with status 35' "$tmp/trap.errors" &&
		grep -q '^exception 6,' "$tmp/trap" &&
		grep -A 1 '^exception 6,' "$tmp/trap" | grep -q '^ trace_init+.*\[trace]\|^ init_module+.*\[trace]'
}

has_line() {
	grep -q -x -e "$1" "$tmp/log"
}

# The lines are in the log, in this order, each matching in full.
has_lines() {
	for pattern; do
		printf '%s\n' "$pattern"
	done > "$tmp/patterns"
	awk 'NR == FNR { want[NR] = $0; n = NR; next }
		at < n && $0 ~ "^" want[at + 1] "$" { at++ }
		END { exit at < n }' "$tmp/patterns" "$tmp/log"
}

# Every module of modules.order has a line "NAME: " and this.
every_module() {
	while read -r object; do
		name=${object##*/}
		has_line "${name%.o}: $1" || return 1
	done < "$dir/modules.order"
}

refusals_are_there() {
	missing=0
	while read -r pattern; do
		if ! grep -q -e "^$pattern" "$tmp/log"; then
			echo "# not in the log: $pattern"
			missing=1
		fi
	done < "$tmp/refused"
	return "$missing"
}

good=$(wc -l < "$dir/modules.order" | tr -d ' ')
taken=$((good + 3))
bad=$(wc -l < "$tmp/refused" | tr -d ' ')

what='the machine ended by itself, with success'
check [ "$status" -eq 0 ]
what='built-in code ran, with its parameter from the command line'
check has_line 'banner: hello'
what='every symbol is found by name and by address'
check has_line 'kallsyms: [1-9][0-9]* symbols, 0 wrong'
what="each module's BTF starts where the kernel's ends"
check every_module 'BTF starts where the kernel.s ends, [1-9][0-9]* types'
what='missing BTF is noticed'
check has_line 'plaiX: no BTF'
what='BTF of something else is noticed'
check has_line "plaiY: BTF does not fit the kernel's: .*"
what='BTF made for another base is noticed'
check has_line "loggeZ: BTF does not fit the kernel's: .*"
what='a module comes after the one it depends on, and goes before it'
check has_lines 'ring: holds 16 numbers' 'logger: 16 squares add up to 1240' \
	'ring: used by 2, unloading it now gives error -16' 'logger: gone' 'ring: gone'
what='a namespace that is imported can be used'
check has_lines 'clock: .*' 'stopwatch: the clock runs' 'stopwatch: gone' 'clock: gone'
what='a module of several objects, one in assembler'
check has_lines 'calc: gcd\(5040, 1155\) = 105' 'calc: 3 to the power of 20 = 3486784401'
what='a GPL-compatible module uses a GPL-only symbol'
check has_line 'gpl_user: cycle counter is running'
what='parameters'
check has_line 'params: count=2 mask=0xff00 who=world shout=1 tag=short'
what='a backtrace has names of the module and of the kernel'
check has_lines 'Call trace:' ' trace_inner\+0x[0-9a-f]*/0x[0-9a-f]* \[trace\]' \
	' trace_outer\+0x.* \[trace\]' ' (trace_init|init_module)\+0x.* \[trace\]' ' load_module\+0x[^]]*' \
	' start_kernel.*'
what="$bad bad modules are refused, each for its reason"
check refusals_are_there
what='the last line counts modules'
check [ "$(tail -n 1 "$tmp/log")" = "minikernel: $taken modules loaded, $taken unloaded, $bad refused" ]

what='an exception in a module ends the machine with a failure and a backtrace'
check traps

echo "1..$count"
exit $failed
