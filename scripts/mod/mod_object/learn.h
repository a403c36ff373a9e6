/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Learning a model from what the compiler made of the samples. Nothing is guessed: all that is in the first sample has
 * to be found among what its source says, or to be the same in all samples; and the model has to make each of the
 * samples exactly as the compiler did.
 */
#ifndef MODPOST_MOD_OBJECT_LEARN_H
#define MODPOST_MOD_OBJECT_LEARN_H

#include "mod_object/model.h"
#include "mod_object/samples.h"

/*
 * Learn from the samples, whose contents and objects are complete, and from the object of sample_lengths.h, or NULL.
 * @model->options are set already. NULL, or why there is no model. All that is new lives in @arena.
 */
const char *mod_model_learn(struct mod_model *model, const struct model_sample samples[NR_SAMPLES],
			    const struct mod_object *lengths, struct arena *arena);

/*
 * The whole of --learn: read the objects of the samples that --write-samples has written, learn, write the model or
 * the refusal to the file @path. False after a message.
 */
bool learn_model(struct run *run, const char *stem, const char *path);

#endif
