// SPDX-License-Identifier: GPL-2.0-only
#include "nsdeps.h"

void nsdeps_write(const struct run *run, struct strbuf *out)
{
	for (const struct module *module = run->modules.first; module; module = module->next) {
		const struct namespace_name *missing = module->missing_namespaces;

		if (!missing)
			continue;
		strbuf_printf(out, "%s.ko:", module->name);
		for (; missing; missing = missing->next)
			strbuf_printf(out, " %s", missing->name);
		strbuf_add(out, "\n");
	}
}
