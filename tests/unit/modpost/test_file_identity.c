// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file_identity.h"

static void test_none(void **state)
{
	struct file_identity identity;

	(void)state;
	identity = file_identity_at("missing");
	assert_true(file_identity_is_none(&identity));
	identity = file_identity_at(".");
	assert_true(file_identity_is_none(&identity));
	identity = file_identity_at("/dev/null");
	assert_true(file_identity_is_none(&identity));
}

static void test_links(void **state)
{
	struct file_identity file, link;

	(void)state;
	write_file("f", "text");
	assert_int_equal(symlink("f", "link"), 0);
	file = file_identity_at("f");
	link = file_identity_at("link");
	assert_false(file_identity_is_none(&file));
	assert_true(file_identity_equals(&file, &link));
	link = file_identity_at_itself("link");
	assert_true(file_identity_is_none(&link));
	link = file_identity_at_itself("f");
	assert_true(file_identity_equals(&file, &link));
}

/* A copy that nothing but its times and its inode tells from the file. */
static void test_times_set_back(void **state)
{
	struct file_identity before, after;
	struct timespec times[2];
	struct stat st;

	(void)state;
	write_file("f", "text");
	assert_int_equal(stat("f", &st), 0);
	before = file_identity_at("f");
	usleep(25000);
	write_file("f", "TEXT");
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, "f", times, 0), 0);
	after = file_identity_at("f");
	assert_true(after.size == before.size && after.modified == before.modified &&
		    after.modified_ns == before.modified_ns && after.inode == before.inode);
	assert_false(file_identity_equals(&before, &after));
}

static void test_settled(void **state)
{
	const struct file_clock clock = { .seconds = 100, .ns = 5000000, .device = 1 };
	static const struct {
		int64_t seconds;
		uint32_t ns;
		uint64_t device;
		bool is_settled;
	} cases[] = {
		{ 100, 5000000, 1, false },
		{ 100, 4000000, 1, false },
		{ 99, 990000000, 1, false },
		{ 99, 980000000, 1, true },
		{ 100, 900000000, 1, false },
		{ 2000, 1, 1, false },
		{ INT64_MAX, 1, 1, false },
		{ 1, 1, 1, true },
		{ INT64_MIN + 2000, 1, 1, true },
		/* Without parts of a second, and by the clock of another file system */
		{ 99, 0, 1, false },
		{ 98, 0, 1, true },
		{ 99, 1, 2, false },
		{ 97, 999999999, 2, true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct file_identity identity = { .device = cases[i].device,
						  .inode = 1,
						  .modified = 1,
						  .modified_ns = 1,
						  .changed = cases[i].seconds,
						  .changed_ns = cases[i].ns };

		if (file_identity_is_settled(&identity, &clock) != cases[i].is_settled)
			fail_msg("case %zu", i);
	}
}

static void test_clock(void **state)
{
	struct file_identity identity;
	struct file_clock clock;
	int fd;

	(void)state;
	fd = open("f", O_CREAT | O_WRONLY, 0666);
	assert_true(fd >= 0);
	clock = file_clock_now(fd);
	identity = file_identity_at("f");
	assert_false(file_identity_is_settled(&identity, &clock));
	usleep(45000);
	assert_int_equal(futimens(fd, NULL), 0);
	clock = file_clock_now(fd);
	assert_false(file_identity_is_settled(&identity, &clock) &&
		     clock.device != identity.device);
	assert_true(file_identity_is_settled(&identity, &clock));
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, enter_directory, leave_directory)
		IN_DIRECTORY(test_none),	   IN_DIRECTORY(test_links),
		IN_DIRECTORY(test_times_set_back), cmocka_unit_test(test_settled),
		IN_DIRECTORY(test_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
