#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a slot built before, the diagnostics of a build are, as a set, those of a clean build of
that board and commit in an empty O=. BM_SEEDS=n tries n seeds, BM_SEED=n only that one."""

import os
import subprocess
import sys

import lib

sys.path.insert(0, str(lib.MINI))
import random_series  # noqa: E402

COMMITS = 5
BOARDS = 2


class Diagnostics(lib.BmTest):
    def clean(self, commit, board):
        done = subprocess.run([lib.MINI / "clean-diagnostics", self.src, commit, board], check=True,
                              capture_output=True, text=True)
        *lines, status = done.stdout.splitlines()
        return set(lines), int(status.split()[1])

    def stored(self, folder):
        err = folder / "err"
        lines = err.read_text().splitlines() if err.exists() else []
        return ({l for l in lines if not l.startswith(("make: ", "make["))},
                int((folder / "done").read_text()))

    def check(self, seed):
        hashes = random_series.make(self.src, seed, COMMITS)
        boards = [random_series.BOARDS[(seed + i) % 4] for i in range(BOARDS)]
        # One slot more or less, so that slots change boards and jobs are split.
        done = self.bm("-b", f"series~{COMMITS}..series", "-T", 1 + seed % 3, "--boards", ",".join(boards))
        results = self.results(f"series~{COMMITS}..series")
        self.assertEqual(len(results), COMMITS * BOARDS, done.stdout + done.stderr)
        for (number, board), folder in results.items():
            where = f"BM_SEED={seed}: {board} at commit {number} ({folder.parent.name})"
            want, want_status = self.clean(hashes[int(number) - 1], board)
            got, status = self.stored(folder)
            self.assertEqual(got, want, where)
            self.assertEqual(status, want_status, where)

    def test_are_those_of_a_clean_build(self):
        one = os.environ.get("BM_SEED")
        seeds = [int(one)] if one else range(1, 1 + int(os.environ.get("BM_SEEDS", "200")))
        for seed in seeds:
            with self.subTest(seed=seed):
                self.doCleanups()
                self.setUp()
                self.check(seed)


if __name__ == "__main__":
    lib.main()
