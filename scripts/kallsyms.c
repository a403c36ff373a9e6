// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the symbol table of an image, as assembler source on stdout, from the
 * output of "nm -n" (filtered by mksysmap). docs/kallsyms.md describes the
 * table, include/linux/kallsyms.h declares it.
 *
 * link-vmlinux.sh links the table into the image it describes, so two runs on
 * lists that differ only in addresses must give tables of the same size:
 * nothing but the names may decide how names are compressed.
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KSYM_NAME_LEN 512
#define MARKER_STEP   64

/* Pairs are learnt from about this many bytes of names. */
#define SAMPLE_BYTES (1u << 20)

struct symbol {
	uint64_t addr;
	char *name; /* type letter, then the name, NUL-terminated */
	uint8_t *code; /* compressed name */
	uint32_t code_len;
	uint32_t number;
	bool absolute;
};

struct table {
	struct symbol *syms;
	size_t count, room;
	size_t relative; /* so many symbols are not absolute; they come first */
	uint64_t base;
	bool has_text;
	uint8_t pairs[256][2];
};

/* Position of a pair in the order they were learnt, 0 if it has no code. */
struct codebook {
	uint16_t rank[1 << 16];
	uint8_t code[1 << 16];
};

struct options {
	bool all_symbols;
	bool absolute_percpu;
};

static const char *input_name;

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "kallsyms: %s: ", input_name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

static void *check_alloc(void *mem)
{
	if (!mem)
		die("out of memory");
	return mem;
}

/* --- Reading --- */

static struct symbol *table_add(struct table *table)
{
	if (table->count == table->room) {
		table->room = table->room ? 2 * table->room : 4096;
		table->syms = check_alloc(realloc(table->syms, table->room * sizeof(*table->syms)));
	}
	return memset(&table->syms[table->count++], 0, sizeof(struct symbol));
}

/* "ADDRESS TYPE NAME"; a symbol without an address has blanks there. */
static void read_line(struct table *table, char *line, size_t line_no)
{
	static const char has_no_place[] = "UNnpvw-";
	struct symbol *sym;
	size_t digits = strspn(line, "0123456789abcdefABCDEF");
	char *rest = line + digits, type;

	if (digits > 16)
		die("line %zu: bad address", line_no);
	if (!digits && *line == ' ')
		rest += strspn(line, " ") - 1;
	if (rest[0] != ' ' || !isgraph((unsigned char)rest[1]) || rest[2] != ' ' || !rest[3])
		die("line %zu is not a line of nm: '%.40s'", line_no, line);

	type = rest[1];
	if (strchr(has_no_place, type))
		return;
	if (*line == ' ')
		die("line %zu: symbol '%.40s' has no address", line_no, rest + 3);
	if (strlen(rest + 3) >= KSYM_NAME_LEN) {
		fprintf(stderr, "kallsyms: %s: name of %zu bytes is too long, left out: %.40s...\n",
			input_name, strlen(rest + 3), rest + 3);
		return;
	}

	sym = table_add(table);
	sym->addr = strtoull(line, NULL, 16);
	rest[2] = type;
	sym->name = check_alloc(strdup(rest + 2));
}

static void read_table(struct table *table)
{
	char *line = NULL;
	size_t size = 0, line_no = 0;
	ssize_t len;
	FILE *in = fopen(input_name, "r");

	if (!in)
		die("%s", strerror(errno));
	errno = 0;
	while ((len = getline(&line, &size, in)) != -1) {
		line_no++;
		if (memchr(line, '\0', len))
			die("line %zu holds a NUL byte", line_no);
		if (line[len - 1] == '\n')
			line[len - 1] = '\0';
		read_line(table, line, line_no);
	}
	if (ferror(in))
		die("%s", strerror(errno));
	free(line);
	fclose(in);
}

/* --- Selecting and sorting --- */

static const struct symbol *table_find(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (!strcmp(table->syms[i].name + 1, name))
			return &table->syms[i];
	return NULL;
}

static bool symbol_is_constant(const struct symbol *sym)
{
	return sym->name[0] == 'A' || sym->name[0] == 'a';
}

static bool symbol_is_code(const struct symbol *sym)
{
	return strchr("TtWiI", sym->name[0]) != NULL;
}

/* System.map has these for depmod; in the image the table itself is enough. */
static bool symbol_is_export_entry(const struct symbol *sym)
{
	return !strncmp(sym->name + 1, "__ksymtab_", strlen("__ksymtab_"));
}

static bool fits_offset(const struct table *table, uint64_t addr)
{
	if (addr < table->base)
		return table->base - addr <= (uint64_t)INT32_MAX + 1;
	return addr - table->base <= INT32_MAX;
}

/*
 * Decides which symbols are absolute. A constant is, unless it lies inside the
 * image: so some linkers mark symbols that a script assigns between sections.
 * Code that runs far away from the rest (early boot code at its physical address)
 * is, too, as no offset reaches it.
 */
static void classify(struct table *table, const struct options *opts)
{
	const struct symbol *text = table_find(table, "_text");
	const struct symbol *percpu = table_find(table, "__per_cpu_start");
	const struct symbol *percpu_end = table_find(table, "__per_cpu_end");
	static const char no_text[] =
		", the lowest symbol, as there is no _text: the linker script "
		"is to define it where the kernel begins";
	uint64_t low = UINT64_MAX, high = 0;
	size_t kept = 0;

	for (size_t i = 0; i < table->count; i++) {
		const struct symbol *sym = &table->syms[i];

		if (symbol_is_constant(sym))
			continue;
		if (sym->addr < low)
			low = sym->addr;
		if (sym->addr > high)
			high = sym->addr;
	}
	table->has_text = text != NULL;
	if (text)
		table->base = text->addr;
	else
		table->base = low <= high ? low : 0;

	uint64_t percpu_from = percpu ? percpu->addr : 0;
	uint64_t percpu_to = percpu && percpu_end ? percpu_end->addr : 0;

	for (size_t i = 0; i < table->count; i++) {
		struct symbol *sym = &table->syms[i];
		bool constant = symbol_is_constant(sym);

		if (opts->absolute_percpu && sym->addr >= percpu_from && sym->addr < percpu_to) {
			sym->absolute = true;
			sym->name[0] = 'A';
		} else if (constant && (sym->addr < low || sym->addr > high)) {
			sym->absolute = true;
		} else {
			sym->absolute = !fits_offset(table, sym->addr);
		}

		if (sym->absolute && sym->addr > UINT32_MAX && !constant)
			die("symbol '%s' at 0x%llx is too far from the image at 0x%llx%s",
			    sym->name + 1, (unsigned long long)sym->addr,
			    (unsigned long long)table->base, text ? "" : no_text);
		if ((!opts->all_symbols && !symbol_is_code(sym)) || symbol_is_export_entry(sym) ||
		    (sym->absolute && sym->addr > UINT32_MAX)) {
			free(sym->name);
			continue;
		}
		table->relative += !sym->absolute;
		table->syms[kept++] = *sym;
	}
	table->count = kept;
}

/*
 * Of several names for one address the first is shown in a backtrace: a
 * function rather than a weak alias or a mark like __start_x.
 */
static int compare_by_address(const void *va, const void *vb)
{
	const struct symbol *a = va, *b = vb;
	bool weak_a = strchr("WV", a->name[0]), weak_b = strchr("WV", b->name[0]);
	size_t marks_a = strspn(a->name + 1, "_"), marks_b = strspn(b->name + 1, "_");

	if (a->absolute != b->absolute)
		return a->absolute - b->absolute;
	if (a->addr != b->addr)
		return a->addr < b->addr ? -1 : 1;
	if (weak_a != weak_b)
		return weak_a - weak_b;
	if (marks_a != marks_b)
		return marks_a < marks_b ? -1 : 1;
	return strcmp(a->name + 1, b->name + 1);
}

static int compare_by_name(const void *va, const void *vb)
{
	const struct symbol *a = *(struct symbol *const *)va, *b = *(struct symbol *const *)vb;
	int order = strcmp(a->name + 1, b->name + 1);

	return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void sort_table(struct table *table)
{
	if (!table->count)
		return;
	qsort(table->syms, table->count, sizeof(*table->syms), compare_by_address);
	for (size_t i = 0; i < table->count; i++)
		table->syms[i].number = i;
}

/* --- Compressing: byte pair encoding --- */

static unsigned int pair_of(const uint8_t *code)
{
	return code[0] << 8 | code[1];
}

static uint32_t name_hash(const char *name)
{
	uint32_t hash = 2166136261u;

	while (*name)
		hash = (hash ^ (uint8_t)*name++) * 16777619u;
	return hash;
}

/* Gives every name its uncompressed code; marks the bytes that occur. */
static size_t init_codes(struct table *table, bool *occurs)
{
	size_t total = 0;

	for (size_t i = 0; i < table->count; i++) {
		struct symbol *sym = &table->syms[i];

		sym->code_len = strlen(sym->name);
		sym->code = check_alloc(malloc(sym->code_len));
		memcpy(sym->code, sym->name, sym->code_len);
		for (uint32_t k = 0; k < sym->code_len; k++)
			occurs[sym->code[k]] = true;
		total += sym->code_len;
	}
	return total;
}

/* Replaces a pair by a code in one name and keeps the counts of pairs right. */
static void merge_pair(struct symbol *sym, unsigned int pair, uint8_t code, uint32_t *counts)
{
	const uint8_t *in = sym->code, *end = in + sym->code_len;
	uint8_t *out = sym->code;

	while (in < end) {
		if (in + 1 == end || pair_of(in) != pair) {
			*out++ = *in++;
			continue;
		}
		counts[pair]--;
		if (out > sym->code) {
			counts[out[-1] << 8 | in[0]]--;
			counts[out[-1] << 8 | code]++;
		}
		if (in + 2 < end) {
			counts[in[1] << 8 | in[2]]--;
			counts[code << 8 | in[2]]++;
		}
		*out++ = code;
		in += 2;
	}
	sym->code_len = out - sym->code;
}

/*
 * Gives each free code to the pair that is most frequent then. Ties go to the
 * lowest pair, so that the order of the names does not matter. Code 0 stays
 * unused: no pair has number 0.
 */
static void learn_pairs(struct table *table, struct codebook *book)
{
	static uint32_t counts[1 << 16];
	bool occurs[256] = { false };
	size_t step = init_codes(table, occurs) / SAMPLE_BYTES + 1;
	struct symbol **sample = check_alloc(calloc(table->count + 1, sizeof(*sample)));
	size_t sampled = 0;
	uint16_t rank = 0;

	for (size_t i = 0; i < table->count; i++)
		if (name_hash(table->syms[i].name + 1) % step == 0)
			sample[sampled++] = &table->syms[i];
	for (size_t i = 0; i < sampled; i++)
		for (uint32_t k = 0; k + 1 < sample[i]->code_len; k++)
			counts[pair_of(sample[i]->code + k)]++;

	for (int code = 0; code < 256; code++) {
		unsigned int best = 0;

		table->pairs[code][0] = table->pairs[code][1] = code;
		if (!code || occurs[code])
			continue;
		for (unsigned int pair = 1; pair < 1 << 16; pair++)
			if (counts[pair] > counts[best])
				best = pair;
		if (counts[best] < 2)
			continue;
		table->pairs[code][0] = best >> 8;
		table->pairs[code][1] = best & 0xff;
		book->rank[best] = ++rank;
		book->code[best] = code;
		for (size_t i = 0; i < sampled; i++)
			merge_pair(sample[i], best, code, counts);
	}
	free(sample);
}

/* Merges pairs in the order they were learnt, as learning does. */
static void encode(struct symbol *sym, const struct codebook *book)
{
	for (;;) {
		unsigned int first = 0;
		uint8_t *out = sym->code;

		for (uint32_t k = 0; k + 1 < sym->code_len; k++) {
			unsigned int pair = pair_of(sym->code + k);

			if (book->rank[pair] && (!first || book->rank[pair] < book->rank[first]))
				first = pair;
		}
		if (!first)
			return;
		for (uint32_t k = 0; k < sym->code_len; k++) {
			if (k + 1 < sym->code_len && pair_of(sym->code + k) == first) {
				*out++ = book->code[first];
				k++;
			} else {
				*out++ = sym->code[k];
			}
		}
		sym->code_len = out - sym->code;
	}
}

static void compress(struct table *table)
{
	struct codebook *book = check_alloc(calloc(1, sizeof(*book)));

	learn_pairs(table, book);
	for (size_t i = 0; i < table->count; i++)
		encode(&table->syms[i], book);
	free(book);
}

/* --- Writing --- */

static void put_label(const char *label, int align)
{
	printf("\n\t.balign %d\n\t.globl %s\n\t.type %s, %%object\n%s:\n", align, label, label,
	       label);
}

static void put_longs(const uint32_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s0x%x%s", i % 8 ? ", " : "\t.long ", values[i],
		       i % 8 == 7 || i + 1 == count ? "\n" : "");
}

static void put_bytes(const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%s%u", i ? "," : "\t.byte ", bytes[i]);
	putchar('\n');
}

static void put_name(const struct symbol *sym)
{
	uint8_t buf[KSYM_NAME_LEN + 8];
	size_t used = 0;
	uint32_t len = sym->code_len;

	for (; len > 0x7f; len >>= 7)
		buf[used++] = (len & 0x7f) | 0x80;
	buf[used++] = len;
	memcpy(buf + used, sym->code, sym->code_len);
	put_bytes(buf, used + sym->code_len);
}

static uint32_t name_size(const struct symbol *sym)
{
	uint32_t size = sym->code_len + 1;

	for (uint32_t len = sym->code_len; len > 0x7f; len >>= 7)
		size++;
	return size;
}

static void write_table(const struct table *table)
{
	uint32_t *longs = check_alloc(calloc(table->count + 1, sizeof(*longs)));
	struct symbol **by_name = check_alloc(calloc(table->count + 1, sizeof(*by_name)));
	size_t markers = 0;
	uint32_t place = 0;

	puts("/* Made by scripts/kallsyms; see docs/kallsyms.md. */\n"
	     "#if __SIZEOF_POINTER__ == 8\n"
	     "#define PTR .quad\n"
	     "#else\n"
	     "#define PTR .long\n"
	     "#endif\n"
	     "\t.section .note.GNU-stack, \"\", %progbits\n"
	     "\t.section .rodata, \"a\"");

	put_label("kallsyms_num_syms", 8);
	printf("\t.long %zu\n", table->count);
	put_label("kallsyms_num_relative", 4);
	printf("\t.long %zu\n", table->relative);

	put_label("kallsyms_relative_base", 8);
	if (table->has_text)
		puts("\tPTR _text");
	else
		printf("\tPTR 0x%llx\n", (unsigned long long)table->base);

	put_label("kallsyms_offsets", 4);
	for (size_t i = 0; i < table->count; i++)
		longs[i] = table->syms[i].addr - (table->syms[i].absolute ? 0 : table->base);
	put_longs(longs, table->count);

	put_label("kallsyms_by_name", 4);
	for (size_t i = 0; i < table->count; i++)
		by_name[i] = &table->syms[i];
	if (table->count)
		qsort(by_name, table->count, sizeof(*by_name), compare_by_name);
	for (size_t i = 0; i < table->count; i++)
		longs[i] = by_name[i]->number;
	put_longs(longs, table->count);

	put_label("kallsyms_markers", 4);
	for (size_t i = 0; i < table->count; i++) {
		if (i % MARKER_STEP == 0)
			longs[markers++] = place;
		place += name_size(&table->syms[i]);
	}
	put_longs(longs, markers);

	put_label("kallsyms_pairs", 4);
	for (int code = 0; code < 256; code += 8)
		put_bytes(table->pairs[code], 16);

	put_label("kallsyms_names", 4);
	for (size_t i = 0; i < table->count; i++)
		put_name(&table->syms[i]);

	free(longs);
	free(by_name);
}

static void table_free(struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		free(table->syms[i].name);
		free(table->syms[i].code);
	}
	free(table->syms);
}

static void parse_options(int argc, char **argv, struct options *opts)
{
	static const struct option long_options[] = {
		{ "all-symbols", no_argument, NULL, 'a' },
		{ "absolute-percpu", no_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	int opt;

	while ((opt = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (opt) {
		case 'a':
			opts->all_symbols = true;
			break;
		case 'p':
			opts->absolute_percpu = true;
			break;
		default:
			exit(1);
		}
	}
	if (optind + 1 != argc) {
		fputs("Usage: kallsyms [--all-symbols] [--absolute-percpu] NM-LIST > OUT.S\n",
		      stderr);
		exit(1);
	}
	input_name = argv[optind];
}

int main(int argc, char **argv)
{
	struct options opts = { false, false };
	struct table table = { 0 };

	parse_options(argc, argv, &opts);
	read_table(&table);
	classify(&table, &opts);
	sort_table(&table);
	compress(&table);
	write_table(&table);
	table_free(&table);

	if (fflush(stdout) || ferror(stdout)) {
		input_name = "standard output";
		die("%s", strerror(errno));
	}
	return 0;
}
