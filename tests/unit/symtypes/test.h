/* SPDX-License-Identifier: GPL-2.0-only */
/* What all unit tests of symtypes-diff include. */
#ifndef SYMTYPES_TEST_H
#define SYMTYPES_TEST_H

/* cmocka wants these before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#endif
