// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "relocation_before_6_5.h"
#include "relocation_fixture.h"

static void test_addresses(void **state)
{
	static const struct {
		uint16_t machine;
		uint32_t type;
		unsigned char bytes[4];
		enum relocation_result result;
		int64_t address;
	} cases[] = {
		{ EM_386, R_386_32, { 0xfe, 0xff, 0xff, 0xff }, RELOCATION_KNOWN, -2 },
		{ EM_386, R_386_GOTOFF, { 9, 0, 0, 0 }, RELOCATION_KNOWN, 0 },
		{ EM_ARM, R_ARM_ABS32, { 8, 0, 0, 0 }, RELOCATION_KNOWN, 108 },
		{ EM_ARM, R_ARM_REL32, { 8, 0, 0, 0 }, RELOCATION_SKIPPED, 0 },
		{ EM_ARM, R_ARM_THM_PC22, { 0 }, RELOCATION_KNOWN, RELOCATION_NOWHERE },
		{ EM_MIPS, R_MIPS_HI16, { 0 }, RELOCATION_SKIPPED, 0 },
		{ EM_MIPS, R_MIPS_GOT16, { 9, 0, 0, 0 }, RELOCATION_KNOWN, 0 },
		{ EM_PPC, 1, { 9, 0, 0, 0 }, RELOCATION_KNOWN, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct elf_relocation relocation = { .type = cases[i].type };
		struct relocation_fixture fixture;
		int64_t address = 0;

		relocation_fixture_init(&fixture, cases[i].machine, false, false, cases[i].bytes,
					100);
		assert_int_equal(relocation_address_before_6_5(&fixture.object, 1, &relocation,
							       false, &address),
				 cases[i].result);
		assert_true(address == cases[i].address);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
