/* SPDX-License-Identifier: GPL-2.0-only */
/* The types of device tables, one for each bus, and how their entries become aliases. */
#ifndef MODPOST_DEVICE_TYPES_H
#define MODPOST_DEVICE_TYPES_H

#include <stddef.h>

#include "device/table.h"

/* The type called by the @len bytes of @keyword; NULL if @release has none of that name. */
const struct device_type *device_type_find(const char *keyword, size_t len, unsigned int release);

#endif
