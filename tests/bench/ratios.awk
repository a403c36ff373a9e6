# SPDX-License-Identifier: GPL-2.0-only
# From files SCENARIO.WHO of lines "wall processor kilobytes": least of each, ratios, targets.

BEGIN {
	name[1] = "wall, s"
	name[2] = "processor, s"
	name[3] = "peak memory, MB"
	# Debian's over ours, when all outputs are there already.
	target[1] = 7
	target[2] = 3.5
	target[3] = 0.5
	scenarios = "new unchanged"
}

FNR == 1 {
	count = split(FILENAME, part, /[\/.]/)
	key = part[count - 1] SUBSEP part[count]
}

{
	for (i = 1; i <= 3; i++) {
		if (FNR == 1 || $i < least[key, i])
			least[key, i] = $i
	}
}

END {
	printf "%-11s%-18s%10s%10s%8s  %s\n", "outputs", "", "Debian", "ours", "ratio", "target"
	split(scenarios, scenario, " ")
	for (s = 1; s <= 2; s++) {
		for (i = 1; i <= 3; i++) {
			debian = least[scenario[s], "debian", i]
			ours = least[scenario[s], "ours", i]
			ratio = debian / ours
			if (i == 3) {
				debian /= 1024
				ours /= 1024
			}
			verdict = ""
			if (scenario[s] == "unchanged") {
				missed = ratio < target[i]
				verdict = target[i] (missed ? "  MISSED" : "  ok")
				if (missed && !(i == 1 && busy))
					failed = 1
			}
			printf "%-11s%-18s%10.2f%10.2f%8.2f  %s\n", scenario[s], name[i], debian, ours, ratio, verdict
		}
	}
	exit failed
}
