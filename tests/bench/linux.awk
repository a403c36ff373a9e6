# SPDX-License-Identifier: GPL-2.0-only
# From files STEP.WHO of lines "wall processor" and STEP.WHO.links, "links BTFs": the mean of the faster half of
# the runs, ratios.
# steps: which ones, in this order.

BEGIN {
	title["modpost"] = "modpost alone, ten times"
	title["visit"] = "visit folders, before modpost"
	title["noop"] = "make modules, nothing to do"
	title["module"] = "make modules, one source touched"
	title["vmlinux"] = "make vmlinux modules, function changed"
	title["vmlinux-nobtf"] = "the same without BTF of modules"
	title["ko"] = "make modules, no .ko"
	title["stage"] = "make modules, no .ko nor .mod.o"
	# What the processor time from modpost on has to be, original over ours
	target["ko"] = 1.4
	target["stage"] = 8
}

FNR == 1 {
	split(substr(FILENAME, 3), part, ".")
	key = part[1] SUBSEP part[2]
	if (part[3] == "links") {
		links[key] = $1 > $2 ? $1 : $2
		nextfile
	}
}

{
	runs[key]++
	insert(wall, key, runs[key], $1)
	insert(cpu, key, runs[key], $2)
}

# insert: keep figures[key, 1...], count of them with this one, in order
function insert(figures, key, count, figure,   at)
{
	for (at = count; at > 1 && figures[key, at - 1] > figure; at--)
		figures[key, at] = figures[key, at - 1]
	figures[key, at] = figure
}

# fast_half: mean of the faster half of the runs
function fast_half(figures, key,   at, sum, half)
{
	half = int((runs[key] + 1) / 2)
	for (at = 1; at <= half; at++)
		sum += figures[key, at]
	return sum / half
}

function row(what, unit, original, ours, judged,   ratio)
{
	ratio = original / (ours > 0 ? ours : 0.01)
	printf "%-40s%-14s%10.2f%10.2f%8.2f%s\n", what, unit, original, ours, ratio, judged && ratio < 1 ? "  BELOW 1" : ""
	if (judged && ratio < 1)
		failed = 1
}

# from_modpost: the same without what comes before modpost
function from_modpost(name,   original, ours)
{
	original = fast_half(cpu, name SUBSEP "original") - fast_half(cpu, "visit" SUBSEP "original")
	ours = fast_half(cpu, name SUBSEP "kolink") - fast_half(cpu, "visit" SUBSEP "kolink")
	row("    from modpost on", "processor, s", original, ours, 0)
	if (original < target[name] * ours) {
		print "    BELOW " target[name]
		failed = 1
	}
}

END {
	printf "%-40s%-14s%10s%10s%8s\n", "", "", "original", "kolink", "ratio"
	count = split(steps, step, " ")
	for (s = 1; s <= count; s++) {
		o = step[s] SUBSEP "original"
		k = step[s] SUBSEP "kolink"
		# Visiting folders is up to Linux's own makefiles.
		judged = step[s] != "visit"
		row(title[step[s]], "wall, s", fast_half(wall, o), fast_half(wall, k), judged && !busy)
		row("", "processor, s", fast_half(cpu, o), fast_half(cpu, k), judged)
		if (step[s] in target && ("visit" SUBSEP "kolink") in runs)
			from_modpost(step[s])
		if (step[s] != "modpost" && step[s] != "visit")
			printf "%-40s%-14s%10d%10d\n", "", "modules made", links[o], links[k]
	}
	exit failed
}
