# SPDX-License-Identifier: GPL-2.0-only
# What every flow test loads: `load lib/common`.

# The repository under test.
KOLINK_ROOT=$(cd "${BASH_SOURCE[0]%/*}/../../.." && pwd -P)
lib=$KOLINK_ROOT/tests/flow/lib

# shellcheck source=/dev/null
for part in tree record make snapshot assert; do
	. "$lib/$part.bash"
done

# Nothing of an outer make, and no build setting of the caller, reaches the tests.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES ARCH CROSS_COMPILE LLVM O M MO V W
unset KBUILD_OUTPUT KBUILD_EXTMOD KBUILD_EXTMOD_OUTPUT KBUILD_VERBOSE KBUILD_EXTRA_SYMBOLS
unset CC LD AR NM STRIP OBJCOPY PAHOLE KCFLAGS KCPPFLAGS KAFLAGS LDFLAGS_MODULE
export LC_ALL=C
# Host programs are compiled often here, and have little to do.
export HOSTCFLAGS=-O0

# A small tree in $tree with its host programs built, and recorders for its tools.
setup() {
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
}
