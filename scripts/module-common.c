// SPDX-License-Identifier: GPL-2.0-only
/* What every module carries alike; compiled once and linked into each .ko. */

#include <linux/module.h>
#include <linux/vermagic.h>

MODULE_INFO(vermagic, VERMAGIC_STRING);
