// SPDX-License-Identifier: GPL-2.0-only
#include "section_classes.h"

#include <string.h>

#include "lib/memory.h"

#define TEXT	  (SECTION_TEXT | SECTION_ALL_TEXT)
#define INIT_DATA SECTION_INIT_DATA
#define UNCHECKED SECTION_UNCHECKED

/* A name, or the start of names with a * at its end. */
static const struct {
	const char *pattern;
	unsigned int classes;
	enum feature feature; /* only with it; 0: always */
} rows[] = {
	{ ".text", TEXT, 0 },
	{ ".text.*", TEXT, 0 },
	{ ".sched.text", TEXT, 0 },
	{ ".kprobes.text", TEXT, 0 },
	{ ".cpuidle.text", TEXT, 0 },
	{ ".noinstr.text", TEXT, 0 },
	{ ".ltext", TEXT, 0 },
	{ ".ltext.*", TEXT, 0 },

	{ ".ref.text", SECTION_ALL_TEXT, 0 },
	{ ".head.text", SECTION_ALL_TEXT, 0 },
	{ ".spinlock.text", SECTION_ALL_TEXT, 0 },
	{ ".fixup", SECTION_ALL_TEXT, 0 },
	{ ".entry.text", SECTION_ALL_TEXT, 0 },
	{ ".exception.text", SECTION_ALL_TEXT, 0 },
	{ ".coldtext", SECTION_ALL_TEXT, 0 },
	{ ".softirqentry.text", SECTION_ALL_TEXT, 0 },
	{ ".irqentry.text", SECTION_ALL_TEXT, 0 },

	{ ".data", SECTION_DATA, 0 },
	{ ".data.rel", SECTION_DATA, 0 },

	{ ".init.*", SECTION_INIT, 0 },
	{ ".init.text", SECTION_INIT_TEXT | SECTION_ALL_TEXT, 0 },
	{ ".init.setup", INIT_DATA, 0 },
	{ ".init.rodata", INIT_DATA, 0 },
	{ ".init.data", INIT_DATA, 0 },
	{ ".meminit.*", SECTION_MEMORY_INIT, FEATURE_MEMORY_INIT_SECTIONS },
	{ ".meminit.text", SECTION_ALL_TEXT, FEATURE_MEMORY_INIT_SECTIONS },
	{ ".meminit.rodata", INIT_DATA, FEATURE_MEMORY_INIT_SECTIONS },
	{ ".meminit.data", INIT_DATA, FEATURE_MEMORY_INIT_SECTIONS },
	{ ".exit.*", SECTION_EXIT, 0 },
	{ ".exit.text", SECTION_ALL_TEXT, 0 },

	{ ".pci_fixup_early", SECTION_PCI_FIXUP, 0 },
	{ ".pci_fixup_header", SECTION_PCI_FIXUP, 0 },
	{ ".pci_fixup_final", SECTION_PCI_FIXUP, 0 },
	{ ".pci_fixup_enable", SECTION_PCI_FIXUP, 0 },
	{ ".pci_fixup_resume", SECTION_PCI_FIXUP, 0 },
	{ ".pci_fixup_resume_early", SECTION_PCI_FIXUP, 0 },
	{ ".pci_fixup_suspend", SECTION_PCI_FIXUP, 0 },

	{ "___ksymtab*", SECTION_KSYMTAB, FEATURE_EXPORTS_IN_KSYMTAB },
	{ "__ex_table", SECTION_EX_TABLE, 0 },
	{ ".altinstr_replacement", SECTION_ALT_REPLACEMENT, 0 },

	{ ".comment*", UNCHECKED, 0 },
	{ ".debug*", UNCHECKED, 0 },
	{ ".zdebug*", UNCHECKED, 0 },
	{ ".GCC.command.line", UNCHECKED, 0 },
	{ ".mdebug*", UNCHECKED, 0 },
	{ ".pdr", UNCHECKED, 0 },
	{ ".stab*", UNCHECKED, 0 },
	{ ".note*", UNCHECKED, 0 },
	{ ".got*", UNCHECKED, 0 },
	{ ".toc*", UNCHECKED, 0 },
	{ ".xt.prop", UNCHECKED, 0 },
	{ ".xt.lit", UNCHECKED, 0 },
	{ ".arcextmap*", UNCHECKED, 0 },
	{ ".gnu.linkonce.arcext*", UNCHECKED, 0 },
	{ ".cmem*", UNCHECKED, 0 },
	{ ".fmt_slot*", UNCHECKED, 0 },
	{ ".gnu.lto*", UNCHECKED, 0 },
	{ ".discard.*", UNCHECKED, 0 },
	{ ".llvm.call-graph-profile", UNCHECKED, FEATURE_CALL_GRAPH_UNCHECKED },
	{ "__llvm_covfun", UNCHECKED, FEATURE_COVERAGE_UNCHECKED },
	{ "__llvm_covmap", UNCHECKED, FEATURE_COVERAGE_UNCHECKED },
	{ ".klp.symid", UNCHECKED, FEATURE_COVERAGE_UNCHECKED },
};

static bool matches(const char *pattern, const char *name)
{
	size_t len = strlen(pattern) - 1;

	return pattern[len] == '*' ? !strncmp(pattern, name, len) : !strcmp(pattern, name);
}

unsigned int section_classes_of(const char *name, const struct features *features)
{
	unsigned int classes = 0;

	if (!*name)
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		/* The second character tells most names from most patterns. */
		if (rows[i].pattern[1] == name[1] && matches(rows[i].pattern, name) &&
		    has_feature(features, rows[i].feature))
			classes |= rows[i].classes;
	}
	return classes;
}
