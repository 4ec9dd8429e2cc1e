#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""make_tree.py DIR [BOARDS [COMMITS]]: makes DIR/src, a git repository with a branch `series`, DIR/boards.cfg,
and DIR/out/series, results of all builds as bm writes them (1,500 boards x 64 commits unless told otherwise).
Some commits break, mend, warn, clean, grow or reconfigure groups of boards; of a tenth of the boards there
are function sizes. The same arguments make the same tree."""

import os
import pathlib
import random
import subprocess
import sys

ARCHES = ["aarch64", "arc", "arm", "m68k", "microblaze", "mips", "nds32", "nios2", "powerpc", "riscv", "sh", "x86"]
FUNCTIONS = 1500


def make_repository(source, commits, names):
    source.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main", source], check=True)
    stream = ["blob\nmark :1000000\ndata 0\n\n"]
    defconfigs = "".join(f"M 644 :1000000 configs/{name}_defconfig\n" for name in names)
    for number in range(commits):
        branch = "main" if number == 0 else "series"
        subject = f"part{number % 9}: change number {number}" if number else "base"
        stream.append(f"commit refs/heads/{branch}\nmark :{number + 1}\n"
                      f"committer A <a@example.org> {1700000000 + number * 60} +0000\n"
                      f"data {len(subject)}\n{subject}\n" + (f"from :{number}\n" if number else "") +
                      f"M 644 inline file\ndata {len(str(number))}\n{number}\n" + (defconfigs if number == 0 else ""))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=source, input="".join(stream), text=True, check=True)
    subprocess.run(["git", "checkout", "-q", "series"], cwd=source, check=True)
    subprocess.run(["git", "branch", "-q", "--set-upstream-to=main"], cwd=source, check=True)
    (source / "scripts").mkdir()  # what buildman asks a U-Boot tree before anything else
    (source / "scripts/show-gnu-make").write_text("#!/bin/sh\necho make\n")
    (source / "scripts/show-gnu-make").chmod(0o755)
    log = subprocess.run(["git", "log", "--reverse", "--format=%H %s", "series"], cwd=source, check=True,
                         capture_output=True, text=True).stdout
    return [line.split(" ", 1) for line in log.splitlines()]


class Board:
    """How a board stands, commit by commit."""

    def __init__(self, number, dice):
        self.arch = ARCHES[number % len(ARCHES)]
        self.name = f"{self.arch}_board{number:04}"
        self.warnings = {dice.randrange(40) for _ in range(number % 3)}
        self.error = None
        self.text = 300000 + number * 8
        self.functions = [40 + (number * i) % 400 for i in range(FUNCTIONS)] if number % 10 == 0 else None
        self.spl = number % 4 == 0

    def err(self):
        lines = [f"drivers/part{w % 9}.c: In function 'f{w}':\n"
                 f"drivers/part{w % 9}.c:{100 + w}:5: warning: unused variable 'v{w}' [-Wunused-variable]\n"
                 f"  {100 + w} |     int v{w};\n      |         ^~\n" for w in sorted(self.warnings)]
        if self.error is not None:
            lines.append(f"common/file{self.error}.c:{self.error}:9: error: implicit declaration of 'g{self.error}'\n")
        return "".join(lines)

    def sizes(self):
        rows = f"{self.text:7} {self.text // 12:7} 4096 {self.text} {self.text:x} u-boot 00012000\n"
        return rows + (f"{self.text // 9:7} 512 64 1 1 spl/u-boot-spl 00000800\n" if self.spl else "")

    def nm(self):
        return "".join(f"{size:08x} T function_{i}\n" for i, size in enumerate(self.functions))


def happen(boards, number, dice):
    """What a commit does: to one arch, or to a few boards."""
    group = [b for b in boards if b.arch == ARCHES[number % len(ARCHES)]] if number % 5 == 0 else dice.sample(
        boards, max(1, len(boards) // 100))
    what = number % 8
    for board in group:
        if what == 1:
            board.error = number
        elif what == 2:
            board.warnings ^= {40 + number}
        elif what in (3, 4):
            board.text += 16 * number
            if board.functions:
                board.functions[number % FUNCTIONS] += 16
    if what == 5:
        for board in boards:
            board.error = None


def write(folder, board, before):
    folder.mkdir()
    err = board.err()
    if err:
        (folder / "err").write_text(err)
    if board.error is None:
        (folder / "sizes").write_text(board.sizes())
        if board.functions:
            text, kept = board.nm(), before / "u-boot.sizes"
            if before.name and kept.exists() and kept.read_text() == text:
                os.link(kept, folder / "u-boot.sizes")
            else:
                (folder / "u-boot.sizes").write_text(text)
    (folder / "done").write_text("0" if board.error is None else "2")


def main():
    top = pathlib.Path(sys.argv[1]).resolve()
    boards, commits = (int(n) for n in (sys.argv[2:] + ["1500", "64"][len(sys.argv) - 2:]))
    dice = random.Random(1)
    farm = [Board(i, dice) for i in range(boards)]
    (top / "out/series").mkdir(parents=True)
    rows = [f"Active  {b.arch}  -  -  vendor  board  {b.name}  board  -" for b in farm]
    (top / "boards.cfg").write_text("# Status, Arch, CPU, SoC, Vendor, Board, Target, Config, Maintainers\n\n" +
                                    "\n".join(rows) + "\n")
    repository = make_repository(top / "src", commits, [board.name for board in farm])
    (top / "out/boards.cfg").write_bytes((top / "boards.cfg").read_bytes())  # newer than the source
    before = pathlib.Path()
    for number, (commit, subject) in enumerate(repository):
        happen(farm, number, dice)
        subject = subject.translate(str.maketrans("/: ", "---"))[:20]
        folder = top / f"out/series/{number + 1:02}_g{commit}_{subject}"
        folder.mkdir()
        for board in farm:
            write(folder / board.name, board, before / board.name if before.name else before)
        before = folder


if __name__ == "__main__":
    main()
