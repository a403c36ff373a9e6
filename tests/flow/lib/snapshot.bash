# SPDX-License-Identifier: GPL-2.0-only
# Comparing what lies on disk.

# file_times DIR: every file with its modification and change time.
file_times() {
	(cd "$1" && find . ! -type d -printf '%p %T@ %C@\n' | LC_ALL=C sort)
}

# file_bytes DIR: every file with a digest of its content. The intermediate images of vmlinux have only to
# be there: what the first link contains besides depends on whether there was a vmlinux before. What modpost
# leaves to its next run is not among them: the times of other files stand there.
file_bytes() {
	(
		cd "$1" || exit
		find . -type f ! -name '.tmp_vmlinux*' ! -name '.tmp_*.facts' ! -name '.tmp_*.outputs' -print0 |
			LC_ALL=C sort -z | xargs -0r sha256sum
		find . -name '.tmp_vmlinux*' | LC_ALL=C sort
		find . -type l -printf '%p -> %l\n' | LC_ALL=C sort
	)
}

# results DIR: digests of what a build is made for.
results() {
	(
		cd "$1" || exit
		find . \( -name '*.ko' -o -name '*.mod.c' -o -name vmlinux -o -name System.map \
			-o -name Module.symvers -o -name modules.order -o -name modules.builtin \
			-o -name modules.builtin.modinfo -o -name vmlinux.btf \) -print0 |
			LC_ALL=C sort -z | xargs -0r sha256sum
	)
}

# snapshot NAME DIR...: remember the files of these folders.
snapshot() {
	local name=$1 dir

	shift
	for dir; do
		echo "$dir:"
		file_times "$dir"
	done >"$BATS_TEST_TMPDIR/$name.snapshot"
}

# assert_unchanged NAME DIR...: no file was made, removed, written or touched since.
assert_unchanged() {
	local name=$1

	snapshot "$name.now" "${@:2}"
	diff "$BATS_TEST_TMPDIR/$name.snapshot" "$BATS_TEST_TMPDIR/$name.now.snapshot" ||
		fail "files changed since snapshot $name"
}

# keep NAME FILE...: remember the bytes of some files of the tree.
keep() {
	(cd "$tree" && sha256sum "${@:2}") >"$BATS_TEST_TMPDIR/$1.kept"
}

# keep_results NAME: remember vmlinux, the modules and their lists.
keep_results() {
	results "$tree" >"$BATS_TEST_TMPDIR/$1.kept"
}

# assert_kept NAME: they are what they were.
assert_kept() {
	(cd "$tree" && sha256sum --quiet -c "$BATS_TEST_TMPDIR/$1.kept") ||
		fail "bytes changed since $1"
}

# assert_same_results DIR DIR
assert_same_results() {
	local first second

	first=$(results "$1")
	second=$(results "$2")
	[ -n "$first" ] || fail "$1 holds no results"
	diff <(echo "$first") <(echo "$second") || fail "results of $1 and $2 differ"
}

# file_stamp FILE: its inode and times, to see whether it was made anew.
file_stamp() {
	stat -c '%i %.9Y' "$tree/$1"
}
