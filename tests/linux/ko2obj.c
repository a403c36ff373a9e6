// SPDX-License-Identifier: GPL-2.0-only
/*
 * Turns linked modules back into what modpost gets to see before they are linked.
 *
 *	ko2obj SYMVERS KO-DIR OUT-DIR < names > shipped
 *
 * For each name on stdin (drivers/foo/bar) KO-DIR/<name>.ko becomes OUT-DIR/<name>.o, without what
 * the link, the generated .mod.c and pahole added, and with an .export_symbol record per export
 * that SYMVERS lists for it. Beside it come <name>.mod, .<base>.o.cmd with the exports' #SYMVER
 * lines, and a source and a header for modpost to hash. What the .ko shipped in depends= and
 * __versions is printed, one fact a line, to be compared with what modpost makes of the result.
 *
 * Works for every class and byte order that libelf knows.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <err.h>
#include <fcntl.h>
#include <gelf.h>
#include <search.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* One line of Module.symvers. */
struct export
{
	struct export *next; /* of the same module, in the file's order */
	const char *name;
	const char *crc;
	const char *license; /* "" or "GPL" */
	const char *ns;
};

struct module {
	struct export *first;
	struct export *last;
};

/* A growing byte buffer. */
struct buf {
	char *data;
	size_t len;
	size_t room;
};

/* A module on its way from .ko to .o; the arrays are indexed by the input's numbers. */
struct obj {
	const char *name;
	const struct export *exports;
	Elf *in;
	Elf *out;
	GElf_Ehdr ehdr;
	size_t nsec;
	size_t symtab; /* section number */
	size_t strtab; /* section number */
	size_t shstrtab; /* section number */
	size_t nsym;
	Elf_Data *syms;
	size_t *newsec; /* number in the output, 0: dropped */
	size_t *newsym; /* number in the output, 0: dropped */
	bool *used; /* a kept relocation names this symbol */
	struct buf strs;
	struct buf shstrs;
	struct buf modinfo;
	size_t modinfo_sec;
	size_t nlocal; /* in the output, the export labels included */
	size_t nexport;
	struct buf records; /* .export_symbol */
	size_t *record_at; /* where each export's record begins in it */
	size_t records_sec; /* number in the output, as many sections are kept */
	void *newsyms;
	void *export_relocs;
};

/* Sections that the link, .mod.c, the common module object and pahole brought. */
static const char *const dropped_sections[] = {
	".BTF",
	".BTF.base",
	".gnu.linkonce.this_module",
	".note.Linux",
	".note.gnu.build-id",
	".orc_header",
	"__kcrctab",
	"__kcrctab_gpl",
	"__ksymtab",
	"__ksymtab_gpl",
	"__ksymtab_strings",
	"__version_ext_crcs",
	"__version_ext_names",
	"__versions",
};

/* .modinfo strings that .mod.c and the common module object brought. */
static const char *const dropped_modinfo[] = {
	"depends=", "intree=", "name=", "retpoline=", "srcversion=", "staging=", "vermagic=",
};

/* Symbols that the module linker script made. */
static const char *const linker_symbols[] = { "__start_alloc_tags", "__stop_alloc_tags" };

/* The relocation that holds an address, and the form machines keep relocations in. */
static const struct {
	unsigned int machine;
	unsigned int type;
	unsigned int section_type;
} address_relocs[] = {
	{ EM_386, R_386_32, SHT_REL },	      { EM_AARCH64, R_AARCH64_ABS64, SHT_RELA },
	{ EM_ARM, R_ARM_ABS32, SHT_REL },     { EM_PPC64, R_PPC64_ADDR64, SHT_RELA },
	{ EM_RISCV, R_RISCV_64, SHT_RELA },   { EM_S390, R_390_64, SHT_RELA },
	{ EM_X86_64, R_X86_64_64, SHT_RELA },
};

static void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		err(1, "out of memory");
	return p;
}

static __attribute__((format(printf, 1, 2))) char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (len < 0)
		err(1, "out of memory");
	return s;
}

/* Returns where the bytes begin. */
static size_t buf_add(struct buf *b, const void *data, size_t len)
{
	size_t at = b->len;

	if (b->len + len > b->room) {
		b->room = (b->len + len) * 2;
		b->data = realloc(b->data, b->room);
		if (!b->data)
			err(1, "out of memory");
	}
	if (len)
		memcpy(b->data + at, data, len);
	b->len += len;
	return at;
}

static size_t buf_str(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s) + 1);
}

/* Formatted text, without its NUL. */
static __attribute__((format(printf, 2, 3))) void buf_text(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		err(1, "out of memory");
	va_end(ap);
	buf_add(b, s, strlen(s));
	free(s);
}

static void buf_align(struct buf *b, size_t align)
{
	while (b->len % align)
		buf_add(b, "", 1);
}

static bool listed(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(name, list[i]))
			return true;
	return false;
}

static void write_text(const char *path, const struct buf *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(text->data, 1, text->len, f) != text->len || fclose(f))
		err(1, "%s", path);
}

static struct module *module_find(const char *name, bool create)
{
	ENTRY item = { .key = (char *)name };
	ENTRY *found = hsearch(item, FIND);

	if (found)
		return found->data;
	if (!create)
		return NULL;
	item.data = xcalloc(1, sizeof(struct module));
	if (!hsearch(item, ENTER))
		err(1, "out of memory");
	return item.data;
}

static void read_symvers(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t room = 0;
	char *line = NULL;

	if (!f || !hcreate(20000))
		err(1, "%s", path);
	while (getline(&line, &room, f) > 0) {
		struct export *e = xcalloc(1, sizeof(*e));
		char *rest = xasprintf("%s", line);
		struct module *mod;
		const char *owner;
		const char *kind;

		rest[strcspn(rest, "\n")] = '\0';
		e->crc = strsep(&rest, "\t");
		e->name = strsep(&rest, "\t");
		owner = strsep(&rest, "\t");
		kind = strsep(&rest, "\t");
		if (!kind || !rest)
			errx(1, "%s: not a symbol dump", path);
		e->license = strcmp(kind, "EXPORT_SYMBOL_GPL") ? "" : "GPL";
		e->ns = rest;
		mod = module_find(owner, true);
		if (mod->last)
			mod->last->next = e;
		else
			mod->first = e;
		mod->last = e;
	}
	free(line);
	fclose(f);
}

static __attribute__((noreturn)) void obj_fail(const struct obj *o, const char *what)
{
	errx(1, "%s.ko: %s", o->name, what);
}

static Elf_Scn *obj_section(const struct obj *o, size_t i, GElf_Shdr *shdr)
{
	Elf_Scn *scn = elf_getscn(o->in, i);

	if (!scn || !gelf_getshdr(scn, shdr))
		obj_fail(o, "cannot read a section header");
	return scn;
}

static Elf_Data *obj_data(const struct obj *o, Elf_Scn *scn)
{
	Elf_Data *data = elf_getdata(scn, NULL);

	if (!data)
		obj_fail(o, "cannot read a section");
	return data;
}

static const char *obj_section_name(const struct obj *o, const GElf_Shdr *shdr)
{
	const char *name = elf_strptr(o->in, o->shstrtab, shdr->sh_name);

	if (!name)
		obj_fail(o, "bad section name");
	return name;
}

static const char *obj_symbol(const struct obj *o, size_t i, GElf_Sym *sym)
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

/* Chooses the sections to keep, and reads those that hold what is to be told or changed. */
static void obj_choose_sections(struct obj *o)
{
	GElf_Shdr shdr;
	size_t next = 1;

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
		if (listed(name, dropped_sections, ARRAY_SIZE(dropped_sections)))
			continue;
		if (shdr.sh_type == SHT_REL || shdr.sh_type == SHT_RELA) {
			GElf_Shdr target;

			obj_section(o, shdr.sh_info, &target);
			if (listed(obj_section_name(o, &target), dropped_sections,
				   ARRAY_SIZE(dropped_sections)))
				continue;
		}
		o->newsec[i] = next++;
	}
	o->records_sec = next;
	if (!o->syms)
		obj_fail(o, "has no symbol table");
}

static void obj_mark_used(struct obj *o)
{
	GElf_Shdr shdr;

	for (size_t i = 1; i < o->nsec; i++) {
		Elf_Scn *scn = obj_section(o, i, &shdr);
		Elf_Data *data;

		if (!o->newsec[i] || (shdr.sh_type != SHT_REL && shdr.sh_type != SHT_RELA))
			continue;
		data = obj_data(o, scn);
		for (size_t n = shdr.sh_size / shdr.sh_entsize, r = 0; r < n; r++) {
			GElf_Rela rela;
			GElf_Rel rel;
			size_t sym;

			if (shdr.sh_type == SHT_RELA) {
				if (!gelf_getrela(data, (int)r, &rela))
					obj_fail(o, "bad relocation");
				sym = GELF_R_SYM(rela.r_info);
			} else {
				if (!gelf_getrel(data, (int)r, &rel))
					obj_fail(o, "bad relocation");
				sym = GELF_R_SYM(rel.r_info);
			}
			if (sym >= o->nsym)
				obj_fail(o, "a relocation names no symbol");
			o->used[sym] = true;
		}
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

/* A record: licence, namespace, padding, address. */
static void obj_make_records(struct obj *o)
{
	size_t word = gelf_fsize(o->in, ELF_T_ADDR, 1, EV_CURRENT);
	size_t n = 0;

	for (const struct export *e = o->exports; e; e = e->next)
		o->nexport++;
	o->record_at = xcalloc(o->nexport, sizeof(*o->record_at));
	for (const struct export *e = o->exports; e; e = e->next) {
		o->record_at[n++] = buf_str(&o->records, e->license);
		buf_str(&o->records, e->ns);
		buf_align(&o->records, word);
		buf_add(&o->records, "\0\0\0\0\0\0\0", word);
	}
}

/* The label at a record's begin; its name's place in the string table is returned. */
static size_t obj_label(struct obj *o, const struct export *e)
{
	char *label = xasprintf("__export_symbol_%s", e->name);
	size_t at = buf_str(&o->strs, label);

	free(label);
	return at;
}

/* Fills a section of the output; libelf only lets the returned data's entries be changed. */
static Elf_Data *obj_fill_section(struct obj *o, size_t to, const GElf_Shdr *shdr, void *bytes,
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
static void obj_make_symbols(struct obj *o)
{
	size_t size = gelf_fsize(o->in, ELF_T_SYM, o->nsym + o->nexport, EV_CURRENT);
	const size_t *record_at = o->record_at;
	size_t next = 1;
	GElf_Shdr shdr;
	Elf_Data *data;
	GElf_Sym sym;

	obj_section(o, o->symtab, &shdr);
	o->newsyms = xcalloc(1, size);
	data = obj_fill_section(o, o->newsec[o->symtab], &shdr, o->newsyms, size, ELF_T_SYM);

	for (int globals = 0; globals < 2; globals++) {
		for (size_t i = 1; i < o->nsym; i++) {
			const char *name = obj_symbol(o, i, &sym);
			bool local = GELF_ST_BIND(sym.st_info) == STB_LOCAL;

			if (local == (globals == 1))
				continue;
			if (symbol_is_gone(o, name, &sym)) {
				if (!o->used[i])
					continue;
				if (local)
					obj_fail(o, "code refers to a dropped section");
				sym.st_shndx = SHN_UNDEF;
				sym.st_value = 0;
				sym.st_size = 0;
				sym.st_info = GELF_ST_INFO(STB_GLOBAL, STT_NOTYPE);
			} else if (sym.st_shndx < SHN_LORESERVE) {
				sym.st_shndx = (GElf_Section)o->newsec[sym.st_shndx];
			}
			o->newsym[i] = next;
			gelf_update_sym(data, (int)next++, &sym);
		}
		if (globals)
			break;
		for (const struct export *e = o->exports; e; e = e->next) {
			sym = (GElf_Sym){ .st_name = (GElf_Word)obj_label(o, e),
					  .st_info = GELF_ST_INFO(STB_LOCAL, STT_NOTYPE),
					  .st_shndx = (GElf_Section)o->records_sec,
					  .st_value = *record_at++ };
			gelf_update_sym(data, (int)next++, &sym);
		}
		o->nlocal = next;
	}
	data->d_size = gelf_fsize(o->in, ELF_T_SYM, next, EV_CURRENT);
	shdr.sh_size = data->d_size;
	shdr.sh_link = (GElf_Word)o->newsec[o->strtab];
	shdr.sh_info = (GElf_Word)o->nlocal;
	gelf_update_shdr(elf_getscn(o->out, o->newsec[o->symtab]), &shdr);
}

static void obj_renumber_relocs(struct obj *o, Elf_Data *data, bool rela, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		GElf_Rela r;
		GElf_Rel short_r;

		if (rela) {
			gelf_getrela(data, (int)i, &r);
			r.r_info =
				GELF_R_INFO(o->newsym[GELF_R_SYM(r.r_info)], GELF_R_TYPE(r.r_info));
			gelf_update_rela(data, (int)i, &r);
		} else {
			gelf_getrel(data, (int)i, &short_r);
			short_r.r_info = GELF_R_INFO(o->newsym[GELF_R_SYM(short_r.r_info)],
						     GELF_R_TYPE(short_r.r_info));
			gelf_update_rel(data, (int)i, &short_r);
		}
	}
}

static void obj_copy_sections(struct obj *o)
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

static size_t obj_symbol_number(const struct obj *o, const char *name)
{
	GElf_Sym sym;

	for (size_t i = 1; i < o->nsym; i++)
		if (!strcmp(obj_symbol(o, i, &sym), name) && GELF_ST_BIND(sym.st_info) != STB_LOCAL)
			return i;
	errx(1, "%s.ko: exported symbol %s is not in it", o->name, name);
}

/* Adds .export_symbol and its relocations, one a record, at the record's last word. */
static void obj_add_exports(struct obj *o, size_t names)
{
	size_t word = gelf_fsize(o->in, ELF_T_ADDR, 1, EV_CURRENT);
	GElf_Shdr shdr = { .sh_name = (GElf_Word)names,
			   .sh_type = SHT_PROGBITS,
			   .sh_flags = SHF_ALLOC,
			   .sh_addralign = word };
	Elf_Data *relocs;
	size_t rule = 0;
	size_t n = 0;
	bool rela;

	obj_fill_section(o, o->records_sec, &shdr, o->records.data, o->records.len, ELF_T_BYTE);

	while (address_relocs[rule].machine != o->ehdr.e_machine)
		if (++rule == ARRAY_SIZE(address_relocs))
			obj_fail(o, "unknown machine");
	shdr.sh_name += strlen(".export_symbol") + 1;
	shdr.sh_type = address_relocs[rule].section_type;
	shdr.sh_flags = SHF_INFO_LINK;
	shdr.sh_link = (GElf_Word)o->newsec[o->symtab];
	shdr.sh_info = (GElf_Word)o->records_sec;
	rela = shdr.sh_type == SHT_RELA;
	shdr.sh_entsize = gelf_fsize(o->in, rela ? ELF_T_RELA : ELF_T_REL, 1, EV_CURRENT);
	o->export_relocs = xcalloc(o->nexport, shdr.sh_entsize);
	relocs = obj_fill_section(o, o->records_sec + 1, &shdr, o->export_relocs,
				  o->nexport * shdr.sh_entsize, rela ? ELF_T_RELA : ELF_T_REL);
	for (const struct export *e = o->exports; e; e = e->next, n++) {
		size_t end = e->next ? o->record_at[n + 1] : o->records.len;
		GElf_Rela r = {
			.r_offset = end - word,
			.r_info = GELF_R_INFO(o->newsym[obj_symbol_number(o, e->name)],
					      address_relocs[rule].type),
		};
		GElf_Rel short_r = { .r_offset = r.r_offset, .r_info = r.r_info };

		if (rela)
			gelf_update_rela(relocs, (int)n, &r);
		else
			gelf_update_rel(relocs, (int)n, &short_r);
	}
}

static void obj_write_header(struct obj *o)
{
	GElf_Ehdr out;

	if (!gelf_newehdr(o->out, o->ehdr.e_ident[EI_CLASS]) || !gelf_getehdr(o->out, &out))
		obj_fail(o, "cannot make a header");
	memcpy(out.e_ident, o->ehdr.e_ident, EI_NIDENT);
	out.e_type = ET_REL;
	out.e_machine = o->ehdr.e_machine;
	out.e_version = EV_CURRENT;
	out.e_flags = o->ehdr.e_flags;
	out.e_shstrndx = (GElf_Half)o->newsec[o->shstrtab];
	if (!gelf_update_ehdr(o->out, &out))
		obj_fail(o, "cannot make a header");
}

static void write_beside(const struct obj *o, const char *out_dir, const char *suffix,
			 struct buf *text)
{
	char *path = xasprintf("%s/%s%s", out_dir, o->name, suffix);

	write_text(path, text);
	free(path);
}

/* .mod, .cmd, and sources for srcversion. */
static void write_build_files(const struct obj *o, const char *out_dir)
{
	const char *slash = strrchr(o->name, '/');
	int dir_len = slash ? (int)(slash + 1 - o->name) : 0;
	const char *name = o->name;
	struct buf text = { 0 };
	char *path;

	buf_text(&text, "%s.o\n", name);
	write_beside(o, out_dir, ".mod", &text);

	text.len = 0;
	buf_text(&text, "savedcmd_%s.o := gcc -c -o %s.o %s.c\n\n", name, name, name);
	buf_text(&text, "source_%s.o := %s.c\n\n", name, name);
	buf_text(&text, "deps_%s.o := \\\n  include/linux/module.h \\\n", name);
	buf_text(&text, "    $(wildcard include/config/MODVERSIONS) \\\n  %s.h \\\n\n", name);
	buf_text(&text, "%s.o: $(deps_%s.o)\n\n$(deps_%s.o):\n\n", name, name, name);
	for (const struct export *e = o->exports; e; e = e->next)
		buf_text(&text, "#SYMVER %s %s\n", e->name, e->crc);
	path = xasprintf("%s/%.*s.%s.o.cmd", out_dir, dir_len, name, name + dir_len);
	write_text(path, &text);
	free(path);

	text.len = 0;
	buf_text(&text, "/* made for %s */\nint main_of(\"%s\");\n", name, name);
	write_beside(o, out_dir, ".c", &text);
	write_beside(o, out_dir, ".h", &text);
	free(text.data);
}

static void rewrite_module(const char *name, const char *ko_dir, const char *out_dir)
{
	struct module *mod = module_find(name, false);
	struct obj obj = { .name = name, .exports = mod ? mod->first : NULL };
	char *in_path = xasprintf("%s/%s.ko", ko_dir, name);
	char *out_path = xasprintf("%s/%s.o", out_dir, name);
	int in = open(in_path, O_RDONLY);
	int out = open(out_path, O_RDWR | O_CREAT | O_TRUNC, 0666);
	struct obj *o = &obj;
	const Elf_Data *data;
	GElf_Shdr shdr;
	size_t names;

	if (in < 0)
		err(1, "%s", in_path);
	if (out < 0)
		err(1, "%s", out_path);
	o->in = elf_begin(in, ELF_C_READ_MMAP_PRIVATE, NULL);
	o->out = elf_begin(out, ELF_C_WRITE, NULL);
	if (!o->in || !o->out || !gelf_getehdr(o->in, &o->ehdr) ||
	    elf_getshdrnum(o->in, &o->nsec) || elf_getshdrstrndx(o->in, &o->shstrtab))
		obj_fail(o, "not an ELF object");
	o->newsec = xcalloc(o->nsec, sizeof(*o->newsec));

	obj_choose_sections(o);
	o->newsym = xcalloc(o->nsym, sizeof(*o->newsym));
	o->used = xcalloc(o->nsym, sizeof(*o->used));
	obj_mark_used(o);
	obj_make_records(o);

	data = obj_data(o, obj_section(o, o->strtab, &shdr));
	buf_add(&o->strs, data->d_buf, data->d_size);
	data = obj_data(o, obj_section(o, o->shstrtab, &shdr));
	buf_add(&o->shstrs, data->d_buf, data->d_size);
	names = buf_str(&o->shstrs, ".export_symbol");
	buf_str(&o->shstrs,
		gelf_fsize(o->in, ELF_T_ADDR, 1, EV_CURRENT) == 8 || o->ehdr.e_machine == EM_RISCV
			? ".rela.export_symbol"
			: ".rel.export_symbol");

	obj_write_header(o);
	for (size_t n = o->records_sec + (o->nexport ? 2 : 0); n > 1; n--)
		if (!elf_newscn(o->out))
			obj_fail(o, "cannot add a section");
	obj_make_symbols(o);
	obj_copy_sections(o);
	if (o->nexport)
		obj_add_exports(o, names);
	if (elf_update(o->out, ELF_C_WRITE) < 0)
		obj_fail(o, "cannot write the object");
	write_build_files(o, out_dir);

	elf_end(o->in);
	elf_end(o->out);
	close(in);
	close(out);
	free(in_path);
	free(out_path);
	free(o->newsyms);
	free(o->export_relocs);
	free(o->newsec);
	free(o->newsym);
	free(o->used);
	free(o->record_at);
	free(o->strs.data);
	free(o->shstrs.data);
	free(o->modinfo.data);
	free(o->records.data);
}

int main(int argc, char **argv)
{
	char *line = NULL;
	size_t room = 0;

	if (argc != 4)
		errx(1, "usage: ko2obj SYMVERS KO-DIR OUT-DIR < names");
	elf_version(EV_CURRENT);
	read_symvers(argv[1]);
	while (getline(&line, &room, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		rewrite_module(line, argv[2], argv[3]);
	}
	free(line);
	if (fflush(stdout))
		err(1, "standard output");
	return 0;
}
