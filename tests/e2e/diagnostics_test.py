#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a slot built before, the diagnostics of a build are, as a set, those of a clean build of
that board and commit in an empty O=; and so is its u-boot.cfg. BM_SEEDS=n tries n seeds in place
of 50, BM_SEED=n only that one."""

import concurrent.futures
import hashlib
import os
import subprocess
import sys

import lib

sys.path.insert(0, str(lib.MINI))
import random_series  # noqa: E402

COMMITS = 5
AT_ONCE = 2  # seeds: they share nothing


class Diagnostics(lib.BmTest):
    def clean(self, commit, board):
        done = subprocess.run([lib.MINI / "clean-diagnostics", self.src, commit, board], check=True,
                              capture_output=True, text=True)
        *lines, status = done.stdout.splitlines()
        return set(lines), int(status.split()[1]), status.split()[2]

    def stored(self, folder):
        err, cfg = folder / "err", folder / "u-boot.cfg"
        lines = err.read_text().splitlines() if err.exists() else []
        return ({l for l in lines if not l.startswith(("make: ", "make["))},
                int((folder / "done").read_text()),
                hashlib.sha256(cfg.read_bytes() if cfg.exists() else b"").hexdigest())

    def check(self, seed):
        hashes = random_series.make(self.src, seed, COMMITS)
        boards = [random_series.BOARDS[(seed + i) % 4] for i in range(2 if seed % 3 == 0 else 1)]
        # One slot more or less, so that slots change boards and jobs are split.
        done = self.bm("-b", f"series~{COMMITS}..series", "-T", 1 + seed % 3, "--boards", ",".join(boards))
        results = self.results(f"series~{COMMITS}..series")
        self.assertEqual(len(results), COMMITS * len(boards), done.stdout + done.stderr)
        for (number, board), folder in results.items():
            where = f"BM_SEED={seed}: {board} at commit {number} ({folder.parent.name})"
            want, want_status, want_cfg = self.clean(hashes[int(number) - 1], board)
            got, status, cfg = self.stored(folder)
            self.assertEqual(got, want, where)
            self.assertEqual(status, want_status, where)
            self.assertEqual(cfg, want_cfg, where + ": u-boot.cfg is not that of the clean build")

    def test_are_those_of_a_clean_build(self):
        one = os.environ.get("BM_SEED")
        if one:
            return self.check(int(one))
        seeds = range(1, 1 + int(os.environ.get("BM_SEEDS", "50")))
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            ended = list(pool.map(self.run_alone, seeds))
        for done in ended:
            self.assertEqual(done.returncode, 0, done.stderr[-4000:])

    def run_alone(self, seed):
        return subprocess.run([sys.executable, "-B", __file__], env=dict(os.environ, BM_SEED=str(seed)),
                              capture_output=True, text=True)


if __name__ == "__main__":
    lib.main()
