// SPDX-License-Identifier: GPL-2.0-only
#include "lib/spelling.h"

#include <string.h>

#define TOO_FAR (SPELLING_MAX + 1)
/* Longer names than any symbol of a kernel are not compared. */
#define LONGEST 512
/* Only cells this near to the diagonal can belong to a small distance. */
#define BAND	(2 * SPELLING_MAX + 1)

uint64_t spelling_letters(const char *name)
{
	uint64_t letters = 0;

	for (; *name; name++)
		letters |= 1ull << (*name & 63);
	return letters;
}

unsigned int spelling_bound(uint64_t letters, uint64_t others)
{
	unsigned int lost = __builtin_popcountll(letters & ~others);
	unsigned int added = __builtin_popcountll(others & ~letters);

	return lost > added ? lost : added;
}

static unsigned int least(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/*
 * Row i, column c of the band is the distance of the first i characters of one name and the first
 * i + c - SPELLING_MAX of the other.
 */
unsigned int spelling_distance(const char *name, size_t len, const char *other, size_t other_len)
{
	unsigned int rows[3][BAND + 2];

	if (len > LONGEST || other_len > LONGEST || len > other_len + SPELLING_MAX ||
	    other_len > len + SPELLING_MAX)
		return TOO_FAR;

	for (size_t i = 0; i <= len; i++) {
		unsigned int *row = rows[i % 3] + 1, *above = rows[(i + 2) % 3] + 1;
		const unsigned int *above2 = rows[(i + 1) % 3] + 1;
		unsigned int nearest = TOO_FAR;

		row[-1] = TOO_FAR;
		row[BAND] = TOO_FAR;
		for (size_t c = 0; c < BAND; c++) {
			size_t j = i + c - SPELLING_MAX;

			row[c] = TOO_FAR;
			if (i + c < SPELLING_MAX || j > other_len)
				continue;
			if (!i) {
				row[c] = j;
			} else if (!j) {
				row[c] = i;
			} else {
				row[c] = least(above[c] + (name[i - 1] != other[j - 1]),
					       least(row[c - 1], above[c + 1]) + 1);
				if (i > 1 && j > 1 && name[i - 1] == other[j - 2] &&
				    name[i - 2] == other[j - 1])
					row[c] = least(row[c], above2[c] + 1);
			}
			nearest = least(nearest, row[c]);
		}
		if (nearest >= TOO_FAR)
			return TOO_FAR;
	}
	return least(rows[len % 3][1 + other_len + SPELLING_MAX - len], TOO_FAR);
}
