// SPDX-License-Identifier: GPL-2.0-only
#include "section_classes.h"

#include <string.h>

#define TEXT	  (SECTION_TEXT | SECTION_ALL_TEXT)
#define INIT_DATA SECTION_INIT_DATA
#define UNCHECKED SECTION_UNCHECKED

/* A name, or the start of names with a * at its end. */
static const struct {
	const char *pattern;
	unsigned int classes;
} rows[] = {
	{ ".text", TEXT },
	{ ".text.*", TEXT },
	{ ".sched.text", TEXT },
	{ ".kprobes.text", TEXT },
	{ ".cpuidle.text", TEXT },
	{ ".noinstr.text", TEXT },
	{ ".ltext", TEXT },
	{ ".ltext.*", TEXT },

	{ ".ref.text", SECTION_ALL_TEXT },
	{ ".head.text", SECTION_ALL_TEXT },
	{ ".spinlock.text", SECTION_ALL_TEXT },
	{ ".fixup", SECTION_ALL_TEXT },
	{ ".entry.text", SECTION_ALL_TEXT },
	{ ".exception.text", SECTION_ALL_TEXT },
	{ ".coldtext", SECTION_ALL_TEXT },
	{ ".softirqentry.text", SECTION_ALL_TEXT },
	{ ".irqentry.text", SECTION_ALL_TEXT },

	{ ".data", SECTION_DATA },
	{ ".data.rel", SECTION_DATA },

	{ ".init.*", SECTION_INIT },
	{ ".init.text", SECTION_INIT_TEXT | SECTION_ALL_TEXT },
	{ ".init.setup", INIT_DATA },
	{ ".init.rodata", INIT_DATA },
	{ ".init.data", INIT_DATA },
	{ ".exit.*", SECTION_EXIT },
	{ ".exit.text", SECTION_ALL_TEXT },

	{ ".pci_fixup_early", SECTION_PCI_FIXUP },
	{ ".pci_fixup_header", SECTION_PCI_FIXUP },
	{ ".pci_fixup_final", SECTION_PCI_FIXUP },
	{ ".pci_fixup_enable", SECTION_PCI_FIXUP },
	{ ".pci_fixup_resume", SECTION_PCI_FIXUP },
	{ ".pci_fixup_resume_early", SECTION_PCI_FIXUP },
	{ ".pci_fixup_suspend", SECTION_PCI_FIXUP },

	{ "__ex_table", SECTION_EX_TABLE },
	{ ".altinstr_replacement", SECTION_ALT_REPLACEMENT },

	{ ".comment*", UNCHECKED },
	{ ".debug*", UNCHECKED },
	{ ".zdebug*", UNCHECKED },
	{ ".GCC.command.line", UNCHECKED },
	{ ".mdebug*", UNCHECKED },
	{ ".pdr", UNCHECKED },
	{ ".stab*", UNCHECKED },
	{ ".note*", UNCHECKED },
	{ ".got*", UNCHECKED },
	{ ".toc*", UNCHECKED },
	{ ".xt.prop", UNCHECKED },
	{ ".xt.lit", UNCHECKED },
	{ ".arcextmap*", UNCHECKED },
	{ ".gnu.linkonce.arcext*", UNCHECKED },
	{ ".cmem*", UNCHECKED },
	{ ".fmt_slot*", UNCHECKED },
	{ ".gnu.lto*", UNCHECKED },
	{ ".discard.*", UNCHECKED },
	{ ".llvm.call-graph-profile", UNCHECKED },
};

static bool matches(const char *pattern, const char *name)
{
	size_t len = strlen(pattern) - 1;

	return pattern[len] == '*' ? !strncmp(pattern, name, len) : !strcmp(pattern, name);
}

unsigned int section_classes_of(const char *name)
{
	unsigned int classes = 0;

	if (!*name)
		return 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		/* The second character tells most names from most patterns. */
		if (rows[i].pattern[1] == name[1] && matches(rows[i].pattern, name))
			classes |= rows[i].classes;
	}
	return classes;
}
