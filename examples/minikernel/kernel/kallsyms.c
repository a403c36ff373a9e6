// SPDX-License-Identifier: GPL-2.0-only
/* Reader of the symbol table of linux/kallsyms.h. */
#include <linux/kallsyms.h>
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "kernel.h"

static unsigned long symbol_addr(u32 number)
{
	if (number < kallsyms_num_relative)
		return kallsyms_relative_base + (s32)kallsyms_offsets[number];
	return kallsyms_offsets[number];
}

/* Reads a length at *place and goes past it. */
static u32 read_length(u32 *place)
{
	u32 len = 0;
	u8 byte;

	for (int shift = 0;; shift += 7) {
		byte = kallsyms_names[(*place)++];
		len |= (u32)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return len;
	}
}

/* Where the codes of a symbol stand; *len says how many there are. */
static u32 find_codes(u32 number, u32 *len)
{
	u32 place = kallsyms_markers[number / KSYM_MARKER_STEP];

	*len = read_length(&place);
	for (u32 skip = number % KSYM_MARKER_STEP; skip; skip--) {
		place += *len;
		*len = read_length(&place);
	}
	return place;
}

/* Name of a symbol; returns its type letter. */
static char expand_symbol(u32 number, char *name)
{
	u32 len, place = find_codes(number, &len), used = 0;
	u8 stack[256];
	char type = '?';

	for (u32 i = 0; i < len; i++) {
		u32 depth = 0;

		stack[depth++] = kallsyms_names[place + i];
		while (depth) {
			u8 code = stack[--depth];
			const u8 *pair = kallsyms_pairs[code];

			if (pair[0] != code || pair[1] != code) {
				stack[depth++] = pair[1];
				stack[depth++] = pair[0];
			} else if (used == 0) {
				type = code;
				used = 1;
			} else if (used < KSYM_NAME_LEN) {
				name[used++ - 1] = code;
			}
		}
	}
	name[used ? used - 1 : 0] = '\0';
	return type;
}

bool kallsyms_lookup(unsigned long addr, struct ksym *sym)
{
	u32 low = 0, high = kallsyms_num_relative;

	/* The last symbol at or below addr; of those at one address the first. */
	while (low < high) {
		u32 middle = low + (high - low) / 2;

		if (symbol_addr(middle) <= addr)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || low == kallsyms_num_relative)
		return false;
	sym->size = symbol_addr(low) - symbol_addr(low - 1);
	low--;
	while (low && symbol_addr(low - 1) == symbol_addr(low))
		low--;
	sym->addr = symbol_addr(low);
	sym->type = expand_symbol(low, sym->name);
	return true;
}

unsigned long kallsyms_lookup_name(const char *name)
{
	static char found[KSYM_NAME_LEN];
	u32 low = 0, high = kallsyms_num_syms;

	while (low < high) {
		u32 middle = low + (high - low) / 2;

		expand_symbol(kallsyms_by_name[middle], found);
		if (strcmp(found, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == kallsyms_num_syms)
		return 0;
	expand_symbol(kallsyms_by_name[low], found);
	return strcmp(found, name) ? 0 : symbol_addr(kallsyms_by_name[low]);
}

bool kallsyms_check(void)
{
	static struct ksym sym;
	static char name[KSYM_NAME_LEN];
	u32 wrong = 0;

	for (u32 i = 0; i < kallsyms_num_syms; i++) {
		expand_symbol(i, name);
		if (!kallsyms_lookup_name(name))
			wrong++;
		if (i + 1 < kallsyms_num_relative &&
		    (!kallsyms_lookup(symbol_addr(i), &sym) || sym.addr != symbol_addr(i)) &&
		    symbol_addr(i) != symbol_addr(kallsyms_num_relative - 1))
			wrong++;
	}
	if (kallsyms_num_syms && kallsyms_lookup_name("start_kernel") != (uintptr_t)start_kernel)
		wrong++;
	printk("kallsyms: %u symbols, %u wrong\n", kallsyms_num_syms, wrong);
	return !wrong;
}
