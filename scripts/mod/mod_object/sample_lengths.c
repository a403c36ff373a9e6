// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/sample_lengths.h"

#include <string.h>

/*
 * Powers of two, and the largest sizes below them, of bytes and of four bytes. The smallest list of names has three
 * bytes: a letter, and two that end name and list.
 */
static const unsigned short sizes[NR_SAMPLE_LENGTHS] = { 3,   4,   7,	8,   12, 15, 16,
							 28,  31,  32,	60,  63, 64, 124,
							 127, 128, 252, 255, 256 };

bool sample_lengths_matter(const struct options *options)
{
	return options->extended_versions;
}

char *sample_lengths_name(const char *stem)
{
	struct strbuf name = { 0 };

	strbuf_printf(&name, "%s-of-lengths", stem);
	return name.text;
}

static void write_declaration(const char *type, const char *section, unsigned int size,
			      struct strbuf *out)
{
	strbuf_printf(out,
		      "\n"
		      "static const %s __%s_%u[]\n"
		      "__attribute__((used, section(\"%s.%u\"))) =",
		      type, section, size, section, size);
}

static void write_crcs(unsigned int size, struct strbuf *out)
{
	write_declaration("unsigned int", "__version_ext_crcs", size, out);
	strbuf_add(out, " {");
	for (unsigned int i = 0; i < size / 4; i++)
		strbuf_printf(out, " 0x%08x,", 0xfedcba98 - i);
	strbuf_add(out, " };\n");
}

/* Names of one letter; the first has two if the size is even. */
static void write_names(unsigned int size, struct strbuf *out)
{
	write_declaration("char", "__version_ext_names", size, out);
	for (unsigned int i = 0; i < (size - 1) / 2; i++)
		strbuf_add(out, !i && size % 2 == 0 ? " \"vv\\0\"" : " \"v\\0\"");
	strbuf_add(out, ";\n");
}

void sample_lengths_write(struct strbuf *out)
{
	/* The name in it tells modpost that the file is its own. */
	strbuf_add(out, "/* Arrays as in a .mod.c, in many sizes; there is no __this_module. */\n");
	for (unsigned int i = 0; i < NR_SAMPLE_LENGTHS; i++) {
		if (sizes[i] % 4 == 0)
			write_crcs(sizes[i], out);
		write_names(sizes[i], out);
	}
}

const struct object_section *sample_lengths_section(const struct mod_object *object,
						    const char *section, unsigned int i,
						    uint64_t *size, struct arena *arena)
{
	const char *name = arena_printf(arena, "%s.%u", section, sizes[i]);

	*size = sizes[i];
	for (size_t k = 1; k < object->nr_sections; k++) {
		if (!strcmp(object->sections[k].name, name))
			return &object->sections[k];
	}
	return NULL;
}
