// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* Of what --index makes; see index.c for what the file itself says. */
#define INTERFACE_VERSION "1"

enum { BASE = 256, INDEX, OBJECT, COMPLETE, ADD, HELP, SHOW_VERSION };

static const struct option names[] = {
	{ "base", required_argument, NULL, BASE },
	{ "index", required_argument, NULL, INDEX },
	{ "object", required_argument, NULL, OBJECT },
	{ "complete", no_argument, NULL, COMPLETE },
	{ "add", no_argument, NULL, ADD },
	{ "verbose", no_argument, NULL, 'v' },
	{ "help", no_argument, NULL, HELP },
	{ "version", no_argument, NULL, SHOW_VERSION },
	{ 0 },
};

static const char usage[] =
	"Usage: btf-rebase [-v] --index BASE INDEX\n"
	"       btf-rebase [-v] --base BASE [--index INDEX] [--object OBJECT] [--complete]\n"
	"                  [--add] IN OUT\n";

static const char help[] =
	"\n"
	"The first form makes the index of BASE, the BTF of a kernel (raw, or an ELF file with "
	".BTF).\n"
	"The second one makes split BTF of the complete BTF of a module.\n"
	"\n"
	"  --base BASE      the kernel's BTF\n"
	"  --index INDEX    its index; not used if it is damaged or belongs to another base\n"
	"  --object OBJECT  the ELF file that IN was made of: if its debugging information is that "
	"of one\n"
	"                   compilation unit, nothing of it has to be left to pahole\n"
	"  --complete       if OBJECT has no .BTF_ids, and the types of BASE are in order by name, "
	"put "
	"those of\n"
	"                   the module in order, too: resolve_btfids of Linux 7.1 and later does "
	"no "
	"more\n"
	"  --add            put what is made into OBJECT, in place, as objcopy --add-section "
	".BTF=OUT would, and\n"
	"                   remove IN; where that cannot be done, IN stays and OUT is made\n"
	"  -v, --verbose    say why something is left to pahole\n"
	"  --help           print this text\n"
	"  --version        print the version of the interface\n"
	"\n"
	"Exit status: 0: done; 3: left to pahole, which has to see the base; 4: done, but what\n"
	"--complete asks for is left to resolve_btfids; 1: error.\n";

static enum options_result bad(void)
{
	fputs(usage, stderr);
	return OPTIONS_BAD;
}

static enum options_result operands(struct options *options, char **operand, int nr)
{
	if (options->base && nr == 2 && (options->object || !options->add)) {
		options->in = operand[0];
		options->out = operand[1];
		return OPTIONS_RUN;
	}
	if (!options->base && options->index && nr == 1) {
		options->base = options->index;
		options->index = operand[0];
		return OPTIONS_RUN;
	}
	return bad();
}

enum options_result options_parse(struct options *options, int argc, char **argv)
{
	int letter;

	memset(options, 0, sizeof(*options));
	optind = 0;
	while ((letter = getopt_long(argc, argv, "v", names, NULL)) != -1) {
		switch (letter) {
		case 'v':
			options->verbose = true;
			break;
		case BASE:
			options->base = optarg;
			break;
		case INDEX:
			options->index = optarg;
			break;
		case OBJECT:
			options->object = optarg;
			break;
		case COMPLETE:
			options->complete = true;
			break;
		case ADD:
			options->add = true;
			break;
		case HELP:
			printf("%s%s", usage, help);
			return OPTIONS_DONE;
		case SHOW_VERSION:
			printf("btf-rebase " INTERFACE_VERSION "\n");
			return OPTIONS_DONE;
		default:
			return bad();
		}
	}
	return operands(options, argv + optind, argc - optind);
}
