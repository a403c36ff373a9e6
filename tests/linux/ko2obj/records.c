// SPDX-License-Identifier: GPL-2.0-only
#include "ko2obj.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

/* The relocation that holds an address, and the form machines keep relocations in. */
static const struct reloc_rule {
	unsigned int machine;
	unsigned int type;
	unsigned int section_type;
} address_relocs[] = {
	{ EM_386, R_386_32, SHT_REL },	      { EM_AARCH64, R_AARCH64_ABS64, SHT_RELA },
	{ EM_ARM, R_ARM_ABS32, SHT_REL },     { EM_PPC64, R_PPC64_ADDR64, SHT_RELA },
	{ EM_RISCV, R_RISCV_64, SHT_RELA },   { EM_S390, R_390_64, SHT_RELA },
	{ EM_X86_64, R_X86_64_64, SHT_RELA },
};

static const struct reloc_rule *reloc_rule(const struct obj *o)
{
	for (size_t i = 0; i < ARRAY_SIZE(address_relocs); i++)
		if (address_relocs[i].machine == o->ehdr.e_machine)
			return &address_relocs[i];
	obj_fail(o, "unknown machine");
}

/* A record: licence, namespace, padding, address. */
void records_prepare(struct obj *o)
{
	size_t word = gelf_fsize(o->in, ELF_T_ADDR, 1, EV_CURRENT);
	size_t n = 0;

	o->record_at = xcalloc(o->nexport, sizeof(*o->record_at));
	for (const struct export *e = o->exports; e; e = e->next) {
		o->record_at[n++] = buf_str(&o->records, e->license);
		buf_str(&o->records, e->ns);
		buf_align(&o->records, word);
		buf_add(&o->records, "\0\0\0\0\0\0\0", word);
	}
	o->records_name = buf_str(&o->shstrs, ".export_symbol");
	buf_str(&o->shstrs, reloc_rule(o)->section_type == SHT_RELA ? ".rela.export_symbol"
								    : ".rel.export_symbol");
	o->nadded = o->nexport ? 2 : 0;
}

size_t records_add_labels(struct obj *o, Elf_Data *syms, size_t next)
{
	const size_t *at = o->record_at;

	for (const struct export *e = o->exports; e; e = e->next) {
		char *label = xasprintf("__export_symbol_%s", e->name);
		GElf_Sym sym = { .st_name = (GElf_Word)buf_str(&o->strs, label),
				 .st_info = GELF_ST_INFO(STB_LOCAL, STT_NOTYPE),
				 .st_shndx = (GElf_Section)o->first_added,
				 .st_value = *at++ };

		free(label);
		gelf_update_sym(syms, (int)next++, &sym);
	}
	return next;
}

static size_t obj_symbol_number(const struct obj *o, const char *name)
{
	GElf_Sym sym;

	for (size_t i = 1; i < o->nsym; i++)
		if (!strcmp(obj_symbol(o, i, &sym), name) && GELF_ST_BIND(sym.st_info) != STB_LOCAL)
			return i;
	errx(1, "%s.ko: exported symbol %s is not in it", o->name, name);
}

/* One relocation a record, at its last word. */
void records_fill(struct obj *o)
{
	size_t word = gelf_fsize(o->in, ELF_T_ADDR, 1, EV_CURRENT);
	const struct reloc_rule *rule = reloc_rule(o);
	bool rela = rule->section_type == SHT_RELA;
	GElf_Shdr shdr = { .sh_name = (GElf_Word)o->records_name,
			   .sh_type = SHT_PROGBITS,
			   .sh_flags = SHF_ALLOC,
			   .sh_addralign = word };
	Elf_Data *relocs;
	size_t n = 0;

	if (!o->nexport)
		return;
	obj_fill_section(o, o->first_added, &shdr, o->records.data, o->records.len, ELF_T_BYTE);

	shdr.sh_name += strlen(".export_symbol") + 1;
	shdr.sh_type = rule->section_type;
	shdr.sh_flags = SHF_INFO_LINK;
	shdr.sh_link = (GElf_Word)o->newsec[o->symtab];
	shdr.sh_info = (GElf_Word)o->first_added;
	shdr.sh_entsize = gelf_fsize(o->in, rela ? ELF_T_RELA : ELF_T_REL, 1, EV_CURRENT);
	o->export_relocs = xcalloc(o->nexport, shdr.sh_entsize);
	relocs = obj_fill_section(o, o->first_added + 1, &shdr, o->export_relocs,
				  o->nexport * shdr.sh_entsize, rela ? ELF_T_RELA : ELF_T_REL);
	for (const struct export *e = o->exports; e; e = e->next, n++) {
		size_t end = e->next ? o->record_at[n + 1] : o->records.len;
		GElf_Rela reloc = {
			.r_offset = end - word,
			.r_info = GELF_R_INFO(o->newsym[obj_symbol_number(o, e->name)], rule->type),
		};

		obj_set_reloc(relocs, rela, n, &reloc);
	}
}
