// SPDX-License-Identifier: GPL-2.0-only
/*
 * Types of all kinds for the fuzz tests of btf-rebase. Without SEED_MODULE it is the base's source; a module has
 * most of it, too, knows less of some and more of others.
 */
struct declared;
union chosen {
	int number;
	const char *text;
};

enum colours { RED, GREEN = 5, BLUE };

struct list {
	struct list *next, **back;
	union chosen chosen;
};

typedef int (*compare_t)(const struct list *a, const struct list *b, ...);

struct table {
	struct list lists[4][2];
	volatile enum colours colour : 3;
	compare_t compare;
	struct declared *declared;
	struct {
		long *restrict numbers;
		_Bool is_sorted;
	};
};

extern int shared;
int walk(struct table *table, enum colours colour);

#ifdef SEED_MODULE

struct own {
	struct table *table;
	struct other *other;
	float numbers[3];
	unsigned long long wide;
};

enum wide { SMALL, LARGE = 1ull << 40 };

int own_walk(struct own *own, enum wide wide);
int own_walk(struct own *own, enum wide wide)
{
	return own->table->lists[0][0].chosen.number + (wide == LARGE) + (own->other != 0);
}

#else

struct other {
	struct own *own;
	struct table table;
};

int others(struct other *other);
int others(struct other *other)
{
	return other->own != 0 && other->table.compare;
}

#endif

int shared;

int walk(struct table *table, enum colours colour)
{
	return table->colour == colour && table->compare(table->lists[0], table->lists[1]) &&
	       shared;
}
