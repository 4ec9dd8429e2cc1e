#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What `bm summary` says of an output tree is what the tree's own buildman says of it with the same
options, but for the differences that doc/summary.md lists. The results are those of real builds of the
U-Boot series (three boards, nine commits: one breaks, one mends, one warns, one grows, one changes a
configuration, one the environment), kept in tests/support/results/uboot-series.tar.xz. BM_UBOOT_SERIES
names the source."""

import collections
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import lib

RESULTS = lib.ROOT / "tests/support/results/uboot-series.tar.xz"
BOARDS = ["qemu_arm64", "qemu_arm", "qemu-riscv64"]
EXCERPT = re.compile(r"^(w?[-+])(\([^)]*\))?\s")
OF_A_TOOL = re.compile(r"^([-+])((?:\([^)]*\) )?\S*ld\S*: (?:warning|NOTE): .*)$")
NOTE = re.compile(r"^([-+])((?:\([^)]*\) )?\S+:\d+:\d+: note: .*)$")
MAKES_OWN = re.compile(r"^[-+](\([^)]*\) )?make(\[\d+\])?: \*\*\*")


def commits_of(text):
    """Commit number -> lines; "" -> what is not of a commit."""
    found, current = collections.defaultdict(list), ""
    for line in text.splitlines():
        if re.match(r"^\d\d: ", line):
            current = line[:2]
        found[current].append(line.rstrip())
    return dict(found)


def of_python(lines):
    """Its lines with the differences that are meant: see doc/summary.md."""
    for line in lines:
        line = re.sub(r"^(Summary of .*) \(.*\)$", r"\1", line)
        if EXCERPT.match(line) or MAKES_OWN.match(line):
            continue
        line = OF_A_TOOL.sub(r"w\1\2", line)
        yield NOTE.sub(r"w\1\2", line)


def of_bm(lines):
    return (line for line in lines if not EXCERPT.match(line))


class SummaryPeer(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="bm-summary-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.source = pathlib.Path(os.environ["BM_UBOOT_SERIES"])
        self.out = self.home / "out"
        self.unpack()
        # Both read the same list.
        shutil.copy(f"{self.source}.boards.cfg", self.out / "boards.cfg")
        (self.home / "settings").write_text("[toolchain]\nroot = /usr\n[toolchain-alias]\n[make-flags]\n")
        shutil.copytree(self.source / "tools", self.home / "tools", symlinks=True)

    def unpack(self):
        """Under the names of the commits that the series has here."""
        kept = self.home / "kept"
        kept.mkdir()
        subprocess.run(["tar", "-xf", RESULTS, "-C", kept], check=True)
        log = subprocess.run(["git", "log", "--reverse", "--format=%H %s", "series"], cwd=self.source,
                             check=True, capture_output=True, text=True)
        commits = log.stdout.splitlines()
        self.assertEqual(len(commits), 9)
        for number, line in enumerate(commits, 1):
            commit, subject = line.split(" ", 1)
            subject = subject.translate(str.maketrans("/: ", "---"))[:20]
            shutil.move(kept / f"{number:02}", self.out / f"series/{number:02}_g{commit}_{subject}")

    def patch_python(self, old, new):
        path = self.home / "tools/buildman/builder.py"
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def python(self, *options):
        done = subprocess.run(["python3", "-B", self.home / "tools/buildman/buildman", "-G", self.home / "settings",
                               "-b", "series", "-o", self.out, "--boards", ",".join(BOARDS), "-s", *options],
                              cwd=self.source, capture_output=True, text=True,
                              env=dict(os.environ, LANG="C", PYTHONUTF8="1"))
        self.assertEqual(done.returncode, 0, done.stderr)
        return commits_of(done.stdout)

    def bm(self, *options):
        done = subprocess.run([lib.BM, "summary", "-g", self.source, "-b", "series", "-o", self.out,
                               "--board-list", self.out / "boards.cfg", *options], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return commits_of(done.stdout)

    def assert_same(self, *options, across_failure=(), commits=9):
        """`across_failure`: bm compares a mended board with its last good build. At a commit: the lines
        that only bm has, and how those begin that only Python has."""
        theirs, ours = self.python(*options), self.bm(*options)
        self.assertEqual(len([number for number in ours if number]), commits)
        for number in theirs | ours:
            mine = collections.Counter(of_bm(ours.get(number, [])))
            other = collections.Counter(of_python(theirs.get(number, [])))
            for at, only_bm, only_python in across_failure:
                if at != number:
                    continue
                self.assertEqual([line for line in only_bm if not mine[line]], [])
                mine.subtract(only_bm)
                for begin in only_python:
                    lines = [line for line in other if line.startswith(begin)]
                    self.assertEqual(len(lines), 1, begin)
                    other.subtract(lines)
            self.assertEqual(+mine, +other, f"{options} at {number}")

    def test_boards(self):
        self.assert_same()
        self.assert_same("-u")

    def test_errors(self):
        self.assert_same("-e")
        self.assert_same("-e", "-l")
        self.assert_same("-e", "-y")
        self.assert_same("-e", "-Y")

    GREW = "   riscv64: (for 1/1 boards) all -20.0 text -20.0"
    BOARD_GREW = "            qemu-riscv64   : all -20 text -20"

    def test_sizes(self):
        self.assert_same("-S", across_failure=[("07", [self.GREW], [])])
        self.assert_same("-S", "-d", across_failure=[("07", [self.GREW, self.BOARD_GREW], [])])
        self.assert_same("--step", "8", "-S", "-d", commits=2)

    def test_functions(self):
        # What is only read is part of an image, too.
        self.patch_python("'tTdDbB'", "'tTdDbBrR'")
        functions = ["               u-boot: add: 0/-1, grow: 0/-1 bytes: 0/-20 (-20)",
                     "                 function                                   old     new   delta",
                     "                 virtio_init                                  8       -      -8",
                     "                 board_init                                  16       4     -12"]
        self.assert_same("-S", "-d", "-B",
                         across_failure=[("07", [self.GREW, self.BOARD_GREW, *functions], [])])

    def test_configuration(self):
        # It looks for the new value among the files.
        self.patch_python("new_value = tconfig.config.get(key)", "new_value = tconfig.config[name].get(key)")
        self.assert_same("-K")
        self.assert_same("-K", "--preserve-config-y")

    def test_environment(self):
        self.assert_same("-U", across_failure=[("05", [], ["   - qemu-riscv64:"]), ("07", [], ["   + qemu-riscv64:"])])

    def test_everything(self):
        ours = self.bm("-elSdBKUu", "--show-not-built")
        self.assertIn("   aarch64:  w+   qemu_arm64", ours["01"])
        self.assertIn("   riscv64:  +   qemu-riscv64", ours["05"])
        self.assertIn("   riscv64:  w+   qemu-riscv64", ours["07"])


if __name__ == "__main__":
    lib.main()
