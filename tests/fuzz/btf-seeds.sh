#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make what mutations of btf_mutations.c and fuzz_btf.c start from.
# usage: btf-seeds.sh FOLDER
#
#   base, in     raw BTF of a base and, complete, of a module
#   base.elf     an object with the base as its .BTF
#   object       what the module's BTF was made of
set -eu

here=$(cd "${0%/*}" && pwd)
mkdir -p "$1"
cd "$1"

${CC:-cc} -g -gdwarf-4 -O1 -c -o base.elf "$here/btf_seed.c"
${CC:-cc} -g -gdwarf-4 -O1 -DSEED_MODULE -c -o object "$here/btf_seed.c"
pahole -J --btf_gen_floats --btf_encode_detached=base base.elf
pahole -J --btf_gen_floats --btf_encode_detached=in object
objcopy --strip-debug --add-section .BTF=base base.elf
