#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which source lines a commit brought into the images: counted by workers, told by the summary."""

import json
import subprocess
import sys
import unittest

import lib

sys.path.insert(0, str(lib.MINI.parent / "elf"))
import image_lines  # noqa: E402


class Lines(lib.BmTest):
    maxDiff = None

    def summary(self, *options):
        done = subprocess.run([lib.BM, "summary", "-g", self.src, "-o", self.out, "--board-list", self.boards,
                               "-b", "series", *options], env=self.env, capture_output=True, text=True,
                              timeout=lib.HANG)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def commit_part(self, text, number):
        """What is told of a commit, without its heading."""
        return text.split(f"\n{number}: ")[1].split("\n0")[0].partition("\n")[2]

    def test_each_build_has_the_lines_that_readelf_finds_in_its_image(self):
        self.bm("-b", "series", "--lines", "-k")
        seen = 0
        for folder in self.results().values():
            if (folder / "done").read_text().strip() != "0":
                self.assertFalse((folder / "lines").exists(), folder)
                continue
            counted = image_lines.footprint((folder / "lines").read_text())
            self.assertEqual(image_lines.by_name(counted), image_lines.image_lines(folder / "u-boot"), folder)
            self.assertTrue(all((self.src / path).exists() for path in counted), counted)
            seen += 1
        self.assertGreater(seen, 25)

    def test_a_commit_is_told_by_the_lines_that_it_brought(self):
        self.bm("-b", "series", "--lines")
        text = self.summary("--lines-code")
        self.assertEqual(self.commit_part(text, "02"), "", "documentation brings none")
        self.assertIn("dusty sandy: +3 -0 lines, +0 -0 files\n    ~ drivers/net.c  +3 -0\n        +   14 {\n"
                      "        +   15 \treturn net_banner;\n", self.commit_part(text, "04"))
        edited = self.commit_part(text, "06")
        self.assertIn("        -    6 \tint sum = 0;\n", edited)
        self.assertIn("        +    6 \tint sum = count;", edited)
        # What lies below the new function in the same file has only moved.
        self.assertIn("    ~ board/dusty/board.c  +1 -1\n        -   11 \treturn CONFIG_LIMIT;\n",
                      self.commit_part(text, "07"))
        short = self.summary("--lines")
        self.assertIn("dusty sandy: +3 -0 lines, +0 -0 files\n", short)
        self.assertNotIn("net.c", short)
        self.assertIn("    ~ drivers/net.c  +3 -0\n", self.summary("--lines", "-d"))
        data = json.loads(self.summary("--lines", "--json"))
        [net] = data["commits"][3]["lines"]
        self.assertEqual(net, {"boards": ["dusty", "sandy"], "since": 2, "known": True, "lines": {"added": 3, "removed": 0},
                               "files_added": 0, "files_removed": 0,
                               "files": [{"path": "drivers/net.c", "change": "changed", "added": "14-16",
                                          "removed": ""}]})

    def test_the_report_after_a_build_knows_what_only_moved(self):
        done = self.bm("-b", "series", "--lines", "-z", "-d")
        report = done.stdout[done.stdout.index("Summary of"):]
        self.assertEqual(report, self.summary("--lines", "-d"))

    def test_builds_whose_lines_were_not_counted_are_made_again_and_no_others(self):
        self.bm("-b", "series", "sandy")
        status, verdict, _ = self.verdict("-b", "series", "--lines", "sandy", "mossy")
        self.assertEqual((status, verdict["counts"]["previously"]), (0, 0), verdict["counts"])
        status, verdict, _ = self.verdict("-b", "series", "--lines", "sandy", "mossy")
        self.assertEqual((status, verdict["counts"]["previously"]), (0, 16), verdict["counts"])

    def test_counting_changes_no_other_file(self):
        self.bm("-b", "series", "sandy")
        plain = {key: self.files(folder) for key, folder in self.results().items()}
        self.bm("-b", "series", "--lines", "sandy")
        counted = {key: self.files(folder) for key, folder in self.results().items()}
        for key, files in counted.items():
            self.assertTrue(files.pop("lines"))
            self.assertEqual(files, plain[key])

    def files(self, folder):
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def test_where_no_build_has_its_lines_counted_that_is_said(self):
        self.bm("-b", "series", "sandy")
        done = subprocess.run([lib.BM, "summary", "-g", self.src, "-o", self.out, "--board-list", self.boards,
                               "-b", "series", "--lines"], env=self.env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0)
        self.assertIn("--lines: the lines of 8 of 8 good builds are not known; 'bm boss --lines' counts them",
                      done.stderr)

    def test_a_build_in_the_output_directory_has_its_lines_too(self):
        self.assertEqual(self.bm("-b", "series", "-c", "1", "-w", "--lines", "sandy").returncode, 0)
        self.assertIn("common/util.c: ", (self.out / "lines").read_text())

    def test_where_git_lacks_the_source_no_numbers_are_made_up(self):
        self.bm("-b", "series", "--lines", "sandy")
        util = self.git("rev-parse", "main:common/util.c").strip()
        (self.src / ".git/objects" / util[:2] / util[2:]).unlink()
        part = self.commit_part(self.summary("--lines"), "06")
        self.assertEqual(part, "sandy: lines not known: git cannot compare its source with that of 05")

    def test_attributes_of_the_user_do_not_change_what_moved(self):
        self.bm("-b", "series", "--lines", "dusty")
        text = self.summary("--lines-code")
        (self.src / ".git/info").mkdir(exist_ok=True)
        (self.src / ".git/info/attributes").write_text("*.c -diff\n")
        self.assertEqual(self.summary("--lines-code"), text)
        self.assertIn("dusty: +2 -3 lines, +0 -0 files (since 04)\n", text)

    def test_a_cut_file_is_named_and_not_believed(self):
        self.bm("-b", "series", "--lines", "sandy")
        lines = self.results()[("04", "sandy")] / "lines"
        lines.write_text(lines.read_text()[:-3] + "x")
        done = subprocess.run([lib.BM, "summary", "-g", self.src, "-o", self.out, "--board-list", self.boards,
                               "-b", "series", "--lines"], env=self.env, capture_output=True, text=True)
        self.assertRegex(done.stderr, r"04_g.*/sandy/lines: a row of it cannot be read")
        self.assertIn("sandy: +3 -0 lines", self.commit_part(done.stdout, "05"))


if __name__ == "__main__":
    unittest.main()
