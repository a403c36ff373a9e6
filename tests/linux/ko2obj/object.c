// SPDX-License-Identifier: GPL-2.0-only
#include "ko2obj.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

/* Sections that the link, .mod.c, the common module object and pahole brought. */
static const char *const dropped_sections[] = {
	".BTF",		 ".BTF.base",	       ".gnu.linkonce.this_module",
	".note.Linux",	 ".note.gnu.build-id", ".orc_header",
	"__kcrctab",	 "__kcrctab_gpl",      "__ksymtab",
	"__ksymtab_gpl", "__version_ext_crcs", "__version_ext_names",
	"__versions",
};

/* What it brought only where exports are records. */
static const char *const strings_section = "__ksymtab_strings";

/* .modinfo strings that .mod.c and the common module object brought. */
static const char *const dropped_modinfo[] = {
	"depends=", "intree=", "name=", "retpoline=", "srcversion=", "staging=", "vermagic=",
};

/* Symbols that the module linker script made. */
static const char *const linker_symbols[] = { "__start_alloc_tags", "__stop_alloc_tags" };

static bool listed(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(name, list[i]))
			return true;
	return false;
}

void obj_fail(const struct obj *o, const char *what)
{
	errx(1, "%s.ko: %s", o->name, what);
}

Elf_Scn *obj_section(const struct obj *o, size_t i, GElf_Shdr *shdr)
{
	Elf_Scn *scn = elf_getscn(o->in, i);

	if (!scn || !gelf_getshdr(scn, shdr))
		obj_fail(o, "cannot read a section header");
	return scn;
}

Elf_Data *obj_data(const struct obj *o, Elf_Scn *scn)
{
	Elf_Data *data = elf_getdata(scn, NULL);

	if (!data)
		obj_fail(o, "cannot read a section");
	return data;
}

const char *obj_section_name(const struct obj *o, const GElf_Shdr *shdr)
{
	const char *name = elf_strptr(o->in, o->shstrtab, shdr->sh_name);

	if (!name)
		obj_fail(o, "bad section name");
	return name;
}

const char *obj_symbol(const struct obj *o, size_t i, GElf_Sym *sym)
{
	const char *name;

	if (!gelf_getsym(o->syms, (int)i, sym))
		obj_fail(o, "bad symbol number");
	name = elf_strptr(o->in, o->strtab, sym->st_name);
	if (!name)
		obj_fail(o, "bad symbol name");
	return name;
}

/* Keeps offsets as they are, so that the symbols into .modinfo stay right. */
static void obj_cut_modinfo(struct obj *o, const Elf_Data *data)
{
	const char *end;
	char *s;

	buf_add(&o->modinfo, data->d_buf, data->d_size);
	buf_add(&o->modinfo, "", 1);
	end = o->modinfo.data + o->modinfo.len;
	for (s = o->modinfo.data; s < end; s++) {
		size_t len = strlen(s);

		if (!strncmp(s, "depends=", 8))
			printf("%s\t%s\n", o->name, s);
		for (size_t i = 0; i < ARRAY_SIZE(dropped_modinfo); i++) {
			if (!strncmp(s, dropped_modinfo[i], strlen(dropped_modinfo[i]))) {
				memset(s, 0, len);
				break;
			}
		}
		s += len;
	}
	while (o->modinfo.len > 1 && !o->modinfo.data[o->modinfo.len - 2])
		o->modinfo.len--;
}

/* Each entry is a CRC as wide as an address and a name, 64 bytes together. */
static void obj_print_versions(const struct obj *o, const Elf_Data *data)
{
	bool big = o->ehdr.e_ident[EI_DATA] == ELFDATA2MSB;
	size_t word = o->ehdr.e_ident[EI_CLASS] == ELFCLASS64 ? 8 : 4;

	for (size_t at = 0; at + 64 <= data->d_size; at += 64) {
		const unsigned char *p = (const unsigned char *)data->d_buf + at;
		unsigned int crc = 0;

		for (size_t i = 0; i < 4; i++)
			crc = crc << 8 | p[big ? word - 4 + i : 3 - i];
		printf("%s\t0x%08x\t%.*s\n", o->name, crc, (int)(64 - word), p + word);
	}
}

static bool section_is_dropped(const struct obj *o, const char *name)
{
	return listed(name, dropped_sections, ARRAY_SIZE(dropped_sections)) ||
	       (!o->ksymtab && !strcmp(name, strings_section));
}

void obj_choose_sections(struct obj *o)
{
	GElf_Shdr shdr;
	size_t next = 1;

	o->newsec = xcalloc(o->nsec, sizeof(*o->newsec));
	for (size_t i = 1; i < o->nsec; i++) {
		Elf_Scn *scn = obj_section(o, i, &shdr);
		const char *name = obj_section_name(o, &shdr);

		if (shdr.sh_type == SHT_SYMTAB_SHNDX || shdr.sh_type == SHT_GROUP)
			obj_fail(o, "has a kind of section this program does not rewrite");
		if (!strcmp(name, "__versions"))
			obj_print_versions(o, obj_data(o, scn));
		if (!strcmp(name, ".modinfo")) {
			o->modinfo_sec = i;
			obj_cut_modinfo(o, obj_data(o, scn));
		}
		if (shdr.sh_type == SHT_SYMTAB) {
			o->symtab = i;
			o->strtab = shdr.sh_link;
			o->syms = obj_data(o, scn);
			o->nsym = shdr.sh_size / shdr.sh_entsize;
		}
		if (section_is_dropped(o, name))
			continue;
		if (shdr.sh_type == SHT_REL || shdr.sh_type == SHT_RELA) {
			GElf_Shdr target;

			obj_section(o, shdr.sh_info, &target);
			if (section_is_dropped(o, obj_section_name(o, &target)))
				continue;
		}
		o->newsec[i] = next++;
	}
	o->first_added = next;
	if (!o->syms)
		obj_fail(o, "has no symbol table");
}

GElf_Rela obj_reloc(const struct obj *o, Elf_Data *data, bool rela, size_t i)
{
	GElf_Rela reloc = { 0 };
	GElf_Rel rel;

	if (rela) {
		if (!gelf_getrela(data, (int)i, &reloc))
			obj_fail(o, "bad relocation");
	} else {
		if (!gelf_getrel(data, (int)i, &rel))
			obj_fail(o, "bad relocation");
		reloc.r_offset = rel.r_offset;
		reloc.r_info = rel.r_info;
	}
	if (GELF_R_SYM(reloc.r_info) >= o->nsym)
		obj_fail(o, "a relocation names no symbol");
	return reloc;
}

void obj_set_reloc(Elf_Data *data, bool rela, size_t i, const GElf_Rela *reloc)
{
	GElf_Rela full = *reloc;
	GElf_Rel rel = { .r_offset = reloc->r_offset, .r_info = reloc->r_info };

	if (rela)
		gelf_update_rela(data, (int)i, &full);
	else
		gelf_update_rel(data, (int)i, &rel);
}

static void obj_mark_used(struct obj *o)
{
	GElf_Shdr shdr;

	for (size_t i = 1; i < o->nsec; i++) {
		Elf_Scn *scn = obj_section(o, i, &shdr);
		bool rela = shdr.sh_type == SHT_RELA;
		Elf_Data *data;

		if (!o->newsec[i] || (!rela && shdr.sh_type != SHT_REL))
			continue;
		data = obj_data(o, scn);
		for (size_t n = shdr.sh_size / shdr.sh_entsize, r = 0; r < n; r++)
			o->used[GELF_R_SYM(obj_reloc(o, data, rela, r).r_info)] = true;
	}
}

static bool symbol_is_gone(const struct obj *o, const char *name, const GElf_Sym *sym)
{
	if (listed(name, linker_symbols, ARRAY_SIZE(linker_symbols)))
		return true;
	if (sym->st_shndx == SHN_UNDEF || sym->st_shndx >= SHN_LORESERVE)
		return false;
	if (!o->newsec[sym->st_shndx])
		return true;
	return sym->st_shndx == o->modinfo_sec && GELF_ST_TYPE(sym->st_info) != STT_SECTION &&
	       (sym->st_value >= o->modinfo.len || !o->modinfo.data[sym->st_value]);
}

Elf_Data *obj_fill_section(struct obj *o, size_t to, const GElf_Shdr *shdr, void *bytes,
			   size_t size, Elf_Type type)
{
	Elf_Scn *scn = elf_getscn(o->out, to);
	Elf_Data *data = scn ? elf_newdata(scn) : NULL;
	GElf_Shdr header = *shdr;

	if (!data)
		obj_fail(o, "cannot add a section");
	data->d_buf = bytes;
	data->d_size = size;
	data->d_type = type;
	data->d_align = shdr->sh_addralign ? shdr->sh_addralign : 1;
	data->d_version = EV_CURRENT;
	header.sh_size = size;
	if (!gelf_update_shdr(scn, &header))
		obj_fail(o, "cannot add a section");
	return data;
}

/*
 * Builds the new symbol table: locals, the export labels, globals. Symbols of dropped sections go;
 * a global one that code refers to (__this_module) becomes undefined, as it was before the link.
 */
void obj_make_symbols(struct obj *o)
{
	size_t labels = o->ksymtab ? 0 : o->nexport;
	size_t size = gelf_fsize(o->in, ELF_T_SYM, o->nsym + labels, EV_CURRENT);
	size_t next = 1;
	GElf_Shdr shdr;
	Elf_Data *data;
	GElf_Sym sym;

	o->newsym = xcalloc(o->nsym, sizeof(*o->newsym));
	o->used = xcalloc(o->nsym, sizeof(*o->used));
	obj_mark_used(o);
	obj_section(o, o->symtab, &shdr);
	o->newsyms = xcalloc(1, size);
	data = obj_fill_section(o, o->newsec[o->symtab], &shdr, o->newsyms, size, ELF_T_SYM);

	for (int globals = 0; globals < 2; globals++) {
		for (size_t i = 1; i < o->nsym; i++) {
			const char *name = obj_symbol(o, i, &sym);
			bool local = GELF_ST_BIND(sym.st_info) == STB_LOCAL;
			bool moved = o->ksymtab && ksymtab_move_label(o, i, &sym);

			if (local == (globals == 1))
				continue;
			if (!moved && symbol_is_gone(o, name, &sym)) {
				if (!o->used[i])
					continue;
				if (local)
					obj_fail(o, "code refers to a dropped section");
				sym.st_shndx = SHN_UNDEF;
				sym.st_value = 0;
				sym.st_size = 0;
				sym.st_info = GELF_ST_INFO(STB_GLOBAL, STT_NOTYPE);
			} else if (!moved && sym.st_shndx < SHN_LORESERVE) {
				sym.st_shndx = (GElf_Section)o->newsec[sym.st_shndx];
			}
			o->newsym[i] = next;
			gelf_update_sym(data, (int)next++, &sym);
		}
		if (globals)
			break;
		if (!o->ksymtab)
			next = records_add_labels(o, data, next);
		o->nlocal = next;
	}
	data->d_size = gelf_fsize(o->in, ELF_T_SYM, next, EV_CURRENT);
	shdr.sh_size = data->d_size;
	shdr.sh_link = (GElf_Word)o->newsec[o->strtab];
	shdr.sh_info = (GElf_Word)o->nlocal;
	gelf_update_shdr(elf_getscn(o->out, o->newsec[o->symtab]), &shdr);
}

static void obj_renumber_relocs(const struct obj *o, Elf_Data *data, bool rela, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		GElf_Rela reloc = obj_reloc(o, data, rela, i);

		reloc.r_info =
			GELF_R_INFO(o->newsym[GELF_R_SYM(reloc.r_info)], GELF_R_TYPE(reloc.r_info));
		obj_set_reloc(data, rela, i, &reloc);
	}
}

void obj_copy_sections(struct obj *o)
{
	for (size_t i = 1; i < o->nsec; i++) {
		size_t to = o->newsec[i];
		const Elf_Data *from;
		GElf_Shdr shdr;
		Elf_Scn *scn = obj_section(o, i, &shdr);
		Elf_Data *data;
		bool rela = shdr.sh_type == SHT_RELA;

		if (!to || i == o->symtab)
			continue;
		from = obj_data(o, scn);
		if (shdr.sh_link < o->nsec)
			shdr.sh_link = (GElf_Word)o->newsec[shdr.sh_link];
		if (i == o->strtab) {
			obj_fill_section(o, to, &shdr, o->strs.data, o->strs.len, ELF_T_BYTE);
		} else if (i == o->shstrtab) {
			obj_fill_section(o, to, &shdr, o->shstrs.data, o->shstrs.len, ELF_T_BYTE);
		} else if (i == o->modinfo_sec) {
			obj_fill_section(o, to, &shdr, o->modinfo.data, o->modinfo.len, ELF_T_BYTE);
		} else if (rela || shdr.sh_type == SHT_REL) {
			shdr.sh_info = (GElf_Word)o->newsec[shdr.sh_info];
			data = obj_fill_section(o, to, &shdr, from->d_buf, from->d_size,
						from->d_type);
			obj_renumber_relocs(o, data, rela, shdr.sh_size / shdr.sh_entsize);
		} else {
			obj_fill_section(o, to, &shdr, from->d_buf, from->d_size, from->d_type);
		}
	}
}
