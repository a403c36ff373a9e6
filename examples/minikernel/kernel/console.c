// SPDX-License-Identifier: GPL-2.0-only
/* A 16550 at the first serial port. */
#include <minikernel/io.h>
#include "kernel.h"

#define COM1	  0x3f8
#define UART_DATA COM1
#define UART_IER  (COM1 + 1)
#define UART_FCR  (COM1 + 2)
#define UART_LCR  (COM1 + 3)
#define UART_MCR  (COM1 + 4)
#define UART_LSR  (COM1 + 5)

#define LCR_8N1		 0x03
#define LCR_DIVISOR	 0x80
#define FCR_ENABLE_CLEAR 0x07
#define MCR_DTR_RTS	 0x03
#define LSR_CAN_SEND	 0x20

void init_console(void)
{
	outb(UART_IER, 0);
	outb(UART_LCR, LCR_DIVISOR);
	outb(UART_DATA, 1); /* 115200 baud */
	outb(UART_IER, 0);
	outb(UART_LCR, LCR_8N1);
	outb(UART_FCR, FCR_ENABLE_CLEAR);
	outb(UART_MCR, MCR_DTR_RTS);
}

void put_char(char c)
{
	if (c == '\n')
		put_char('\r');
	while (!(inb(UART_LSR) & LSR_CAN_SEND))
		;
	outb(UART_DATA, c);
}
