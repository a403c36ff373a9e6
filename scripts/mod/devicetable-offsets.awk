# SPDX-License-Identifier: GPL-2.0-only
#
# From the preprocessed <linux/mod_devicetable.h> to a C file whose assembly has the sizes of its structures
# and the offsets of their members.

# Names that a declaration like "u32 vendor, device[2]" declares; none for bit-fields and functions.
function declare(text, names, n, i)
{
	gsub(/__attribute__.*/, "", text)
	gsub(/\[[^]]*\]/, "", text)
	if (text ~ /[(:]/)
		return
	n = split(text, names, ",")
	for (i = 1; i <= n; i++) {
		sub(/[ \t]+$/, "", names[i])
		if (match(names[i], /[A-Za-z_][A-Za-z_0-9]*$/))
			print "\tOFF(" structure ", " substr(names[i], RSTART) ");"
	}
}

function token(text)
{
	if (text == "{") {
		if (!depth++ && match(declaration, /struct +[a-z_0-9]+(_id|cpu_feature) *$/)) {
			structure = substr(declaration, RSTART + 6)
			gsub(/ /, "", structure)
			print "\tSIZE(" structure ");"
		}
		if (depth == 1)
			declaration = ""
	} else if (text == "}") {
		if (!--depth)
			structure = declaration = ""
	} else if (depth > 1) {
		return
	} else if (text == ";") {
		if (structure != "")
			declare(declaration)
		declaration = ""
	} else {
		declaration = declaration " " text
	}
}

BEGIN {
	print "#include <linux/mod_devicetable.h>"
	print "#define SIZE(s) asm volatile(\"\\n.ascii \\\"->SIZE_\" #s \" %0\\\"\" : : \"i\"(sizeof(struct s)))"
	print "#define OFF(s, m) asm volatile(\"\\n.ascii \\\"->OFF_\" #s \"_\" #m \" %0\\\"\" : : " \
		"\"i\"(__builtin_offsetof(struct s, m)))"
	print "void devicetable_offsets(void);"
	print "void devicetable_offsets(void)"
	print "{"
}

!/^#/ {
	gsub(/[{};]/, "\n&\n")
	n = split($0, part, "\n")
	for (i = 1; i <= n; i++)
		if (part[i] !~ /^[ \t]*$/)
			token(part[i])
}

END {
	print "}"
}
