/* SPDX-License-Identifier: GPL-2.0-only */
/* Sixteen-byte identifiers: a GUID stores its first three numbers little-endian, a UUID big-endian. */
#ifndef _LINUX_UUID_H
#define _LINUX_UUID_H

#include <linux/types.h>

typedef struct {
	u8 b[16];
} guid_t;

typedef struct {
	u8 b[16];
} uuid_t;

typedef guid_t uuid_le;

#define __UUID_BYTE(number, i) (((number) >> 8 * (i)) & 0xff)

#define GUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)                                       \
	((guid_t){ { __UUID_BYTE(a, 0), __UUID_BYTE(a, 1), __UUID_BYTE(a, 2), __UUID_BYTE(a, 3), \
		     __UUID_BYTE(b, 0), __UUID_BYTE(b, 1), __UUID_BYTE(c, 0), __UUID_BYTE(c, 1), \
		     d0, d1, d2, d3, d4, d5, d6, d7 } })
#define UUID_LE GUID_INIT

#define UUID_INIT(a, b, c, d0, d1, d2, d3, d4, d5, d6, d7)                                       \
	((uuid_t){ { __UUID_BYTE(a, 3), __UUID_BYTE(a, 2), __UUID_BYTE(a, 1), __UUID_BYTE(a, 0), \
		     __UUID_BYTE(b, 1), __UUID_BYTE(b, 0), __UUID_BYTE(c, 1), __UUID_BYTE(c, 0), \
		     d0, d1, d2, d3, d4, d5, d6, d7 } })

#endif
