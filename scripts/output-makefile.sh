#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Give a build directory of its own, the current one, a Makefile that starts make as
# O= or MO= does. One that somebody else has put there stays.
#
# Usage: output-makefile.sh TREE TREE-MAKEFILE ARGUMENTS
#
# ARGUMENTS are make's, as they stand in a makefile.

set -e

mark='# Made by kolink: do not edit'

if [ -e Makefile ] && [ "$(head -n 1 Makefile)" != "$mark" ]; then
	exit 0
fi

cat > .tmp_Makefile << END
$mark
MAKEFLAGS += --no-print-directory
ifeq ("\$(origin M)","command line")
kolink-extmod := M=\$(or \$(realpath \$(M)),\$(M))
endif
.PHONY: __all __tree \$(MAKECMDGOALS)
__all \$(filter-out __all __tree Makefile,\$(MAKECMDGOALS)): __tree ; @:
__tree: ; +@KOLINK_CALLED_IN='\$(CURDIR)' \$(MAKE) -I $1 -f $2 \$(MAKECMDGOALS) $3
Makefile: ;
END

if cmp -s .tmp_Makefile Makefile; then
	rm -f .tmp_Makefile
else
	[ "${quiet-}" = silent_ ] || echo '  GEN     Makefile'
	mv -f .tmp_Makefile Makefile
fi
