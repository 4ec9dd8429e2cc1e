#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A worker that means harm beside one that does its work: it costs nobody anything but itself."""

import os
import shutil
import subprocess
import sys

import lib

HOSTILE = lib.ROOT / "tests/support/buildman/hostile.py"
COMMITS = 4
BUILDS = 16


# Nothing is built here before the other one has begun with its harm: else there may be nothing left for it to do.
PATIENT_MAKE = """#!/bin/sh
left=600
[ "$1" = --version ] || while [ ! -e {harm} ] && [ $left -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
exec {make} "$@"
"""


class Hostile(lib.BmTest):
    def endure(self, how, *words):
        """What bm says when it builds here and on such a machine; the builds here must all be right."""
        harm = self.dir / "harm"
        harm.unlink(missing_ok=True)
        tools = self.dir / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "make").write_text(PATIENT_MAKE.format(harm=harm, make=shutil.which("make")))
        (tools / "make").chmod(0o755)
        env = dict(self.env, PATH=f"{tools}:{self.env['PATH']}")
        settings = self.dir / "settings"
        settings.write_text("[machines]\nbad\n[machine:bad]\n"
                            f'worker_command = {sys.executable} -B {HOSTILE} "{how}" {harm}\nmax_boards = 1\n')
        done = self.bm("-G", settings, "--dist", "-b", "series", "-c", COMMITS, "-p", *words, env=env)
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertTrue(harm.exists(), "it did no harm")
        self.assertEqual(len(self.results()), BUILDS)
        self.assertEqual([d for d in self.results().values() if (d / "host").exists()], [])
        self.assertLess((self.out / "series/worker-bad.log").stat().st_size, 2 << 20)
        self.assertTrue(lib.eventually(lambda: not lib.processes_with(str(HOSTILE)), 10))
        self.assertFalse((self.dir / "x").exists())
        return done.stderr

    def test_endless_lines_and_floods_fill_neither_memory_nor_disk(self):
        for how in ("endless line", "endless protocol line", "garbage", "stderr flood", "drip"):
            with self.subTest(how):
                self.endure(how)
                self.out = self.dir / f"out of {how}"

    def test_what_fits_nothing_is_refused_and_the_worker_ended(self):
        self.assertIn("sent 100 lines that do not fit", self.endure("flood of results"))

    def test_names_positions_and_nonsense_change_nothing(self):
        for how in ("names", "nonsense", "other positions"):
            with self.subTest(how):
                self.endure(how)
                self.assertIn("refused: ", (self.out / "series/worker-bad.log").read_text())
                self.out = self.dir / f"out of {how}"

    def test_a_directory_of_somebody_elses_gets_no_commit(self):
        precious = self.dir / "precious"
        subprocess.run(["git", "init", "-q", precious], check=True)
        before = sorted(os.walk(precious))
        self.assertIn("answers setup with the repository", self.endure("another directory"))
        self.assertEqual(sorted(os.walk(precious)), before)

    def test_a_billion_slots_are_none_too_many(self):
        self.endure("boasts")


if __name__ == "__main__":
    lib.main()
