// SPDX-License-Identifier: GPL-2.0-only
/* Facts are taken as long as nothing that they came from has changed, and the result is always that of reading. */
#include "test.h"

#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache/facts_cache.h"
#include "device/offsets.h"
#include "cache/facts_codec.h"
#include "object_text.h"
#include "program.h"
#include "read.h"

#define OBJECT	  "d/a.o"
#define FACTS	  ".tmp_Module.symvers.facts"
#define OUTPUTS	  ".tmp_Module.symvers.outputs"
#define ARGUMENTS "-M -m -b -a -w --jobs=1 -o Module.symvers " OBJECT

/* More than a tick of any file system's clock here. */
static void let_settle(void)
{
	usleep(25000);
}

static void write_input(void)
{
	write_object(OBJECT, "info license=GPL;info description=1;func f;export f;use g;");
	write_file("d/a.mod", "d/b.o\n");
	write_file("d/.b.o.cmd", "source_d/b.o := d/a.c\n"
				 "deps_d/b.o := \\\n"
				 "  d/a.h \\\n"
				 "\n"
				 "#SYMVER f 0x00001234\n");
	write_file("d/.c.o.cmd", "source_d/c.o := d/a.c\n#SYMVER f 0x12345678\n");
	write_file("d/a.c", "int c;\n");
	write_file("d/a.h", "int h;\n");
}

static void set_options(struct options *options)
{
	memset(options, 0, sizeof(*options));
	options->features = features_of(NATIVE_RELEASE);
	options->features.native = true;
	options->modules_enabled = true;
	options->modversions = true;
	options->basic_versions = true;
	options->all_srcversions = true;
	options->dump_out = "Module.symvers";
}

static void keep(const struct options *options)
{
	struct facts_cache cache = { 0 };
	struct facts facts;

	facts_cache_open(&cache, options, 1);
	facts_cache_begin(&cache);
	read_object(&facts, OBJECT, options);
	facts_cache_keep(&cache, 0, &facts);
	if (facts_cache_has_news(&cache))
		facts_cache_save(&cache);
	facts_free(&facts);
	facts_cache_close(&cache);
}

static bool is_taken(const struct options *options)
{
	struct facts_cache cache = { 0 };
	struct facts facts;
	bool taken;

	facts_cache_open(&cache, options, 1);
	taken = facts_cache_take(&cache, 0, OBJECT, &facts);
	if (taken)
		assert_string_equal(facts.name, "d/a");
	facts_cache_close(&cache);
	return taken;
}

/* Another content of the same size, and the times of the old one. */
static void replace_in_place(const char *path, void (*write)(const char *path, const char *text),
			     const char *text)
{
	struct timespec times[2];
	struct stat old, new;

	assert_int_equal(stat(path, &old), 0);
	write(path, text);
	assert_int_equal(stat(path, &new), 0);
	assert_int_equal(old.st_size, new.st_size);
	times[0] = old.st_atim;
	times[1] = old.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void change_object(void)
{
	replace_in_place(OBJECT, write_object,
			 "info license=GPL;info description=1;func k;export k;use g;");
}

static void change_mod(void)
{
	replace_in_place("d/a.mod", write_file, "d/c.o\n");
}

static void change_cmd(void)
{
	replace_in_place("d/.b.o.cmd", write_file,
			 "source_d/b.o := d/a.c\n"
			 "deps_d/b.o := \\\n"
			 "  d/a.h \\\n"
			 "\n"
			 "#SYMVER f 0x00004321\n");
}

static void change_source(void)
{
	replace_in_place("d/a.c", write_file, "int d;\n");
}

static void change_header(void)
{
	replace_in_place("d/a.h", write_file, "int i;\n");
}

static void rename_object(void)
{
	write_object("d/new.o", "info license=GPL;info description=1;func k;export k;use g;");
	assert_int_equal(rename("d/new.o", OBJECT), 0);
}

static void link_source(void)
{
	write_file("d/other.c", "int e;\n");
	assert_int_equal(unlink("d/a.c"), 0);
	assert_int_equal(symlink("other.c", "d/a.c"), 0);
}

static void replace_folder(void)
{
	assert_int_equal(rename("d", "old"), 0);
	write_input();
	write_file("d/a.h", "int folder;\n");
}

static void remove_object(void)
{
	assert_int_equal(unlink(OBJECT), 0);
}

static void remove_header(void)
{
	assert_int_equal(unlink("d/a.h"), 0);
}

static void remove_cmd(void)
{
	assert_int_equal(unlink("d/.b.o.cmd"), 0);
}

static void make_folder_of_source(void)
{
	assert_int_equal(unlink("d/a.c"), 0);
	assert_int_equal(mkdir("d/a.c", 0777), 0);
}

static void damage_cache(void)
{
	patch_file(FACTS, 100, "\xff\xff\xff\xff", 4);
}

static void cut_cache(void)
{
	assert_int_equal(truncate(FACTS, 300), 0);
}

static void remove_cache(void)
{
	assert_int_equal(unlink(FACTS), 0);
}

static const struct {
	const char *name;
	void (*make)(void);
	bool is_source; /* matters to the source version only */
} changes[] = {
	{ "object", change_object, false },
	{ "list of objects", change_mod, false },
	{ "record of a command", change_cmd, false },
	{ "source", change_source, true },
	{ "header", change_header, true },
	{ "object replaced", rename_object, false },
	{ "source replaced by a link", link_source, true },
	{ "folder replaced", replace_folder, false },
	{ "object removed", remove_object, false },
	{ "header removed", remove_header, true },
	{ "record removed", remove_cmd, false },
	{ "folder for a source", make_folder_of_source, true },
	{ "damage", damage_cache, false },
	{ "end cut off", cut_cache, false },
	{ "cache removed", remove_cache, false },
};

/* Each test input in a folder of its own. */
static void enter(const char *name)
{
	assert_int_equal(mkdir(name, 0777), 0);
	assert_int_equal(chdir(name), 0);
	write_input();
	let_settle();
}

static void assert_all_seen(const struct options *options)
{
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		bool matters = options->all_srcversions || !changes[i].is_source;

		enter(changes[i].name);
		keep(options);
		if (!is_taken(options))
			fail_msg("%s: not even before the change", changes[i].name);
		changes[i].make();
		if (is_taken(options) == matters)
			fail_msg("%s: %s", changes[i].name, matters ? "not seen" : "seen");
		assert_int_equal(chdir(".."), 0);
	}
}

static void test_changes_are_seen(void **state)
{
	struct options options;

	(void)state;
	set_options(&options);
	assert_all_seen(&options);
}

static void test_changes_without_source_versions(void **state)
{
	struct options options;

	(void)state;
	set_options(&options);
	options.all_srcversions = false;
	assert_all_seen(&options);
}

/* What a run said, returned and wrote, as one text. */
static void run_and_collect(const char *arguments, struct strbuf *text)
{
	static const char *const files[] = { "d/a.mod.c", "Module.symvers" };
	struct program_run run = run_modpost(arguments);

	strbuf_printf(text, "%d\n%s%s", run.status, run.output, run.errors);
	program_run_free(&run);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		char *content = read_file(files[i]);

		strbuf_add(text, content ? content : "missing\n");
		free(content);
	}
}

/* Twice, so that the second run finds what the first one left. */
static void assert_same_results(const char *name, const char *arguments)
{
	struct strbuf with = { 0 }, without = { 0 }, reading = { 0 };

	run_and_collect(arguments, &with);
	strbuf_printf(&reading, "--no-facts-cache %s", arguments);
	run_and_collect(reading.text, &without);
	if (strcmp(with.text, without.text))
		fail_msg("%s:\n%s\ninstead of\n%s", name, with.text, without.text);
	strbuf_free(&with);
	strbuf_free(&without);
	strbuf_free(&reading);
}

static void test_results_are_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		struct program_run run;

		enter(changes[i].name);
		run = run_modpost(ARGUMENTS);
		assert_int_equal(run.status, 0);
		program_run_free(&run);
		assert_true(file_exists(FACTS));
		assert_same_results("before", ARGUMENTS);
		changes[i].make();
		assert_same_results(changes[i].name, ARGUMENTS);
		assert_int_equal(chdir(".."), 0);
	}
}

static void test_options_count(void **state)
{
	static const size_t counting[] = {
		offsetof(struct options, features.native),
		offsetof(struct options, features.on[FEATURE_UNIQUE_ALIASES]),
		offsetof(struct options, features.on[FEATURE_MODULE_FIRST]),
		offsetof(struct options, modules_enabled),
		offsetof(struct options, modversions),
		offsetof(struct options, all_srcversions),
		offsetof(struct options, ignore_missing),
		offsetof(struct options, extra_warnings),
		offsetof(struct options, no_hints),
	};
	static const size_t others[] = {
		offsetof(struct options, external),
		offsetof(struct options, keep_going),
		offsetof(struct options, warn_unresolved),
		offsetof(struct options, trim_unused),
	};
	struct options options;

	(void)state;
	set_options(&options);
	enter("options");
	keep(&options);
	for (size_t i = 0; i < ARRAY_SIZE(counting); i++) {
		bool *option = (bool *)((char *)&options + counting[i]);

		*option = !*option;
		if (is_taken(&options))
			fail_msg("option %zu does not count", i);
		*option = !*option;
	}
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		bool *option = (bool *)((char *)&options + others[i]);

		*option = !*option;
		assert_true(is_taken(&options));
		*option = !*option;
	}
}

static void test_layout_of_device_ids_counts(void **state)
{
	struct device_offsets device_offsets = { 0 };
	struct options options;

	(void)state;
	set_options(&options);
	options.device_offsets = &device_offsets;
	enter("layout");
	write_file("first.h", "#define SIZE_pci_device_id 32\n");
	write_file("second.h", "#define SIZE_pci_device_id 40\n");
	assert_true(device_offsets_read(&device_offsets, "first.h"));
	keep(&options);
	assert_true(is_taken(&options));
	device_offsets_free(&device_offsets);
	assert_true(device_offsets_read(&device_offsets, "second.h"));
	assert_false(is_taken(&options));
	device_offsets_free(&device_offsets);
}

/* It might be changed once more within the tick of its times. */
static void test_fresh_files_are_not_kept(void **state)
{
	struct options options;

	(void)state;
	set_options(&options);
	enter("fresh");
	write_file("d/a.h", "int h;\n");
	keep(&options);
	assert_false(is_taken(&options));
	let_settle();
	keep(&options);
	assert_true(is_taken(&options));
}

/* An object that fails is told about each time. */
static void test_failures_are_not_kept(void **state)
{
	struct options options;

	(void)state;
	set_options(&options);
	enter("failure");
	remove_header();
	keep(&options);
	assert_false(is_taken(&options));
}

static void test_where_it_is(void **state)
{
	static const struct {
		const char *arguments;
		bool is_there;
	} cases[] = {
		{ "-M -o Module.symvers " OBJECT, true },
		{ "-M -o Module.symvers missing.o " OBJECT, true }, /* fails */
		{ "-M -o Module.symvers --no-facts-cache " OBJECT, false },
		{ "-M " OBJECT, false },
		{ "-M -o /dev/null " OBJECT, false },
		{ "-M -o d " OBJECT, false },
		{ "-M -o link " OBJECT, false },
	};

	(void)state;
	enter("where");
	assert_int_equal(symlink("real", "link"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct program_run run = run_modpost(cases[i].arguments);

		program_run_free(&run);
		if (file_exists(FACTS) != cases[i].is_there)
			fail_msg("%s", cases[i].arguments);
		assert_false(file_exists(".tmp_link.facts") ||
			     file_exists("/dev/.tmp_null.facts") || file_exists(FACTS ".new") ||
			     file_exists(OUTPUTS ".new"));
		unlink(FACTS);
	}
}

/* Where it cannot be written, one goes on without. */
static void test_unwritable(void **state)
{
	struct program_run run;

	(void)state;
	enter("unwritable");
	assert_int_equal(mkdir(FACTS ".new", 0777), 0);
	run = run_modpost(ARGUMENTS);
	assert_int_equal(run.status, 0);
	assert_string_equal(run.output, "");
	assert_false(file_exists(FACTS));
	program_run_free(&run);
	assert_same_results("unwritable", ARGUMENTS);
}

/* A lie about where the object lies would send the outputs elsewhere. */
static void test_name_of_another_object(void **state)
{
	struct record_writer writer = { 0 };
	struct facts_cache cache = { 0 };
	struct strbuf bytes = { 0 };
	struct options options;
	struct facts facts;

	(void)state;
	set_options(&options);
	enter("lie");
	read_object(&facts, OBJECT, &options);
	facts.name = "d/a/../../../elsewhere";
	strbuf_add_bytes(&bytes, OBJECT, sizeof(OBJECT));
	assert_true(facts_encode(&facts, &bytes));
	facts_cache_open(&cache, &options, 1);
	record_writer_add(&writer, bytes.text, bytes.len);
	kept_file_replace(&cache.file, &writer);
	facts_cache_close(&cache);
	assert_true(file_exists(FACTS));
	assert_false(is_taken(&options));
	record_writer_free(&writer);
	facts_free(&facts);
	strbuf_free(&bytes);
}

static int prepare(void **state)
{
	elf_version(EV_CURRENT);
	return enter_directory(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, prepare, leave_directory)
		IN_DIRECTORY(test_changes_are_seen),
		IN_DIRECTORY(test_changes_without_source_versions),
		IN_DIRECTORY(test_results_are_the_same),
		IN_DIRECTORY(test_options_count),
		IN_DIRECTORY(test_layout_of_device_ids_counts),
		IN_DIRECTORY(test_fresh_files_are_not_kept),
		IN_DIRECTORY(test_failures_are_not_kept),
		IN_DIRECTORY(test_where_it_is),
		IN_DIRECTORY(test_unwritable),
		IN_DIRECTORY(test_name_of_another_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
