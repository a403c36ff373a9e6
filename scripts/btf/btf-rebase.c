// SPDX-License-Identifier: GPL-2.0-only
/*
 * btf-rebase: make the complete BTF of a module, as pahole writes it without a base, split BTF on top of the
 * kernel's BTF, with the bytes that pahole --btf_base would have written. It does not need to
 * read and hash all of the base for that: an index, made once, has what is to be found there.
 *
 * Where the two-step way may lead to other bytes, or anything is unknown, pahole has to do it: see STATUS_LEAVE.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base.h"
#include "dedup.h"
#include "elf_addition.h"
#include "elf_section.h"
#include "index.h"
#include "input_file.h"
#include "module.h"
#include "options.h"
#include "output.h"
#include "split.h"
#include "units.h"

enum status {
	STATUS_DONE = 0,
	STATUS_FAILED = 1,
	STATUS_LEAVE = 3, /* pahole has to see the base; nothing was written */
	STATUS_INCOMPLETE = 4, /* resolve_btfids has to complete what was written */
};

static enum status fail(const char *path)
{
	fprintf(stderr, "btf-rebase: %s: %s\n", path, strerror(errno));
	return STATUS_FAILED;
}

static enum status leave(const struct options *options, const char *path, const char *reason)
{
	if (options->verbose)
		fprintf(stderr, "btf-rebase: %s: %s\n", path, reason);
	return STATUS_LEAVE;
}

/* The BTF in a file that is nothing else, or in an ELF file. NULL, or what is wrong. */
static const char *open_base(struct btf *btf, const struct input_file *file)
{
	const unsigned char *data = file->data;
	size_t size = file->size;

	if (elf_is_elf(data, size)) {
		const char *wrong = elf_find_section(data, size, ".BTF", &data, &size);

		if (wrong)
			return data ? wrong : "the ELF file has no sound .BTF section";
	}
	return btf_open(btf, data, size);
}

/* The tables of the base: those of the index, or made here. */
static const char *complete_base(struct base *base, const struct options *options,
				 struct input_file *index)
{
	if (options->index && input_file_map(index, options->index) &&
	    index_use(base, index->data, index->size))
		return NULL;
	return base_build(base);
}

static bool is_one_unit(const struct options *options)
{
	struct input_file object;
	bool result;

	if (!options->object || !input_file_map(&object, options->object))
		return false;
	result = units_is_one(object.data, object.size);
	input_file_close(&object);
	return result;
}

/* Whether resolve_btfids has nothing to do but to put types in order. */
static bool only_order_is_missing(const struct options *options, const struct base *base)
{
	struct input_file object;
	bool result;

	if (!base->is_by_name || !options->object || !input_file_map(&object, options->object))
		return false;
	result = elf_lacks_section(object.data, object.size, ".BTF_ids");
	input_file_close(&object);
	return result;
}

static enum status write_index(const struct options *options, struct base *base)
{
	const char *wrong = base_build(base);
	bool written;
	size_t size;
	void *data;

	if (wrong)
		return leave(options, options->base, wrong);
	data = index_make(base, &size);
	written = output_write(options->index, data, size);
	free(data);
	return written ? STATUS_DONE : fail(options->index);
}

/* Put BTF into the object that it is for. */
static enum status add_to_object(const struct options *options, const void *data, size_t size)
{
	struct elf_addition addition;
	struct input_file object;
	const char *wrong;
	bool written;

	if (!input_file_map(&object, options->object))
		return fail(options->object);
	wrong = elf_addition_make(&addition, object.data, object.size, ".BTF", data, size);
	input_file_close(&object);
	if (wrong)
		return leave(options, options->object, wrong);
	written = elf_addition_write(&addition, options->object);
	elf_addition_free(&addition);
	if (!written)
		return fail(options->object);
	return unlink(options->in) ? fail(options->in) : STATUS_DONE;
}

/* Where the object is such that it cannot be done here, the caller gets a file to do it with. */
static enum status put_split(const struct options *options, const void *data, size_t size,
			     bool is_complete)
{
	enum status status = STATUS_LEAVE;

	if (options->add && is_complete)
		status = add_to_object(options, data, size);
	if (status != STATUS_LEAVE)
		return status;
	if (!output_write(options->out, data, size))
		return fail(options->out);
	return is_complete ? STATUS_DONE : STATUS_INCOMPLETE;
}

static enum status write_split(const struct options *options, struct module *module)
{
	const char *wrong = dedup(module);
	enum status status;
	bool by_name;
	size_t size;
	void *data;

	if (wrong)
		return leave(options, options->in, wrong);
	by_name = options->complete && only_order_is_missing(options, module->base);
	data = split_make(module, by_name, &size);
	status = put_split(options, data, size, by_name || !options->complete);
	free(data);
	return status;
}

static enum status rebase_on(const struct options *options, const struct base *base,
			     const struct input_file *file)
{
	struct module module;
	enum status status;
	const char *wrong;
	struct btf in;

	wrong = btf_open(&in, file->data, file->size);
	if (wrong)
		return leave(options, options->in, wrong);
	wrong = module_init(&module, base, &in);
	module.is_one_unit = is_one_unit(options);
	status = wrong ? leave(options, options->in, wrong) : write_split(options, &module);
	module_free(&module);
	return status;
}

static enum status rebase(const struct options *options, struct base *base)
{
	struct input_file index = { 0 }, in;
	enum status status;
	const char *wrong;

	if (!input_file_read(&in, options->in))
		return fail(options->in);
	wrong = complete_base(base, options, &index);
	status = wrong ? leave(options, options->base, wrong) : rebase_on(options, base, &in);
	input_file_close(&index);
	input_file_close(&in);
	return status;
}

static enum status run(const struct options *options)
{
	struct base base = { 0 };
	struct input_file file;
	enum status status;
	const char *wrong;

	if (!input_file_map(&file, options->base))
		return fail(options->base);
	wrong = open_base(&base.btf, &file);
	if (wrong)
		status = leave(options, options->base, wrong);
	else
		status = options->in ? rebase(options, &base) : write_index(options, &base);
	base_free(&base);
	input_file_close(&file);
	return status;
}

int main(int argc, char **argv)
{
	struct options options;

	switch (options_parse(&options, argc, argv)) {
	case OPTIONS_DONE:
		return STATUS_DONE;
	case OPTIONS_BAD:
		return STATUS_FAILED;
	case OPTIONS_RUN:
		break;
	}
	return run(&options);
}
