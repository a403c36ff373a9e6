// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutates the files that one run of modpost leaves to the next, with all other files as they were.
 *
 *   kept_files [--seed=N] [--count=N] WORK-FOLDER SCENARIO...
 *
 * Damage must change nothing: messages, exit status and outputs are those of a run that keeps nothing. In every other
 * attempt the digests are made right again, as somebody would who wants to mislead: then modpost may be misled, but
 * must end in good order. The result is TAP.
 */
#include <getopt.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attempt.h"
#include "lib/digest.h"
#include "random.h"
#include "scenario.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LOG	     "../kept.log"

enum {
	MOST_OUTPUTS = 8,
	FILE_HEADER = 16,
	RECORD_HEADER = 16,
	TICK_US = 30000, /* more than a tick of any clock: what is younger is not kept */
};

static const char *const kept_names[] = { ".tmp_Module.symvers.facts",
					  ".tmp_Module.symvers.outputs" };

/* What a run leaves that anybody looks at. */
struct result {
	enum outcome outcome;
	struct bytes log;
	struct bytes outputs[MOST_OUTPUTS]; /* in the order of the scenario */
};

/* What the child of main() tells it. */
struct report {
	uint64_t number;
	unsigned long damaged, misled, refused, different;
	char what[200];
};

static struct {
	uint64_t seed, count;
	struct scenario *scenarios;
	struct report *report;
} setup = { .seed = 1, .count = 1500 };

static char **command_line(const struct scenario *scenario, const char *option)
{
	char **argv = calloc(3 + scenario->nr_args + scenario->nr_own_args, sizeof(*argv));
	size_t argc = 0;

	if (!argv)
		die("no memory for", "options");
	argv[argc++] = "modpost";
	if (option)
		argv[argc++] = (char *)option;
	for (size_t i = 0; i < scenario->nr_own_args; i++)
		argv[argc++] = scenario->own_args[i];
	for (size_t i = 0; i < scenario->nr_args; i++)
		argv[argc++] = scenario->args[i];
	return argv;
}

static struct bytes read_or_nothing(const char *path)
{
	struct bytes empty = { (unsigned char *)"", 0 }, content = { 0 };

	return bytes_read(&content, path) ? content : bytes_copy(&empty);
}

static struct result run(const struct scenario *scenario, const char *option)
{
	char **argv = command_line(scenario, option);
	struct result result = { 0 };
	long milliseconds;
	size_t nr = 0;

	result.outcome = attempt_linked(argv, &milliseconds);
	result.log = read_or_nothing(LOG);
	for (size_t i = 0; i < scenario->nr_files; i++) {
		if (scenario->files[i].is_output && nr < MOST_OUTPUTS)
			result.outputs[nr++] = read_or_nothing(scenario->files[i].name);
	}
	free(argv);
	return result;
}

static void result_free(struct result *result)
{
	bytes_free(&result->log);
	for (size_t i = 0; i < MOST_OUTPUTS; i++)
		bytes_free(&result->outputs[i]);
}

static bool bytes_equal(const struct bytes *a, const struct bytes *b)
{
	return a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len));
}

static bool result_equal(const struct result *a, const struct result *b)
{
	bool same = a->outcome == b->outcome && bytes_equal(&a->log, &b->log);

	for (size_t i = 0; i < MOST_OUTPUTS; i++)
		same = same && bytes_equal(&a->outputs[i], &b->outputs[i]);
	return same;
}

static void write_outputs(const struct scenario *scenario, const struct result *result)
{
	size_t nr = 0;

	for (size_t i = 0; i < scenario->nr_files; i++) {
		if (scenario->files[i].is_output && nr < MOST_OUTPUTS)
			bytes_write(&result->outputs[nr++], scenario->files[i].name);
	}
}

static void mutate(struct bytes *file, struct random *random)
{
	static const uint32_t odd[] = { 0,	    1,		2,	    0x7f,	   0xff,
					0x7fffffff, 0x80000000, UINT32_MAX, UINT32_MAX - 1 };
	size_t at = random_below(random, file->len), len = random_below(random, 64);
	uint32_t number = odd[random_below(random, COUNT(odd))];

	switch (random_below(random, 8)) {
	case 0:
		bytes_replace(file, at, file->len - at, "", 0);
		break;
	case 1:
		bytes_replace(file, at, len < file->len - at ? len : file->len - at, "", 0);
		break;
	case 2:
		bytes_replace(file, at, 0, &number, sizeof(number));
		break;
	case 3:
	case 4:
		if (at < file->len)
			file->data[at] ^= 1 << random_below(random, 8);
		break;
	default:
		if (file->len - at >= sizeof(number))
			memcpy(file->data + at, &number, sizeof(number));
		break;
	}
}

/* Right digests for all records, as far as their lengths lead from one to the next. */
static void seal(struct bytes *file)
{
	size_t at = FILE_HEADER;

	while (at <= file->len && file->len - at >= RECORD_HEADER) {
		uint64_t len, digest;

		memcpy(&len, file->data + at, sizeof(len));
		if (len > file->len - at - RECORD_HEADER) {
			len = file->len - at - RECORD_HEADER;
			memcpy(file->data + at, &len, sizeof(len));
		}
		digest = digest_of(file->data + at + RECORD_HEADER, len);
		memcpy(file->data + at + sizeof(len), &digest, sizeof(digest));
		at += RECORD_HEADER + len;
	}
}

static void complain(const struct scenario *scenario, const char *what)
{
	if (!setup.report->different++)
		snprintf(setup.report->what, sizeof(setup.report->what), "%s: %s", scenario->name,
			 what);
}

static void attempt(const struct scenario *scenario, const struct result *expected,
		    const struct bytes kept[COUNT(kept_names)], struct random *random)
{
	bool sealed = random_once_in(random, 2);
	struct result result;

	for (size_t i = 0; i < COUNT(kept_names); i++) {
		struct bytes file = bytes_copy(&kept[i]);

		for (size_t changes = random_below(random, 4); changes; changes--)
			mutate(&file, random);
		if (sealed)
			seal(&file);
		bytes_write(&file, kept_names[i]);
		bytes_free(&file);
	}
	result = run(scenario, NULL);
	if (sealed)
		setup.report->misled++;
	else
		setup.report->damaged++;
	if (result.outcome != OUTCOME_TAKEN && result.outcome != OUTCOME_REFUSED)
		complain(scenario, "another exit status than 0 and 1, or 1 without a message");
	if (!sealed && !result_equal(&result, expected))
		complain(scenario, "other results than without the file");
	if (!result_equal(&result, expected))
		write_outputs(scenario, expected);
	result_free(&result);
}

/* So many attempts with one scenario, after runs that fill the files. */
static void work_on(struct scenario *scenario, const char *work, uint64_t count)
{
	struct bytes kept[COUNT(kept_names)];
	struct result expected, filled;

	scenario_set_up(scenario, work, 0);
	scenario_enter(scenario);
	expected = run(scenario, "--no-facts-cache");
	result_free(&expected);
	expected = run(scenario, "--no-facts-cache");
	usleep(TICK_US);
	for (int i = 0; i < 2; i++) {
		filled = run(scenario, NULL);
		if (!result_equal(&filled, &expected))
			complain(scenario, "other results while the file is filled");
		result_free(&filled);
	}
	for (size_t i = 0; i < COUNT(kept_names); i++) {
		kept[i] = read_or_nothing(kept_names[i]);
		if (kept[i].len <= FILE_HEADER)
			complain(scenario, "nothing was kept");
	}
	for (; count; count--) {
		struct random random = random_start(setup.seed, setup.report->number++);

		attempt(scenario, &expected, kept, &random);
	}
	for (size_t i = 0; i < COUNT(kept_names); i++)
		bytes_free(&kept[i]);
	result_free(&expected);
}

static void work(char **scenarios, int nr, const char *folder)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/kept.log", folder);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0666);
	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		die("cannot open", path);
	setup.scenarios = calloc(nr, sizeof(*setup.scenarios));
	if (!setup.scenarios)
		die("no memory for", "scenarios");
	for (int i = 0; i < nr; i++) {
		scenario_load(&setup.scenarios[i], scenarios[i]);
		work_on(&setup.scenarios[i], folder, setup.count / nr + 1);
	}
	/* What ends a process on purpose is found at once, leaks are found here. */
	if (attempt_leaks())
		_exit(SANITIZER_STATUS);
}

static bool print_results(int status)
{
	const struct report *report = setup.report;

	printf("# kept files: %lu attempts with damage, %lu with lies\n", report->damaged,
	       report->misled);
	if (status)
		printf("# attempt %llu ended the process, status %#x\n",
		       (unsigned long long)report->number - 1, status);
	if (*report->what)
		printf("# %s\n", report->what);
	printf("%sok 1 - modpost, mutated kept files: no crash, no report of ASan or UBSan\n",
	       status ? "not " : "");
	printf("%sok 2 - modpost, mutated kept files: damage changes nothing\n",
	       report->different ? "not " : "");
	puts("1..2");
	return !status && !report->different;
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "seed", required_argument, NULL, 's' },
						 { "count", required_argument, NULL, 'c' },
						 { 0 } };
	int letter, status = 0;
	pid_t pid;

	while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (letter == 's')
			setup.seed = strtoull(optarg, NULL, 0);
		else if (letter == 'c')
			setup.count = strtoull(optarg, NULL, 0);
		else
			return 2;
	}
	if (argc - optind < 2) {
		fputs("Usage: kept_files [OPTION]... WORK-FOLDER SCENARIO...\n", stderr);
		return 2;
	}
	unsetenv("MAKEFLAGS");
	unsetenv("KERNELVERSION");
	setup.report = mmap(NULL, sizeof(*setup.report), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (setup.report == MAP_FAILED)
		die("no memory for", "the report");
	fflush(stdout);
	pid = fork();
	if (!pid) {
		work(argv + optind + 1, argc - optind - 1, argv[optind]);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		die("cannot start", "a process");
	return print_results(status) ? 0 : 1;
}
