// SPDX-License-Identifier: GPL-2.0-only
/*
 * scripts/kallsyms, seen from outside: lists of nm go in, the assembler text
 * that comes out is read back by a decoder of the layout in docs/kallsyms.md.
 * Each run is a process of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child must not run what cmocka has to do at exit. */
#define exit(status) _exit(status)
#define main	     kallsyms_main
#include "../../../scripts/kallsyms.c"
#undef main
#undef exit

#define MAX_ARGS  8
#define MAX_BYTES (8u << 20)

static char work[] = "/tmp/kallsyms-test-XXXXXX";

/* What a run left behind. */
struct run {
	int status;
	char *out;
	char *err;
};

/* A table that was read back. */
struct decoded {
	uint32_t num_syms, num_relative;
	char base[64];
	uint32_t *offsets, *by_name, *markers;
	size_t offset_count, by_name_count, marker_count;
	uint8_t pairs[256][2];
	uint8_t *names;
	size_t names_size;
	char **text; /* type letter and name of each symbol */
};

/* --- Running --- */

static char *work_path(const char *name)
{
	static char path[16][128];
	static int next;

	next = (next + 1) % 16;
	snprintf(path[next], sizeof(path[next]), "%s/%s", work, name);
	return path[next];
}

static void write_file(const char *path, const char *bytes, size_t size)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
}

static char *read_file(const char *path)
{
	char *text = calloc(1, MAX_BYTES);
	FILE *f = fopen(path, "r");

	assert_non_null(text);
	assert_non_null(f);
	assert_true(fread(text, 1, MAX_BYTES - 1, f) < MAX_BYTES - 1);
	fclose(f);
	return text;
}

/* Runs the program; out is where its standard output goes. */
static struct run run_to(const char *out, char **argv)
{
	const char *err = work_path("err");
	struct run run = { 0 };
	int argc = 0, status;
	pid_t pid;

	while (argv[argc])
		argc++;
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (freopen(out, "w", stdout) && freopen(err, "w", stderr) &&
		    !setvbuf(stderr, NULL, _IONBF, 0))
			_exit(kallsyms_main(argc, argv));
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	run.status = WEXITSTATUS(status);
	run.err = read_file(err);
	return run;
}

/* Runs it on a list; options end with NULL. */
static struct run run_list(const char *list, size_t size, const char *option)
{
	char *argv[] = { "kallsyms", NULL, NULL, NULL };
	char *out = work_path("out"), *in = work_path("list");
	struct run run;

	write_file(in, list, size);
	argv[1] = option ? (char *)option : in;
	argv[2] = option ? in : NULL;
	run = run_to(out, argv);
	run.out = read_file(out);
	return run;
}

static void free_run(struct run *run)
{
	free(run->out);
	free(run->err);
}

/* --- Reading back --- */

/* The lines between a label and the next empty line. */
static const char *find_label(const char *out, const char *label)
{
	char line[64];
	const char *found;

	snprintf(line, sizeof(line), "\n%s:\n", label);
	found = strstr(out, line);
	assert_non_null(found);
	return found + strlen(line);
}

/* All numbers of directive lines such as "\t.long 1, 2". */
static uint32_t *read_numbers(const char *out, const char *label, const char *directive,
			      size_t *count)
{
	const char *at = find_label(out, label);
	uint32_t *numbers = NULL;
	size_t room = 0;

	*count = 0;
	while (!strncmp(at, directive, strlen(directive))) {
		at += strlen(directive);
		for (;;) {
			char *end;

			if (*count == room) {
				room = room ? 2 * room : 64;
				numbers = realloc(numbers, room * sizeof(*numbers));
				assert_non_null(numbers);
			}
			numbers[(*count)++] = strtoul(at, &end, 0);
			assert_true(end > at);
			at = end;
			if (*at != ',')
				break;
			at++;
		}
		assert_int_equal(*at, '\n');
		at++;
	}
	return numbers;
}

static void expand_code(const struct decoded *table, uint8_t code, char *text, size_t *len,
			int depth)
{
	const uint8_t *pair = table->pairs[code];

	assert_in_range(depth, 0, 256);
	if (pair[0] == code && pair[1] == code) {
		assert_true(*len < KSYM_NAME_LEN);
		text[(*len)++] = code;
		return;
	}
	expand_code(table, pair[0], text, len, depth + 1);
	expand_code(table, pair[1], text, len, depth + 1);
}

static char *decode_name(const struct decoded *table, size_t *place)
{
	char text[KSYM_NAME_LEN + 1];
	size_t len = 0, codes = 0;
	int shift = 0;
	uint8_t byte;

	do {
		assert_true(*place < table->names_size);
		byte = table->names[(*place)++];
		codes |= (size_t)(byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	assert_true(codes <= table->names_size - *place);
	while (codes--)
		expand_code(table, table->names[(*place)++], text, &len, 0);
	text[len] = '\0';
	return strdup(text);
}

static uint32_t read_number(const char *out, const char *label)
{
	size_t count;
	uint32_t *numbers = read_numbers(out, label, "\t.long ", &count), number = numbers[0];

	assert_int_equal(count, 1);
	free(numbers);
	return number;
}

static struct decoded decode(const char *out)
{
	struct decoded table = { 0 };
	size_t count, place = 0;
	uint32_t *bytes;

	table.num_syms = read_number(out, "kallsyms_num_syms");
	table.num_relative = read_number(out, "kallsyms_num_relative");
	assert_int_equal(
		sscanf(find_label(out, "kallsyms_relative_base"), "\tPTR %63s", table.base), 1);
	table.offsets = read_numbers(out, "kallsyms_offsets", "\t.long ", &table.offset_count);
	table.by_name = read_numbers(out, "kallsyms_by_name", "\t.long ", &table.by_name_count);
	table.markers = read_numbers(out, "kallsyms_markers", "\t.long ", &table.marker_count);

	bytes = read_numbers(out, "kallsyms_pairs", "\t.byte ", &count);
	assert_int_equal(count, 512);
	for (size_t i = 0; i < count; i++)
		table.pairs[i / 2][i % 2] = bytes[i];
	free(bytes);

	bytes = read_numbers(out, "kallsyms_names", "\t.byte ", &table.names_size);
	table.names = malloc(table.names_size + 1);
	for (size_t i = 0; i < table.names_size; i++) {
		assert_true(bytes[i] < 256);
		table.names[i] = bytes[i];
	}
	free(bytes);

	assert_int_equal(table.offset_count, table.num_syms);
	assert_int_equal(table.by_name_count, table.num_syms);
	assert_int_equal(table.marker_count, (table.num_syms + MARKER_STEP - 1) / MARKER_STEP);
	table.text = calloc(table.num_syms + 1, sizeof(*table.text));
	for (uint32_t i = 0; i < table.num_syms; i++) {
		if (i % MARKER_STEP == 0)
			assert_int_equal(table.markers[i / MARKER_STEP], place);
		table.text[i] = decode_name(&table, &place);
	}
	assert_int_equal(place, table.names_size);
	return table;
}

static void free_table(struct decoded *table)
{
	for (uint32_t i = 0; i < table->num_syms; i++)
		free(table->text[i]);
	free(table->text);
	free(table->names);
	free(table->offsets);
	free(table->by_name);
	free(table->markers);
}

/* --- Tables that come out right --- */

struct list_case {
	const char *name;
	const char *list;
	const char *option;
	const char *base;
	uint32_t relative;
	const char *expect; /* "OFFSET TYPENAME" lines, by number */
};

static const struct list_case list_cases[] = {
	{ "empty", "", NULL, "0x0", 0, "" },
	{ "functions only",
	  "0000000000001000 T _text\n0000000000001010 t helper\n0000000000002000 D data\n"
	  "0000000000002008 B bss\n",
	  NULL, "_text", 2, "0 T_text\n10 thelper\n" },
	{ "all symbols",
	  "0000000000001000 T _text\n0000000000001010 t helper\n0000000000002000 D data\n",
	  "--all-symbols", "_text", 3, "0 T_text\n10 thelper\n1000 Ddata\n" },
	{ "kinds of functions", "10 T _text\n14 W weak\n18 i indirect\n20 r rodata\n", NULL,
	  "_text", 3, "0 T_text\n4 Wweak\n8 iindirect\n" },
	{ "entries of the export table", "1000 T _text\n2000 r __ksymtab_f\n2008 R __ksymtab\n",
	  "--all-symbols", "_text", 2, "0 T_text\n1008 R__ksymtab\n" },
	{ "base without _text", "00401000 T start\n00401020 T next\n", NULL, "0x401000", 2,
	  "0 Tstart\n20 Tnext\n" },
	{ "_text counts though it is no function", "1000 A _text\n1010 T f\n1020 T g\n", NULL,
	  "_text", 2, "10 Tf\n20 Tg\n" },
	{ "symbols below the base", "0ff0 T early\n1000 T _text\n", NULL, "_text", 2,
	  "fffffff0 Tearly\n0 T_text\n" },
	{ "as far below the base as an offset reaches",
	  "0fff T absolute\n1000 T early\n80001000 T _text\n", NULL, "_text", 2,
	  "80000000 Tearly\n0 T_text\nfff Tabsolute\n" },
	{ "as far above the base as an offset reaches",
	  "1000 T _text\n80000fff T late\n80001000 T absolute\n", NULL, "_text", 2,
	  "0 T_text\n7fffffff Tlate\n80001000 Tabsolute\n" },
	{ "kernel addresses", "ffffffff81000000 T _text\nffffffffa0000000 T module_area\n", NULL,
	  "_text", 2, "0 T_text\n1f000000 Tmodule_area\n" },
	{ "boot code at a physical address",
	  "0000000000100000 T boot\nffffffff81000000 T _text\nffffffff81000010 T main\n", NULL,
	  "_text", 2, "0 T_text\n10 Tmain\n100000 Tboot\n" },
	{ "constants", "1 A one\n1000 T _text\n1010 A inside\n2000 T last\n3000 A outside\n",
	  "--all-symbols", "_text", 3,
	  "0 T_text\n10 Ainside\n1000 Tlast\n1 Aone\n3000 Aoutside\n" },
	{ "constant beyond 32 bits is left out", "1000 T _text\n1000000000000 A big\n",
	  "--all-symbols", "_text", 1, "0 T_text\n" },
	{ "order at one address",
	  "1000 T _text\n2000 W alias\n2000 T __mark\n2000 T beta\n2000 T alpha\n", NULL, "_text",
	  5, "0 T_text\n1000 Talpha\n1000 Tbeta\n1000 T__mark\n1000 Walias\n" },
	{ "symbols without an address",
	  "                 U printf\n                 w maybe\n1000 T _text\n", NULL, "_text", 1,
	  "0 T_text\n" },
	{ "no newline at the end", "1000 T _text\n1004 T f", NULL, "_text", 2, "0 T_text\n4 Tf\n" },
	{ "names with odd bytes", "1000 T _text\n1004 T a b\n1008 T \xc3\xa9\"\\$\n", NULL, "_text",
	  3, "0 T_text\n4 Ta b\n8 T\xc3\xa9\"\\$\n" },
	{ "per-CPU symbols",
	  "0 D __per_cpu_start\n8 d counter\n10 D __per_cpu_end\n1000 T _text\n1004 D data\n",
	  "--absolute-percpu", "_text", 1, "0 T_text\n" },
};

static void check_list_case(const struct list_case *test)
{
	struct run run = run_list(test->list, strlen(test->list), test->option);
	struct decoded table;
	char *text = calloc(1, 4096);

	print_message("    %s\n", test->name);
	assert_string_equal(run.err, "");
	assert_int_equal(run.status, 0);
	table = decode(run.out);
	for (uint32_t i = 0; i < table.num_syms; i++)
		sprintf(text + strlen(text), "%x %s\n", table.offsets[i], table.text[i]);
	assert_string_equal(text, test->expect);
	assert_string_equal(table.base, test->base);
	assert_int_equal(table.num_relative, test->relative);
	free(text);
	free_table(&table);
	free_run(&run);
}

static void test_lists(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(list_cases) / sizeof(list_cases[0]); i++)
		check_list_case(&list_cases[i]);
}

/* Both options at once: per-CPU data shows as absolute. */
static void test_percpu_data(void **state)
{
	char *argv[] = { "kallsyms", "--all-symbols", "--absolute-percpu", work_path("list"),
			 NULL };
	const char *list = "0 D __per_cpu_start\n8 d counter\n10 D __per_cpu_end\n1000 T _text\n";
	struct decoded table;
	struct run run;

	(void)state;
	write_file(argv[3], list, strlen(list));
	run = run_to(work_path("out"), argv);
	run.out = read_file(work_path("out"));
	assert_int_equal(run.status, 0);
	table = decode(run.out);
	assert_int_equal(table.num_syms, 4);
	assert_int_equal(table.num_relative, 2);
	assert_string_equal(table.text[0], "D__per_cpu_end");
	assert_string_equal(table.text[1], "T_text");
	assert_string_equal(table.text[2], "A__per_cpu_start");
	assert_string_equal(table.text[3], "Acounter");
	assert_int_equal(table.offsets[3], 8);
	free_table(&table);
	free_run(&run);
}

/* --- Properties of big tables --- */

/* A list of count symbols with repeating and with random parts. */
static char *make_list(size_t count, uint64_t start, unsigned int seed, size_t *size)
{
	static const char *const words[] = { "init", "probe", "remove", "get", "put", "lock" };
	char *list = calloc(count + 1, 80), *at = list;

	for (size_t i = 0; i < count; i++) {
		seed = seed * 1103515245 + 12345;
		at += sprintf(at, "%016llx %c %s_%s_%x\n", (unsigned long long)(start + 16 * i),
			      i ? 't' : 'T', i ? words[seed >> 16 & 3] : "_te",
			      i ? words[2 + (seed >> 20 & 3)] : "xt", seed >> 24);
	}
	*size = at - list;
	return list;
}

/* Every name comes back, and by_name lists all of them in order. */
static void check_round_trip(const char *list, const struct decoded *table)
{
	const char *at = list;
	bool *seen = calloc(table->num_syms, sizeof(*seen));

	for (uint32_t i = 0; i < table->num_syms; i++) {
		const char *end = strchr(at, '\n');
		char expect[KSYM_NAME_LEN + 1];

		snprintf(expect, sizeof(expect), "%c%.*s", at[17], (int)(end - at - 19), at + 19);
		assert_string_equal(table->text[i], expect);
		at = end + 1;
	}
	assert_int_equal(*at, '\0');

	for (uint32_t i = 0; i < table->num_syms; i++) {
		assert_in_range(table->by_name[i], 0, table->num_syms - 1);
		assert_false(seen[table->by_name[i]]);
		seen[table->by_name[i]] = true;
		if (i)
			assert_true(strcmp(table->text[table->by_name[i - 1]] + 1,
					   table->text[table->by_name[i]] + 1) <= 0);
	}
	free(seen);
}

static void test_round_trip(void **state)
{
	static const size_t counts[] = { 1, 63, 64, 65, 128, 5000 };

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		size_t size;
		char *list = make_list(counts[i], 0xffffffff81000000, i, &size);
		struct run run = run_list(list, size, NULL);
		struct decoded table;

		assert_int_equal(run.status, 0);
		table = decode(run.out);
		assert_int_equal(table.num_syms, counts[i]);
		check_round_trip(list, &table);
		free_table(&table);
		free_run(&run);
		free(list);
	}
}

static void test_names_are_compressed(void **state)
{
	size_t size;
	char *list = make_list(5000, 0x1000, 7, &size);
	struct run run = run_list(list, size, NULL);
	struct decoded table = decode(run.out);

	(void)state;
	/* 19 bytes of each line are not name. */
	assert_true(table.names_size < (size - 19 * 5000) / 2);
	free_table(&table);
	free_run(&run);
	free(list);
}

/* Enough names that pairs are learnt from a part of them. */
static void test_sampled_names(void **state)
{
	const size_t count = 60000;
	char *list = calloc(count, 80), *at = list;
	struct decoded table;
	struct run run;

	(void)state;
	for (size_t i = 0; i < count; i++)
		at += sprintf(at, "%016zx t some_long_prefix_of_a_name_%zu\n", 16 * i + 4096, i);
	write_file(work_path("list"), list, at - list);
	{
		char *argv[] = { "kallsyms", work_path("list"), NULL };

		run = run_to(work_path("out"), argv);
	}
	assert_int_equal(run.status, 0);
	assert_string_equal(run.err, "");
	run.out = read_file(work_path("out"));
	table = decode(run.out);
	assert_int_equal(table.num_syms, count);
	check_round_trip(list, &table);
	assert_true(table.names_size < (size_t)(at - list - 19 * count) / 2);
	free_table(&table);
	free_run(&run);
	free(list);
}

/*
 * What link-vmlinux.sh relies on: a list with other addresses, and so another
 * order, gives a table of the same size.
 */
static void check_size(size_t count)
{
	size_t size;
	char *list = make_list(count, 0x100000, 3, &size);
	char *moved = strdup(list), *line = moved;
	struct run run, moved_run;
	struct decoded table, moved_table;

	/* The other way round: line i gets the address of line count - 1 - i. */
	for (size_t i = 0; i < count; i++) {
		char addr[17];

		line += i ? strcspn(line, "\n") + 1 : 0;
		snprintf(addr, sizeof(addr), "%016zx", 0x90000000 + 16 * (count - 1 - i));
		memcpy(line, addr, 16);
	}
	run = run_list(list, size, NULL);
	moved_run = run_list(moved, size, NULL);
	assert_int_equal(run.status, 0);
	assert_int_equal(moved_run.status, 0);
	table = decode(run.out);
	moved_table = decode(moved_run.out);
	assert_int_equal(table.num_syms, moved_table.num_syms);
	assert_int_equal(table.names_size, moved_table.names_size);
	assert_memory_equal(table.pairs, moved_table.pairs, sizeof(table.pairs));
	assert_string_equal(table.text[2], moved_table.text[count - 3]);
	free_table(&table);
	free_table(&moved_table);
	free_run(&run);
	free_run(&moved_run);
	free(list);
	free(moved);
}

static void test_size_depends_on_names_only(void **state)
{
	(void)state;
	check_size(3000);
	check_size(120000); /* pairs are learnt from a part of the names */
}

static void test_same_input_same_output(void **state)
{
	size_t size;
	char *list = make_list(500, 0x1000, 9, &size);
	struct run first = run_list(list, size, NULL), second = run_list(list, size, NULL);

	(void)state;
	assert_string_equal(first.out, second.out);
	free_run(&first);
	free_run(&second);
	free(list);
}

/* Names of random letters hardly compress: their codes need long lengths. */
static void test_long_names(void **state)
{
	static char list[64 << 10];
	char *at = list + sprintf(list, "0000000000001000 T _text\n");
	unsigned int seed = 1, addr = 0x1000;
	struct decoded table;
	struct run run;

	(void)state;
	for (int len = 100; len < KSYM_NAME_LEN; len += 3) {
		at += sprintf(at, "%016x T ", addr += 16);
		for (int i = 0; i < len; i++) {
			seed = seed * 1103515245 + 12345;
			*at++ = '!' + (seed >> 16) % 94;
		}
		*at++ = '\n';
	}
	run = run_list(list, at - list, NULL);
	assert_string_equal(run.err, "");
	assert_int_equal(run.status, 0);
	table = decode(run.out);
	assert_int_equal(strlen(table.text[table.num_syms - 1]), KSYM_NAME_LEN);
	check_round_trip(list, &table);
	free_table(&table);
	free_run(&run);
}

/* A name that no reader could hold is left out, and that is said. */
static void test_too_long_name(void **state)
{
	char list[1024], *at = list;
	struct decoded table;
	struct run run;

	(void)state;
	at += sprintf(at, "0000000000001000 T _text\n0000000000001020 T ");
	for (int i = 0; i < KSYM_NAME_LEN; i++)
		*at++ = 'a';
	at += sprintf(at, "\n0000000000001030 T last\n");
	run = run_list(list, at - list, NULL);
	assert_int_equal(run.status, 0);
	assert_non_null(strstr(run.err, ": name of 512 bytes is too long, left out: aaaa"));
	assert_ptr_equal(strchr(run.err, '\n'), strrchr(run.err, '\n'));
	table = decode(run.out);
	assert_int_equal(table.num_syms, 2);
	assert_string_equal(table.text[1], "Tlast");
	free_table(&table);
	free_run(&run);
}

/* --- Bad input --- */

struct bad_case {
	const char *name;
	const char *list;
	size_t size; /* 0: up to the NUL byte */
	const char *message; /* follows "kallsyms: FILE: " */
};

static const struct bad_case bad_cases[] = {
	{ "text", "hello\n", 0, "line 1 is not a line of nm: 'hello'" },
	{ "empty line", "1000 T _text\n\n", 0, "line 2 is not a line of nm: ''" },
	{ "address only", "1000\n", 0, "line 1 is not a line of nm: '1000'" },
	{ "no name", "1000 T \n", 0, "line 1 is not a line of nm: '1000 T '" },
	{ "no type", "1000  name\n", 0, "line 1 is not a line of nm: '1000  name'" },
	{ "long type", "1000 TT name\n", 0, "line 1 is not a line of nm: '1000 TT name'" },
	{ "blanks only", "        \n", 0, "line 1 is not a line of nm: '        '" },
	{ "function without an address", "                 T f\n", 0,
	  "line 1: symbol 'f' has no address" },
	{ "address of 17 digits", "11112222333344445 T f\n", 0, "line 1: bad address" },
	{ "0x in front", "0x1000 T f\n", 0, "line 1 is not a line of nm: '0x1000 T f'" },
	{ "NUL byte", "1000 T a\0b\n", 11, "line 1 holds a NUL byte" },
	{ "two images", "1000 T _text\nffff000000001000 T far\n", 0,
	  "symbol 'far' at 0xffff000000001000 is too far from the image at 0x1000" },
	{ "two images without a _text", "100000 T boot\nffffffff80000000 T main\n", 0,
	  "symbol 'main' at 0xffffffff80000000 is too far from the image at 0x100000, the lowest "
	  "symbol, as there is no _text: the linker script is to define it where the kernel "
	  "begins" },
};

static void test_bad_lists(void **state)
{
	char expect[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bad_cases) / sizeof(bad_cases[0]); i++) {
		const struct bad_case *test = &bad_cases[i];
		struct run run =
			run_list(test->list, test->size ? test->size : strlen(test->list), NULL);

		print_message("    %s\n", test->name);
		assert_int_equal(run.status, 1);
		snprintf(expect, sizeof(expect), "kallsyms: %s/list: %s\n", work, test->message);
		assert_string_equal(run.err, expect);
		assert_string_equal(run.out, "");
		free_run(&run);
	}
}

static void check_failure(const char *out, char **argv, const char *message)
{
	struct run run = run_to(out, argv);

	assert_int_equal(run.status, 1);
	assert_non_null(strstr(run.err, message));
	free_run(&run);
}

static void test_bad_calls(void **state)
{
	char *none[] = { "kallsyms", NULL };
	char *two[] = { "kallsyms", "a", "b", NULL };
	char *unknown[] = { "kallsyms", "--base-relative", "a", NULL };
	char *missing[] = { "kallsyms", work_path("missing"), NULL };
	char *directory[] = { "kallsyms", work, NULL };
	char *full[] = { "kallsyms", work_path("list"), NULL };
	const char *out = work_path("out");

	(void)state;
	check_failure(out, none, "Usage: kallsyms ");
	check_failure(out, two, "Usage: kallsyms ");
	check_failure(out, unknown, "unrecognized option '--base-relative'");
	check_failure(out, missing, "/missing: No such file or directory\n");
	check_failure(out, directory, ": Is a directory\n");
	write_file(full[1], "1000 T _text\n", 13);
	check_failure("/dev/full", full, "kallsyms: standard output: No space left on device\n");
}

/* --- The filter in front of it --- */

struct filter_case {
	const char *line;
	bool kept;
};

static const struct filter_case filter_cases[] = {
	{ "0000000000001000 T _text", true },
	{ "0000000000001000 t local", true },
	{ "0000000000001000 D kallsyms_lookup_table", true },
	{ "0000000000001000 T kallsyms_lookup_name", true },
	{ "0000000000001000 R kallsyms_names", false },
	{ "0000000000001000 R kallsyms_num_syms", false },
	{ "0000000000001000 R kallsyms_names_of_mine", true },
	{ "                 U printk", false },
	{ "                 w maybe", false },
	{ "0000000000000010 a local_constant", false },
	{ "0000000000000010 A constant", true },
	{ "0000000000000010 N .debug_info", false },
	{ "0000000000001000 t .L42", false },
	{ "0000000000001000 t $x", false },
	{ "0000000000001000 t $d.7", false },
	{ "0000000000001000 t pay$roll", true },
	{ "0000000000001000 r __ksymtab_printk", true },
	{ "0000000000001000 r __kstrtab_printk", false },
	{ "0000000000001000 r __kstrtabns_printk", false },
	{ "0000000000001000 r __crc_printk", false },
	{ "0000000000001000 r __flags_printk", false },
	{ "0000000000001000 R __start___ksymtab", true },
	{ "0000000000001000 r __UNIQUE_ID_license5", false },
	{ "0000000000001000 r __param_count", true },
	{ "0000000000001000 r __param_name_count", false },
	{ "0000000000001000 r __BTF_ID__func__f__7", false },
	{ "0000000000001000 t __AArch64ADRPThunk_far", false },
	{ "0000000000001000 t __far_veneer", false },
};

/* Each line goes through scripts/mksysmap, as link-vmlinux.sh calls it. */
static void test_filter(void **state)
{
	const size_t count = sizeof(filter_cases) / sizeof(filter_cases[0]);
	char *in = work_path("list"), *out = work_path("out"), command[1024];
	char list[8192] = "", expect[8192] = "", *kept;
	static const char file[] = __FILE__;
	const char *slash = strrchr(file, '/');

	(void)state;
	for (size_t i = 0; i < count; i++) {
		sprintf(list + strlen(list), "%s\n", filter_cases[i].line);
		if (filter_cases[i].kept)
			sprintf(expect + strlen(expect), "%s\n", filter_cases[i].line);
	}
	write_file(in, list, strlen(list));
	snprintf(command, sizeof(command), "sed -f '%.*s/../../../scripts/mksysmap' %s > %s",
		 slash ? (int)(slash - file) : 1, slash ? file : ".", in, out);
	assert_int_equal(system(command), 0);
	kept = read_file(out);
	assert_string_equal(kept, expect);
	free(kept);
}

static int make_work(void **state)
{
	(void)state;
	return mkdtemp(work) ? 0 : -1;
}

static int remove_work(void **state)
{
	static const char *const files[] = { "list", "out", "err" };

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		unlink(work_path(files[i]));
	return rmdir(work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_percpu_data),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_names_are_compressed),
		cmocka_unit_test(test_sampled_names),
		cmocka_unit_test(test_size_depends_on_names_only),
		cmocka_unit_test(test_same_input_same_output),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_too_long_name),
		cmocka_unit_test(test_bad_lists),
		cmocka_unit_test(test_bad_calls),
		cmocka_unit_test(test_filter),
	};

	return cmocka_run_group_tests(tests, make_work, remove_work);
}
