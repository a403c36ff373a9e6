// SPDX-License-Identifier: GPL-2.0-only
/* Where relocations point to, machine by machine. */
#include "test.h"

#include "relocation.h"
#include "relocation_fixture.h"

static void test_stored_addends(void **state)
{
	static const struct {
		uint16_t machine;
		uint32_t type;
		bool is_big_endian;
		unsigned char bytes[4];
		uint32_t value, address;
	} cases[] = {
		{ EM_386, R_386_32, false, { 4, 3, 2, 1 }, 100, 0x01020304 },
		{ EM_386, R_386_PC32, false, { 0xfc, 0xff, 0xff, 0xff }, 0, 0 },
		{ EM_386, R_386_GOTOFF, false, { 0, 0, 0, 0 }, 0, 0xffffffff },
		{ EM_ARM, R_ARM_ABS32, false, { 8, 0, 0, 0 }, 100, 108 },
		{ EM_ARM, R_ARM_ABS32, true, { 0, 0, 0, 8 }, 100, 108 },
		{ EM_ARM, R_ARM_REL32, false, { 0xff, 0xff, 0xff, 0xff }, 1, 0 },
		/* bl to the symbol itself: the addend takes back what the pipeline adds */
		{ EM_ARM, R_ARM_CALL, false, { 0xfe, 0xff, 0xff, 0xeb }, 16, 16 },
		{ EM_ARM, R_ARM_JUMP24, false, { 0x00, 0x00, 0x00, 0xea }, 16, 24 },
		/* movw r0, #0x1234 and #0x8000 */
		{ EM_ARM, R_ARM_MOVW_ABS_NC, false, { 0x34, 0x02, 0x01, 0xe3 }, 0, 0x1234 },
		{ EM_ARM, R_ARM_MOVT_ABS, false, { 0x00, 0x00, 0x08, 0xe3 }, 0, 0xffff8000 },
		/* movw r0, #0x1234 in Thumb code: imm4 1, i 0, imm3 2, imm8 0x34 */
		{ EM_ARM, R_ARM_THM_MOVW_ABS_NC, false, { 0x41, 0xf2, 0x34, 0x20 }, 0, 0x1234 },
		{ EM_ARM, R_ARM_THM_MOVT_ABS, true, { 0xf2, 0xc1, 0x20, 0x34 }, 4, 0x1238 },
		/* bl with the addend -4 */
		{ EM_ARM, R_ARM_THM_PC22, false, { 0xff, 0xf7, 0xfe, 0xff }, 9, 9 },
		{ EM_ARM, R_ARM_THM_JUMP24, false, { 0x00, 0xf0, 0x00, 0xb8 }, 0, 4 },
		/* beq.w with the addend -4 */
		{ EM_ARM, R_ARM_THM_JUMP19, false, { 0x3f, 0xf4, 0xfe, 0xaf }, 2, 2 },
		{ EM_ARM, R_ARM_PREL31, false, { 0, 0, 0, 0 }, 0, 0xffffffff },
		{ EM_MIPS, R_MIPS_32, true, { 1, 2, 3, 4 }, 100, 0x01020304 },
		{ EM_MIPS, R_MIPS_26, true, { 0x0c, 0, 0, 2 }, 100, 8 },
		{ EM_MIPS, R_MIPS_LO16, true, { 0x24, 0x42, 0xff, 0xfe }, 0, 0xfffe },
		{ EM_MIPS, R_MIPS_HI16, true, { 0, 0, 0, 0 }, 0, 0xffffffff },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct elf_relocation relocation = { .type = cases[i].type };
		struct relocation_fixture fixture;
		uint64_t address;

		relocation_fixture_init(&fixture, cases[i].machine, false, cases[i].is_big_endian,
					cases[i].bytes, cases[i].value);
		assert_true(relocation_address(&fixture.object, 1, &relocation, false, &address));
		if (address != cases[i].address)
			fail_msg("case %zu: %#lx", i, (unsigned long)address);
	}
}

static void test_addends_of_their_own(void **state)
{
	struct elf_relocation relocation = { .addend = -4 };
	struct relocation_fixture fixture;
	uint64_t address;

	(void)state;
	relocation_fixture_init(&fixture, EM_X86_64, true, false, NULL, 0);
	assert_true(relocation_address(&fixture.object, 1, &relocation, true, &address));
	assert_true(address == (uint64_t)-4);
	relocation_fixture_init(&fixture, EM_PPC, false, true, NULL, 0);
	assert_true(relocation_address(&fixture.object, 1, &relocation, true, &address));
	assert_true(address == 0xfffffffc);
	relocation_fixture_init(&fixture, EM_PPC, false, true, NULL, 24);
	assert_true(relocation_address(&fixture.object, 1, &relocation, true, &address));
	assert_true(address == 20);
}

static void test_outside_of_the_section(void **state)
{
	struct arena arena = { 0 };
	struct diagnostics diagnostics = { .arena = &arena };
	struct elf_relocation relocation = { .type = R_386_32, .offset = 1 };
	struct relocation_fixture fixture;
	uint64_t address;

	(void)state;
	relocation_fixture_init(&fixture, EM_386, false, false, NULL, 0);
	fixture.object.diagnostics = &diagnostics;
	assert_false(relocation_address(&fixture.object, 1, &relocation, false, &address));
	assert_string_equal(diagnostics.items[0].text,
			    "a.o: a relocation lies outside of its section\n");
	diagnostics_free(&diagnostics);
	arena_free(&arena);
}

static void test_known_machines(void **state)
{
	(void)state;
	assert_true(relocation_addend_is_known(EM_386));
	assert_true(relocation_addend_is_known(EM_ARM));
	assert_true(relocation_addend_is_known(EM_MIPS));
	assert_false(relocation_addend_is_known(EM_X86_64));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stored_addends),
		cmocka_unit_test(test_addends_of_their_own),
		cmocka_unit_test(test_outside_of_the_section),
		cmocka_unit_test(test_known_machines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
