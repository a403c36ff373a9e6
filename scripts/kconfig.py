# SPDX-License-Identifier: GPL-2.0-only
"""Goals of Kconfig by kconfiglib, for kolink's kconfig.sh.

Usage: kconfig.py                                   is kconfiglib there? (status 3: no)
       kconfig.py GOAL KCONFIG [DEFAULTS]           a goal; without a .config it starts from DEFAULTS
       kconfig.py defconfig KCONFIG FILE            .config from FILE
       kconfig.py syncconfig KCONFIG FOLDER [FILE]  .config, or FILE, brought up to date, into FOLDER

syncconfig writes to FOLDER: config (the whole configuration), autoconf.h, files (Kconfig files that were
read), variables (those of the environment that they use).

What kconfiglib's own programs do is left to them. Here is what they lack: the messages of kbuild, files
that are renamed when they are complete, randconfig, and syncconfig.
"""

import os
import random
import runpy
import sys

try:
    import kconfiglib
except ImportError as error:
    if error.name != "kconfiglib":
        raise
    sys.exit(3)

from kconfiglib import BOOL, HEX, INT, STRING, TRISTATE

# The programs of kconfiglib that do a goal, and their arguments
PROGRAMS = {
    "menuconfig": ["menuconfig", "KCONFIG"],
    "nconfig": ["menuconfig", "KCONFIG"],
    "oldconfig": ["oldconfig", "KCONFIG"],
    "olddefconfig": ["olddefconfig", "KCONFIG"],
    "allnoconfig": ["allnoconfig", "KCONFIG"],
    "allyesconfig": ["allyesconfig", "KCONFIG"],
    "allmodconfig": ["allmodconfig", "KCONFIG"],
    "alldefconfig": ["alldefconfig", "KCONFIG"],
    "listnewconfig": ["listnewconfig", "KCONFIG"],
    "helpnewconfig": ["listnewconfig", "--show-help", "KCONFIG"],
    "savedefconfig": ["savedefconfig", "--kconfig", "KCONFIG", "--out", "defconfig"],
    "defconfig": ["defconfig", "--kconfig", "KCONFIG", "DEFAULTS"],
}

SILENT = os.environ.get("quiet") == "silent_"
defaults = None


class Unsaid(str):
    """A message that kbuild has not."""


def say(*texts, **options):
    """print() of kconfiglib's programs"""
    if texts and isinstance(texts[0], Unsaid):
        return
    print(*texts, **options)
    # What is asked has to be seen before the answer is waited for.
    sys.stdout.flush()


def stop(text):
    print(" ".join(text.split()), file=sys.stderr)
    sys.exit(1)


def boxed(text):
    return Unsaid() if SILENT else "#\n# {}\n#".format(text)


def replace(name, text):
    """Let a file hold a text, whole or not at all."""
    if os.environ.get("KCONFIG_OVERWRITECONFIG"):
        # Links stay links.
        name = os.path.realpath(name)
    elif os.path.exists(name) and not os.path.isfile(name):
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)
        return
    new = os.path.join(os.path.dirname(name), ".tmp_" + os.path.basename(name).lstrip("."))
    try:
        with open(new, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(new, name)
    except BaseException:
        if os.path.exists(new):
            os.unlink(new)
        raise


class Configuration(kconfiglib.Kconfig):
    """Reads as kconfiglib does; says and writes as kbuild does."""

    def __init__(self, *arguments, **options):
        options.pop("suppress_traceback", None)
        super().__init__(*arguments, **options)

    def _tokenize(self, s):
        # Kconfig says "modules" today for what kconfiglib knows as "option modules".
        return super()._tokenize("option modules\n" if s.strip() == "modules" else s)

    def _fn_val(self, args):
        # kconfiglib notes variables that are set; one that is not may be set next time.
        if args[0] not in self.variables and args[0] not in self._functions:
            self.env_vars.add(args[0])
        return super()._fn_val(args)

    def load_config(self, filename=None, replace=True, verbose=None):
        if filename is None and defaults and not os.path.exists(kconfiglib.standard_config_filename()):
            say(boxed("using defaults found in " + defaults))
            filename = defaults
        return Unsaid(super().load_config(filename, replace))

    def write_config(self, filename=None, header=None, save_old=True, verbose=None):
        name = filename or kconfiglib.standard_config_filename()
        text = self._config_contents(header or "#\n# Automatically generated file; DO NOT EDIT.\n# {}\n#\n"
                                     .format(self.mainmenu_text))
        if self._contents_eq(name, text):
            return boxed("No change to " + name)
        if save_old and os.path.isfile(name):
            with open(name, encoding="utf-8") as file:
                old = file.read()
            replace(name + ".old", old)
        replace(name, text)
        return boxed("configuration written to " + name)

    def write_min_config(self, filename, header=None):
        super().write_min_config(filename + ".tmp", header or "")
        os.replace(filename + ".tmp", filename)
        return Unsaid()


def run_program(goal, kconfig):
    words = [{"KCONFIG": kconfig, "DEFAULTS": defaults}.get(word, word) for word in PROGRAMS[goal]]
    sys.argv = words
    try:
        runpy.run_module(words[0], init_globals={"print": say}, run_name="__main__", alter_sys=False)
    except ImportError as error:
        stop("{}: kconfiglib's module {} is missing".format(goal, error.name))
    except EOFError:
        say()
        stop("Error in reading or end of file.")


def new_symbols(kconf):
    """Those that can be set and are not; what listnewconfig lists."""
    return [sym for sym in kconf.unique_defined_syms if sym.user_value is None and
            (len(sym.assignable) > 1 or
             sym.visibility and (sym.orig_type in (INT, HEX, STRING) or sym.choice))]


def fits(kconf):
    """Is the configuration that was read what would be written?"""
    for sym in kconf.unique_defined_syms:
        if sym.user_value is None:
            if sym.config_string:
                return False
        elif sym.orig_type in (BOOL, TRISTATE):
            if sym.tri_value != sym.user_value:
                return False
        elif sym.str_value != sym.user_value:
            return False
    return not kconf.missing_syms


def ask(kconf, kconfig, new):
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        names = [kconf.config_prefix + sym.name for sym in new]
        stop("{}: {} new in {} without a value ({}{}): 'make oldconfig' asks, 'make olddefconfig' takes the defaults"
             .format(kconfiglib.standard_config_filename(), "1 option is" if len(names) == 1 else
                     "{} options are".format(len(names)), kconfig, ", ".join(names[:3]), ", ..." if names[3:] else ""))
    say("*\n* Restart config...\n*")
    run_program("oldconfig", kconfig)


def syncconfig(kconfig, folder, source):
    kconf = Configuration(kconfig)
    kconf.load_config(source)
    if not source:
        if os.environ.get("KCONFIG_NOSILENTUPDATE") and not fits(kconf):
            stop("*** The configuration requires explicit update.")
        new = new_symbols(kconf)
        if new:
            ask(kconf, kconfig, new)
            kconf = Configuration(kconfig)
            kconf.load_config()
        if not fits(kconf):
            say(kconf.write_config())
    kconf.write_config(os.path.join(folder, "config"))
    kconf.write_autoconf(os.path.join(folder, "autoconf.h"), "/* Made from the configuration: do not edit */\n")
    variables = list(kconf.env_vars) + [sym.env_var for sym in kconf.unique_defined_syms if sym.env_var]
    for name, lines in (("files", kconf.kconfig_filenames), ("variables", variables)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in sorted(set(lines)))


def chances():
    """KCONFIG_PROBABILITY: percent of y of a bool; of y and of m of a tristate"""
    text = os.environ.get("KCONFIG_PROBABILITY")
    if not text:
        return 50, 33, 33
    try:
        numbers = [int(word) for word in text.split(":")]
    except ValueError:
        numbers = []
    if len(numbers) == 1:
        boolean, yes, mod = numbers[0], numbers[0] // 2, numbers[0] - numbers[0] // 2
    elif len(numbers) == 2:
        boolean, yes, mod = sum(numbers), numbers[0], numbers[1]
    elif len(numbers) == 3:
        boolean, yes, mod = numbers
    else:
        boolean, yes, mod = -1, -1, -1
    if min(boolean, yes, mod) < 0 or max(boolean, yes + mod) > 100:
        stop("KCONFIG_PROBABILITY={}: one to three percentages, N, N:M or N:M:L, that make at most 100".format(text))
    return boolean, yes, mod


def randconfig(kconfig):
    text = os.environ.get("KCONFIG_SEED")
    try:
        seed = int(text, 0) if text else random.SystemRandom().getrandbits(32)
    except ValueError:
        stop("KCONFIG_SEED={}: not a number".format(text))
    boolean, yes, mod = chances()
    if not SILENT:
        say("KCONFIG_SEED=0x{:X}".format(seed))
    dice = random.Random(seed)
    kconf = Configuration(kconfig)
    kconf.warn = False
    for sym in kconf.unique_defined_syms:
        roll = dice.randrange(100)
        if sym.orig_type is TRISTATE:
            sym.set_value(2 if roll < yes else 1 if roll < yes + mod else 0)
        elif sym.orig_type is BOOL:
            sym.set_value(2 if roll < boolean else 0)
    for choice in kconf.unique_choices:
        roll = dice.randrange(100)
        if choice.orig_type is TRISTATE:
            choice.set_value(1 if roll < mod else 2)
        members = [sym for sym in choice.syms if sym.visibility]
        if members:
            dice.choice(members).set_value(2)
    kconf.warn = True
    kconf.load_allconfig("allrandom.config")
    say(kconf.write_config())


def main(goal, kconfig, *rest):
    global defaults

    kconfiglib.Kconfig = Configuration
    if goal == "syncconfig":
        syncconfig(kconfig, rest[0], rest[1] if len(rest) > 1 else None)
        return
    defaults = rest[0] if rest else None
    if goal == "randconfig":
        randconfig(kconfig)
    elif goal in PROGRAMS:
        run_program(goal, kconfig)
    else:
        stop("{}: kconfiglib has no such goal: 'make oldconfig' asks for what is new, 'make menuconfig' shows all"
             .format(goal))


if __name__ == "__main__" and len(sys.argv) > 1:
    goal_words = sys.argv[1:]
    try:
        main(*goal_words)
    except kconfiglib.KconfigError as error:
        stop(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except UnicodeDecodeError as error:
        stop("a Kconfig file or the configuration is not UTF-8: {}".format(error))
    except (OSError, RecursionError) as error:
        stop(str(error))
    except Exception as error:
        # A terminal that curses cannot use
        if type(error).__module__ != "_curses":
            raise
        stop("{}: {}".format(goal_words[0], error))
