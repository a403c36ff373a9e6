/* SPDX-License-Identifier: GPL-2.0-only */
/* A run whose modules are described by hand instead of being read. */
#ifndef MODPOST_RUN_FIXTURE_H
#define MODPOST_RUN_FIXTURE_H

#include "run.h"

struct run_fixture {
	struct options options;
	struct run run;
	struct facts facts[4];
	size_t nr_facts;
};

/* Native release, no options. */
void run_fixture_init(struct run_fixture *fixture);
void run_fixture_free(struct run_fixture *fixture);

/* Facts of one more object, still empty; at most four. */
struct facts *run_fixture_facts(struct run_fixture *fixture, const char *name);
void run_fixture_export(struct facts *facts, const char *name, const char *namespace,
			bool gpl_only);

/* Hand all facts over to the second phase. */
void run_fixture_resolve(struct run_fixture *fixture);

#endif
