#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real U-Boot series: Debian's source, built for BM_UBOOT_BOARDS (one board unless told otherwise),
and held against clean builds: those of two commits that say something new, or of all with BM_UBOOT_ALL=1.
BM_UBOOT_SERIES names a series that exists already."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import clean
import lib

MAKE_SERIES = lib.ROOT / "tests/support/uboot/make-series"
# What must stand in the line of a commit, board by board.
EXPECTED = {
    "qemu_arm64": {"03": "new messages in ", "04": "qemu_arm64 grew by ", "06": "qemu_arm64 shrank by ",
                   "08": "fewer messages in "},
    "qemu_arm": {"03": "new messages in ", "04": "qemu_arm grew by ", "08": "fewer messages in "},
    "qemu-riscv64": {"05": "broke qemu-riscv64", "07": "mended qemu-riscv64"},
}


class UBoot(unittest.TestCase):
    maxDiff = None

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
        built = list(clean.builds(home / "out"))
        self.assertEqual(len(built), 8 * len(boards))
        for number, board, commit, folder in built:
            if number in ("03", "06") or os.environ.get("BM_UBOOT_ALL"):
                with self.subTest(number=number, board=board):
                    got, want = clean.stored(folder), clean.build(source, commit, board)
                    self.assertEqual(sorted(got.lines), sorted(want.lines))
                    self.assertEqual(got, want)


if __name__ == "__main__":
    lib.main()
