/* SPDX-License-Identifier: GPL-2.0-only */
/* How far two names are from each other. */
#ifndef MODPOST_LIB_SPELLING_H
#define MODPOST_LIB_SPELLING_H

#include <stddef.h>
#include <stdint.h>

/* Names that differ by more than this are different names. */
#define SPELLING_MAX 2

/* A set of the characters in a name: a cheap lower bound of distances. */
uint64_t spelling_letters(const char *name);

/* The least possible distance of two names, known from their letters. */
unsigned int spelling_bound(uint64_t letters, uint64_t others);

/*
 * How many characters have to be inserted, removed, replaced or swapped with their neighbour to get from
 * one name to the other; any number above SPELLING_MAX if there are more.
 */
unsigned int spelling_distance(const char *name, size_t len, const char *other, size_t other_len);

#endif
