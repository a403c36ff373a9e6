// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/plain_contents.h"

#include <string.h>

#include "lib/text.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS	"0123456789"

/* What strict C takes for another character (C11 5.2.1.1) */
static bool has_trigraph(const char *text)
{
	while ((text = strstr(text, "??")) != NULL) {
		if (text[2] && strchr("=/'()!<>-", text[2]))
			return true;
		text++;
	}
	return false;
}

/* Only ASCII: what other bytes become depends on character sets. */
static bool is_plain(const char *text, const char *except)
{
	for (const char *c = text; *c; c++) {
		if (*c < ' ' || *c > '~' || strchr(except, *c))
			return false;
	}
	return !has_trigraph(text);
}

/* The inside of a string literal */
static bool is_plain_string(const char *text)
{
	return is_plain(text, "\"\\");
}

/* Quotes and backslashes of aliases are escaped. */
static bool is_plain_alias(const char *text)
{
	return is_plain(text, "");
}

static bool is_identifier(const char *text)
{
	return *text && !strchr(DIGITS, *text) && !text[strspn(text, LETTERS DIGITS "_")];
}

/* What make and the shell make of names is known for these only. */
static bool is_plain_name(const char *name, const struct mod_model *model)
{
	size_t dashes = strcspn(name, "-");

	return !name[strspn(name, LETTERS DIGITS "_-")] && (!name[dashes] || model->words.dash);
}

/* Symbols of one module that have the same name, if the text is compiled at all */
static bool collides(const char *name, const struct mod_model *model)
{
	for (uint32_t i = 0; i < model->nr_symbols; i++) {
		const struct symbol_kind *symbol = &model->symbols[i];
		size_t len = strlen(symbol->name);

		if (symbol->name_form == NAME_FIXED || symbol->name_form == NAME_FILE) {
			if (!strcmp(name, symbol->name))
				return true;
		} else if (len && !strncmp(name, symbol->name, len)) {
			return true;
		}
	}
	return false;
}

static const char *exports_trouble(const struct mod_contents *contents,
				   const struct mod_model *model)
{
	for (size_t i = 0; i < contents->nr_exports; i++) {
		if (!is_identifier(contents->exports[i]->name))
			return "an exported name is no identifier of C";
		if (collides(contents->exports[i]->name, model))
			return "an exported name is taken in each module";
		if (!is_plain_string(contents->exports[i]->namespace))
			return "a namespace has characters with a meaning in C";
	}
	return NULL;
}

static bool versions_are_plain(const struct mod_version *versions, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		if (!is_plain_string(versions[i].name))
			return false;
	}
	return true;
}

const char *plain_contents_trouble(const struct mod_contents *contents,
				   const struct mod_model *model)
{
	const char *base = path_base(contents->name);

	if (contents->is_64bit != model->is_64bit)
		return "it is of another ELF class";
	if (!is_plain_name(base + (*base == '.'), model))
		return "its name has characters with a meaning in makefiles or C";
	if (!is_plain_string(contents->depends) ||
	    (contents->srcversion && !is_plain_string(contents->srcversion)))
		return "a dependency has characters with a meaning in C";
	if (!versions_are_plain(contents->versions, contents->nr_versions) ||
	    !versions_are_plain(contents->extended, contents->nr_extended))
		return "an imported name has characters with a meaning in C";
	for (size_t i = 0; i < contents->nr_aliases; i++) {
		if (!is_plain_alias(contents->aliases[i].text))
			return "an alias has characters with a meaning in C";
	}
	return exports_trouble(contents, model);
}
