# SPDX-License-Identifier: GPL-2.0-or-later
"""Random histories over the miniature tree in which commits touch what builds look at in every way: content, names,
links, modes, what is not there yet, what nobody looks at."""

import os
import random
import subprocess

import random_series
from random_series import BOARDS, SOURCES

PIECE = "int piece_{n}(void)\n{{\n\treturn {n};\n}}\n"


class Tree(random_series.Tree):
    def prepare(self):
        """What the miniature tree has not: a wildcard, optional files, a second folder of headers, a link, a script."""
        makefile = self.root / "Makefile"
        text = makefile.read_text()
        text = text.replace("objs += $(if", "objs += $(patsubst $(srctree)/%.c,%.o,$(wildcard $(srctree)/lib/extra_*.c))\n"
                            "-include $(srctree)/board/$(CONFIG_BOARD:\"%\"=%)/local.mk\nobjs += $(if", 1)
        text = text.replace("-I$(srctree)/include ", "-I$(srctree)/board/$(CONFIG_BOARD:\"%\"=%) -I$(srctree)/include "
                            "-I$(srctree)/links/include ", 1)
        text = text.replace("generated := include", "include/generated/script.h: $(srctree)/scripts/gen.sh\n"
                            "\t@sh $(srctree)/scripts/gen.sh $(srctree) > $@\ngenerated := include/generated/script.h "
                            "include", 1)
        makefile.write_text(text)
        (self.root / "scripts/gen.sh").write_text("#!/bin/sh\nls $1/data 2>/dev/null | sed 's/^/\\/\\/ /'\ncat $1/env/text\n")
        self.write("env/text", "// text\n")
        (self.root / "links").mkdir()
        os.symlink("../extra-include", self.root / "links/include")
        self.write("extra-include/far.h", "#define FAR 1\n")
        self.append("common/util.c", '\n#include "far.h"\nint far = FAR;\n')

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def remove(self, path):
        target = self.root / path
        if target.is_file() or target.is_symlink():
            target.unlink()

    def flip(self, path, text):
        """Adds the file, or takes it away."""
        if (self.root / path).exists():
            self.remove(path)
        else:
            self.write(path, text.format(n=self.number()))

    def add_to_wildcard(self):
        self.flip(f"lib/extra_{self.rng.choice('ab')}.c", PIECE)

    def add_beside_wildcard(self):
        self.flip(f"lib/other_{self.rng.choice('ab')}.c", PIECE)

    def add_optional_makefile(self):
        self.flip(f"board/{self.rng.choice(BOARDS)}/local.mk", "CFLAGS += -DLOCAL={n}\n")

    def shadow_header(self):
        header = (self.root / "include/util.h").read_text()
        self.flip(f"board/{self.rng.choice(BOARDS)}/util.h", header.replace("{", "{{").replace("}", "}}"))

    def change_far_header(self):
        self.write("extra-include/far.h", f"#define FAR {self.number()}\n")

    def turn_link(self):
        link = self.root / "links/include"
        target = os.readlink(link)
        self.write("near-include/far.h", "#define FAR 1\n")
        link.unlink()
        os.symlink("../near-include" if "extra" in target else "../extra-include", link)

    def change_script(self):
        self.append("scripts/gen.sh", f"echo '// {self.number()}'\n")

    def change_data(self):
        self.flip(f"data/{self.rng.choice('ab')}", "{n}\n")

    def change_environment_text(self):
        self.append("env/text", f"// {self.number()}\n")

    def change_mode(self):
        path = self.root / self.rng.choice(("scripts/gen.sh", "README", "common/main.c"))
        path.chmod(path.stat().st_mode ^ 0o111)

    def rename_document(self):
        one, two = self.root / "README", self.root / "README.txt"
        (one if one.exists() else two).rename(two if one.exists() else one)

    def only_document(self):
        self.append("doc.txt", f"Note {self.number()}.\n")

    def add_option(self):
        n = self.number()
        self.append("Kconfig", f"\nconfig EXTRA_{n}\n\tbool \"Extra {n}\"\n")

    def source_in_place_of_assembler(self):
        self.flip("arch/start.c", "int started_{n};\n")

    def add_header_nobody_wants(self):
        self.flip("include/unused.h", "#define UNUSED {n}\n")


ACTIONS = [*random_series.ACTIONS, *(
    name for name in vars(Tree) if not name.startswith("_") and name not in ("prepare", "write", "remove", "flip"))] + [
        "only_document", "add_beside_wildcard", "add_header_nobody_wants"]


def make(root, seed, commits):
    """Puts one commit that prepares and then random ones onto the branch `series`; returns what each did."""
    rng = random.Random(seed)
    tree = Tree(root, rng)

    def git(*args):
        return subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args], cwd=root, check=True,
                              capture_output=True, text=True).stdout

    git("checkout", "-q", "-B", "series", "main")
    actions = ["prepare"]
    tree.prepare()
    git("add", "-A")
    git("commit", "-q", "-m", "prepare")
    while len(actions) <= commits:
        action = rng.choice(ACTIONS)
        getattr(tree, action)()
        git("add", "-A")
        changed = git("status", "--porcelain")
        git("commit", "-q", "--allow-empty", "-m", action)
        actions.append(action)
        if changed and rng.random() < 0.1:
            git("revert", "--no-edit", "HEAD")
            actions.append(action + ", reverted")
    return actions
