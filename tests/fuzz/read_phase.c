// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer's target: everything that reads. The first byte of an input says what the others are, modulo the
 * number of kinds; fuzz.sh makes its first inputs the same way.
 */
#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache/facts_codec.h"
#include "cache/record_file.h"
#include "mod_object/learn.h"
#include "mod_object/model_apply.h"
#include "modversions.h"
#include "read.h"
#include "resolve.h"
#include "run.h"
#include "srcversion.h"
#include "symvers.h"
#include "trim.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static struct options newest, oldest;

static void write_file(const char *path, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size || close(fd)) {
		perror(path);
		exit(2);
	}
}

static void read_both_ways(const char *path)
{
	struct facts facts;

	read_object(&facts, path, &newest);
	facts_free(&facts);
	read_object(&facts, path, &oldest);
	facts_free(&facts);
}

static void fuzz_object(char *text, size_t size)
{
	write_file("module.mod", "", 0);
	write_file("module.o", text, size);
	read_both_ways("module.o");
}

static void fuzz_vmlinux(char *text, size_t size)
{
	write_file("vmlinux.o", text, size);
	read_both_ways("vmlinux.o");
}

static void fuzz_dump(char *text, size_t size)
{
	struct run run;

	(void)size;
	run_init(&run, &newest);
	run.resolve_form = &resolve_form;
	symvers_parse(&run, "dump", text);
	run_free(&run);
}

static void fuzz_whitelist(char *text, size_t size)
{
	struct run run;

	(void)size;
	run_init(&run, &newest);
	trim_keep_listed(&run, text);
	run_free(&run);
}

static void fuzz_cmd(char *text, size_t size)
{
	struct facts facts;

	(void)size;
	facts_init(&facts);
	modversions_scan(text, &facts);
	facts_free(&facts);
}

/* A .mod file and what it leads to, without an object around. */
static void fuzz_mod(char *text, size_t size)
{
	struct hash_table crc_lines = { 0 };
	struct facts facts;

	write_file("module.mod", text, size);
	facts_init(&facts);
	facts.name = "module";
	srcversion_read(&facts, &crc_lines);
	modversions_read(&newest.features, &facts, &crc_lines);
	hash_table_free(&crc_lines);
	facts_free(&facts);
}

static void fuzz_record(char *text, size_t size)
{
	write_file(".module.o.cmd", text, size);
	text = strcpy(malloc(sizeof("module.o\n")), "module.o\n");
	fuzz_mod(text, strlen(text));
	free(text);
}

static void fuzz_source(char *text, size_t size)
{
	struct md4 md4;

	(void)size;
	md4_init(&md4);
	srcversion_add_source(&md4, text);
}

/* The samples that there are objects of, for the newest form. */
static void fill_samples(struct model_sample samples[NR_SAMPLES], struct arena *arena)
{
	struct run run = { .options = &newest };

	memset(samples, 0, NR_SAMPLES * sizeof(*samples));
	for (unsigned int i = 0; i < NR_SAMPLES; i++) {
		samples[i].path = "sample";
		sample_contents(&samples[i].contents, &run, i, "folder/.mod-sample1", arena);
		samples[i].contents.is_64bit = true;
	}
}

static void free_samples(struct model_sample samples[NR_SAMPLES])
{
	for (unsigned int i = 0; i < NR_SAMPLES; i++)
		mod_contents_free(&samples[i].contents);
}

/* What is in a file of a model, between its first line and its sum. */
static void fuzz_model(char *text, size_t size)
{
	struct model_sample samples[NR_SAMPLES];
	struct arena arena = { 0 };
	struct mod_model model;

	fill_samples(samples, &arena);
	if (mod_model_parse_fields(&model, text, size, &arena)) {
		for (unsigned int i = 0; i < NR_SAMPLES; i++) {
			struct mod_object *object = &samples[i].object;
			struct strbuf out = { 0 };

			if (!mod_model_apply(object, &model, &samples[i].contents, &arena))
				mod_object_write(object, &out);
			strbuf_free(&out);
		}
	}
	free_samples(samples);
	arena_free(&arena);
}

static void fuzz_sample(char *text, size_t size)
{
	struct model_sample samples[NR_SAMPLES];
	struct mod_model model = { 0 };
	struct arena arena = { 0 };
	const char *trouble = NULL;

	fill_samples(samples, &arena);
	for (unsigned int i = 0; !trouble && i < NR_SAMPLES; i++)
		trouble = mod_object_parse(&samples[i].object, "sample", text, size, &arena);
	if (!trouble)
		mod_model_learn(&model, samples, &samples[0].object, &arena);
	free_samples(samples);
	arena_free(&arena);
}

/* What one run left to the next, with right digests or not: the digest is not asked here. */
static void fuzz_facts(char *text, size_t size)
{
	struct facts facts;
	struct pool pool;

	pool_init(&pool, 5 * size);
	if (facts_decode(&facts, text, size, &pool))
		facts_free(&facts);
	pool_free(&pool);
}

static void fuzz_records(char *text, size_t size)
{
	const struct record *record;
	struct record_file file;
	uint64_t key = 0;

	if (size >= 16)
		memcpy(&key, text + 8, sizeof(key));
	write_file("records", text, size);
	record_file_open(&file, "records", key);
	for (record = file.first; record; record = record->next)
		record_file_find(&file, record->name);
	record_file_close(&file);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *dir = getenv("KOLINK_FUZZ_DIR");

	(void)argc;
	(void)argv;
	if (!dir || chdir(dir)) {
		fputs("read_phase: KOLINK_FUZZ_DIR is no folder\n", stderr);
		exit(2);
	}
	newest.features = features_of(NATIVE_RELEASE);
	newest.modules_enabled = true;
	newest.modversions = true;
	newest.all_srcversions = true;
	newest.extra_warnings = true;
	newest.basic_versions = true;
	newest.extended_versions = true;
	oldest = newest;
	oldest.features = features_of(OLDEST_RELEASE);
	write_file(".vmlinux.objs", "", 0);
	elf_version(EV_CURRENT);
	return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static void (*const kinds[])(char *text, size_t size) = {
		fuzz_object, fuzz_vmlinux, fuzz_dump,  fuzz_mod,    fuzz_record, fuzz_whitelist,
		fuzz_cmd,    fuzz_source,  fuzz_model, fuzz_sample, fuzz_facts,	 fuzz_records,
	};
	char *text;

	if (!size--)
		return 0;
	/* Of the exact size, so that a byte too far is noticed. */
	text = malloc(size + 1);
	if (!text)
		return 0;
	memcpy(text, data + 1, size);
	text[size] = '\0';
	kinds[*data % (sizeof(kinds) / sizeof(kinds[0]))](text, size);
	free(text);
	return 0;
}
