// SPDX-License-Identifier: GPL-2.0-only
#include "mod_object/items.h"

#include <string.h>

#include "lib/text.h"

static const char *info_value(const struct mod_items *items, enum info_tag tag,
			      const struct mod_words *words)
{
	switch (tag) {
	case INFO_VERMAGIC:
		return words->vermagic;
	case INFO_NAME:
		return items->name;
	case INFO_RETPOLINE:
		return words->has_retpoline ? "Y" : NULL;
	case INFO_DEPENDS:
		return items->contents->depends;
	case INFO_SRCVERSION:
		return items->contents->srcversion;
	default:
		return "Y";
	}
}

static void add_info(struct mod_items *items, enum info_tag tag, const char *value,
		     struct arena *arena)
{
	items->infos[items->nr[LIST_INFOS]++] = (struct mod_info){
		.tag = tag,
		.text = arena_printf(arena, "%s=%s", info_tag_name(tag), value),
	};
}

static void number_infos(struct mod_items *items, const struct mod_words *words,
			 struct arena *arena)
{
	const struct mod_contents *contents = items->contents;

	items->infos =
		arena_array(arena, NR_INFO_TAGS + contents->nr_aliases, sizeof(*items->infos));
	for (enum info_tag tag = 0; tag < NR_INFO_TAGS; tag++) {
		const char *value = info_value(items, tag, words);

		if (tag == INFO_ALIAS) {
			for (size_t i = 0; i < contents->nr_aliases; i++)
				add_info(items, tag, contents->aliases[i].text, arena);
		} else if (value &&
			   (contents->says[tag] || tag == INFO_DEPENDS || tag == INFO_SRCVERSION)) {
			add_info(items, tag, value, arena);
		}
	}
}

static const char *module_name(const char *base, char dash, struct arena *arena)
{
	char *name = arena_strdup(arena, base);

	for (char *at = strchr(name, '-'); at; at = strchr(at + 1, '-')) {
		if (dash == '-')
			break;
		*at = dash ? dash : '_';
	}
	return name;
}

void mod_items_init(struct mod_items *items, const struct mod_contents *contents,
		    const struct mod_words *words, struct arena *arena)
{
	memset(items, 0, sizeof(*items));
	items->contents = contents;
	items->base = path_base(contents->name);
	items->name = module_name(items->base, words->dash, arena);
	items->nr[LIST_NONE] = 1;
	items->nr[LIST_EXPORTS] = contents->nr_exports;
	items->nr[LIST_VERSIONS] = contents->nr_versions;
	items->nr[LIST_EXTENDED] = contents->nr_extended;
	number_infos(items, words, arena);
}

enum item_list piece_list(enum item_piece piece)
{
	static const unsigned char lists[NR_PIECES] = {
		[PIECE_EXPORT_NAME] = LIST_EXPORTS,
		[PIECE_EXPORT_NAMESPACE] = LIST_EXPORTS,
		[PIECE_INFO] = LIST_INFOS,
		[PIECE_VERSION] = LIST_VERSIONS,
		[PIECE_EXTENDED_CRC] = LIST_EXTENDED,
		[PIECE_EXTENDED_NAME] = LIST_EXTENDED,
	};

	return lists[piece];
}

unsigned int item_class(const struct mod_items *items, enum item_list list, size_t item)
{
	const struct exported_symbol *export;

	if (list == LIST_INFOS)
		return items->infos[item].tag;
	if (list != LIST_EXPORTS)
		return 0;
	export = items->contents->exports[item];
	return (export->is_function ? EXPORT_IS_FUNCTION : 0) |
	       (export->gpl_only ? EXPORT_IS_GPL_ONLY : 0) |
	       (*export->namespace ? EXPORT_HAS_NAMESPACE : 0);
}

const char *piece_text(const struct mod_items *items, enum item_piece piece, size_t item)
{
	const struct mod_contents *contents = items->contents;

	switch (piece) {
	case PIECE_EXPORT_NAME:
		return contents->exports[item]->name;
	case PIECE_EXPORT_NAMESPACE:
		return contents->exports[item]->namespace;
	case PIECE_INFO:
		return items->infos[item].text;
	case PIECE_VERSION:
		return contents->versions[item].name;
	case PIECE_EXTENDED_NAME:
		return contents->extended[item].name;
	default:
		return "";
	}
}

uint32_t piece_crc(const struct mod_items *items, enum item_piece piece, size_t item)
{
	const struct mod_contents *contents = items->contents;

	switch (piece) {
	case PIECE_EXPORT_NAME:
		return contents->exports[item]->crc;
	case PIECE_VERSION:
		return contents->versions[item].crc;
	case PIECE_EXTENDED_CRC:
		return contents->extended[item].crc;
	default:
		return 0;
	}
}
