// SPDX-License-Identifier: GPL-2.0-only
/*
 * A slot is a byte that can be read from a pipe; whoever read it writes the same one back. The pipe is
 * shared with make and its other children, so its mode must not change: what would make our reads not wait would
 * do so to theirs. A second opening of the same pipe has a mode of its own.
 */
#include "lib/jobserver.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/memory.h"
#include "lib/text.h"

enum { MOST_SLOTS = 256 };

static struct {
	int read_fd, write_fd; /* -1: not usable */
	char slots[MOST_SLOTS];
	volatile sig_atomic_t nr_slots;
} server = { .read_fd = -1, .write_fd = -1 };

static const int deadly_signals[] = {
	SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGABRT, SIGBUS, SIGSEGV, SIGXCPU, SIGXFSZ,
};

/*
 * What the last --jobserver-auth (make 4.2 and later) or --jobserver-fds says; "" for -j1, with which make has
 * no jobserver but was told to do one thing at a time. NULL: nothing is said.
 */
static const char *find_address(const char *makeflags, int *len)
{
	const char *address = NULL;

	for (const char *word = makeflags; *word; word += *len) {
		const char *value;

		word += strspn(word, " ");
		*len = strcspn(word, " ");
		/* Variables follow, and they may hold anything. */
		if (*len == 2 && skip_prefix(word, "--"))
			break;
		value = skip_prefix(word, "--jobserver-auth=");
		if (!value)
			value = skip_prefix(word, "--jobserver-fds=");
		if (!value && *len == 3 && skip_prefix(word, "-j1"))
			value = word + *len;
		if (value)
			address = value;
	}
	if (address)
		*len = strcspn(address, " ");
	return address;
}

static bool is_pipe(int fd, struct stat *st)
{
	return fd >= 0 && !fstat(fd, st) && S_ISFIFO(st->st_mode);
}

static bool is_for(int fd, int way)
{
	int mode = fcntl(fd, F_GETFL) & O_ACCMODE;

	return mode == way || mode == O_RDWR;
}

static void open_fifo(const char *path)
{
	int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	struct stat st;

	if (fd >= 0 && !is_pipe(fd, &st)) {
		close(fd);
		fd = -1;
	}
	server.read_fd = fd;
	server.write_fd = fd;
}

static void open_pipe(int read_fd, int write_fd)
{
	struct stat read_end, write_end;
	char path[64];

	/* A recipe without + has the numbers, but not the pipe: they may be anything else. */
	if (!is_pipe(read_fd, &read_end) || !is_pipe(write_fd, &write_end) ||
	    read_end.st_dev != write_end.st_dev || read_end.st_ino != write_end.st_ino ||
	    !is_for(read_fd, O_RDONLY) || !is_for(write_fd, O_WRONLY))
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", read_fd);
	server.read_fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (server.read_fd >= 0)
		server.write_fd = write_fd;
}

static void write_back(void)
{
	while (server.nr_slots) {
		int nr = server.nr_slots - 1;

		if (write(server.write_fd, &server.slots[nr], 1) == 1)
			server.nr_slots = nr;
		else if (errno != EINTR)
			return;
	}
}

static void write_back_and_die(int signal)
{
	write_back();
	/* The handler was for one time only. */
	raise(signal);
}

static void arrange_return(void)
{
	static bool arranged;
	struct sigaction action = { .sa_handler = write_back_and_die, .sa_flags = SA_RESETHAND };
	struct sigaction old;

	if (arranged)
		return;
	arranged = true;
	atexit(jobserver_release);
	/* Another signal would write the same slots. */
	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < ARRAY_SIZE(deadly_signals); i++) {
		/* What is ignored, by nohup for example, stays so. */
		if (!sigaction(deadly_signals[i], NULL, &old) && old.sa_handler == SIG_DFL)
			sigaction(deadly_signals[i], &action, NULL);
	}
}

bool jobserver_connect(const char *makeflags)
{
	char address[PATH_MAX];
	int read_fd, write_fd, len;
	const char *found = makeflags ? find_address(makeflags, &len) : NULL;

	if (!found)
		return false;
	snprintf(address, sizeof(address), "%.*s", len, found);
	if (starts_with(address, "fifo:"))
		open_fifo(address + 5);
	else if (sscanf(address, "%d,%d", &read_fd, &write_fd) == 2)
		open_pipe(read_fd, write_fd);
	return true;
}

unsigned int jobserver_acquire(unsigned int wanted)
{
	sigset_t all, old;

	if (server.read_fd < 0)
		return 0;
	arrange_return();
	sigfillset(&all);
	while ((unsigned int)server.nr_slots < wanted && server.nr_slots < MOST_SLOTS) {
		ssize_t got;

		/* No signal between taking a slot and noting that. */
		sigprocmask(SIG_BLOCK, &all, &old);
		got = read(server.read_fd, &server.slots[server.nr_slots], 1);
		if (got == 1)
			server.nr_slots++;
		sigprocmask(SIG_SETMASK, &old, NULL);
		if (got != 1)
			break;
	}
	return server.nr_slots;
}

void jobserver_release(void)
{
	sigset_t all, old;

	/* A signal between writing a slot and noting that would write it twice. */
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	write_back();
	sigprocmask(SIG_SETMASK, &old, NULL);

	if (server.write_fd == server.read_fd)
		server.write_fd = -1;
	if (server.read_fd >= 0)
		close(server.read_fd);
	server.read_fd = -1;
}
