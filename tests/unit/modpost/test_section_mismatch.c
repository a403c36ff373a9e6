// SPDX-License-Identifier: GPL-2.0-only
/* Which references are reported, under which names, and which are exempt. */
#include "test.h"

#include <gelf.h>
#include <limits.h>
#include <string.h>

#include "object_text.h"
#include "read.h"

#define GPL "info license=GPL;info description=d;"
#define MISMATCH(from, from_section, to, to_section)                                    \
	"m: section mismatch in reference: " from " (section: " from_section ") -> " to \
	" (section: " to_section ")\n"

#define NATIVE UINT_MAX

struct reference_case {
	const char *text;
	unsigned int release; /* 0: 7.1 */
	const char *messages[3];
};

/* Relocations are R_X86_64_64. */
static const struct reference_case cases[] = {
	/* rules */
	{ "func f;func i .init.text;reloc .text 1 i 1 0;",
	  0,
	  { MISMATCH("f+0x1", ".text", "i", ".init.text") } },
	{ "data d;data e .exit.data;reloc .data 0 e 1 0;",
	  0,
	  { MISMATCH("d+0x0", ".data", "e", ".exit.data") } },
	{ "func i .init.text;func e .exit.text;reloc .init.text 0 e 1 0;reloc .exit.text 4 i 1 0;",
	  0,
	  { MISMATCH("i+0x0", ".init.text", "e", ".exit.text"),
	    MISMATCH("e+0x4", ".exit.text", "i", ".init.text") } },
	{ "data p .pci_fixup_final;func i .init.text;reloc .pci_fixup_final 0 i 1 0;",
	  0,
	  { MISMATCH("p+0x0", ".pci_fixup_final", "i", ".init.text") } },
	{ "data p .pci_fixup_final;func e .exit.text;reloc .pci_fixup_final 0 e 1 0;",
	  0,
	  { NULL } },
	{ "func i .init.text;data j .init.data;reloc .init.text 0 j 1 0;", 0, { NULL } },
	{ "data r .rodata;func i .init.text;reloc .rodata 0 i 1 0;", 0, { NULL } },
	{ "func h .head.text;func i .init.text;reloc .head.text 0 i 1 0;", 0, { NULL } },
	{ "data d .debug_x;func i .init.text;reloc .debug_x 0 i 1 0;", 0, { NULL } },
	{ "func f;use u;common c;absolute a;reloc .text 0 u 1 0;reloc .text 0 c 1 0;"
	  "reloc .text 0 a 1 0;",
	  0,
	  { "\"c\" [m] is COMMON symbol\n" } },

	/* older releases */
	{ "func f;func i .init.text;reloc .text 1 i 1 0;",
	  RELEASE(6, 1),
	  { "m.o: section mismatch in reference: f (section: .text) -> i (section: "
	    ".init.text)\n" } },
	{ "data d;func i .meminit.text;reloc .data 0 i 1 0;",
	  RELEASE(6, 1),
	  { "m.o: section mismatch in reference: d (section: .data) -> i (section: "
	    ".meminit.text)\n" } },
	{ "data foo_timer;func i .init.text;reloc .data 0 i 1 0;", RELEASE(6, 1), { NULL } },
	{ "data a_driver;func e .exit.text;reloc .data 0 e 1 0;", RELEASE(6, 1), { NULL } },
	{ "data k ___ksymtab+i;func i .init.text;reloc ___ksymtab+i 0 i 1 0;",
	  RELEASE(6, 1),
	  { "m.o: EXPORT_SYMBOL used for init/exit symbol: i (section: .init.text)\n" } },
	{ "data x __ex_table;data d;reloc __ex_table 0 d 1 0;",
	  RELEASE(6, 1),
	  { "m.o(__ex_table+0x0): Section mismatch in reference from the variable x to the "
	    "variable .data:d\n",
	    "__ex_table+0x0 references non-executable section '.data'\n" } },

	/* names */
	{ "func i .init.text;data $ ;reloc .data 3 i 1 0;",
	  0,
	  { MISMATCH("0x3", ".data", "i", ".init.text") } },
	{ "data a;alias b a;data i .init.data;reloc .data 1 i 1 0;",
	  0,
	  { MISMATCH("a+0x1", ".data", "i", ".init.data") } },
	{ "data d;data .Ls .init.data;data x .init.data;reloc .data 0 .Ls 1 28;",
	  0,
	  { MISMATCH("d+0x0", ".data", "x", ".init.data") } },
	{ "data d;data .Ls .init.data;data x .init.data;reloc .data 0 .Ls 1 29;",
	  0,
	  { MISMATCH("d+0x0", ".data", ".Ls", ".init.data") } },
	{ "data d;data $ .init.data;reloc .data 0 $ 1 -4;",
	  0,
	  { MISMATCH("d+0x0", ".data", "$", ".init.data") } },
	{ "func f.5;func i.7 .init.text;reloc .text 0 i.7 1 0;",
	  0,
	  { MISMATCH("f+0x0", ".text", "i", ".init.text") } },

	/* places without a symbol */
	{ "func f;place s .init.text;reloc .text 0 s 1 -4;",
	  0,
	  { MISMATCH("f+0x0", ".text", "0xfffffffc", ".init.text") } },
	{ "func f;place s .init.text;reloc .text 0 s 1 -4;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", ".init.text-0x4", ".init.text") } },
	{ "func f;place s .init.text;reloc .text 0 s 1 32;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", ".init.text+0x20", ".init.text") } },
	{ "place s .init.text;reloc .text 3 s 1 0;",
	  NATIVE,
	  { MISMATCH(".text+0x3", ".text", ".init.text+0x0", ".init.text") } },
	/* within the distance, and one further */
	{ "func f;place s .init.data;data .L1 .init.data;data .L2 .init.data;data x .init.data;"
	  "reloc .text 0 s 1 -4;reloc .text 0 s 1 -5;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", "x", ".init.data"),
	    MISMATCH("f+0x0", ".text", ".init.data-0x5", ".init.data") } },
	{ "func f;place s .init.data;data x .init.data;reloc .text 0 s 1 -20;"
	  "reloc .text 0 s 1 -21;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", "x", ".init.data"),
	    MISMATCH("f+0x0", ".text", ".init.data-0x15", ".init.data") } },
	{ "func f;place s .init.data;data x .init.data;reloc .text 0 s 1 -4;",
	  0,
	  { MISMATCH("f+0x0", ".text", "0xfffffffc", ".init.data") } },
	{ "class 32;machine 20;big;func f;place s .init.data;reloc .text 0 s 1 -4;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", ".init.data-0x4", ".init.data") } },
	{ "class 32;machine 20;big;func f;place s .init.data;data x .init.data;"
	  "reloc .text 0 s 1 -4;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", "x", ".init.data") } },
	/* R_386_GOT32, whose meaning is not looked at */
	{ "rel;machine 3;class 32;func f;place s .init.data;data x .init.data;reloc .text 0 s 3 0;",
	  NATIVE,
	  { MISMATCH("f+0x0", ".text", "(unknown)", ".init.data") } },
	{ "rel;machine 3;class 32;func f;place s .init.data;reloc .text 0 s 3 0;",
	  0,
	  { MISMATCH("f+0x0", ".text", "0xffffffff", ".init.data") } },

	/* exemptions */
	{ "data __param_x;data i .init.data;reloc .data 0 i 1 0;", 0, { NULL } },
	{ "data __param_x;func i .init.text;reloc .data 0 i 1 0;",
	  0,
	  { MISMATCH("__param_x+0x0", ".data", "i", ".init.text") } },
	{ "data __param_ops_x;func i .init.text;reloc .data 0 i 1 0;", 0, { NULL } },
	{ "data x_ops;func i .init.text;reloc .data 0 i 1 0;", 0, { NULL } },
	{ "data x_console;func e .exit.text;reloc .data 0 e 1 0;", 0, { NULL } },
	{ "data x_probe;func i .init.text;reloc .data 0 i 1 0;", RELEASE(6, 12), { NULL } },
	{ "data x_probe;func i .init.text;reloc .data 0 i 1 0;",
	  0,
	  { MISMATCH("x_probe+0x0", ".data", "i", ".init.text") } },
	{ "data x_ops.llvm.9;func i .init.text;reloc .data 0 i 1 0;", RELEASE(7, 2), { NULL } },
	{ "data x_ops.llvm.9;func i .init.text;reloc .data 0 i 1 0;",
	  0,
	  { MISMATCH("x_ops.llvm.9+0x0", ".data", "i", ".init.text") } },
	{ "data xdriver;func e .exit.text;reloc .data 0 e 1 0;",
	  0,
	  { MISMATCH("xdriver+0x0", ".data", "e", ".exit.text") } },
	{ "func f;func _sinittext .init.text;reloc .text 0 _sinittext 1 0;", 0, { NULL } },
	{ "func f.constprop.0;func i .init.text;reloc .text 0 i 1 0;", 0, { NULL } },
	{ "func f.constprop.0;func e .exit.text;reloc .text 0 e 1 0;",
	  0,
	  { MISMATCH("f.constprop.0+0x0", ".text", "e", ".exit.text") } },

	/* the exception table */
	{ "data t __ex_table;func f;func g .fixup;func i .init.text;reloc __ex_table 0 f 1 0;"
	  "reloc __ex_table 0 g 1 0;reloc __ex_table 0 i 1 0;",
	  0,
	  { NULL } },
	{ "data t __ex_table;func f .odd.text;reloc __ex_table 4 f 1 0;",
	  0,
	  { MISMATCH("t+0x4", "__ex_table", "f", ".odd.text"),
	    "The relocation at __ex_table+0x4 references\n"
	    "section \".odd.text\" which is not in the list of\n"
	    "authorized sections.  If you're adding a new section\n"
	    "and/or if this reference is valid, add \".odd.text\" to the\n"
	    "list of authorized sections to jump to on fault.\n"
	    "This can be achieved by adding \".odd.text\" to\n"
	    "OTHER_TEXT_SECTIONS in scripts/mod/modpost.c.\n" } },
	{ "data t __ex_table;data d;reloc __ex_table 0 d 1 0;",
	  0,
	  { MISMATCH("t+0x0", "__ex_table", "d", ".data"),
	    "__ex_table+0x0 references non-executable section '.data'\n" } },
	{ "data t __ex_table;func a .altinstr_replacement;reloc __ex_table 0 a 1 0;",
	  0,
	  { MISMATCH("t+0x0", "__ex_table", "a", ".altinstr_replacement"),
	    "The relocation at __ex_table+0x0 references\n"
	    "section \".altinstr_replacement\" which is black-listed.\n"
	    "Something is seriously wrong and should be fixed.\n"
	    "You might get more information about where this is\n"
	    "coming from by using scripts/check_extable.sh m\n" } },
	/* R_RISCV_SUB32 of a difference */
	{ "machine 243;data t __ex_table;data d;reloc __ex_table 0 d 39 0;", 0, { NULL } },

	/* sections that are not loaded */
	{ "section .odd 1 0;section .comment.x 1 0;section .note.x 1 0;section .oddnote 7 0;",
	  0,
	  { "m (.odd): unexpected non-allocatable section.\n"
	    "Did you forget to use \"ax\"/\"aw\" in a .S file?\n"
	    "Note that for example <linux/init.h> contains\n"
	    "section definitions for use in .S files.\n"
	    "\n" } },

	/* relocations without addends */
	{ "rel;machine 3;class 32;func f;func i .init.text;reloc .text 0 i 1 0;",
	  0,
	  { MISMATCH("f+0x0", ".text", "i", ".init.text") } },
	{ "rel;data r .rodata;func f;reloc .rodata 0 f 1 0;",
	  0,
	  { "Please add code to calculate addend for this architecture\n" } },
	{ "rel;data r .debug_x;func f;reloc .debug_x 0 f 1 0;", 0, { NULL } },
};

static void test_case(void **state)
{
	const struct reference_case *reference = *state;
	struct options options = { .modules_enabled = true };
	size_t expected = 0, mismatches = 0;
	struct facts facts;
	void *directory;
	char text[512];

	options.features = features_of(NATIVE_RELEASE);
	options.features.native = reference->release == NATIVE;
	if (reference->release && !options.features.native)
		options.features = features_of(reference->release);
	assert_int_equal(enter_directory(&directory), 0);
	strcpy(text, GPL);
	strcat(text, reference->text);
	write_object("m.o", text);
	read_object(&facts, "m.o", &options);

	while (expected < ARRAY_SIZE(reference->messages) && reference->messages[expected]) {
		assert_true(expected < facts.diagnostics.nr);
		assert_string_equal(facts.diagnostics.items[expected].text,
				    reference->messages[expected]);
		mismatches += strstr(reference->messages[expected], "ection mismatch") ||
			      strstr(reference->messages[expected], "init/exit symbol");
		expected++;
	}
	assert_int_equal(facts.diagnostics.nr, expected);
	assert_int_equal(facts.nr_mismatches, mismatches);
	facts_free(&facts);
	assert_int_equal(leave_directory(&directory), 0);
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(cases)];

	elf_version(EV_CURRENT);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		tests[i].name = cases[i].text;
		tests[i].test_func = test_case;
		tests[i].initial_state = (void *)&cases[i];
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
