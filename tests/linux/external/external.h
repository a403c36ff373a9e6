/* SPDX-License-Identifier: GPL-2.0-only */
struct sample {
	int count;
	const char *name;
};

int provided(int x);
int provided_in_namespace(struct sample *sample);
int second_part(void);
