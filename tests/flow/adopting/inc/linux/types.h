/* SPDX-License-Identifier: GPL-2.0-only */
/* Of the tree: kolink's is switched off, so that no part of kolink finds it either. */
#include <stdint.h>
typedef int s32;
