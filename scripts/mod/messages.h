/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All messages: MSG_<name>, severity, number of arguments, text with the arguments %1, %2, ... MODULE_MESSAGE()
 * is one that has other words where it begins with the module.
 *
 * Tools parse these texts, so they are those of the kernel's modpost, odd ones included.
 *
 * Who includes this defines the macros before, and may do so more than once; diagnostics.h is for all others.
 */
#ifndef MESSAGE
#define MESSAGE(...)
#endif
#ifndef MODULE_MESSAGE
#define MODULE_MESSAGE(...)
#endif

#define NON_ALLOC_ADVICE                                      \
	"Did you forget to use \"ax\"/\"aw\" in a .S file?\n" \
	"Note that for example <linux/init.h> contains\n"     \
	"section definitions for use in .S files.\n"          \
	"\n"

MESSAGE(SYSTEM, SYSTEM, 2, "%1: %2\n")
MESSAGE(SYSTEM_UNNAMED, SYSTEM, 1, "%1\n")
MESSAGE(IGNORED_OBJECT, NOTE, 2, "%1: %2 (ignored)\n")
MESSAGE(OBJECT_LIST, FATAL, 2, "Can't open filenames file %1: %2")
MESSAGE(SUFFIX, ERROR, 1, "%1: filename must be suffixed with .o\n")
MESSAGE(BYTE_ORDER, FATAL, 0, "target endian is unknown\n")
MESSAGE(NOT_RELOCATABLE, FATAL, 1, "%1: not relocatable object.")
MESSAGE(SECTION_TABLE_OFFSET, FATAL, 3,
	"section header offset=%1 in file '%2' is bigger than filesize=%3\n")
MESSAGE(SECTION_OFFSET, FATAL, 3, "%1 is truncated. sechdrs[i].sh_offset=%2 > sizeof(*hrd)=%3\n")
MESSAGE(MODINFO_NOBITS, FATAL, 1, "%1 has NOBITS .modinfo\n")
MESSAGE(NO_SYMTAB, FATAL, 1, "%1 has no symtab?\n")
MESSAGE(SHNDX_LINK, FATAL, 3, "%1: SYMTAB_SHNDX has bad sh_link: %2!=%3\n")
MESSAGE(BAD_OBJECT, FATAL, 2, "%1: %2\n")
MESSAGE(NO_ADDEND, FATAL, 0, "Please add code to calculate addend for this architecture\n")
MODULE_MESSAGE(COMMON, WARNING, 2, "\"%1\" [%2] is COMMON symbol\n", "'%1' is COMMON symbol\n")
MODULE_MESSAGE(STRANGE_EXPORT, ERROR, 2,
	       "%1: .export_symbol section contains strange symbol '%2'\n",
	       ".export_symbol section contains strange symbol '%2'\n")
MODULE_MESSAGE(LOCAL_EXPORT, ERROR, 2, "%1: local symbol '%2' was exported\n",
	       "local symbol '%2' was exported\n")
MODULE_MESSAGE(EXPORT_MISMATCH, ERROR, 2,
	       "%1: .export_symbol section references '%2', but it does not seem to be an "
	       "export symbol\n",
	       ".export_symbol section references '%2', but it does not seem to be an "
	       "export symbol\n")
MODULE_MESSAGE(EXPORT_LICENSE, ERROR, 3, "%1: unknown license '%2' was specified for '%3'\n",
	       "unknown license '%2' was specified for '%3'\n")
MODULE_MESSAGE(EXPORT_INIT, WARNING, 2,
	       "%1: %2: EXPORT_SYMBOL used for init symbol. Remove __init or EXPORT_SYMBOL.\n",
	       "EXPORT_SYMBOL used for init symbol '%2'. Remove __init or EXPORT_SYMBOL.\n")
MODULE_MESSAGE(EXPORT_EXIT, WARNING, 2,
	       "%1: %2: EXPORT_SYMBOL used for exit symbol. Remove __exit or EXPORT_SYMBOL.\n",
	       "EXPORT_SYMBOL used for exit symbol '%2'. Remove __exit or EXPORT_SYMBOL.\n")
MESSAGE(NAMESPACE_OF_NOTHING, ERROR, 2, "Could not update namespace(%1) for symbol %2\n")
MODULE_MESSAGE(EXPORTED_TWICE, ERROR, 4, "%1: '%2' exported twice. Previous export was in %3%4\n",
	       "symbol '%2' exported twice. Previous export was in %3%4\n")
MESSAGE(DUMP_PARSE, FATAL, 0, "parse error in symbol dump file\n")
MESSAGE(DUMP_LICENSE, ERROR, 2, "%1: unknown license %2. skip")
MESSAGE(LONG_PATH, ERROR, 1, "%1: too long path was truncated\n")
MODULE_MESSAGE(NO_VERSION, WARNING, 3,
	       "EXPORT symbol \"%1\" [%2%3] version generation failed, symbol will not be "
	       "versioned.\n"
	       "Is \"%1\" prototyped in <asm/asm-prototypes.h>?\n",
	       "EXPORT symbol '%1' version generation failed, symbol will not be versioned.\n"
	       "Is '%1' prototyped in <asm/asm-prototypes.h>?\n")
MODULE_MESSAGE(NO_CRC, WARNING, 2, "\"%1\" [%2.ko] has no CRC!\n", "symbol '%1' has no CRC!\n")
MODULE_MESSAGE(LONG_SYMBOL, ERROR, 2, "too long symbol \"%1\" [%2.ko]\n", "too long symbol '%1'\n")
MODULE_MESSAGE(FORBIDDEN_IMPORT, ERROR, 2,
	       "%1: explicitly importing namespace \"%2\" is not allowed.\n",
	       "explicitly importing namespace '%2' is not allowed.\n")
MODULE_MESSAGE(MISSING_NAMESPACE, ERROR, 3,
	       "module %1 uses symbol %2 from namespace %3, but does not import it.\n",
	       "module uses symbol '%2' from namespace '%3', but does not import it.\n")
MODULE_MESSAGE(NO_LICENSE, ERROR, 1, "missing MODULE_LICENSE() in %1\n",
	       "missing MODULE_LICENSE()\n")
MODULE_MESSAGE(NO_DESCRIPTION, WARNING, 1, "missing MODULE_DESCRIPTION() in %1\n",
	       "missing MODULE_DESCRIPTION()\n")
MODULE_MESSAGE(GPL_ONLY, ERROR, 2, "GPL-incompatible module %1.ko uses GPL-only symbol '%2'\n",
	       "GPL-incompatible module uses GPL-only symbol '%2'\n")
MODULE_MESSAGE(LONG_MODULE_NAME, ERROR, 1, "module name is too long [%1.ko]\n",
	       "module name is too long\n")
MODULE_MESSAGE(UNDEFINED, ERROR, 2, "\"%1\" [%2.ko] undefined!\n", "symbol '%1' undefined!\n")
MODULE_MESSAGE(NOT_DEFINED_HERE, ERROR, 2, "\"%1\" [%2.ko] was exported without definition\n",
	       "symbol '%1' was exported without definition\n")
MESSAGE(SUPPRESSED, WARNING, 1,
	"suppressed %1 unresolved symbol warnings because there were too many)\n")
MESSAGE(MALFORMED_SOURCE, WARNING, 1, "malformed line: %1\n")
MODULE_MESSAGE(NON_ALLOC_SECTION, WARNING, 2,
	       "%1 (%2): unexpected non-allocatable section.\n" NON_ALLOC_ADVICE,
	       "unexpected non-allocatable section '%2'.\n" NON_ALLOC_ADVICE)
MODULE_MESSAGE(MISMATCH, WARNING, 5,
	       "%1: section mismatch in reference: %2 (section: %3) -> %4 (section: %5)\n",
	       "section mismatch in reference: %2 (section: %3) -> %4 (section: %5)\n")
MESSAGE(EXPORT_DISCARDED, WARNING, 3,
	"%1: EXPORT_SYMBOL used for init/exit symbol: %2 (section: %3)\n")
MESSAGE(EX_TABLE_MISMATCH, WARNING, 5,
	"%1(%2+0x%3): Section mismatch in reference from the %4 to the %5\n")
MESSAGE(EX_TABLE_BAD, FATAL, 4,
	"The relocation at %1+0x%2 references\n"
	"section \"%3\" which is black-listed.\n"
	"Something is seriously wrong and should be fixed.\n"
	"You might get more information about where this is\n"
	"coming from by using scripts/check_extable.sh %4\n")
MESSAGE(EX_TABLE_UNKNOWN, WARNING, 3,
	"The relocation at %1+0x%2 references\n"
	"section \"%3\" which is not in the list of\n"
	"authorized sections.  If you're adding a new section\n"
	"and/or if this reference is valid, add \"%3\" to the\n"
	"list of authorized sections to jump to on fault.\n"
	"This can be achieved by adding \"%3\" to\n"
	"OTHER_TEXT_SECTIONS in scripts/mod/modpost.c.\n")
MESSAGE(EX_TABLE_UNKNOWN_NOTE, NOTE, 3,
	"The relocation at %1+0x%2 references\n"
	"section \"%3\" which is not in the list of\n"
	"authorized sections.  If you're adding a new section\n"
	"and/or if this reference is valid, add \"%3\" to the\n"
	"list of authorized sections to jump to on fault.\n"
	"This can be achieved by adding \"%3\" to \n"
	"OTHER_TEXT_SECTIONS in scripts/mod/modpost.c.\n")
MESSAGE(EX_TABLE_DATA, ERROR, 3, "%1+0x%2 references non-executable section '%3'\n")
MESSAGE(MISMATCHES, ERROR, 0,
	"Section mismatches detected.\n"
	"Set CONFIG_SECTION_MISMATCH_WARN_ONLY=y to allow them.\n")
MESSAGE(TABLE_SIZE, FATAL, 4,
	"%1: sizeof(struct %2_device_id)=%3 is not a modulo of the size of section "
	"__mod_%2__<identifier>_device_table=%4.\n"
	"Fix definition of struct %2_device_id in mod_devicetable.h\n")
MESSAGE(TABLE_LAST, NOTE, 5, "%1: struct %2_device_id is %3 bytes.  The last of %4 is:\n%5\n")
MESSAGE(TABLE_NO_NULL, FATAL, 2, "%1: struct %2_device_id is not terminated with a NULL entry!\n")
MESSAGE(TABLE_TYPE, ERROR, 3, "%1: type mismatch between %2[] and MODULE_DEVICE_TABLE(%3, ...)\n")
MESSAGE(TABLE_END, ERROR, 2, "%1: %2[] is not terminated with a NULL entry\n")
MESSAGE(PCI_OVERRIDE, WARNING, 1, "Unknown PCI driver_override alias %1\n")
MESSAGE(CDX_OVERRIDE, WARNING, 1, "Unknown CDX driver_override alias %1\n")
MESSAGE(CLASS_MASK, WARNING, 2, "Can't handle masks in %1:%2\n")
MESSAGE(AMBA_MASK, FATAL, 3,
	"%1: Masked-off bit(s) of AMBA device ID are non-zero: id=0x%2, mask=0x%3.  "
	"Please fix this driver.\n")
MESSAGE(WMI_GUID, WARNING, 2, "Invalid WMI device id 'wmi:%1' in '%2'\n")
MESSAGE(WMI_CHARACTER, WARNING, 3, "Invalid character %1 inside WMI GUID string '%2' in '%3'\n")

/* Our own, in the native form. */
MESSAGE(CIRCLE, WARNING, 1, "modules need each other in a circle: %1\n")
MESSAGE(FOREIGN_OUTPUT, ERROR, 1,
	"%1: was not written by modpost and is in the place of its output: rename or "
	"remove it\n")

/* Our own, of the report. */
MESSAGE(CHANGED_OBJECT, FATAL, 1, "%1: changed while modpost was running\n")

/* Our own, of objects that modpost makes. */
MESSAGE(COMPILED, NOTE, 2, "%1: every .mod.o is compiled, since %2\n")

/* Our own, each on a line below the message that it is about. */
MESSAGE(HINT_NOT_EXPORTED, NOTE, 1, "  hint: %1 defines it, but does not export it\n")
MESSAGE(HINT_NOT_LISTED, NOTE, 1, "  hint: %1 exports it, but is not in the list of objects\n")
MESSAGE(HINT_OLD_DUMP, NOTE, 3,
	"  hint: %1%2 exported it when %3 was written, and is not in the list of objects "
	"now\n")
MESSAGE(HINT_SPELLING, NOTE, 2, "  hint: the nearest exported name is \"%1\" [%2]\n")
MESSAGE(HINT_NAMESPACE, NOTE, 3, "  hint: exported by %1; add MODULE_IMPORT_NS(%2); to %3\n")
MESSAGE(HINT_MODULE_NAMESPACE, NOTE, 2,
	"  hint: exported by %1 to the modules that \"%2\" names, and to no others\n")
MESSAGE(HINT_GPL_ONLY, NOTE, 1,
	"  hint: exported by %1 to modules with a GPL-compatible MODULE_LICENSE()\n")
MESSAGE(HINT_GENERATED, NOTE, 1,
	"  hint: %1.c is written by modpost and is not a source of the module\n")

#undef MESSAGE
#undef MODULE_MESSAGE
#undef NON_ALLOC_ADVICE
