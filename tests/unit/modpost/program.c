// SPDX-License-Identifier: GPL-2.0-only
#include "program.h"

#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char output_file[] = ".printed", errors_file[] = ".complained";

static void become_modpost(char *arguments)
{
	const char *directory = getenv("UNIT_PROGRAMS");
	char *argv[64] = { "modpost" };
	char path[4096];
	int nr = 1;

	for (char *word = strtok(arguments, " "); word && nr < 63; word = strtok(NULL, " "))
		argv[nr++] = word;
	snprintf(path, sizeof(path), "%s/modpost", directory ? directory : ".");
	unsetenv("KERNELVERSION");
	if (!freopen(output_file, "w", stdout) || !freopen(errors_file, "w", stderr))
		_exit(125);
	execv(path, argv);
	_exit(126);
}

struct program_run run_modpost(const char *arguments)
{
	struct program_run run = { 0 };
	char *copy = strdup(arguments);
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		become_modpost(copy);
	assert_int_equal(waitpid(child, &status, 0), child);
	free(copy);

	run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	run.output = read_file(output_file);
	run.errors = read_file(errors_file);
	assert_non_null(run.output);
	assert_non_null(run.errors);
	unlink(output_file);
	unlink(errors_file);
	return run;
}

void program_run_free(struct program_run *run)
{
	free(run->output);
	free(run->errors);
}

void run_expecting(const char *arguments, int status, const char *errors)
{
	struct program_run run = run_modpost(arguments);

	assert_string_equal(run.errors, errors);
	assert_int_equal(run.status, status);
	program_run_free(&run);
}
