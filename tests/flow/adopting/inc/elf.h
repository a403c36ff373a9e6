/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's. Programs that mean the one of the C library do not compile with it. */
#define INC_ELF 1
