#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/overhead finds every make of a campaign. How long things take is for the benchmark alone."""

import json
import subprocess

import lib


class Overhead(lib.BmTest):
    def test_figures_of_the_miniature_series(self):
        done = subprocess.run([lib.ROOT / "scripts/overhead", "--json", "--source", self.src, "mossy"],
                              env=dict(self.env, BM=lib.BM), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        # One clean build: `make --version` elsewhere, configure, sync, build; then 7 incremental ones.
        self.assertEqual(found["makes"], 1 + 3 + 7)
        self.assertEqual(found["gap_within_a_build"]["count"], 2)
        self.assertEqual(found["gap_between_builds"]["count"], 7)
        self.assertGreater(found["make_cpu_s"], 0)
        self.assertGreater(found["git_cpu_s"], 0)
        self.assertGreater(found["bm_cpu_s"], 0)
        self.assertGreater(found["gap_between_builds"]["median_s"], 0)


if __name__ == "__main__":
    lib.main()
