// SPDX-License-Identifier: GPL-2.0-only
#include "scenario.h"

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void join(char path[PATH_MAX], const char *dir, const char *name)
{
	if (snprintf(path, PATH_MAX, "%s/%s", dir, name) >= PATH_MAX)
		die("too long a path for", name);
}

static char **read_words(const char *dir, const char *name, size_t *nr)
{
	struct bytes text = { 0 };
	char path[PATH_MAX], *word, **words;

	join(path, dir, name);
	if (!bytes_read(&text, path))
		die("cannot read", path);
	text.data[text.len] = '\0';
	words = calloc(text.len + 2, sizeof(*words));
	if (!words)
		die("no memory for", path);
	/* The words stay in the text, which is never freed. */
	for (word = strtok((char *)text.data, " \n"); word; word = strtok(NULL, " \n"))
		words[(*nr)++] = word;
	return words;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct scenario_file *)a)->name,
		      ((const struct scenario_file *)b)->name);
}

static void add_file(struct scenario *scenario, const char *dir, const char *name, bool is_output)
{
	struct scenario_file *file;
	char path[PATH_MAX];

	scenario->files =
		realloc(scenario->files, (scenario->nr_files + 1) * sizeof(*scenario->files));
	if (!scenario->files)
		die("no memory for", name);
	file = &scenario->files[scenario->nr_files++];
	memset(file, 0, sizeof(*file));
	file->name = strdup(name);
	file->is_output = is_output;
	join(path, dir, name);
	if (!bytes_read(&file->content, path))
		die("cannot read", path);
}

static bool is_dot(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

static void read_files(struct scenario *scenario, const char *parent, const char *name)
{
	char dir[PATH_MAX];
	struct dirent *entry;
	DIR *stream;

	join(dir, parent, name);
	stream = opendir(dir);
	if (!stream)
		die("cannot read", dir);
	while ((entry = readdir(stream)) != NULL) {
		if (!is_dot(entry->d_name))
			add_file(scenario, dir, entry->d_name, !strcmp(name, "out"));
	}
	closedir(stream);
}

bool scenario_file_is_object(const struct scenario_file *file)
{
	return file->content.len > sizeof(Elf64_Ehdr) &&
	       !memcmp(file->content.data, ELFMAG, SELFMAG);
}

void scenario_load(struct scenario *scenario, const char *dir)
{
	const char *slash = strrchr(dir, '/');

	memset(scenario, 0, sizeof(*scenario));
	scenario->name = strdup(slash ? slash + 1 : dir);
	scenario->args = read_words(dir, "args", &scenario->nr_args);
	scenario->own_args = read_words(dir, "own-args", &scenario->nr_own_args);
	read_files(scenario, dir, "in");
	read_files(scenario, dir, "out");
	/* A directory has no order of its own, a run that can be repeated needs one. */
	qsort(scenario->files, scenario->nr_files, sizeof(*scenario->files), by_name);

	for (size_t i = 0; i < scenario->nr_files; i++) {
		const struct scenario_file *file = &scenario->files[i];

		if (!scenario_file_is_object(file))
			continue;
		scenario->is_wide = file->content.data[EI_CLASS] == ELFCLASS64;
		scenario->is_big_endian = file->content.data[EI_DATA] == ELFDATA2MSB;
		return;
	}
}

static void write_file(struct scenario_file *file, const char *dir)
{
	char path[PATH_MAX];
	struct stat st;

	join(path, dir, file->name);
	bytes_write(&file->present, path);
	if (stat(path, &st))
		die("cannot look at", path);
	file->inode = st.st_ino;
}

static void set_content(struct scenario_file *file, const char *dir, struct bytes content)
{
	bytes_free(&file->present);
	file->present = content;
	write_file(file, dir);
}

void scenario_change(struct scenario *scenario, const char *dir, size_t i, struct bytes content)
{
	set_content(&scenario->files[i], dir, content);
}

static bool bytes_equal(const struct bytes *a, const struct bytes *b)
{
	return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

static bool is_untouched(const struct scenario_file *file, const char *dir)
{
	struct bytes found = { 0 };
	char path[PATH_MAX];
	struct stat st;
	bool same;

	join(path, dir, file->name);
	if (stat(path, &st) || st.st_ino != file->inode || !bytes_read(&found, path))
		return false;
	same = bytes_equal(&found, &file->present);
	bytes_free(&found);
	return same;
}

static const struct scenario_file *find_file(const struct scenario *scenario, const char *name)
{
	for (size_t i = 0; i < scenario->nr_files; i++) {
		if (!strcmp(scenario->files[i].name, name))
			return &scenario->files[i];
	}
	return NULL;
}

/* Call @visit for each file that is no file of the scenario, until it returns true. */
static bool visit_others(const struct scenario *scenario, const char *dir,
			 bool (*visit)(const char *dir, const char *name))
{
	DIR *stream = opendir(dir);
	struct dirent *entry;
	bool done = false;

	if (!stream)
		die("cannot read", dir);
	while (!done && (entry = readdir(stream)) != NULL) {
		if (!is_dot(entry->d_name) && !find_file(scenario, entry->d_name))
			done = visit(dir, entry->d_name);
	}
	closedir(stream);
	return done;
}

static bool is_there(const char *dir, const char *name)
{
	(void)dir;
	(void)name;
	return true;
}

static bool is_temporary(const char *dir, const char *name)
{
	(void)dir;
	return !strncmp(name, ".tmp_", strlen(".tmp_"));
}

static bool remove_file(const char *dir, const char *name)
{
	char path[PATH_MAX];

	join(path, dir, name);
	if (unlink(path))
		die("cannot remove", path);
	return false;
}

const char *scenario_find_trace(const struct scenario *scenario, const char *dir, bool may_write)
{
	for (size_t i = 0; i < scenario->nr_files; i++) {
		const struct scenario_file *file = &scenario->files[i];

		if (!(may_write && file->is_output) && !is_untouched(file, dir))
			return file->name;
	}
	if (visit_others(scenario, dir, may_write ? is_temporary : is_there))
		return "a file of its own";
	return NULL;
}

void scenario_restore(struct scenario *scenario, const char *dir)
{
	for (size_t i = 0; i < scenario->nr_files; i++) {
		struct scenario_file *file = &scenario->files[i];

		if (!bytes_equal(&file->present, &file->content) || !is_untouched(file, dir))
			set_content(file, dir, bytes_copy(&file->content));
	}
	visit_others(scenario, dir, remove_file);
}

void scenario_set_up(struct scenario *scenario, const char *work, unsigned int worker)
{
	char name[64], path[PATH_MAX];

	snprintf(name, sizeof(name), "%u.%.40s", worker, scenario->name);
	join(path, work, name);
	scenario->dir = strdup(path);
	if (mkdir(path, 0777) && errno != EEXIST)
		die("cannot make", path);
	for (size_t i = 0; i < scenario->nr_files; i++)
		set_content(&scenario->files[i], path, bytes_copy(&scenario->files[i].content));
	visit_others(scenario, path, remove_file);
}

void scenario_enter(const struct scenario *scenario)
{
	if (chdir(scenario->dir))
		die("cannot enter", scenario->dir);
}
