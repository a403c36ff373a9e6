# SPDX-License-Identifier: GPL-2.0-only
# From files SCENARIO.WHO of lines "wall processor kilobytes": least of each, ratios, targets.

BEGIN {
	name[1] = "wall, s"
	name[2] = "processor, s"
	name[3] = "peak memory, MB"
	# Debian's over ours
	targets["unchanged"] = "7 3.5 0.5"
	targets["again"] = "30 15 0.5"
	targets["sources"] = "5 3 0.5"
}

FNR == 1 {
	count = split(FILENAME, part, /[\/.]/)
	key = part[count - 1] SUBSEP part[count]
	if (part[count] == "ours")
		scenario[++scenarios] = part[count - 1]
}

{
	for (i = 1; i <= 3; i++) {
		if (FNR == 1 || $i < least[key, i])
			least[key, i] = $i
	}
}

END {
	printf "%-11s%-18s%10s%10s%8s  %s\n", "scenario", "", "Debian", "ours", "ratio", "target"
	for (s = 1; s <= scenarios; s++) {
		split(targets[scenario[s]], target, " ")
		for (i = 1; i <= 3; i++) {
			debian = least[scenario[s], "debian", i]
			ours = least[scenario[s], "ours", i]
			ratio = ours ? debian / ours : 0
			if (i == 3) {
				debian /= 1024
				ours /= 1024
			}
			verdict = ""
			if (scenario[s] in targets && targets[scenario[s]]) {
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
