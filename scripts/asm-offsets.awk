# SPDX-License-Identifier: GPL-2.0-only
#
# kolink: from what the compiler makes of an asm-offsets.c (with the macros of <linux/kbuild.h>) to the
# header asm-offsets.h. Usage: awk -v guard=__ASM_OFFSETS_H__ -f asm-offsets.awk asm-offsets.s
#
# ->NAME VALUE WHAT IT IS     a macro; some machines have a $ or # in front of numbers
# ->#TEXT                     a comment
# ->                          an empty line
# Each may stand in a string of .ascii.

BEGIN {
	if (guard == "")
		guard = "__ASM_OFFSETS_H__"
	print "/* Offsets and sizes for assembler, made from C by kolink */"
	print "#ifndef " guard
	print "#define " guard
	print ""
}

/^[ \t]*(\.ascii[ \t]+")?->/ {
	sub(/^[^>]*>/, "")
	sub(/"[^"]*$/, "")
	if (sub(/^#/, "")) {
		print "/*" $0 " */"
		next
	}
	if ($0 == "") {
		print ""
		next
	}
	name = $1
	value = $2
	sub(/^[^ \t]+[ \t]+[^ \t]+[ \t]*/, "")
	sub(/^[$#]/, "", value)
	# What ends a comment cannot stand in one.
	print "#define " name " " value ($0 == "" || index($0, "*/") ? "" : " /* " $0 " */")
}

END {
	print ""
	print "#endif"
}
