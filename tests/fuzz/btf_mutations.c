// SPDX-License-Identifier: GPL-2.0-only
/*
 * Gives btf-rebase inputs with mutations and judges each of its runs.
 *
 *   btf_mutations [--seed=N] [--count=N] [--only=N] SEEDS WORK-FOLDER
 *
 * A process calls btf-rebase's main() for one input after the other, in the work folder; when it dies of one, another
 * process goes on behind that. Which mutations run N has follows from N and the seed. The result is TAP.
 */
#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sanitizer/lsan_interface.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "btf_files.h"
#include "mutate.h"

enum {
	MOST_SECONDS = 5,
	MOST_FAILURES_SHOWN = 20,
	STATUS_LEFT = 3, /* btf-rebase's: pahole has to see the base */
	NR_STATUSES = 4,
};

int btf_rebase_main(int argc, char **argv);
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void)
{
	return "exitcode=99:leak_check_at_exit=0:max_allocation_size_mb=512:hard_rss_limit_mb=2048";
}

const char *__ubsan_default_options(void)
{
	return "exitcode=99:print_stacktrace=1";
}

static struct {
	uint64_t seed, count, only;
	struct btf_files files[NR_BTF_VARIANTS];
	struct bytes raw[NR_BTF_VARIANTS];
} setup = { .seed = 1, .count = 12000, .only = UINT64_MAX };

/* What the processes share. */
static struct {
	uint64_t number; /* of the run, or of the next one */
	unsigned long statuses[NR_STATUSES], mutated_indices, added;
	unsigned int failures;
	bool seeds_were_tried, seeds_are_good;
} * totals;

static void show_log(void)
{
	struct bytes log;

	if (!bytes_read(&log, "../log"))
		return;
	if (log.len > 3000)
		log.len = 3000;
	log.data[log.len] = '\0';
	for (char *line = strtok((char *)log.data, "\n"); line; line = strtok(NULL, "\n"))
		printf("#   | %s\n", line);
	bytes_free(&log);
}

static void fail(const char *reason)
{
	if (totals->failures++ >= MOST_FAILURES_SHOWN)
		return;
	printf("# run %llu: %s\n", (unsigned long long)totals->number, reason);
	show_log();
	printf("# to repeat it: tests/fuzz/btf-mutations.sh --seed=%llu --only=%llu\n",
	       (unsigned long long)setup.seed, (unsigned long long)totals->number);
	fflush(stdout);
}

static bool is_there(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

static bool log_is_empty(void)
{
	struct stat st;

	return fstat(STDERR_FILENO, &st) || !st.st_size;
}

/* Files other than the inputs and @out. */
static bool has_leftovers(void)
{
	static const char *const known[] = { ".", "..", "base", "in", "index", "object", "out" };
	DIR *folder = opendir(".");
	struct dirent *entry;
	bool found = false;

	while (!found && (entry = readdir(folder))) {
		found = true;
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			found = found && strcmp(entry->d_name, known[i]);
	}
	closedir(folder);
	return found;
}

static int call(char **argv)
{
	int argc = 0, status;

	while (argv[argc])
		argc++;
	if (ftruncate(STDERR_FILENO, 0))
		die("cannot empty", "the log");
	alarm(MOST_SECONDS);
	status = btf_rebase_main(argc, argv);
	alarm(0);
	return status;
}

/* The rules that each run has to keep. */
static void judge(int status)
{
	if (status == 0) {
		if (!is_there("out"))
			fail("no output");
		else if (!log_is_empty())
			fail("a message without an error");
	} else if (is_there("out")) {
		fail("an output in spite of the status");
	} else if (status == 1 ? log_is_empty() : status != STATUS_LEFT || !log_is_empty()) {
		fail("a strange status, an error without a message, or the other way round");
	}
	if (has_leftovers())
		fail("leftovers");
}

static int rebase(bool with_index, bool with_object, struct bytes *out)
{
	char *argv[10] = { "btf-rebase", "--base", "base", "in", "out" };
	int argc = 5, status;

	if (with_index) {
		argv[argc++] = "--index";
		argv[argc++] = "index";
	}
	if (with_object) {
		argv[argc++] = "--object";
		argv[argc++] = "object";
	}
	unlink("out");
	status = call(argv);
	judge(status);
	totals->statuses[status & (NR_STATUSES - 1)]++;
	if (status || !bytes_read(out, "out"))
		*out = (struct bytes){ NULL, 0 };
	return status;
}

/* The same with the object changed in place: either it takes the result, and @in goes, or there is an output. */
static void add(void)
{
	char *argv[] = { "btf-rebase", "--base", "base", "--index", "index", "--object",
			 "object",     "--add",	 "in",	 "out",	    NULL };
	int status;

	unlink("out");
	status = call(argv);
	if (status ? is_there("out") || !is_there("in") : is_there("out") != is_there("in"))
		fail("an output too many, or none");
	if (!status && !log_is_empty())
		fail("a message without an error");
	if (has_leftovers())
		fail("leftovers");
	totals->added += !status && !is_there("out");
}

static bool is_equal(const struct bytes *a, const struct bytes *b)
{
	return a->len == b->len && (!a->len || !memcmp(a->data, b->data, a->len));
}

static void compare_with_index(bool with_object)
{
	struct bytes with, without;

	if (rebase(true, with_object, &with) != rebase(false, with_object, &without) ||
	    !is_equal(&with, &without))
		fail("an index makes a difference");
	free(with.data);
	free(without.data);
}

static struct bytes mutate(const struct bytes *bytes, struct random *random, bool is_elf)
{
	struct bytes copy = bytes_copy(bytes);

	if (is_elf && !random_once_in(random, 3))
		mutate_object(&copy, random);
	else
		mutate_btf(&copy, random);
	return copy;
}

/* Write the files, some of them with mutations. Returns whether an index makes no difference. */
static bool write_files(enum btf_variant variant, struct random *random)
{
	const struct btf_files *files = &setup.files[variant];
	unsigned int changed = 1 + random_below(random, 15);
	struct btf_files copies = {
		.base = changed & 1 ? mutate(&files->base, random, variant == BTF_ELF)
				    : bytes_copy(&files->base),
		.in = changed & 2 ? mutate(&files->in, random, false) : bytes_copy(&files->in),
		.object = changed == 8 ? mutate(&files->object, random, true)
				       : bytes_copy(&files->object),
		.index = changed & 4 ? mutate(&files->index, random, false)
				     : bytes_copy(&files->index),
	};
	bool is_signed = (changed & 5) && !random_once_in(random, 4);

	if (is_signed)
		btf_index_sign(&copies.index,
			       variant == BTF_ELF ? &setup.raw[variant] : &copies.base);
	totals->mutated_indices += changed >> 2 & 1;
	bytes_write(&copies.base, "base");
	bytes_write(&copies.in, "in");
	bytes_write(&copies.index, "index");
	bytes_write(&copies.object, "object");
	bytes_free(&copies.base);
	bytes_free(&copies.in);
	bytes_free(&copies.index);
	bytes_free(&copies.object);
	return !is_signed;
}

static void make_index(void)
{
	char *argv[] = { "btf-rebase", "--index", "base", "out", NULL };

	unlink("out");
	judge(call(argv));
}

static void run_number(uint64_t number)
{
	struct random random = random_start(setup.seed, number);
	bool with_index = !write_files(number % NR_BTF_VARIANTS, &random);
	bool with_object = random_once_in(&random, 2);
	struct bytes out;

	if (with_index)
		rebase(true, with_object, &out), free(out.data);
	else
		compare_with_index(with_object);
	if (random_once_in(&random, 4))
		make_index();
	if (with_object)
		add();
}

/* Without mutations; once, even if it is the end of the process. */
static void check_seeds(void)
{
	bool all = true;

	if (totals->seeds_were_tried)
		return;
	totals->seeds_were_tried = true;
	for (int variant = 0; variant < NR_BTF_VARIANTS; variant++) {
		const struct btf_files *files = &setup.files[variant];
		struct bytes out;

		bytes_write(&files->base, "base");
		bytes_write(&files->in, "in");
		bytes_write(&files->index, "index");
		bytes_write(&files->object, "object");
		all = !rebase(true, true, &out) && all;
		free(out.data);
	}
	totals->seeds_are_good = all;
	memset(totals->statuses, 0, sizeof(totals->statuses));
}

static void work(void)
{
	int log = open("../log", O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0666);

	if (log < 0 || dup2(log, STDERR_FILENO) < 0)
		die("cannot open", "log");
	check_seeds();
	for (; totals->number < setup.count; totals->number++) {
		run_number(totals->number);
		if (setup.only != UINT64_MAX)
			break;
		if (totals->number % 500 == 499 && __lsan_do_recoverable_leak_check())
			fail("a leak, of this run or one before it");
	}
	fflush(stdout);
	_exit(0);
}

/* Until all runs are done. */
static void work_in_processes(void)
{
	while (totals->number < setup.count) {
		int status;
		pid_t pid = fork();

		if (pid < 0)
			die("cannot start", "a process");
		if (!pid)
			work();
		if (waitpid(pid, &status, 0) != pid)
			die("cannot wait for", "a process");
		if (!WIFSIGNALED(status) && !WEXITSTATUS(status))
			break;
		fail(WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "too slow" : "a crash");
		if (setup.only != UINT64_MAX)
			break;
		totals->number++;
	}
}

static void parse_options(int argc, char **argv)
{
	static const struct option options[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "count", required_argument, NULL, 'c' },
		{ "only", required_argument, NULL, 'o' },
		{ 0 },
	};
	int letter;

	while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (letter == '?')
			exit(2);
		*(letter == 's'	  ? &setup.seed
		  : letter == 'c' ? &setup.count
				  : &setup.only) = strtoull(optarg, NULL, 0);
	}
	if (argc - optind != 2) {
		fputs("usage: btf_mutations [--seed=N] [--count=N] [--only=N] SEEDS WORK-FOLDER\n",
		      stderr);
		exit(2);
	}
}

static int print_results(void)
{
	const struct {
		bool is_good;
		const char *name;
	} results[] = {
		{ totals->seeds_are_good, "BTF without mutations is rebased" },
		{ !totals->failures, "no mutation of BTF breaks btf-rebase" },
		{ setup.only != UINT64_MAX ||
			  (totals->statuses[0] > setup.count / 8 && totals->statuses[3] &&
			   totals->added > setup.count / 64),
		  "many mutations of BTF are read to the end" },
	};
	int bad = 0;

	printf("# %llu runs with mutations, seed %llu: %lu done, %lu errors, %lu left to pahole; "
	       "%lu indices mutated, %lu added to objects\n",
	       (unsigned long long)setup.count, (unsigned long long)setup.seed, totals->statuses[0],
	       totals->statuses[1], totals->statuses[3], totals->mutated_indices, totals->added);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		printf("%sok %zu - %s\n", results[i].is_good ? "" : "not ", i + 1, results[i].name);
		bad |= !results[i].is_good;
	}
	printf("1..%zu\n", sizeof(results) / sizeof(results[0]));
	return bad;
}

int main(int argc, char **argv)
{
	parse_options(argc, argv);
	totals = mmap(NULL, sizeof(*totals), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	if (totals == MAP_FAILED)
		die("no memory for", "the results");
	for (int variant = 0; variant < NR_BTF_VARIANTS; variant++)
		btf_files_load(&setup.files[variant], &setup.raw[variant], argv[optind], variant);
	if (chdir(argv[optind + 1]))
		die("cannot enter", argv[optind + 1]);
	totals->number = setup.only == UINT64_MAX ? 0 : setup.only;
	work_in_processes();
	return print_results();
}
