#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The boards of real U-Boot (BM_UBOOT_SERIES): the list is the one that the tree's own tool writes, byte
for byte; and how long each takes, in one run."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

import lib


class UBootBoards(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="bm-uboot-boards-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        self.source = os.environ["BM_UBOOT_SERIES"]
        self.env = dict(os.environ, HOME=str(self.home), XDG_CACHE_HOME=str(self.home / "cache"))

    def timed(self, *words):
        begun = time.monotonic()
        done = subprocess.run(list(map(str, words)), cwd=self.source, env=self.env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return time.monotonic() - begun, done.stdout

    def test_the_list_is_the_one_that_the_trees_own_tool_writes(self):
        tool = pathlib.Path(self.source) / "tools/buildman/buildman"
        theirs, _ = self.timed("python3", "-B", tool, "-o", self.home / "theirs", "-R")
        ours, _ = self.timed(lib.BM, "boards", "-R", self.home / "ours.cfg")
        want = (self.home / "theirs/boards.cfg").read_bytes()
        self.assertGreater(want.count(b"\n"), 1000)
        self.assertEqual((self.home / "ours.cfg").read_bytes(), want)
        cold, names = self.timed(lib.BM, "boards")
        again, same = self.timed(lib.BM, "boards")
        self.assertEqual(names, same)
        print(f"\n{names.count(chr(10))} boards: the tree's own tool {theirs:.2f} s, bm -R {ours:.3f} s "
              f"(1/{theirs / ours:.0f}), bm cold {cold:.3f} s (1/{theirs / cold:.0f}), again {again * 1000:.0f} ms")

    def test_a_commit_says_the_same_as_the_work_tree_of_it(self):
        _, there = self.timed(lib.BM, "boards", "-v")
        _, committed = self.timed(lib.BM, "boards", "-v", "-b", "HEAD")
        self.assertEqual(there, committed)


if __name__ == "__main__":
    lib.main()
