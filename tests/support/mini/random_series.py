# SPDX-License-Identifier: GPL-2.0-or-later
"""Random histories over the miniature tree: each commit does to it what commits do to real ones."""

import pathlib
import random
import subprocess

BOARDS = ("sandy", "rocky", "dusty", "mossy")
SOURCES = ("common/main.c", "common/util.c", "lib/crc.c", "drivers/net.c", "drivers/video.c",
           *(f"board/{b}/board.c" for b in BOARDS))
WARNING = "\nint warn_{n}(void)\n{{\n\tint x;\n\treturn x;\n}}\n"
ERROR = "\nint fail_{n}(void)\n{{\n\treturn nobody_knows_{n};\n}}\n"
UNDEFINED = "\nextern int nowhere_{n}(void);\nint (*ask_{n})(void) __attribute__((used)) = nowhere_{n};\n"


class Tree:
    """The files of a commit on its way."""

    def __init__(self, root, rng):
        self.root, self.rng, self.count = pathlib.Path(root), rng, 0

    def number(self):
        self.count += 1
        return self.count

    def append(self, path, text):
        with open(self.root / path, "a") as file:
            file.write(text)

    def mark(self, path, text):
        """Adds a piece that unmark can take out again."""
        n = self.number()
        self.append(path, f"/* begin {n} */{text.format(n=n)}/* end {n} */\n")

    def warn_in_source(self):
        self.mark(self.rng.choice(SOURCES), WARNING)

    def warn_in_header(self):
        n = self.number()
        header = self.root / "include/util.h"
        text = header.read_text()
        piece = f"/* begin {n} */\nstatic inline int header_{n}(void)\n{{\n\tint x;\n\treturn x;\n}}\n/* end {n} */\n"
        header.write_text(text.replace("\n#endif", "\n" + piece + "\n#endif"))

    def warn_in_host_tool(self):
        self.mark("tools/stamp.c", WARNING)

    def warn_in_assembler(self):
        self.append("arch/start.S", f'\t.warning "assembler {self.number()}"\n')

    def warn_in_linker(self):
        makefile = self.root / "Makefile"
        text = makefile.read_text()
        flag = "LINK_FLAGS := -Wl,-z,no-such-word\n"
        makefile.write_text(text.replace(flag, "") if flag in text
                            else text.replace("objs := arch", flag + "objs := arch"))

    def warn_in_kconfig(self):
        self.append(f"configs/{self.rng.choice(BOARDS)}_defconfig", f"CONFIG_NOBODY_{self.number()}=y\n")

    def fail_to_compile(self):
        self.mark(self.rng.choice(SOURCES), ERROR)

    def fail_to_link(self):
        self.mark(self.rng.choice(SOURCES), UNDEFINED)

    def mend_all(self):
        for path in (*SOURCES, "include/util.h", "tools/stamp.c"):
            self.unmark(path)

    def mend_one(self):
        self.unmark(self.rng.choice((*SOURCES, "include/util.h", "tools/stamp.c")))

    def unmark(self, path):
        lines, keep, inside = (self.root / path).read_text().splitlines(True), [], False
        for line in lines:
            inside = inside or line.startswith("/* begin")
            if not inside:
                keep.append(line)
            if line.startswith("/* end"):
                inside = False
        (self.root / path).write_text("".join(keep))

    def calm_assembler(self):
        start = self.root / "arch/start.S"
        start.write_text("".join(l for l in start.read_text().splitlines(True) if ".warning" not in l))

    def change_flags(self):
        makefile = self.root / "Makefile"
        text = makefile.read_text()
        makefile.write_text(text.replace(" -O1 ", " -O2 ") if " -O1 " in text else text.replace(" -O2 ", " -O1 "))

    def toggle_option(self):
        path = self.root / f"configs/{self.rng.choice(BOARDS)}_defconfig"
        option = self.rng.choice(("NET", "VIDEO"))
        lines = [l for l in path.read_text().splitlines(True) if f"CONFIG_{option}" not in l]
        lines.append(self.rng.choice((f"CONFIG_{option}=y\n", f"# CONFIG_{option} is not set\n")))
        path.write_text("".join(lines))

    def change_default(self):
        kconfig = self.root / "Kconfig"
        kconfig.write_text(kconfig.read_text().replace("default 10", "default 11"))

    def move_function(self):
        self.mark("common/util.c", "\n/* moved down */\n\n\n")

    def only_document(self):
        self.append("README", f"Note {self.number()}.\n")


ACTIONS = (["warn_in_source"] * 4 + ["mend_one"] * 4 + ["mend_all"] * 2 + ["warn_in_header"] * 2 + [
    "warn_in_host_tool", "warn_in_assembler", "calm_assembler", "warn_in_linker", "warn_in_kconfig",
    "fail_to_compile", "fail_to_link", "change_flags", "toggle_option", "change_default", "move_function",
    "only_document", "only_document"])


def make(root, seed, commits):
    """Puts `commits` random commits onto the branch `series` of the repository; returns their hashes."""
    rng = random.Random(seed)
    tree = Tree(root, rng)

    def git(*args):
        return subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args], cwd=root,
                              check=True, capture_output=True, text=True).stdout.strip()

    git("checkout", "-q", "series")
    hashes = []
    for _ in range(commits):
        action = rng.choice(ACTIONS)
        getattr(tree, action)()
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", action)
        hashes.append(git("rev-parse", "HEAD"))
    return hashes
