// SPDX-License-Identifier: GPL-2.0-only
#include <linux/export.h>
#include <minikernel/kernel.h>
#include <minikernel/string.h>
#include "kernel.h"

struct format {
	bool left, zero;
	int width;
	int precision; /* negative: none */
};

static void put_padding(int count, char c)
{
	while (count-- > 0)
		put_char(c);
}

static void put_text(const struct format *format, const char *text)
{
	size_t max = format->precision < 0 ? SIZE_MAX : (size_t)format->precision;
	int len = strnlen(text, max);

	if (!format->left)
		put_padding(format->width - len, ' ');
	for (int i = 0; i < len; i++)
		put_char(text[i]);
	if (format->left)
		put_padding(format->width - len, ' ');
}

static void put_number(const struct format *format, u64 value, unsigned int base, bool negative)
{
	char digits[24];
	char *p = digits + sizeof(digits);
	struct format text = { format->left, false, format->width, -1 };

	*--p = '\0';
	do {
		*--p = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	if (format->zero) {
		int len = digits + sizeof(digits) - 1 - p;

		if (negative)
			put_char('-');
		put_padding(format->width - len - negative, '0');
		text.width = 0;
	} else if (negative) {
		*--p = '-';
	}
	put_text(&text, p);
}

void vprintk(const char *fmt, __builtin_va_list args)
{
	for (; *fmt; fmt++) {
		struct format format = { false, false, 0, -1 };
		bool wide = false;
		s64 value;

		if (*fmt != '%') {
			put_char(*fmt);
			continue;
		}
		for (fmt++; *fmt == '-' || *fmt == '0'; fmt++) {
			format.left |= *fmt == '-';
			format.zero |= *fmt == '0';
		}
		for (; *fmt >= '0' && *fmt <= '9'; fmt++)
			format.width = format.width * 10 + *fmt - '0';
		if (fmt[0] == '.' && fmt[1] == '*') {
			format.precision = __builtin_va_arg(args, int);
			fmt += 2;
		}
		for (; *fmt == 'l' || *fmt == 'z'; fmt++)
			wide = true;

		switch (*fmt) {
		case 'c':
			put_char(__builtin_va_arg(args, int));
			break;
		case 's':
			put_text(&format, __builtin_va_arg(args, const char *));
			break;
		case 'd':
			value = wide ? __builtin_va_arg(args, long) : __builtin_va_arg(args, int);
			put_number(&format, value < 0 ? -(u64)value : (u64)value, 10, value < 0);
			break;
		case 'u':
		case 'x':
			value = wide ? __builtin_va_arg(args, unsigned long)
				     : __builtin_va_arg(args, unsigned int);
			put_number(&format, value, *fmt == 'u' ? 10 : 16, false);
			break;
		case 'p':
			value = (uintptr_t) __builtin_va_arg(args, void *);
			format.zero = true;
			format.width = 16;
			put_number(&format, value, 16, false);
			break;
		case '\0':
			return;
		default:
			put_char(*fmt);
		}
	}
}

void printk(const char *fmt, ...)
{
	__builtin_va_list args;

	__builtin_va_start(args, fmt);
	vprintk(fmt, args);
	__builtin_va_end(args);
}
EXPORT_SYMBOL(printk);

void panic(const char *fmt, ...)
{
	__builtin_va_list args;

	printk("panic: ");
	__builtin_va_start(args, fmt);
	vprintk(fmt, args);
	__builtin_va_end(args);
	printk("\n");
	dump_stack();
	power_off(false);
}
EXPORT_SYMBOL(panic);
