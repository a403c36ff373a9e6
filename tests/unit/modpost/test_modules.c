// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "modules.h"

static void test_newest_export_wins(void **state)
{
	struct modules modules;
	struct module *first, *second;
	struct exported_symbol *old, *new;

	(void)state;
	modules_init(&modules);
	first = modules_add(&modules, "vmlinux", NULL);
	second = modules_add(&modules, "d/m", NULL);
	assert_int_equal(first->number, 0);
	assert_int_equal(second->number, 1);
	assert_int_equal(modules.nr, 2);
	assert_true(first->is_vmlinux);
	assert_string_equal(module_suffix(first), "");
	assert_string_equal(module_suffix(second), ".ko");

	old = modules_add_export(&modules, first, "sym", "");
	new = modules_add_export(&modules, second, "sym", "");
	assert_ptr_equal(modules_find_export(&modules, "sym"), new);
	assert_ptr_equal(new->older, old);
	assert_null(old->older);
	modules_free(&modules);
}

static void test_leading_dot(void **state)
{
	struct modules modules;
	struct module *module;
	struct exported_symbol *export;

	(void)state;
	modules_init(&modules);
	module = modules_add(&modules, "m", NULL);
	export = modules_add_export(&modules, module, "fn", "");
	modules_add_export(&modules, module, ".hidden", "");
	assert_ptr_equal(modules_find_export(&modules, ".fn"), export);
	assert_null(modules_find_export(&modules, "..fn"));
	assert_null(modules_find_export(&modules, ".hidden"));
	modules_free(&modules);
}

static void test_modules_of_dumps(void **state)
{
	struct modules modules;
	struct module *a, *b;

	(void)state;
	modules_init(&modules);
	a = modules_of_dump(&modules, "A", "m");
	b = modules_of_dump(&modules, "B", "m");
	assert_ptr_not_equal(a, b);
	assert_ptr_equal(modules_of_dump(&modules, "A", "m"), a);
	assert_ptr_equal(modules.first, a);
	assert_ptr_equal(a->next, b);
	modules_free(&modules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newest_export_wins),
		cmocka_unit_test(test_leading_dot),
		cmocka_unit_test(test_modules_of_dumps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
