/* SPDX-License-Identifier: GPL-2.0-only */
/* What all unit tests of modpost include. */
#ifndef MODPOST_TEST_H
#define MODPOST_TEST_H

/* cmocka wants these before itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/memory.h"

/* Test setup and teardown: a new empty directory that is the current one, and its removal. */
int enter_directory(void **state);
int leave_directory(void **state);

/* Write a file, with the directories that it needs. */
void write_file(const char *path, const char *text);

/* Content of a file, to be freed; NULL if there is none. */
char *read_file(const char *path);

/* Is there a file of that name, of whatever kind? */
int file_exists(const char *path);

/* Expects a file of the current directory to have this text. */
void assert_content(const char *path, const char *expected);

#endif
