// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "object_text.h"
#include "read.h"
#include "report_object.h"

static const struct options options = { .modules_enabled = true };

struct fixture {
	struct arena arena;
	struct diagnostics diagnostics;
	struct facts facts;
	struct report_object report;
};

static void fixture_init(struct fixture *fixture)
{
	*fixture = (struct fixture){ 0 };
	fixture->diagnostics.arena = &fixture->arena;
	elf_version(EV_CURRENT);
	read_object(&fixture->facts, "a.o", &options);
	assert_int_equal(fixture->facts.result, FACTS_COMPLETE);
}

static void fixture_free(struct fixture *fixture)
{
	facts_free(&fixture->facts);
	diagnostics_free(&fixture->diagnostics);
	arena_free(&fixture->arena);
}

static void assert_section(const struct report_sections *sections, size_t i, const char *name,
			   uint64_t size)
{
	assert_true(i < sections->nr);
	assert_string_equal(sections->items[i].name, name);
	assert_int_equal(sections->items[i].size, size);
}

/* An object of the text has 8 bytes in each function and datum. */
static void test_kinds_of_sections(void **state)
{
	struct fixture fixture;
	const struct report_sections *sections = fixture.report.sections;

	(void)state;
	write_object("a.o", "info license=GPL;func f;func g .init.text;section .data 1 3;data d;"
			    "section .bss 8 3;data b .bss;section .empty 1 2;section .debug 1 0;"
			    "data x .debug;");
	fixture_init(&fixture);
	assert_true(report_object_open(&fixture.report, &fixture.facts, &fixture.diagnostics));
	assert_int_equal(sections[SECTION_CODE].nr, 2);
	assert_section(&sections[SECTION_CODE], 0, ".text", 8);
	assert_section(&sections[SECTION_CODE], 1, ".init.text", 8);
	assert_int_equal(sections[SECTION_DATA].nr, 1);
	assert_section(&sections[SECTION_DATA], 0, ".data", 8);
	assert_int_equal(sections[SECTION_READ_ONLY].nr, 1);
	assert_section(&sections[SECTION_READ_ONLY], 0, ".modinfo", sizeof("license=GPL"));
	assert_int_equal(sections[SECTION_BSS].nr, 1);
	assert_section(&sections[SECTION_BSS], 0, ".bss", 8);
	assert_section(&sections[SECTION_NOT_LOADED], 0, ".debug", 8);
	report_object_close(&fixture.report);
	fixture_free(&fixture);
}

/* What is there by now are not the facts' object. */
static void test_object_that_changed(void **state)
{
	static const char *const others[] = { "info license=GPL;func f;func longer;", NULL };
	struct fixture fixture;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		write_object("a.o", "info license=GPL;func f;");
		fixture_init(&fixture);
		if (others[i])
			write_object("a.o", others[i]);
		else
			write_file("a.o", "no object any more");
		assert_false(
			report_object_open(&fixture.report, &fixture.facts, &fixture.diagnostics));
		assert_int_equal(fixture.diagnostics.nr, 1);
		assert_int_equal(fixture.diagnostics.worst, SEVERITY_FATAL);
		assert_string_equal(fixture.diagnostics.items[0].text,
				    "a.o: changed while modpost was running\n");
		fixture_free(&fixture);
	}
}

static void test_object_that_is_gone(void **state)
{
	struct fixture fixture;

	(void)state;
	write_object("a.o", "info license=GPL;func f;");
	fixture_init(&fixture);
	remove("a.o");
	assert_false(report_object_open(&fixture.report, &fixture.facts, &fixture.diagnostics));
	assert_int_equal(fixture.diagnostics.nr, 1);
	assert_int_equal(fixture.diagnostics.worst, SEVERITY_SYSTEM);
	fixture_free(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_kinds_of_sections),
		IN_DIRECTORY(test_object_that_changed),
		IN_DIRECTORY(test_object_that_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
