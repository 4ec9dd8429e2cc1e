#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The preloaded library sees of a build all that strace sees: on the miniature tree, and by hand on real U-Boot:
BM_TRACE_UBOOT="BOARD CROSS_PREFIX" with BM_UBOOT_SERIES. BM_TRACE names the library."""

import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import lib

sys.path.insert(0, str(lib.ROOT / "tests/support/trace"))
import accesses  # noqa: E402

LIBRARY = os.environ.get("BM_TRACE", str(lib.ROOT / "build/dev/libbm-trace.so"))


class Trace(lib.BmTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        probe = subprocess.run([*accesses.strace(self.dir / "probe"), "true"], capture_output=True, text=True)
        if probe.returncode != 0:
            self.skipTest(f"strace may watch nothing here: {probe.stderr.strip()}")

    def compare(self, source, output, commands, environment):
        """Runs them under both at once."""
        log = self.dir / "log"
        accesses.make_log(log)
        wanted, programs = set(), 0
        for number, command in enumerate(commands):
            said = self.dir / f"strace.{number}"
            subprocess.run([*accesses.strace(said), "-E", f"LD_PRELOAD={LIBRARY}", "-E", f"BM_TRACE_LOG={log}", *command],
                           cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL)
            seen = accesses.Strace(said, str(source))
            wanted |= seen.found
            programs += seen.programs
        got, whole = accesses.read_log(log)
        of_strace = accesses.of_source(wanted, source, output)
        told_apart = accesses.of_source(got, source, output)
        of_library = accesses.as_strace(told_apart)
        self.assertEqual({path for kind, path in got if kind == "unwatched"}, set())
        self.assertTrue(whole)
        self.assertEqual(accesses.missed(of_strace, of_library), {})
        counts = {kind: (len(of_strace[kind]), len(of_library[kind])) for kind in ("read", "absent", "list", "present")}
        counts["lookup"], counts["pattern"] = len(of_library["lookup"]), len(of_library["pattern"])
        print(f"{programs} programs; strace and library: {counts}")
        return told_apart

    def test_of_the_miniature_tree(self):
        self.git("checkout", "-q", "main")
        output = self.dir / "build"
        make = ["make", "-s", f"O={output}"]
        seen = self.compare(self.src, output, [[*make, "sandy_defconfig"], make], self.env)
        self.assertLessEqual({"Kconfig", "configs/sandy_defconfig"}, seen["read"])
        self.assertIn("board/sandy/board.c", seen["compiled"])
        self.assertIn("Makefile", seen["makefile"])

    @unittest.skipUnless(os.environ.get("BM_TRACE_UBOOT"), "by hand")
    def test_of_uboot(self):
        board, *prefix = os.environ["BM_TRACE_UBOOT"].split()
        source, output = pathlib.Path(os.environ["BM_UBOOT_SERIES"]), self.dir / "uboot"
        self.addCleanup(shutil.rmtree, output, ignore_errors=True)
        environment = dict(self.env, CROSS_COMPILE=prefix[0] if prefix else "")
        make = ["make", "-s", "-j2", f"O={output}"]
        self.compare(source, output, [[*make, f"{board}_defconfig"], make], environment)


if __name__ == "__main__":
    lib.main()
