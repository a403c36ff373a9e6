# SPDX-License-Identifier: GPL-2.0-only
# The tests include scripts/kallsyms.c and run it in processes of its own.
