// SPDX-License-Identifier: GPL-2.0-only
#include "facts.h"

#include <stdlib.h>
#include <string.h>

#include "lib/text_file.h"

bool name_is_of_mod_c(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && !strcmp(name + len - 4, ".mod");
}

void facts_init(struct facts *facts)
{
	memset(facts, 0, sizeof(*facts));
	facts->diagnostics.arena = &facts->arena;
	facts->is_gpl_compatible = true;
}

void facts_free(struct facts *facts)
{
	arena_free(&facts->arena);
	if (facts->is_borrowed)
		return;
	diagnostics_free(&facts->diagnostics);
	free(facts->exports);
	free(facts->namespaces);
	free(facts->imports);
	free(facts->crcs);
	free(facts->imported_namespaces);
	free(facts->aliases);
	free(facts->no_trim);
	free(facts->inputs);
}

void facts_add_import(struct facts *facts, const char *name, bool is_weak)
{
	struct fact_import *import =
		array_push(facts->imports, facts->nr_imports, facts->imports_capacity);

	import->name = arena_strdup(&facts->arena, name);
	import->hash = 0;
	import->is_weak = is_weak;
}

void facts_add_input(struct facts *facts, const char *path, const struct file_identity *identity)
{
	struct fact_input *input =
		array_push(facts->inputs, facts->nr_inputs, facts->inputs_capacity);

	input->path = arena_strdup(&facts->arena, path);
	input->identity = *identity;
}

char *facts_read_input(struct facts *facts, const char *path)
{
	struct file_identity identity;
	char *text = text_file_read_as(path, &identity);

	if (text)
		facts_add_input(facts, path, &identity);
	return text;
}

void facts_add_namespace(struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->nr_imported_namespaces; i++) {
		if (!strcmp(facts->imported_namespaces[i], name))
			return;
	}
	*array_push(facts->imported_namespaces, facts->nr_imported_namespaces,
		    facts->imported_namespaces_capacity) = arena_strdup(&facts->arena, name);
}
