#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Objects from C++ in vmlinux and in a module: pahole cannot encode their types, and all others have BTF.

load lib/common

setup()
{
	tree=$BATS_TEST_TMPDIR/tree
	tree_copy "$tree"
	record_start
	[ "$(pahole --version | tr -dc 0-9)" -ge 124 ] || skip 'this pahole cannot leave out languages'
}

# add_cxx: an object from C++ in vmlinux, one in gamma.ko. The tree has the rule for it.
add_cxx()
{
	local dir

	for dir in core drivers; do
		cat >>"$tree/$dir/Kbuild" <<-'END'
			quiet_cmd_cxx = CXX     $@
			      cmd_cxx = $(CXX) -g -O2 -std=gnu++17 -ffreestanding -fno-rtti -fno-exceptions -fno-PIE \
				-fno-asynchronous-unwind-tables $(CXXFLAGS) -c -o $@ $<
			targets += cxx_part.o
		END
		printf '%s\n\t%s\n' '$(obj)/cxx_%.o: $(src)/cxx_%.cpp FORCE' '$(call if_changed,cxx)' >>"$tree/$dir/Kbuild"
		cat >"$tree/$dir/cxx_part.cpp" <<-END
			namespace {
			template <typename T> struct box {
				T value;
				const T &get() const { return value; }
			};
			enum class level : unsigned char { low, high };
			}
			extern "C" int ${dir}_cxx(int a);
			int ${dir}_cxx(int a)
			{
				box<int> first{a};
				box<long> &&second = box<long>{a};
				return first.get() + static_cast<int>(second.get()) + static_cast<int>(level::high);
			}
		END
	done
	echo 'obj-y += cxx_part.o' >>"$tree/core/Kbuild"
	echo 'gamma-y += cxx_part.o' >>"$tree/drivers/Kbuild"
}

@test "C++: vmlinux and modules have the BTF of what is C" {
	local cxx flags

	add_cxx
	for cxx in g++ clang++; do
		type -P $cxx >/dev/null || continue
		for flags in '' -gdwarf-4; do
			build -j2 CXX=$cxx CXXFLAGS=$flags
			assert_line '  CXX     core/cxx_part.o'
			assert_all_btf
			pahole -F btf "$tree/vmlinux.btf" >"$BATS_TEST_TMPDIR/types"
			grep -q 'struct shape {' "$BATS_TEST_TMPDIR/types"
			! grep -q 'box' "$BATS_TEST_TMPDIR/types" || fail 'types of C++'
			pahole -F btf --btf_base "$tree/vmlinux.btf" "$tree/drivers/gamma.ko" | grep -q 'struct gamma_port {'
			nm "$tree/vmlinux" | grep -q ' core_cxx$'
			nm "$tree/drivers/gamma.ko" | grep -q ' drivers_cxx$'
		done
	done
}

@test "C++: a tree without it has the same BTF as if it was not left out" {
	local flags

	build -j2
	keep_results usual
	flags=$(ran pahole '-J .* \.tmp_vmlinux1$' | sed 's/.*-J \(.*\) --btf_encode_detached.*/\1/')
	[[ "$flags" == *rust,c++* ]] || fail "flags: $flags"
	build -j2 PAHOLE_FLAGS="${flags/rust,*c++14/rust}"
	assert_ran pahole 'lang_exclude=rust --btf.*vmlinux1'
	assert_ran pahole 'lang_exclude=rust --btf.*alpha.ko'
	assert_kept usual
}

@test "C++: with flags of the tree's own, what to do about it is said" {
	add_cxx
	build_fails CXX=g++ PAHOLE_FLAGS=--btf_gen_floats
	assert_output 'vmlinux1: pahole failed \(there is C\+\+ in the file: let PAHOLE_FLAGS have --lang_exclude=rust,c\+\+'
	# Its own advice helps.
	flags=$(sed -n 's/.*let PAHOLE_FLAGS have \(--lang_exclude=[^ ,]*,[^ ]*\), which.*/\1/p' <<<"$output")
	build -j2 CXX=g++ PAHOLE_FLAGS="--btf_gen_floats $flags"
	assert_all_btf
}

@test "C++: where pahole fails on C, nothing is said of C++" {
	printf '#!/bin/sh\n[ "$1" != --version ] || exec echo v1.24\nexit 1\n' >"$bin/pahole"
	chmod +x "$bin/pahole"
	build_fails PAHOLE_FLAGS=--btf_gen_floats
	assert_line 'BTF: .tmp_vmlinux1: pahole failed'
}
