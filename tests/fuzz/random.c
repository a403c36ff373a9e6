// SPDX-License-Identifier: GPL-2.0-only
#include "random.h"

/* splitmix64 */
uint64_t random_bits(struct random *random)
{
	uint64_t bits = random->state += 0x9e3779b97f4a7c15;

	bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
	bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
	return bits ^ bits >> 31;
}

struct random random_start(uint64_t seed, uint64_t number)
{
	struct random random = { seed };

	random.state = random_bits(&random) ^ number;
	random_bits(&random);
	return random;
}

size_t random_below(struct random *random, size_t limit)
{
	return limit ? random_bits(random) % limit : 0;
}
