// SPDX-License-Identifier: GPL-2.0-only
/*
 * Turns linked modules back into what modpost gets to see before they are linked.
 *
 *	ko2obj records|ksymtab SYMVERS KO-DIR OUT-DIR < names > shipped
 *
 * For each name on stdin (drivers/foo/bar) KO-DIR/<name>.ko becomes OUT-DIR/<name>.o, without what
 * the link, the generated .mod.c and pahole added. Exports become .export_symbol records made from
 * SYMVERS, or, in the form before Linux 6.5, the entries of the module's own table, each in a
 * section of its own. Beside it come <name>.mod, .<base>.o.cmd with the exports' #SYMVER lines, and
 * a source and a header for modpost to hash. What the .ko shipped in depends= and __versions is
 * printed, one fact a line, to be compared with what modpost makes of the result.
 *
 * Works for every class and byte order that libelf knows.
 */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ko2obj.h"

static void write_header(struct obj *o)
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

static void rewrite(struct obj *o)
{
	const Elf_Data *data;
	GElf_Shdr shdr;

	obj_choose_sections(o);
	data = obj_data(o, obj_section(o, o->strtab, &shdr));
	buf_add(&o->strs, data->d_buf, data->d_size);
	data = obj_data(o, obj_section(o, o->shstrtab, &shdr));
	buf_add(&o->shstrs, data->d_buf, data->d_size);
	if (o->ksymtab)
		ksymtab_prepare(o);
	else
		records_prepare(o);

	write_header(o);
	for (size_t n = o->first_added + o->nadded; n > 1; n--)
		if (!elf_newscn(o->out))
			obj_fail(o, "cannot add a section");
	obj_make_symbols(o);
	obj_copy_sections(o);
	if (o->ksymtab)
		ksymtab_fill(o);
	else
		records_fill(o);
	if (elf_update(o->out, ELF_C_WRITE) < 0)
		obj_fail(o, "cannot write the object");
}

static void rewrite_module(const char *name, bool ksymtab, const char *ko_dir, const char *out_dir)
{
	struct obj o = { .name = name, .exports = symvers_of(name), .ksymtab = ksymtab };
	char *in_path = xasprintf("%s/%s.ko", ko_dir, name);
	char *out_path = xasprintf("%s/%s.o", out_dir, name);
	int in = open(in_path, O_RDONLY);
	int out = open(out_path, O_RDWR | O_CREAT | O_TRUNC, 0666);

	if (in < 0)
		err(1, "%s", in_path);
	if (out < 0)
		err(1, "%s", out_path);
	o.in = elf_begin(in, ELF_C_READ_MMAP_PRIVATE, NULL);
	o.out = elf_begin(out, ELF_C_WRITE, NULL);
	if (!o.in || !o.out || !gelf_getehdr(o.in, &o.ehdr) || elf_getshdrnum(o.in, &o.nsec) ||
	    elf_getshdrstrndx(o.in, &o.shstrtab))
		obj_fail(&o, "not an ELF object");
	for (const struct export *e = o.exports; e; e = e->next)
		o.nexport++;

	rewrite(&o);
	write_build_files(&o, out_dir);

	elf_end(o.in);
	elf_end(o.out);
	close(in);
	close(out);
	free(in_path);
	free(out_path);
	if (o.ksymtab)
		ksymtab_free(&o);
	free(o.newsyms);
	free(o.export_relocs);
	free(o.newsec);
	free(o.newsym);
	free(o.used);
	free(o.record_at);
	free(o.strs.data);
	free(o.shstrs.data);
	free(o.modinfo.data);
	free(o.records.data);
}

int main(int argc, char **argv)
{
	char *line = NULL;
	size_t room = 0;
	bool ksymtab = argc > 1 && !strcmp(argv[1], "ksymtab");

	if (argc != 5 || (!ksymtab && strcmp(argv[1], "records")))
		errx(1, "usage: ko2obj records|ksymtab SYMVERS KO-DIR OUT-DIR < names");
	elf_version(EV_CURRENT);
	symvers_read(argv[2]);
	while (getline(&line, &room, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		rewrite_module(line, ksymtab, argv[3], argv[4]);
	}
	free(line);
	if (fflush(stdout))
		err(1, "standard output");
	return 0;
}
