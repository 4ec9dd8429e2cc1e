#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The summary of a large tree beside that of U-Boot's buildman: the same rows of boards, and how long each
takes, in one run. BM_SUMMARY_SIZE="1500 64" makes it as large as a long series on all boards; by default it
is small. BM_UBOOT_SERIES names a source with tools/buildman."""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import time
import unittest

import lib

MAKE_TREE = lib.ROOT / "tests/support/results/make_tree.py"
MEBIBYTE = 1024


def rows(text):
    """The lines that name commits and boards, and those of sizes."""
    return [line.rstrip() for line in text.splitlines() if re.match(r"^\d\d: | *\w+: ", line)]


class SummaryOfALargeTree(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.home = pathlib.Path(os.environ.get("BM_SUMMARY_TREE", tempfile.mkdtemp(prefix="bm-summary-big-")))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.boards, self.commits = map(int, os.environ.get("BM_SUMMARY_SIZE", "240 16").split())
        subprocess.run([MAKE_TREE, self.home, str(self.boards), str(self.commits), "0"], check=True)
        (self.home / "settings").write_text("[toolchain]\nroot = /usr\n[toolchain-alias]\n[make-flags]\n")

    def timed(self, *words):
        begun = time.monotonic()
        done = subprocess.run(list(map(str, words)), cwd=self.home / "src", capture_output=True, text=True,
                              env=dict(os.environ, LANG="C", PYTHONUTF8="1"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return time.monotonic() - begun, done.stdout

    def bm(self, *options):
        return self.timed(lib.BM, "summary", "-b", "series", "-o", self.home / "out", "--board-list",
                          self.home / "boards.cfg", *options)

    def python(self, *options):
        tool = pathlib.Path(os.environ["BM_UBOOT_SERIES"]) / "tools/buildman/buildman"
        return self.timed("python3", "-B", tool, "-G", self.home / "settings", "-b", "series", "-o",
                          self.home / "out", "-s", *options)

    def test_is_that_of_buildman_and_takes_less_time(self):
        ours, said = self.bm("-eSl")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        theirs, _ = self.python("-e", "-S", "-l")
        self.assertIn(f"Summary of {self.commits} commits for {self.boards} boards\n", said)
        print(f"\n{self.boards * self.commits} builds, -eSl: bm {ours:.2f} s, buildman {theirs:.2f} s "
              f"(1/{theirs / ours:.1f}); at most {peak // MEBIBYTE} MiB with git")
        self.assertLess(peak, 500 * MEBIBYTE)
        self.assertEqual(rows(self.bm()[1]), rows(self.python()[1]))

    def test_counts_every_build(self):
        done = list((self.home / "out/series").glob("*/*/done"))
        self.assertEqual(len(done), self.boards * self.commits)
        _, text = self.bm("--show-not-built", "-u")
        self.assertNotIn("not built", text)
        shutil.rmtree(done[0].parent)
        _, text = self.bm("--show-not-built")
        self.assertIn(f"Boards not built (1): {done[0].parent.name}\n", text)


if __name__ == "__main__":
    lib.main()
