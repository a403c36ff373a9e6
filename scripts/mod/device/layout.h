/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the members of the id structures lie that <linux/mod_devicetable.h> declares, in any ABI. */
#ifndef MODPOST_DEVICE_LAYOUT_H
#define MODPOST_DEVICE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

/* What the layout of structures depends on. */
struct device_abi {
	size_t long_size; /* of long and of pointers */
	size_t largest_alignment;
};

enum { DEVICE_MEMBERS_MAX = 24 };

struct device_member {
	const char *name; /* not NUL-terminated */
	size_t name_len;
	size_t offset;
	size_t size; /* of an array: of all its items */
	size_t bits; /* of a bitmap, else 0 */
};

struct device_layout {
	size_t size;
	size_t nr_members;
	struct device_member members[DEVICE_MEMBERS_MAX];
};

/* The ABI of an ELF machine and class. */
struct device_abi device_abi_of(unsigned int machine, bool is_64bit);

/* Lay out @structure ("pci_device_id") as @release has it. False if there is none of that name. */
bool device_layout_build(struct device_layout *layout, const char *structure, unsigned int release,
			 const struct device_abi *abi);

/* The member called @name of @len bytes; NULL if the structure has none that ends inside of it. */
const struct device_member *device_layout_member(const struct device_layout *layout,
						 const char *name, size_t len);

#endif
