#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real U-Boot series: Debian's source, built for BM_UBOOT_BOARDS (one board unless told otherwise),
and held against clean builds: those of two commits that say something new, or of all with BM_UBOOT_ALL=1.
BM_UBOOT_REMOTE=1 builds with images, and once more through ssh on two machines, and compares the trees.
BM_UBOOT_SERIES names a series that exists already."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import clean
import lib
import sshd

sys.path.insert(0, str(lib.ROOT / "tests/support/elf"))
import image_lines  # noqa: E402

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
        remote = bool(os.environ.get("BM_UBOOT_REMOTE"))
        # On two slots one board would be built from nothing twice.
        slots = ["-T", "2"] if len(boards) > 1 else ["-T", "1", "-j", "2"]
        self.command = [lib.BM, "boss", "-g", source, "-b", "series", *slots, *(["-k", "--lines"] if remote else []),
                        "--boards", ",".join(boards)]
        done = subprocess.run([*self.command, "-o", home / "out"], capture_output=True, text=True)
        print(done.stdout, done.stderr)
        failing = "qemu-riscv64" in boards
        self.assertEqual(done.returncode, 100 if failing else 101)
        said = {line[:2]: line for line in done.stdout.splitlines() if line[2:4] == ": "}
        for board in boards:
            for number, words in EXPECTED[board].items():
                self.assertIn(words, said[number])
        built = list(clean.builds(home / "out"))
        self.assertEqual(len(built), 9 * len(boards))
        for number, board, commit, folder in built:
            if number in ("03", "06") or os.environ.get("BM_UBOOT_ALL"):
                with self.subTest(number=number, board=board):
                    got, want = clean.stored(folder), clean.build(source, commit, board)
                    self.assertEqual(sorted(got.lines), sorted(want.lines))
                    self.assertEqual(got, want)
                    if remote:
                        counted = image_lines.footprint((folder / "lines").read_text())
                        self.assertEqual(image_lines.by_name(counted), image_lines.image_lines(folder / "u-boot"))
        if remote:
            self.build_elsewhere(home)

    def build_elsewhere(self, home):
        """Through ssh on two machines: the same bytes, images too."""
        farm = sshd.Farm()
        self.addCleanup(farm.remove)
        for name in ("ash", "oak"):
            farm.add(name)
        begun = time.monotonic()
        done = subprocess.run([*self.command, "-o", home / "remote", "-G", farm.settings("ash", "oak"),
                               "--dist", "--no-local"], env=farm.environment(dict(os.environ)),
                              capture_output=True, text=True)
        print(done.stdout, done.stderr, f"elsewhere: {time.monotonic() - begun:.0f} s")
        self.assertEqual(done.returncode, 100 if "broke" in done.stdout else 101)
        lib.assert_same_trees(self, home / "out", home / "remote")
        self.assertTrue(list((home / "remote").rglob("u-boot.bin")), "-k keeps images")
        hosts = {path.read_text() for path in (home / "remote").rglob("host")}
        self.assertLessEqual(hosts, {"ash\n", "oak\n"})


if __name__ == "__main__":
    lib.main()
