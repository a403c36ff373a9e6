// SPDX-License-Identifier: GPL-2.0-only
#include "namespaces.h"

#include <string.h>

#include "lib/text.h"
#include "modinfo.h"

#define MODULE_PREFIX "module:"

bool is_module_namespace(const char *namespace)
{
	return starts_with(namespace, MODULE_PREFIX);
}

void namespaces_read(const struct elf_object *object, const struct features *features,
		     struct facts *facts)
{
	const char *namespace = NULL;

	while ((namespace = modinfo_next(object, "import_ns", namespace)) != NULL) {
		if (has_feature(features, FEATURE_MODULE_NAMESPACES) &&
		    is_module_namespace(namespace))
			diagnose(&facts->diagnostics, MSG_FORBIDDEN_IMPORT, facts->name, namespace);
		if (*namespace)
			facts_add_namespace(facts, namespace);
	}
}

static bool pattern_matches(const char *pattern, size_t len, const char *base)
{
	if (len && pattern[len - 1] == '*')
		return !strncmp(pattern, base, len - 1);
	return strlen(base) == len && !memcmp(pattern, base, len);
}

bool namespace_names_module(const char *namespace, const char *base)
{
	const char *pattern = namespace + strlen(MODULE_PREFIX);

	if (!is_module_namespace(namespace))
		return false;

	for (;;) {
		size_t len = strcspn(pattern, ",");

		if (pattern_matches(pattern, len, base))
			return true;
		if (!pattern[len])
			return false;
		pattern += len + 1;
	}
}

bool namespace_is_allowed(const struct facts *user, const char *namespace,
			  const struct features *features)
{
	if (!*namespace)
		return true;
	if (has_feature(features, FEATURE_MODULE_NAMESPACES) &&
	    namespace_names_module(namespace, path_base(user->name)))
		return true;

	for (size_t i = 0; i < user->nr_imported_namespaces; i++) {
		if (!strcmp(user->imported_namespaces[i], namespace))
			return true;
	}
	return false;
}
