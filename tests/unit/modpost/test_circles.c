// SPDX-License-Identifier: GPL-2.0-only
/* Modules that need each other. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "circles.h"
#include "object_text.h"
#include "program.h"

#define CIRCLE	 "WARNING: modpost: modules need each other in a circle: "
#define INFO	 "info license=GPL;info description=d;"
#define NR_CHAIN 100000

/* As the resolving phase does it. */
static void add_dependency(struct run *run, struct module *module, const struct module *provider)
{
	struct dependency *dependency = arena_alloc(&run->modules.arena, sizeof(*dependency));

	dependency->module = provider;
	dependency->next = NULL;
	*module->depends_end = dependency;
	module->depends_end = &dependency->next;
}

/* What is printed about the run, to be freed. */
static char *report_of(struct run *run)
{
	int saved = dup(STDERR_FILENO), fd = open("errors", O_WRONLY | O_CREAT | O_TRUNC, 0666);

	fflush(stderr);
	assert_true(saved >= 0 && fd >= 0);
	dup2(fd, STDERR_FILENO);
	circles_report(run);
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(fd);
	return read_file("errors");
}

/* "ab": a needs b. The modules are those of "abcdefgh", in this order. */
static const struct {
	const char *needs, *messages;
} cases[] = {
	{ "", "" },
	{ "ab bc ac cd", "" },
	{ "ab ba", CIRCLE "a -> b -> a\n" },
	{ "ba ab", CIRCLE "a -> b -> a\n" },
	{ "ab bc ca", CIRCLE "a -> b -> c -> a\n" },
	{ "ha ac cb bh", CIRCLE "a -> c -> b -> h -> a\n" },
	/* not through the first module */
	{ "ab bc cb", CIRCLE "b -> c -> b\n" },
	/* a line for each, in the order of the modules */
	{ "gh hg ab ba ef fe",
	  CIRCLE "a -> b -> a\n" CIRCLE "e -> f -> e\n" CIRCLE "g -> h -> g\n" },
	{ "gh hg ga ab ba bc", CIRCLE "a -> b -> a\n" CIRCLE "g -> h -> g\n" },
	{ "ad da dg be eb ge", CIRCLE "a -> d -> a\n" CIRCLE "b -> e -> b\n" },
	/* the shortest one through the first, not the shortest of all */
	{ "ab bc cd da ca", CIRCLE "a -> b -> c -> a\n" },
	{ "ab bc ca bd db", CIRCLE "a -> b -> c -> a\n" },
	/* of two of the same length, that of the dependency that comes first */
	{ "ac ab ba ca", CIRCLE "a -> c -> a\n" },
	/* dead ends, inside and outside */
	{ "ab bc cd dc bh hb ca eh", CIRCLE "a -> b -> c -> a\n" },
	{ "ab ac bd cd de ef fd", CIRCLE "d -> e -> f -> d\n" },
};

static void test_shapes(void **state)
{
	static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct module *modules[ARRAY_SIZE(names)];
		struct options options = { 0 };
		struct run run;
		char *text;

		run_init(&run, &options);
		for (size_t j = 0; j < ARRAY_SIZE(names); j++)
			modules[j] = modules_add(&run.modules, names[j], NULL);
		for (const char *need = cases[i].needs; *need; need += need[2] ? 3 : 2)
			add_dependency(&run, modules[need[0] - 'a'], modules[need[1] - 'a']);
		text = report_of(&run);
		assert_string_equal(text, cases[i].messages);
		assert_false(run.reporter.errors);
		free(text);
		run_free(&run);
	}
}

/* So many that a recursion would not end well, or a search that is not linear. */
static void test_long_chain(void **state)
{
	struct options options = { 0 };
	struct module **modules;
	struct run run;
	char *text;

	(void)state;
	run_init(&run, &options);
	modules = calloc(NR_CHAIN, sizeof(*modules));
	assert_non_null(modules);
	for (size_t i = 0; i < NR_CHAIN; i++)
		modules[i] = modules_add(&run.modules, "m", NULL);
	for (size_t i = 1; i < NR_CHAIN; i++) {
		add_dependency(&run, modules[i - 1], modules[i]);
		add_dependency(&run, modules[i - 1], modules[NR_CHAIN - 1]);
	}
	text = report_of(&run);
	assert_string_equal(text, "");
	free(text);

	add_dependency(&run, modules[NR_CHAIN - 1], modules[0]);
	text = report_of(&run);
	assert_string_equal(text, CIRCLE "m -> m -> m\n");
	free(text);
	free(modules);
	run_free(&run);
}

static void check(const char *arguments, const char *errors)
{
	struct program_run run = run_modpost(arguments);

	assert_string_equal(run.errors, errors);
	assert_int_equal(run.status, 0);
	program_run_free(&run);
}

static void test_program(void **state)
{
	(void)state;
	write_object("vmlinux.o", "data v;export v;use f;");
	write_object("d/a.o", INFO "data f;export f;use g;use v;");
	write_object("b.o", INFO "data g;export g;weak f;");
	check("-M vmlinux.o d/a.o b.o", CIRCLE "d/a -> b -> d/a\n");
	check("-M b.o vmlinux.o d/a.o --no-hints", CIRCLE "b -> d/a -> b\n");
	check("--abi=7.1 -M vmlinux.o d/a.o b.o", "");
	check("--abi=6.1 vmlinux.o -w d/a.o b.o --no-hints",
	      "WARNING: modpost: \"g\" [d/a.ko] undefined!\n"
	      "WARNING: modpost: \"v\" [d/a.ko] undefined!\n");

	/* A weak import of what nobody exports, and modules of a dump, are needed by nobody. */
	write_object("d/a.o", INFO "data f;use g;use v;");
	check("-M vmlinux.o d/a.o b.o", "");
	write_file("dump", "0x1\tf\td/a\tEXPORT_SYMBOL\t\n");
	check("-M -i dump vmlinux.o d/a.o b.o", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_shapes, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_long_chain, enter_directory, leave_directory),
		cmocka_unit_test_setup_teardown(test_program, enter_directory, leave_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
