#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every form of the summary of one small tree is, byte for byte, the one in tests/golden/summary. With
BM_ACCEPT_GOLDEN set they are written anew, and the test says so by failing."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import lib

GOLDEN = lib.ROOT / "tests/golden/summary"
MAKE_TREE = lib.ROOT / "tests/support/results/make_tree.py"


class Forms(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bm-forms-"))
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        subprocess.run([MAKE_TREE, cls.home, "21", "9", "50"], check=True)

    def summary(self, *options):
        done = subprocess.run([lib.BM, "summary", "-g", self.home / "src", "-b", "series", "-o", self.home / "out",
                               "--board-list", self.home / "boards.cfg", *options], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def assert_golden(self, name, text):
        path = GOLDEN / name
        if os.environ.get("BM_ACCEPT_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            self.fail(f"{path} was written; look at it")
        self.assertEqual(text, path.read_text())

    def test_text(self):
        self.assert_golden("all.txt", self.summary("-elSdBKUu", "--show-not-built"))

    def test_text_with_colours(self):
        self.assert_golden("colour.txt", self.summary("-elSu", "--color", "always"))

    def test_json(self):
        self.assert_golden("summary.json", json.dumps(json.loads(self.summary("--json", "-SB")), indent=1) + "\n")

    def test_junit(self):
        self.summary("--junit", self.home / "report.xml")
        self.assert_golden("report.xml", (self.home / "report.xml").read_text())

    def test_page_holds_the_json(self):
        """Its own code is looked at in a browser; what differs from tree to tree is the JSON in it."""
        self.summary("--html", self.home / "page.html")
        page = (self.home / "page.html").read_text()
        held = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.S)[1]
        self.assertEqual(json.loads(held), json.loads(self.summary("--json", "-S")))


if __name__ == "__main__":
    lib.main()
