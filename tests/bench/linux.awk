# SPDX-License-Identifier: GPL-2.0-only
# From files STEP.WHO of lines "wall processor" and STEP.WHO.links, "links BTFs": least of each, ratios.
# steps: which ones, in this order.

BEGIN {
	title["modpost"] = "modpost alone"
	title["noop"] = "make modules, nothing to do"
	title["module"] = "make modules, one source touched"
	title["vmlinux"] = "make vmlinux modules, function changed"
	title["vmlinux-nobtf"] = "the same without BTF of modules"
	title["ko"] = "make modules, no .ko"
	title["stage"] = "make modules, no .ko nor .mod.o"
}

FNR == 1 {
	split(substr(FILENAME, 3), part, ".")
	key = part[1] SUBSEP part[2]
	if (part[3] == "links") {
		links[key] = $1 > $2 ? $1 : $2
		nextfile
	}
	wall[key] = $1
	cpu[key] = $2
}

{
	if ($1 < wall[key])
		wall[key] = $1
	if ($2 < cpu[key])
		cpu[key] = $2
}

function row(what, unit, original, ours, judged,   ratio)
{
	ratio = original / (ours ? ours : 0.01)
	printf "%-40s%-14s%10.2f%10.2f%8.2f%s\n", what, unit, original, ours, ratio, judged && ratio < 1 ? "  BELOW 1" : ""
	if (judged && ratio < 1)
		failed = 1
}

END {
	printf "%-40s%-14s%10s%10s%8s\n", "", "", "original", "kolink", "ratio"
	count = split(steps, step, " ")
	for (s = 1; s <= count; s++) {
		o = step[s] SUBSEP "original"
		k = step[s] SUBSEP "kolink"
		row(title[step[s]], "wall, s", wall[o], wall[k], !busy)
		row("", "processor, s", cpu[o], cpu[k], 1)
		if (step[s] != "modpost")
			printf "%-40s%-14s%10d%10d\n", "", "modules made", links[o], links[k]
	}
	exit failed
}
