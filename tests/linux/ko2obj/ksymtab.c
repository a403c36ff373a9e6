// SPDX-License-Identifier: GPL-2.0-only
#include "ko2obj.h"

#include <stdlib.h>
#include <string.h>

#define LABEL "__ksymtab_"

static const char *const table_names[] = { "__ksymtab", "__ksymtab_gpl" };

/* One entry of a linked table, and the sections that it came from. */
struct entry {
	struct table *table;
	size_t start; /* in the table */
	size_t sec; /* number in the output; its relocations have the next one */
	size_t name; /* of the relocations, in the string table; the entry's is its end */
	Elf_Data *relocs;
	size_t nreloc;
	void *bytes; /* of the relocations */
};

/* A linked table: entries of one size. */
struct table {
	size_t sec; /* number in the input, 0: there is none */
	size_t relocs; /* number in the input */
	size_t nentry;
	size_t entry_size;
	struct entry **entry_at; /* by place in the table */
};

struct ksymtab {
	struct table tables[ARRAY_SIZE(table_names)];
	struct entry **entry_of; /* by symbol */
};

static void find_tables(struct obj *o)
{
	GElf_Shdr shdr;

	for (size_t i = 1; i < o->nsec; i++) {
		obj_section(o, i, &shdr);
		for (size_t t = 0; t < ARRAY_SIZE(table_names); t++) {
			struct table *table = &o->ksyms->tables[t];

			if (!strcmp(obj_section_name(o, &shdr), table_names[t]))
				table->sec = i;
			else if (table->sec && shdr.sh_info == table->sec &&
				 (shdr.sh_type == SHT_REL || shdr.sh_type == SHT_RELA))
				table->relocs = i;
		}
	}
}

static struct table *table_of_section(struct obj *o, size_t sec)
{
	for (size_t t = 0; t < ARRAY_SIZE(table_names); t++)
		if (sec && o->ksyms->tables[t].sec == sec)
			return &o->ksyms->tables[t];
	return NULL;
}

/* In the order of the symbol table, as a compiler makes the sections. */
static void find_entries(struct obj *o)
{
	GElf_Shdr shdr;
	GElf_Sym sym;

	for (size_t i = 1; i < o->nsym; i++) {
		const char *name = obj_symbol(o, i, &sym);
		struct table *table = table_of_section(o, sym.st_shndx);
		struct entry *entry;
		char *section;

		if (!table || strncmp(name, LABEL, strlen(LABEL)))
			continue;
		if (!table->relocs)
			obj_fail(o, "exports have no relocations");
		obj_section(o, table->relocs, &shdr);
		section = xasprintf("%s_%s+%s", shdr.sh_type == SHT_RELA ? ".rela" : ".rel",
				    table_names[table - o->ksyms->tables], name + strlen(LABEL));
		entry = xcalloc(1, sizeof(*entry));
		entry->table = table;
		entry->start = sym.st_value;
		entry->sec = o->first_added + o->nadded;
		entry->name = buf_str(&o->shstrs, section);
		free(section);
		o->ksyms->entry_of[i] = entry;
		o->nadded += 2;
		table->nentry++;
	}
}

static void measure_entries(struct obj *o)
{
	GElf_Shdr shdr;

	for (size_t t = 0; t < ARRAY_SIZE(table_names); t++) {
		struct table *table = &o->ksyms->tables[t];

		if (!table->sec)
			continue;
		obj_section(o, table->sec, &shdr);
		if (!table->nentry || shdr.sh_size % table->nentry)
			obj_fail(o, "exports without labels");
		table->entry_size = shdr.sh_size / table->nentry;
		table->entry_at = xcalloc(table->nentry, sizeof(struct entry *));
	}
	for (size_t i = 1; i < o->nsym; i++) {
		struct entry *entry = o->ksyms->entry_of[i];
		size_t at;

		if (!entry)
			continue;
		at = entry->start / entry->table->entry_size;
		if (entry->start % entry->table->entry_size || at >= entry->table->nentry ||
		    entry->table->entry_at[at])
			obj_fail(o, "labels of exports are not where they should be");
		entry->table->entry_at[at] = entry;
	}
}

void ksymtab_prepare(struct obj *o)
{
	o->ksyms = xcalloc(1, sizeof(*o->ksyms));
	o->ksyms->entry_of = xcalloc(o->nsym, sizeof(struct entry *));
	find_tables(o);
	find_entries(o);
	measure_entries(o);
}

bool ksymtab_move_label(const struct obj *o, size_t i, GElf_Sym *sym)
{
	const struct entry *entry = o->ksyms->entry_of[i];

	if (!entry)
		return false;
	sym->st_shndx = (GElf_Section)entry->sec;
	sym->st_value = 0;
	return true;
}

static void fill_entry(struct obj *o, struct entry *entry, size_t nreloc)
{
	struct table *table = entry->table;
	GElf_Shdr shdr;
	const Elf_Data *data = obj_data(o, obj_section(o, table->sec, &shdr));
	bool rela;

	obj_section(o, table->relocs, &shdr);
	rela = shdr.sh_type == SHT_RELA;
	shdr.sh_name = (GElf_Word)entry->name;
	shdr.sh_link = (GElf_Word)o->newsec[o->symtab];
	shdr.sh_info = (GElf_Word)entry->sec;
	entry->bytes = xcalloc(nreloc, shdr.sh_entsize);
	entry->relocs = obj_fill_section(o, entry->sec + 1, &shdr, entry->bytes,
					 nreloc * shdr.sh_entsize, rela ? ELF_T_RELA : ELF_T_REL);

	obj_section(o, table->sec, &shdr);
	shdr.sh_name = (GElf_Word)(entry->name + (rela ? strlen(".rela") : strlen(".rel")));
	obj_fill_section(o, entry->sec, &shdr, (char *)data->d_buf + entry->start,
			 table->entry_size, ELF_T_BYTE);
}

/* Each entry has as many relocations as the others. */
void ksymtab_fill(struct obj *o)
{
	for (size_t t = 0; t < ARRAY_SIZE(table_names); t++) {
		struct table *table = &o->ksyms->tables[t];
		Elf_Data *data;
		GElf_Shdr shdr;
		bool rela;
		size_t n;

		if (!table->sec)
			continue;
		data = obj_data(o, obj_section(o, table->relocs, &shdr));
		rela = shdr.sh_type == SHT_RELA;
		n = shdr.sh_size / shdr.sh_entsize;
		if (n % table->nentry)
			obj_fail(o, "exports with and without a namespace");
		for (size_t i = 0; i < table->nentry; i++)
			fill_entry(o, table->entry_at[i], n / table->nentry);
		for (size_t i = 0; i < n; i++) {
			GElf_Rela reloc = obj_reloc(o, data, rela, i);
			struct entry *entry = table->entry_at[reloc.r_offset / table->entry_size];

			if (entry->nreloc == n / table->nentry)
				obj_fail(o, "exports of different form");
			reloc.r_offset -= entry->start;
			reloc.r_info = GELF_R_INFO(o->newsym[GELF_R_SYM(reloc.r_info)],
						   GELF_R_TYPE(reloc.r_info));
			obj_set_reloc(entry->relocs, rela, entry->nreloc++, &reloc);
		}
	}
}

void ksymtab_free(struct obj *o)
{
	for (size_t i = 1; i < o->nsym; i++) {
		if (!o->ksyms->entry_of[i])
			continue;
		free(o->ksyms->entry_of[i]->bytes);
		free(o->ksyms->entry_of[i]);
	}
	for (size_t t = 0; t < ARRAY_SIZE(table_names); t++)
		free(o->ksyms->tables[t].entry_at);
	free(o->ksyms->entry_of);
	free(o->ksyms);
}
