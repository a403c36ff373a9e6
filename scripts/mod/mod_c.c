// SPDX-License-Identifier: GPL-2.0-only
#include "mod_c.h"

#include <string.h>

#include "trim.h"

/* What follows depends on the path of the module. */
static const struct {
	const char *prefix, *tag;
} path_tags[] = {
	{ "drivers/staging", "staging" },
	{ "tools/testing", "test" },
};

static void write_header(const struct run *run, const struct module *module, struct strbuf *out)
{
	bool identity = run->options->features.identity_in_mod_c;

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
	if (module->facts->has_init)
		strbuf_add(out, "\t.init = init_module,\n");
	if (module->facts->has_exit)
		strbuf_add(out, "#ifdef CONFIG_MODULE_UNLOAD\n"
				"\t.exit = cleanup_module,\n"
				"#endif\n");
	strbuf_add(out, "\t.arch = MODULE_ARCH_INIT,\n"
			"};\n");

	if (!run->options->external)
		strbuf_add(out, "\nMODULE_INFO(intree, \"Y\");\n");
	if (identity)
		strbuf_add(out, "\n#ifdef CONFIG_RETPOLINE\n"
				"MODULE_INFO(retpoline, \"Y\");\n"
				"#endif\n");
	for (size_t i = 0; i < sizeof(path_tags) / sizeof(path_tags[0]); i++) {
		if (!strncmp(module->name, path_tags[i].prefix, strlen(path_tags[i].prefix)))
			strbuf_printf(out, "\nMODULE_INFO(%s, \"Y\");\n", path_tags[i].tag);
	}
}

static void write_ksymtab(const struct run *run, const struct module *module, struct strbuf *out)
{
	bool symbol_flags = run->options->features.symbol_flags;

	if (run->options->features.exports_in_ksymtab)
		return;
	strbuf_add(out, "\n");
	for (const struct export *export = module->exports; export; export = export->next) {
		const char *kind = export->is_function ? "FUNC" : "DATA";

		if (trim_drops(run, export))
			continue;
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

static void write_crcs(const struct run *run, const struct module *module, struct strbuf *out,
		       struct diagnostics *diagnostics)
{
	if (!run->options->modversions)
		return;

	strbuf_add(out, "\n");
	for (const struct export *export = module->exports; export; export = export->next) {
		if (trim_drops(run, export))
			continue;
		if (!export->has_crc)
			diagnose(diagnostics, MSG_NO_VERSION, export->name, module->name,
				 module_suffix(module));
		strbuf_add(out, "SYMBOL_CRC(");
		strbuf_add(out, export->name);
		strbuf_add(out, ", ");
		strbuf_add_hex(out, export->crc);
		if (!run->options->features.symbol_flags)
			strbuf_add(out, export->gpl_only ? ", \"_gpl\"" : ", \"\"");
		strbuf_add(out, ");\n");
	}
}

/* The CRC that import @i has to match; warns if nobody knows it. */
static bool import_crc(const struct module *module, size_t i, uint32_t *crc,
		       struct diagnostics *diagnostics)
{
	const struct export *provider = module->providers[i];

	if (!provider)
		return false;
	if (!provider->has_crc)
		diagnose(diagnostics, MSG_NO_CRC, module->facts->imports[i].name, module->name);
	*crc = provider->crc;
	return provider->has_crc;
}

static void write_basic_versions(const struct run *run, const struct module *module,
				 struct strbuf *out, struct diagnostics *diagnostics)
{
	const struct facts *facts = module->facts;
	bool zero_padded = run->options->features.crc_zero_padded;
	/* struct modversion_info has 64 bytes, a long among them. */
	size_t limit = facts->is_64bit ? 64 - 8 : 64 - 4;
	uint32_t crc;

	if (!run->options->basic_versions)
		return;

	strbuf_add(out, "\n"
			"static const struct modversion_info ____versions[]\n"
			"__used __section(\"__versions\") = {\n");
	for (size_t i = 0; i < facts->nr_imports; i++) {
		const char *name = facts->imports[i].name;

		if (!import_crc(module, i, &crc, diagnostics))
			continue;
		if (strlen(name) >= limit && run->options->extended_versions)
			continue;
		if (strlen(name) >= limit) {
			diagnose(diagnostics, MSG_LONG_SYMBOL, name, module->name);
			break;
		}
		strbuf_add(out, "\t{ ");
		/* Nearly all have eight digits, which look the same in both forms. */
		if (zero_padded || crc >= 0x10000000)
			strbuf_add_hex(out, crc);
		else
			strbuf_printf(out, "%#8x", crc);
		strbuf_add(out, ", \"");
		strbuf_add(out, name);
		strbuf_add(out, "\" },\n");
	}
	strbuf_add(out, "};\n");
}

static void write_extended_versions(const struct run *run, const struct module *module,
				    struct strbuf *out, struct diagnostics *diagnostics)
{
	const struct facts *facts = module->facts;
	uint32_t crc;

	if (!run->options->extended_versions)
		return;

	strbuf_add(out, "\n"
			"static const u32 ____version_ext_crcs[]\n"
			"__used __section(\"__version_ext_crcs\") = {\n");
	for (size_t i = 0; i < facts->nr_imports; i++) {
		if (import_crc(module, i, &crc, diagnostics))
			strbuf_printf(out, "\t0x%08x,\n", crc);
	}
	strbuf_add(out, "};\n"
			"static const char ____version_ext_names[]\n"
			"__used __section(\"__version_ext_names\") =\n");
	for (size_t i = 0; i < facts->nr_imports; i++) {
		if (module->providers[i] && module->providers[i]->has_crc)
			strbuf_printf(out, "\t\"%s\\0\"\n", facts->imports[i].name);
	}
	strbuf_add(out, ";\n");
}

static void write_depends(const struct module *module, struct strbuf *out)
{
	const char *separator = "";

	strbuf_add(out, "\nMODULE_INFO(depends, \"");
	for (const struct dependency *dependency = module->depends; dependency;
	     dependency = dependency->next) {
		strbuf_add(out, separator);
		strbuf_add(out, path_base(dependency->module->name));
		separator = ",";
	}
	strbuf_add(out, "\");\n");
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

static void write_aliases(const struct facts *facts, struct strbuf *out)
{
	strbuf_add(out, "\n");
	for (size_t i = 0; i < facts->nr_aliases; i++) {
		strbuf_add(out, "MODULE_ALIAS(");
		write_literal(out, facts->aliases[i].text);
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

void mod_c_write(const struct run *run, const struct module *module, struct strbuf *out,
		 struct diagnostics *diagnostics)
{
	write_header(run, module, out);
	write_ksymtab(run, module, out);
	write_crcs(run, module, out, diagnostics);
	write_basic_versions(run, module, out, diagnostics);
	write_extended_versions(run, module, out, diagnostics);
	write_depends(module, out);

	write_aliases(module->facts, out);
	if (module->facts->srcversion)
		strbuf_printf(out, "\nMODULE_INFO(srcversion, \"%s\");\n",
			      module->facts->srcversion);
}

void vmlinux_export_c_write(const struct run *run, const struct module *vmlinux, struct strbuf *out,
			    struct diagnostics *diagnostics)
{
	strbuf_add(out, "#include <linux/export-internal.h>\n");
	write_ksymtab(run, vmlinux, out);
	write_crcs(run, vmlinux, out, diagnostics);
	if (run->options->features.builtin_aliases)
		write_builtin_aliases(vmlinux->facts, out);
}
