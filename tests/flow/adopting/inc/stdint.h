/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INC_STDINT
#define INC_STDINT 1
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
#endif
