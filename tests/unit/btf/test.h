/* SPDX-License-Identifier: GPL-2.0-only */
/* What all unit tests of btf-rebase include. */
#ifndef BTF_TEST_H
#define BTF_TEST_H

/* cmocka wants these before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
