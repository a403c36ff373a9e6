// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gives modpost inputs with mutations and judges each of its runs.
 *
 *   mutations [--seed=N] [--count=N] [--jobs=N] WORK-FOLDER SCENARIO...
 *   mutations --only=N ...          that run alone; its files and output stay in the work folder
 *   mutations --debian=FOLDER ...   the modpost.real-* programs there instead of ours
 *
 * Workers call modpost's main() for one input after the other, each in a folder that holds just the files of its
 * scenario. When one dies of it, that is noted and another one goes on with the next input. Which files, options
 * and mutations run N has follows from N and the seed alone; the first runs, one a scenario, have no mutation.
 * The result is TAP.
 */
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attempt.h"
#include "mutate.h"
#include "random.h"
#include "scenario.h"

#define COUNT(array)	 (sizeof(array) / sizeof((array)[0]))
#define NOTHING_SELECTED UINT64_MAX

enum {
	MOST_FAILURES_SHOWN = 20,
	MOST_JOBS = 64,
	RUNS_PER_LEAK_CHECK = 100,
};

struct worker {
	uint64_t number; /* of its run, or the next one */
	bool is_running;
};

/* What the workers count together. */
struct totals {
	struct worker workers[MOST_JOBS];
	atomic_ulong outcomes[NR_OUTCOMES];
	atomic_ulong changed; /* runs that left a trace after an error */
	atomic_ulong refused_unmutated;
	atomic_ulong mutated_objects, mutated_texts;
	atomic_ulong failures;
	atomic_long longest;
};

static struct {
	uint64_t seed, count, only;
	unsigned int jobs;
	const char *debian;
	const char *work;
	struct scenario *scenarios;
	size_t nr_scenarios;
	struct totals *totals;
} setup = { .seed = 1, .count = 24000, .only = NOTHING_SELECTED, .jobs = 1 };

static const char *const outcome_names[] = {
	[OUTCOME_CRASH] = "crash",
	[OUTCOME_SANITIZER] = "sanitizer report",
	[OUTCOME_SLOW] = "more than 2 s",
	[OUTCOME_STATUS] = "exit status other than 0 and 1, or 1 without a message",
};

/* Each run gets some of them besides its scenario's. */
static char *const switches[] = { "-w", "-W", "-N", "-E", "-e", "-n" };
static char *const own_switches[] = { "--all-undefined", "--jobs=3" };

static void mutate_file(struct scenario *scenario, size_t i, struct random *random)
{
	const struct scenario_file *file = &scenario->files[i];
	struct bytes content = bytes_copy(&file->content);

	if (scenario_file_is_object(file)) {
		mutate_object(&content, random);
		setup.totals->mutated_objects++;
	} else {
		mutate_text(&content, random);
		setup.totals->mutated_texts++;
	}
	scenario_change(scenario, ".", i, content);
}

static void mutate_scenario(struct scenario *scenario, struct random *random)
{
	size_t files = random_once_in(random, 8) ? 2 : 1;

	while (files) {
		size_t i = random_below(random, scenario->nr_files);
		const struct scenario_file *file = &scenario->files[i];

		/* There are several texts to an object, and more to get wrong in an object. */
		if (file->is_output ||
		    (!scenario_file_is_object(file) && !random_once_in(random, 4)))
			continue;
		mutate_file(scenario, i, random);
		files--;
	}
}

static char **command_line(const struct scenario *scenario, struct random *random, bool mutated)
{
	char **argv = calloc(3 + scenario->nr_args + scenario->nr_own_args + COUNT(switches) +
				     COUNT(own_switches),
			     sizeof(*argv));
	size_t argc = 0;

	if (!argv)
		die("no memory for", "options");
	argv[argc++] = "modpost";
	/* What is kept has its own program. */
	if (!setup.debian)
		argv[argc++] = "--no-facts-cache";
	for (size_t i = 0; mutated && i < COUNT(switches); i++) {
		if (random_once_in(random, 8))
			argv[argc++] = switches[i];
	}
	for (size_t i = 0; mutated && !setup.debian && i < COUNT(own_switches); i++) {
		if (random_once_in(random, 8))
			argv[argc++] = own_switches[i];
	}
	for (size_t i = 0; !setup.debian && i < scenario->nr_own_args; i++)
		argv[argc++] = scenario->own_args[i];
	for (size_t i = 0; i < scenario->nr_args; i++)
		argv[argc++] = scenario->args[i];
	return argv;
}

static void log_name(char path[PATH_MAX], unsigned int worker)
{
	snprintf(path, PATH_MAX, "%s/log.%u", setup.work, worker);
}

static void show_log(unsigned int worker)
{
	struct bytes log = { 0 };
	char path[PATH_MAX];

	log_name(path, worker);
	if (!bytes_read(&log, path))
		return;
	if (log.len > 3000)
		log.len = 3000;
	log.data[log.len] = '\0';
	for (char *line = strtok((char *)log.data, "\n"); line; line = strtok(NULL, "\n"))
		printf("#   | %s\n", line);
	bytes_free(&log);
}

static void show_failure(unsigned int worker, uint64_t number, const char *reason, const char *file)
{
	if (setup.debian || setup.totals->failures++ >= MOST_FAILURES_SHOWN)
		return;
	printf("# run %llu, %s: %s%s%s\n", (unsigned long long)number,
	       setup.scenarios[number % setup.nr_scenarios].name, reason, *file ? ": " : "", file);
	show_log(worker);
	printf("# to repeat it: tests/fuzz/mutations.sh --seed=%llu --only=%llu\n",
	       (unsigned long long)setup.seed, (unsigned long long)number);
	fflush(stdout);
}

static const char *program_for(const struct scenario *scenario, char path[PATH_MAX])
{
	if (!setup.debian)
		return NULL;
	snprintf(path, PATH_MAX, "%s/modpost.real-%s-%d", setup.debian,
		 scenario->is_big_endian ? "msb" : "lsb", scenario->is_wide ? 64 : 32);
	return path;
}

static void note_time(long milliseconds)
{
	long longest = setup.totals->longest;

	while (milliseconds > longest &&
	       !atomic_compare_exchange_weak(&setup.totals->longest, &longest, milliseconds))
		;
}

static bool has_option(char *const *argv, const char *option)
{
	for (; *argv; argv++) {
		if (!strcmp(*argv, option))
			return true;
	}
	return false;
}

static bool may_write(enum outcome outcome, char *const *argv)
{
	return outcome == OUTCOME_TAKEN || has_option(argv, "--keep-going");
}

static enum outcome run_modpost(const struct scenario *scenario, char **argv)
{
	char program[PATH_MAX];
	enum outcome outcome;
	long milliseconds;

	if (setup.debian)
		outcome = attempt_program(program_for(scenario, program), argv, &milliseconds);
	else
		outcome = attempt_linked(argv, &milliseconds);
	note_time(milliseconds);
	return outcome;
}

static void judge(unsigned int worker, uint64_t number, const struct scenario *scenario,
		  enum outcome outcome, char *const *argv)
{
	bool writes = may_write(outcome, argv);
	const char *trace;

	setup.totals->outcomes[outcome]++;
	if (outcome_names[outcome])
		show_failure(worker, number, outcome_names[outcome], "");
	if (number < setup.nr_scenarios && outcome != OUTCOME_TAKEN) {
		setup.totals->refused_unmutated++;
		show_failure(worker, number, "refused without a mutation", "");
	}
	if (outcome != OUTCOME_TAKEN && outcome != OUTCOME_REFUSED)
		return;
	trace = scenario_find_trace(scenario, ".", writes);
	if (trace) {
		setup.totals->changed++;
		show_failure(worker, number,
			     writes ? "changed or left behind" : "changed after an error", trace);
	}
}

static void run_number(unsigned int worker, uint64_t number)
{
	struct scenario *scenario = &setup.scenarios[number % setup.nr_scenarios];
	struct random random = random_start(setup.seed, number);
	bool mutated = number >= setup.nr_scenarios;
	enum outcome outcome;
	char **argv;

	scenario_enter(scenario);
	if (mutated)
		mutate_scenario(scenario, &random);
	argv = command_line(scenario, &random, mutated);
	setup.totals->workers[worker].is_running = true;
	outcome = run_modpost(scenario, argv);
	setup.totals->workers[worker].is_running = false;
	judge(worker, number, scenario, outcome, argv);
	if (setup.only == NOTHING_SELECTED)
		scenario_restore(scenario, ".");
	free(argv);
}

static void open_log(unsigned int worker)
{
	char path[PATH_MAX];
	int fd;

	log_name(path, worker);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0666);
	if (fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		die("cannot open", path);
	close(fd);
}

static void check_leaks(unsigned int worker, uint64_t number)
{
	if (setup.debian || !attempt_leaks())
		return;
	setup.totals->outcomes[OUTCOME_SANITIZER]++;
	show_failure(worker, number, "leak of this run or one of those before it", "");
}

/* From the run on that the worker's record says. */
static void work(unsigned int worker)
{
	uint64_t *number = &setup.totals->workers[worker].number;
	unsigned int runs = 0;

	open_log(worker);
	for (size_t i = 0; i < setup.nr_scenarios; i++)
		scenario_set_up(&setup.scenarios[i], setup.work, worker);
	for (; *number < setup.count; *number += setup.jobs) {
		run_number(worker, *number);
		if (++runs % RUNS_PER_LEAK_CHECK == 0)
			check_leaks(worker, *number);
	}
	check_leaks(worker, *number - setup.jobs);
}

static pid_t start_worker(unsigned int worker)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		die("cannot start", "a process");
	if (!pid) {
		work(worker);
		fflush(stdout);
		_exit(0);
	}
	return pid;
}

/* True if the worker can go on behind the run that it died of. */
static bool note_death(unsigned int worker, int status)
{
	struct worker *record = &setup.totals->workers[worker];
	enum outcome outcome = attempt_outcome_of_death(status);

	if (!record->is_running) {
		show_log(worker);
		die("no result from", "a worker");
	}
	setup.totals->outcomes[outcome]++;
	show_failure(worker, record->number, outcome_names[outcome], "");
	record->is_running = false;
	record->number += setup.jobs;
	return record->number < setup.count;
}

static void work_in_parallel(void)
{
	unsigned int running = setup.jobs;
	pid_t workers[MOST_JOBS];

	for (unsigned int i = 0; i < setup.jobs; i++) {
		setup.totals->workers[i].number = i;
		if (setup.only != NOTHING_SELECTED)
			setup.totals->workers[i].number = setup.only;
		workers[i] = start_worker(i);
	}
	while (running) {
		unsigned int i = 0;
		int status;
		pid_t pid = wait(&status);

		while (i < setup.jobs && workers[i] != pid)
			i++;
		if (status && i < setup.jobs && note_death(i, status))
			workers[i] = start_worker(i);
		else
			running--;
	}
}

static bool result(unsigned int number, unsigned long bad, const char *what)
{
	printf("%sok %u - modpost, mutated inputs: %s\n", bad ? "not " : "", number, what);
	return !bad;
}

/* Debian's modpost is measured, not tested. */
static void print_figures(void)
{
	struct totals *totals = setup.totals;

	printf("# %s modpost, seed %llu: %llu runs over %zu scenarios, %lu objects and %lu texts "
	       "mutated; %lu taken, %lu refused; longest %.2f s\n",
	       setup.debian ? "Debian's" : "our", (unsigned long long)setup.seed,
	       (unsigned long long)setup.count, setup.nr_scenarios, totals->mutated_objects,
	       totals->mutated_texts, totals->outcomes[OUTCOME_TAKEN],
	       totals->outcomes[OUTCOME_REFUSED], totals->longest / 1000.0);
	printf("# %s modpost: %lu crashes, %lu runs over 2 s, %lu other exit statuses, "
	       "%lu with files changed after an error\n",
	       setup.debian ? "Debian's" : "our", totals->outcomes[OUTCOME_CRASH],
	       totals->outcomes[OUTCOME_SLOW], totals->outcomes[OUTCOME_STATUS], totals->changed);
}

static bool print_results(void)
{
	struct totals *totals = setup.totals;
	bool good = true;

	good &= result(1, totals->refused_unmutated, "all are good before");
	good &= result(2, totals->outcomes[OUTCOME_CRASH], "no crash");
	good &= result(3, totals->outcomes[OUTCOME_SANITIZER], "no report of ASan or UBSan");
	good &= result(4, totals->outcomes[OUTCOME_SLOW], "no run over 2 s");
	good &= result(5, totals->outcomes[OUTCOME_STATUS], "exit status 0, or 1 with a message");
	good &= result(6, totals->changed, "no file changed after an error, none left behind");
	puts("1..6");
	return good;
}

static void parse_options(int argc, char **argv)
{
	static const struct option options[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "count", required_argument, NULL, 'c' },
		{ "only", required_argument, NULL, 'o' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "debian", required_argument, NULL, 'd' },
		{ 0 },
	};
	int letter;

	while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (letter) {
		case 's':
			setup.seed = strtoull(optarg, NULL, 0);
			break;
		case 'c':
			setup.count = strtoull(optarg, NULL, 0);
			break;
		case 'o':
			setup.only = strtoull(optarg, NULL, 0);
			break;
		case 'j':
			setup.jobs = strtoul(optarg, NULL, 0);
			break;
		case 'd':
			setup.debian = optarg;
			break;
		default:
			exit(2);
		}
	}
	if (argc - optind < 2 || !setup.jobs || setup.jobs > MOST_JOBS) {
		fputs("Usage: mutations [OPTION]... WORK-FOLDER SCENARIO...\n", stderr);
		exit(2);
	}
	if (setup.only != NOTHING_SELECTED) {
		setup.jobs = 1;
		setup.count = setup.only + 1;
	}
	setup.work = argv[optind++];
}

int main(int argc, char **argv)
{
	parse_options(argc, argv);
	unsetenv("MAKEFLAGS");
	unsetenv("KERNELVERSION");
	setup.nr_scenarios = argc - optind;
	setup.scenarios = calloc(setup.nr_scenarios, sizeof(*setup.scenarios));
	setup.totals = mmap(NULL, sizeof(*setup.totals), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!setup.scenarios || setup.totals == MAP_FAILED)
		die("no memory for", "the results");
	for (size_t i = 0; i < setup.nr_scenarios; i++)
		scenario_load(&setup.scenarios[i], argv[optind + i]);

	work_in_parallel();
	if (setup.only != NOTHING_SELECTED)
		return setup.totals->failures ? 1 : 0;
	print_figures();
	return setup.debian || print_results() ? 0 : 1;
}
