#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/overhead and scripts/startup find what they measure. How long things take is for them alone."""

import json
import subprocess

import lib


class Benchmarks(lib.BmTest):
    def test_figures_of_the_miniature_series(self):
        done = subprocess.run([lib.ROOT / "scripts/overhead", "--json", "--source", self.src, "mossy"],
                              env=dict(self.env, BM=lib.BM), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        # `make --version`, and a make that is watched to see whether it can be; a clean build: configure, sync, build;
        # then 7 incremental ones.
        self.assertEqual(found["makes"], 2 + 3 + 7)
        self.assertEqual(found["gap_within_a_build"]["count"], 2)
        self.assertEqual(found["gap_between_builds"]["count"], 7)
        self.assertGreater(found["make_cpu_s"], 0)
        self.assertGreater(found["git_cpu_s"], 0)
        self.assertGreater(found["bm_cpu_s"], 0)
        self.assertGreater(found["gap_between_builds"]["median_s"], 0)

    def test_steps_until_two_machines_build(self):
        done = subprocess.run([lib.ROOT / "scripts/startup", "--json", "--source", self.src, "mossy", "sandy", "rocky",
                               "dusty"],
                              env=dict(self.env, BM=lib.BM), capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        steps = ["look", "ship", "push", "worker", "checkout", "make"]
        for call, wanted in (("first", steps), ("again", [s for s in steps if s != "ship"])):
            for machine in ("ash", "oak"):
                at = found[call][machine]
                self.assertEqual(sorted(at, key=at.get), wanted, f"{call} on {machine}")


if __name__ == "__main__":
    lib.main()
