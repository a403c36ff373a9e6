// SPDX-License-Identifier: GPL-2.0-only
/* The same program says the same each time, another one something else. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cache/program_identity.h"

/* What this program does when a test starts it again. */
static void print_identity(void)
{
	struct strbuf identity = { 0 };

	if (!program_identity_add(&identity))
		exit(1);
	fwrite(identity.text, 1, identity.len, stdout);
	exit(0);
}

/* The digest of what a program says. */
static void ask(const char *program, char *answer, size_t size)
{
	char command[8192];
	FILE *pipe;

	snprintf(command, sizeof(command), "IDENTITY=1 '%s' | cksum", program);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_non_null(fgets(answer, size, pipe));
	assert_int_equal(pclose(pipe), 0);
}

static void test_same_and_other(void **state)
{
	char self[4096] = { 0 }, command[8192];
	char first[64], second[64], other[64];

	(void)state;
	assert_true(readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
	ask(self, first, sizeof(first));
	ask(self, second, sizeof(second));
	assert_string_equal(first, second);
	assert_null(strstr(first, " 0\n"));

	/* Without its build id it is another one, and told by its file. */
	snprintf(command, sizeof(command),
		 "objcopy --remove-section=.note.gnu.build-id '%s' ./copy 2>/dev/null", self);
	if (system(command))
		skip();
	ask("./copy", other, sizeof(other));
	assert_string_not_equal(first, other);
	assert_int_equal(system("cat copy >another && chmod +x another"), 0);
	ask("./another", second, sizeof(second));
	assert_string_not_equal(other, second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_same_and_other, enter_directory,
						leave_directory),
	};

	if (getenv("IDENTITY"))
		print_identity();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
