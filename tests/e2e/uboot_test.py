#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real U-Boot series: Debian's source, built for BM_UBOOT_BOARDS (one board unless told otherwise),
and each diagnostic held against a clean build. BM_UBOOT_SERIES names a series that exists already."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import lib

MAKE_SERIES = lib.ROOT / "tests/support/uboot/make-series"
CLEAN = lib.MINI / "clean-diagnostics"
# What must stand in the line of a commit, board by board.
EXPECTED = {
    "qemu_arm64": {"03": "new messages in ", "04": "qemu_arm64 grew by ", "06": "qemu_arm64 shrank by ",
                   "08": "fewer messages in "},
    "qemu_arm": {"03": "new messages in ", "04": "qemu_arm grew by ", "08": "fewer messages in "},
    "qemu-riscv64": {"05": "broke qemu-riscv64", "07": "mended qemu-riscv64"},
}


class UBoot(unittest.TestCase):
    def test_series(self):
        boards = os.environ.get("BM_UBOOT_BOARDS", "qemu_arm64").split(",")
        home = pathlib.Path(tempfile.mkdtemp(prefix="bm-uboot-"))
        self.addCleanup(shutil.rmtree, home, ignore_errors=True)
        source = pathlib.Path(os.environ.get("BM_UBOOT_SERIES", home / "source"))
        if not source.exists():
            subprocess.run([MAKE_SERIES, source], check=True)
        done = subprocess.run([lib.BM, "boss", "-g", source, "-b", "series", "-o", home / "out", "-T", "2",
                               "--board-list", f"{source}.boards.cfg", "--boards", ",".join(boards)],
                              capture_output=True, text=True)
        print(done.stdout, done.stderr)
        failing = "qemu-riscv64" in boards
        self.assertEqual(done.returncode, 100 if failing else 101)
        said = {line[:2]: line for line in done.stdout.splitlines() if line[2:4] == ": "}
        for board in boards:
            for number, words in EXPECTED[board].items():
                self.assertIn(words, said[number])
        results = sorted((home / "out/series").glob("*_g*/*/done"))
        self.assertEqual(len(results), 8 * len(boards))
        self.check_clean(source, [d.parent for d in results])

    def check_clean(self, source, folders):
        """The commits where a clean build says something new, unless BM_UBOOT_ALL asks for all."""
        for folder in folders:
            number, board = folder.parent.name[:2], folder.name
            if not os.environ.get("BM_UBOOT_ALL") and number not in ("03", "06"):
                continue
            commit = folder.parent.name.split("_g")[1].split("_")[0]
            cross = {"qemu_arm64": "aarch64-linux-gnu-", "qemu_arm": "arm-linux-gnueabi-",
                     "qemu-riscv64": "riscv64-linux-gnu-"}[board]
            clean = subprocess.run([CLEAN, source, commit, board], check=True, capture_output=True, text=True,
                                   env=dict(os.environ, CROSS_COMPILE=cross, MAKE_J="-j2"))
            *want, status = clean.stdout.splitlines()
            err = folder / "err"
            got = err.read_text().splitlines() if err.exists() else []
            self.assertEqual({l for l in got if not l.startswith(("make: ", "make["))}, set(want), folder)
            self.assertEqual((folder / "done").read_text(), status.split()[1], folder)
            cfg = hashlib.sha256((folder / "u-boot.cfg").read_bytes()).hexdigest()
            self.assertEqual(cfg, status.split()[2], folder)


if __name__ == "__main__":
    lib.main()
