// SPDX-License-Identifier: GPL-2.0-only
#include "kinds.h"

#define ANY_VLEN UINT16_MAX
#define BIT(i)	 WORD_BIT(i)

/* clang-format off */
const struct kind_row kind_rows[NR_KINDS] = {
	/*                     pass            third  flag   vlen      fixed each names types hashed */
	[KIND_INT]        = { PASS_PLAIN,     false, false, 0,        1, 0, 0,      0,      BIT(0) },
	[KIND_PTR]        = { PASS_REFERENCE, true,  false, 0,        0, 0, 0,      0,      0 },
	/* element, index, number of elements */
	[KIND_ARRAY]      = { PASS_REFERENCE, false, false, 0,        3, 0, 0,      BIT(0) | BIT(1), BIT(0) | BIT(1) | BIT(2) },
	/* name, type, offset */
	[KIND_STRUCT]     = { PASS_STRUCT,    false, true,  ANY_VLEN, 0, 3, BIT(0), BIT(1), BIT(0) | BIT(2) },
	[KIND_UNION]      = { PASS_STRUCT,    false, true,  ANY_VLEN, 0, 3, BIT(0), BIT(1), BIT(0) | BIT(2) },
	/* name, value */
	[KIND_ENUM]       = { PASS_PLAIN,     false, true,  ANY_VLEN, 0, 2, BIT(0), 0,      0 },
	[KIND_FWD]        = { PASS_PLAIN,     false, true,  0,        0, 0, 0,      0,      0 },
	[KIND_TYPEDEF]    = { PASS_REFERENCE, true,  false, 0,        0, 0, 0,      0,      0 },
	[KIND_VOLATILE]   = { PASS_REFERENCE, true,  false, 0,        0, 0, 0,      0,      0 },
	[KIND_CONST]      = { PASS_REFERENCE, true,  false, 0,        0, 0, 0,      0,      0 },
	[KIND_RESTRICT]   = { PASS_REFERENCE, true,  false, 0,        0, 0, 0,      0,      0 },
	/* vlen is the linkage */
	[KIND_FUNC]       = { PASS_REFERENCE, true,  false, 2,        0, 0, 0,      0,      0 },
	/* name, type */
	[KIND_FUNC_PROTO] = { PASS_REFERENCE, true,  false, ANY_VLEN, 0, 2, BIT(0), BIT(1), BIT(0) | BIT(1) },
	/* linkage */
	[KIND_VAR]        = { PASS_NEVER,     true,  false, 0,        1, 0, 0,      0,      0 },
	/* type, offset, size */
	[KIND_DATASEC]    = { PASS_NEVER,     false, false, ANY_VLEN, 0, 3, 0,      BIT(0), 0 },
	[KIND_FLOAT]      = { PASS_PLAIN,     false, false, 0,        0, 0, 0,      0,      0 },
	/* number of the member */
	[KIND_DECL_TAG]   = { PASS_REFERENCE, true,  false, 0,        1, 0, 0,      0,      BIT(0) },
	[KIND_TYPE_TAG]   = { PASS_REFERENCE, true,  false, 0,        0, 0, 0,      0,      0 },
	/* name, value, its upper half */
	[KIND_ENUM64]     = { PASS_PLAIN,     false, true,  ANY_VLEN, 0, 3, BIT(0), 0,      0 },
};
/* clang-format on */
