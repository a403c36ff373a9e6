// SPDX-License-Identifier: GPL-2.0-only
#include "mod_c.h"

#include <string.h>

/* "Y" */
static void write_mark(enum info_tag tag, struct strbuf *out)
{
	bool is_retpoline = tag == INFO_RETPOLINE;

	strbuf_printf(out, "\n%sMODULE_INFO(%s, \"Y\");\n%s",
		      is_retpoline ? "#ifdef CONFIG_RETPOLINE\n" : "", info_tag_name(tag),
		      is_retpoline ? "#endif\n" : "");
}

static void write_header(const struct run *run, const struct mod_contents *contents,
			 struct strbuf *out)
{
	bool identity = has_feature(&run->options->features, FEATURE_IDENTITY_IN_MOD_C);

	strbuf_add(out, "#include <linux/module.h>\n");
	if (identity)
		strbuf_add(out, "#define INCLUDE_VERMAGIC\n"
				"#include <linux/build-salt.h>\n"
				"#include <linux/elfnote-lto.h>\n");
	strbuf_add(out, "#include <linux/export-internal.h>\n");
	if (identity)
		strbuf_add(out, "#include <linux/vermagic.h>\n");
	strbuf_add(out, "#include <linux/compiler.h>\n"
			"\n");
	if (identity)
		strbuf_add(out, "BUILD_SALT;\n"
				"BUILD_LTO_INFO;\n"
				"\n"
				"MODULE_INFO(vermagic, VERMAGIC_STRING);\n");
	strbuf_add(out, "MODULE_INFO(name, KBUILD_MODNAME);\n"
			"\n"
			"__visible struct module __this_module\n"
			"__section(\".gnu.linkonce.this_module\") = {\n"
			"\t.name = KBUILD_MODNAME,\n");
	if (contents->has_init)
		strbuf_add(out, "\t.init = init_module,\n");
	if (contents->has_exit)
		strbuf_add(out, "#ifdef CONFIG_MODULE_UNLOAD\n"
				"\t.exit = cleanup_module,\n"
				"#endif\n");
	strbuf_add(out, "\t.arch = MODULE_ARCH_INIT,\n"
			"};\n");

	for (enum info_tag tag = 0; tag < NR_INFO_TAGS; tag++) {
		if (info_tag_is_mark(tag) && contents->says[tag])
			write_mark(tag, out);
	}
}

static void write_ksymtab(const struct run *run, const struct mod_contents *contents,
			  struct strbuf *out)
{
	bool symbol_flags = has_feature(&run->options->features, FEATURE_SYMBOL_FLAGS);

	if (has_feature(&run->options->features, FEATURE_EXPORTS_IN_KSYMTAB))
		return;
	strbuf_add(out, "\n");
	for (size_t i = 0; i < contents->nr_exports; i++) {
		const struct exported_symbol *export = contents->exports[i];
		const char *kind = export->is_function ? "FUNC" : "DATA";

		if (symbol_flags)
			strbuf_printf(out,
				      "KSYMTAB_%s(%s, \"%s\");\n"
				      "SYMBOL_FLAGS(%s, 0x%02x);\n",
				      kind, export->name, export->namespace, export->name,
				      export->gpl_only);
		else
			strbuf_printf(out, "KSYMTAB_%s(%s, \"%s\", \"%s\");\n", kind, export->name,
				      export->gpl_only ? "_gpl" : "", export->namespace);
	}
}

static void write_crcs(const struct run *run, const struct mod_contents *contents,
		       struct strbuf *out)
{
	if (!run->options->modversions)
		return;

	strbuf_add(out, "\n");
	for (size_t i = 0; i < contents->nr_exports; i++) {
		const struct exported_symbol *export = contents->exports[i];

		strbuf_add(out, "SYMBOL_CRC(");
		strbuf_add(out, export->name);
		strbuf_add(out, ", ");
		strbuf_add_hex(out, export->crc);
		if (!has_feature(&run->options->features, FEATURE_SYMBOL_FLAGS))
			strbuf_add(out, export->gpl_only ? ", \"_gpl\"" : ", \"\"");
		strbuf_add(out, ");\n");
	}
}

static void write_basic_versions(const struct run *run, const struct mod_contents *contents,
				 struct strbuf *out)
{
	bool zero_padded = has_feature(&run->options->features, FEATURE_CRC_ZERO_PADDED);

	if (!run->options->basic_versions)
		return;

	strbuf_add(out, "\n"
			"static const struct modversion_info ____versions[]\n"
			"__used __section(\"__versions\") = {\n");
	for (size_t i = 0; i < contents->nr_versions; i++) {
		uint32_t crc = contents->versions[i].crc;

		strbuf_add(out, "\t{ ");
		/* Nearly all have eight digits, which look the same in both forms. */
		if (zero_padded || crc >= 0x10000000)
			strbuf_add_hex(out, crc);
		else
			strbuf_printf(out, "%#8x", crc);
		strbuf_add(out, ", \"");
		strbuf_add(out, contents->versions[i].name);
		strbuf_add(out, "\" },\n");
	}
	strbuf_add(out, "};\n");
}

static void write_extended_versions(const struct run *run, const struct mod_contents *contents,
				    struct strbuf *out)
{
	if (!run->options->extended_versions)
		return;

	strbuf_add(out, "\n"
			"static const u32 ____version_ext_crcs[]\n"
			"__used __section(\"__version_ext_crcs\") = {\n");
	for (size_t i = 0; i < contents->nr_extended; i++)
		strbuf_printf(out, "\t0x%08x,\n", contents->extended[i].crc);
	strbuf_add(out, "};\n"
			"static const char ____version_ext_names[]\n"
			"__used __section(\"__version_ext_names\") =\n");
	for (size_t i = 0; i < contents->nr_extended; i++)
		strbuf_printf(out, "\t\"%s\\0\"\n", contents->extended[i].name);
	strbuf_add(out, ";\n");
}

/* A string literal of @text; bytes that would break out of it are escaped. */
static void write_literal(struct strbuf *out, const char *text)
{
	strbuf_add(out, "\"");
	for (size_t plain; *text; text += plain + !!text[plain]) {
		plain = strcspn(text, "\"\\\n\r");
		strbuf_add_bytes(out, text, plain);
		if (text[plain])
			strbuf_printf(out, "\\%03o", text[plain]);
	}
	strbuf_add(out, "\"");
}

static void write_aliases(const struct mod_contents *contents, struct strbuf *out)
{
	strbuf_add(out, "\n");
	for (size_t i = 0; i < contents->nr_aliases; i++) {
		strbuf_add(out, "MODULE_ALIAS(");
		write_literal(out, contents->aliases[i].text);
		strbuf_add(out, ");\n");
	}
}

static void write_builtin_aliases(const struct facts *facts, struct strbuf *out)
{
	strbuf_add(out, "#include <linux/module.h>\n"
			"#undef __MODULE_INFO_PREFIX\n"
			"#define __MODULE_INFO_PREFIX\n");
	for (size_t i = 0; i < facts->nr_aliases; i++) {
		strbuf_printf(out, "MODULE_INFO(%s.alias, ", facts->aliases[i].owner);
		write_literal(out, facts->aliases[i].text);
		strbuf_add(out, ");\n");
	}
}

void mod_c_write(const struct run *run, const struct mod_contents *contents, struct strbuf *out)
{
	write_header(run, contents, out);
	write_ksymtab(run, contents, out);
	write_crcs(run, contents, out);
	write_basic_versions(run, contents, out);
	write_extended_versions(run, contents, out);

	strbuf_printf(out, "\nMODULE_INFO(depends, \"%s\");\n", contents->depends);
	write_aliases(contents, out);
	if (contents->srcversion)
		strbuf_printf(out, "\nMODULE_INFO(srcversion, \"%s\");\n", contents->srcversion);
}

void vmlinux_export_c_write(const struct run *run, const struct module *vmlinux, struct strbuf *out,
			    struct diagnostics *diagnostics)
{
	struct mod_contents contents;

	mod_contents_collect_exports(&contents, run, vmlinux, diagnostics);
	strbuf_add(out, "#include <linux/export-internal.h>\n");
	write_ksymtab(run, &contents, out);
	write_crcs(run, &contents, out);
	if (has_feature(&run->options->features, FEATURE_BUILTIN_ALIASES))
		write_builtin_aliases(vmlinux->facts, out);
	mod_contents_free(&contents);
}
