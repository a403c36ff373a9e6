// SPDX-License-Identifier: GPL-2.0-only
/* Slots come from make's pipe and all go back to it, the same bytes. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/jobserver.h"

static int waiting_bytes(int fd)
{
	int nr;

	assert_int_equal(ioctl(fd, FIONREAD, &nr), 0);
	return nr;
}

static void make_pipe(int ends[2], const char *slots, char *makeflags, size_t size)
{
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], slots, strlen(slots)), strlen(slots));
	snprintf(makeflags, size, "k -j4 --jobserver-auth=%d,%d -- V=1", ends[0], ends[1]);
}

static void close_pipe(int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

static void test_no_jobserver(void **state)
{
	static const char *const makeflags[] = {
		NULL,
		"",
		"ks -- V=1",
		/* -j without a number: as many jobs as there are */
		" -j",
		"k -j -- V=1",
		/* numbers that nobody serves */
		" -j12",
		"--jobs=1",
		/* what variables hold */
		" -j -- X=-j1 -j1",
		"-- --jobserver-auth=0,1",
		"-- X=--jobserver-auth=0,1",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(makeflags); i++) {
		assert_false(jobserver_connect(makeflags[i]));
		assert_int_equal(jobserver_acquire(4), 0);
		jobserver_release();
	}
}

static void test_one_job_at_a_time(void **state)
{
	static const char *const makeflags[] = { "-j1", " -j1", "k -j1 -- V=1", " -j1 --print" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(makeflags); i++) {
		assert_true(jobserver_connect(makeflags[i]));
		assert_int_equal(jobserver_acquire(4), 0);
		jobserver_release();
	}
}

/* The last one named counts, in either spelling, and nothing behind the options. */
static void test_which_one(void **state)
{
	static const char *const formats[] = {
		"--jobserver-fds=%d,%d -j",
		" -j3 --jobserver-auth=900,901 --jobserver-auth=%d,%d",
		"k -j3 --jobserver-fds=900,901 --jobserver-auth=%d,%d --print -- V=1",
		" -j3 --jobserver-auth=%d,%d -- --jobserver-auth=900,901",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		char makeflags[128];
		int ends[2];

		make_pipe(ends, "++", makeflags, sizeof(makeflags));
		snprintf(makeflags, sizeof(makeflags), formats[i], ends[0], ends[1]);
		assert_true(jobserver_connect(makeflags));
		assert_int_equal(jobserver_acquire(5), 2);
		jobserver_release();
		assert_int_equal(waiting_bytes(ends[0]), 2);
		close_pipe(ends);
	}
}

static void test_takes_no_more_than_wanted(void **state)
{
	char makeflags[128], bytes[8] = "";
	int ends[2];

	(void)state;
	make_pipe(ends, "+*abc", makeflags, sizeof(makeflags));
	assert_true(jobserver_connect(makeflags));
	assert_int_equal(jobserver_acquire(2), 2);
	assert_int_equal(waiting_bytes(ends[0]), 3);
	jobserver_release();
	assert_int_equal(read(ends[0], bytes, 7), 5);
	assert_memory_equal(bytes, "abc", 3);
	assert_true(strchr(bytes + 3, '+') && strchr(bytes + 3, '*'));
	close_pipe(ends);
}

static void test_does_not_wait(void **state)
{
	char makeflags[128];
	int ends[2];

	(void)state;
	make_pipe(ends, "+", makeflags, sizeof(makeflags));
	assert_true(jobserver_connect(makeflags));
	assert_int_equal(jobserver_acquire(7), 1);
	/* The reads of make still wait. */
	assert_int_equal(fcntl(ends[0], F_GETFL) & O_NONBLOCK, 0);
	jobserver_release();
	assert_int_equal(waiting_bytes(ends[0]), 1);
	close_pipe(ends);
}

static void test_named_fifo(void **state)
{
	int fd;

	(void)state;
	assert_int_equal(mkfifo("slots", 0600), 0);
	fd = open("slots", O_RDWR);
	assert_int_equal(write(fd, "++", 2), 2);
	assert_true(jobserver_connect("-j3 --jobserver-auth=fifo:slots"));
	assert_int_equal(jobserver_acquire(5), 2);
	jobserver_release();
	assert_int_equal(waiting_bytes(fd), 2);
	close(fd);
}

static void test_unusable_ones_grant_nothing(void **state)
{
	static const char *const makeflags[] = {
		"--jobserver-auth=-2,-2",  "--jobserver-auth=900,901",
		"--jobserver-auth=0,0",	   "--jobserver-auth=fifo:missing",
		"--jobserver-fds=x",	   "--jobserver-auth=",
		"--jobserver-auth=3",	   "--jobserver-auth=,",
		"--jobserver-auth=0,",	   "--jobserver-auth=fifo:",
		"--jobserver-auth=fifo:.", "--jobserver-auth=fifo:file",
		"--jobserver-auth=fifo",   "--jobserver-auth=-1,1",
	};

	(void)state;
	write_file("file", "++");
	for (size_t i = 0; i < ARRAY_SIZE(makeflags); i++) {
		int null = open("/dev/null", O_RDWR);
		int saved = dup(0);

		/* 0 is no pipe, whatever runs the test. */
		dup2(null, 0);
		assert_true(jobserver_connect(makeflags[i]));
		assert_int_equal(jobserver_acquire(3), 0);
		jobserver_release();
		dup2(saved, 0);
		close(saved);
		close(null);
	}
}

/* Numbers of what was a pipe once, or never was make's: nothing is taken from it. */
static void test_other_descriptors(void **state)
{
	int first[2], second[2];
	char makeflags[128];

	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		make_pipe(first, "++", makeflags, sizeof(makeflags));
		close(first[closed]);
		assert_true(jobserver_connect(makeflags));
		assert_int_equal(jobserver_acquire(2), 0);
		jobserver_release();
		close(first[!closed]);
	}

	make_pipe(first, "++", makeflags, sizeof(makeflags));
	make_pipe(second, "++", makeflags, sizeof(makeflags));
	for (int i = 0; i < 2; i++) {
		/* Of two pipes, then the wrong way round. */
		snprintf(makeflags, sizeof(makeflags), "--jobserver-auth=%d,%d", first[i],
			 i ? first[0] : second[1]);
		assert_true(jobserver_connect(makeflags));
		assert_int_equal(jobserver_acquire(2), 0);
		jobserver_release();
	}
	assert_int_equal(waiting_bytes(first[0]), 2);
	assert_int_equal(waiting_bytes(second[0]), 2);
	close_pipe(first);
	close_pipe(second);
}

static void test_signal_returns_slots(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGXFSZ, SIGSEGV, SIGBUS };
	const struct rlimit no_core = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		char makeflags[128];
		int ends[2], status;
		pid_t child;

		make_pipe(ends, "+++", makeflags, sizeof(makeflags));
		child = fork();
		if (!child) {
			/* Tests may run under nohup. */
			signal(signals[i], SIG_DFL);
			setrlimit(RLIMIT_CORE, &no_core);
			jobserver_connect(makeflags);
			jobserver_acquire(3);
			raise(signals[i]);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_int_equal(waiting_bytes(ends[0]), 3);
		close_pipe(ends);
	}
}

static void test_exit_returns_slots(void **state)
{
	char makeflags[128];
	int ends[2], status;
	pid_t child;

	(void)state;
	make_pipe(ends, "+++", makeflags, sizeof(makeflags));
	fflush(NULL);
	child = fork();
	if (!child) {
		jobserver_connect(makeflags);
		jobserver_acquire(2);
		exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(waiting_bytes(ends[0]), 3);
	close_pipe(ends);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		/* The handlers of children must be the first ones. */
		cmocka_unit_test(test_signal_returns_slots),
		cmocka_unit_test(test_exit_returns_slots),
		cmocka_unit_test(test_no_jobserver),
		cmocka_unit_test(test_one_job_at_a_time),
		cmocka_unit_test(test_which_one),
		cmocka_unit_test(test_takes_no_more_than_wanted),
		cmocka_unit_test(test_does_not_wait),
		cmocka_unit_test(test_named_fifo),
		cmocka_unit_test(test_unusable_ones_grant_nothing),
		cmocka_unit_test(test_other_descriptors),
	};

	/* A read that waits would do so for ever. */
	alarm(60);
	return cmocka_run_group_tests(tests, enter_directory, leave_directory);
}
