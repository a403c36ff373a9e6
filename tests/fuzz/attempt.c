// SPDX-License-Identifier: GPL-2.0-only
#include "attempt.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sanitizer/lsan_interface.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"

enum {
	/* Who waits for something takes no processor time; a busy machine makes everybody wait. */
	MOST_WALL_SECONDS = 30,
	MOST_MEMORY_MB = 4096,
	EXEC_FAILED = 98,
};

/* modpost's main(), renamed by the compiler's command line. */
int modpost_main(int argc, char **argv);

/* The sanitizers ask for these. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void)
{
	return "exitcode=99:leak_check_at_exit=0:max_allocation_size_mb=256:hard_rss_limit_mb=2048";
}

const char *__ubsan_default_options(void)
{
	return "exitcode=99:print_stacktrace=1";
}

static long milliseconds_of(const struct rusage *usage)
{
	return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000 +
	       (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1000;
}

static void empty_log(void)
{
	if (ftruncate(STDERR_FILENO, 0) || lseek(STDERR_FILENO, 0, SEEK_SET))
		die("cannot empty", "the log");
}

static bool log_is_empty(void)
{
	struct stat st;

	return fstat(STDERR_FILENO, &st) || !st.st_size;
}

static enum outcome outcome_of_status(int status)
{
	if (status == SANITIZER_STATUS)
		return OUTCOME_SANITIZER;
	if (!status)
		return OUTCOME_TAKEN;
	return status == 1 && !log_is_empty() ? OUTCOME_REFUSED : OUTCOME_STATUS;
}

/* SIGPROF comes of too much processor time, SIGALRM of too much waiting. */
static void set_limits(unsigned int cpu_seconds, unsigned int wall_seconds)
{
	const struct itimerval cpu = { .it_value.tv_sec = cpu_seconds };

	setitimer(ITIMER_PROF, &cpu, NULL);
	alarm(wall_seconds);
}

enum outcome attempt_linked(char **argv, long *milliseconds)
{
	struct rusage before, after;
	int argc = 0, status;

	while (argv[argc])
		argc++;
	empty_log();
	getrusage(RUSAGE_SELF, &before);
	set_limits(MOST_CPU_SECONDS, MOST_WALL_SECONDS);
	status = modpost_main(argc, argv);
	set_limits(0, 0);
	getrusage(RUSAGE_SELF, &after);
	*milliseconds = milliseconds_of(&after) - milliseconds_of(&before);
	return outcome_of_status(status);
}

enum outcome attempt_outcome_of_death(int status)
{
	if (WIFEXITED(status))
		return WEXITSTATUS(status) == SANITIZER_STATUS ? OUTCOME_SANITIZER : OUTCOME_STATUS;
	if (WTERMSIG(status) == SIGPROF || WTERMSIG(status) == SIGALRM)
		return OUTCOME_SLOW;
	return OUTCOME_CRASH;
}

enum outcome attempt_program(const char *path, char **argv, long *milliseconds)
{
	const struct rlimit memory = { (rlim_t)MOST_MEMORY_MB << 20, (rlim_t)MOST_MEMORY_MB << 20 };
	const struct rlimit core = { 0, 0 };
	struct rusage usage;
	int status;
	pid_t pid;

	empty_log();
	pid = fork();
	if (pid < 0)
		die("cannot start", path);
	if (!pid) {
		setrlimit(RLIMIT_AS, &memory);
		setrlimit(RLIMIT_CORE, &core);
		set_limits(MOST_CPU_SECONDS, MOST_WALL_SECONDS);
		execv(path, argv);
		_exit(EXEC_FAILED);
	}
	if (wait4(pid, &status, 0, &usage) != pid)
		die("cannot wait for", path);
	*milliseconds = milliseconds_of(&usage);
	if (WIFSIGNALED(status))
		return attempt_outcome_of_death(status);
	if (WEXITSTATUS(status) == EXEC_FAILED)
		die("cannot run", path);
	return outcome_of_status(WEXITSTATUS(status));
}

bool attempt_leaks(void)
{
	return __lsan_do_recoverable_leak_check();
}
