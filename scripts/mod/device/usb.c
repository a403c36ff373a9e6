// SPDX-License-Identifier: GPL-2.0-only
#include "device/buses.h"

#include <stdio.h>

#include "device/format.h"

enum {
	MATCH_FLAGS,
	ID_VENDOR,
	ID_PRODUCT,
	BCD_DEVICE_LO,
	BCD_DEVICE_HI,
	DEVICE_CLASS,
	INTERFACE_CLASS,
};

#define MATCH_DEVICE_LO 0x4
#define MATCH_DEVICE_HI 0x8
#define NR_DIGITS	4

/* Device numbers are decimal, but some are not; then all digits are hexadecimal. */
static unsigned int largest_digit(uint32_t lo, uint32_t hi)
{
	if (hi > 0x9999)
		hi = 0x9999;
	for (unsigned int shift = 0; shift < 4 * NR_DIGITS; shift += 4) {
		if ((lo >> shift & 0xf) > 9 || (hi >> shift & 0xf) > 9)
			return 0xf;
	}
	return 9;
}

static uint32_t add_decimal(uint32_t number, int difference)
{
	uint32_t sum = 0, result = 0;

	for (int shift = 4 * NR_DIGITS - 4; shift >= 0; shift -= 4) {
		uint32_t digit = number >> shift & 0xf;

		sum = sum * 10 + (digit > 9 ? 9 : digit);
	}
	sum += difference;
	for (unsigned int shift = 0; shift < 4 * NR_DIGITS; shift += 4) {
		result |= sum % 10 << shift;
		sum /= 10;
	}
	return result;
}

static uint32_t add_number(uint32_t number, int difference, unsigned int max)
{
	return max == 9 ? add_decimal(number, difference) : number + difference;
}

/* A glob for the digits @first to @last, of which there are 0 to @max. */
static void print_digits(char *text, size_t size, unsigned int first, unsigned int last,
			 unsigned int max)
{
	if (first == last)
		snprintf(text, size, "%X", first);
	else if (first == 0 && last == max)
		*text = '\0';
	else if (last < 0xa || first > 9)
		snprintf(text, size, "[%X-%X]", first, last);
	else
		snprintf(text, size, first < 9 ? "[%X-9" : "[9", first);

	/* A range that contains 9 and A is two ranges. */
	if (first <= 9 && last >= 0xa && !(first == 0 && last == max)) {
		size_t used = first < 9 ? 4 : 2;

		snprintf(text + used, size - used, last > 0xa ? "A-%X]" : "A]", last);
	}
}

/* The alias of all device numbers that start with @prefix and a digit from @first to @last. */
static void emit(struct device_table *table, const unsigned char *entry, uint32_t prefix,
		 unsigned int nr_digits, unsigned int first, unsigned int last, unsigned int max)
{
	char digits[16], range[32];

	print_digits(digits, sizeof(digits), first, last, max);
	if (nr_digits)
		snprintf(range, sizeof(range), "%0*X%s%s", (int)nr_digits, prefix, digits,
			 nr_digits < NR_DIGITS - 1 ? "*" : "");
	else
		snprintf(range, sizeof(range), "%s*", digits);

	strbuf_reset(&table->text);
	device_format_add(table, entry, range);
	device_table_emit(table);
}

static void emit_range(struct device_table *table, const unsigned char *entry, uint32_t lo,
		       uint32_t hi)
{
	unsigned int max = largest_digit(lo, hi);

	for (unsigned int nr_digits = NR_DIGITS - 1; lo <= hi; nr_digits--) {
		unsigned int first = lo & 0xf;
		unsigned int last = hi & 0xf;

		if (last > max)
			last = max;
		lo >>= 4;
		hi >>= 4;
		if (lo == hi || !nr_digits) {
			emit(table, entry, lo, nr_digits, first, last, max);
			return;
		}
		if (first > 0) {
			emit(table, entry, lo, nr_digits, first, max, max);
			lo = add_number(lo, 1, max);
		}
		if (last < max) {
			emit(table, entry, hi, nr_digits, 0, last, max);
			hi = add_number(hi, -1, max);
		}
	}
}

bool device_make_usb(struct device_table *table, const unsigned char *entry)
{
	uint32_t flags = device_field(table, entry, MATCH_FLAGS);
	uint32_t lo = 0, hi = UINT32_MAX;

	/* Drivers end the part of a table that is for autoloading with such an entry. */
	if (!device_field(table, entry, ID_VENDOR) && !device_field(table, entry, ID_PRODUCT) &&
	    !device_field(table, entry, DEVICE_CLASS) &&
	    !device_field(table, entry, INTERFACE_CLASS))
		return true;

	if (flags & MATCH_DEVICE_LO)
		lo = device_field(table, entry, BCD_DEVICE_LO);
	if (flags & MATCH_DEVICE_HI)
		hi = device_field(table, entry, BCD_DEVICE_HI);
	emit_range(table, entry, lo, hi);
	return true;
}
