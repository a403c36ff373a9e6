# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# The files that the link stage makes.

# of_modules COMMAND [ARGUMENT...]: the command with find's conditions for what there is of each module
of_modules()
{
	"$@" -name '*.ko' -o -name '*.mod' -o -name '*.mod.c'
}

# of_outputs COMMAND [ARGUMENT...]: the command with find's conditions for what is compared of a build:
# what the link stage makes, what it starts from, and the image made of it
of_outputs()
{
	of_modules "$@" -name .vmlinux.export.c -o -name '[!.]*.symvers' -o -name modules.order -o -name 'modules.builtin*' \
		-o -name System.map -o -name vmlinux -o -name vmlinux.unstripped -o -name bzImage -o
}

# find_files FIND-CONDITION...: the files in the current folder, sorted
find_files()
{
	find . \( "$@" \) -type f | sort
}

# remove_outputs FOLDER: all that the link stage makes, with the objects that it compiles; the original does
# not notice when only some of it is gone
remove_outputs()
{
	(
		cd "$1" || exit
		of_outputs find_files -name '*.mod.o' -o -name .vmlinux.export.o -o -name .module-common.o -o |
			grep -v '\.mod$' | xargs -r rm
	)
}
