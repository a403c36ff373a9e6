/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * References between sections that will not be in memory at the same time, in the form before 6.5: neither
 * offsets nor addresses, and other ideas of what is near and what is exempt.
 */
#ifndef MODPOST_SECTION_MISMATCH_BEFORE_6_5_H
#define MODPOST_SECTION_MISMATCH_BEFORE_6_5_H

#include "section_mismatch.h"

extern const struct mismatch_form mismatch_form_before_6_5;

#endif
