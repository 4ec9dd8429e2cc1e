#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which settings hold and where they come from: the user's file, the project's, the defaults."""

import json
import subprocess

import lib


class Config(lib.BmTest):
    def config(self, *args, **kwargs):
        kwargs.setdefault("cwd", self.src)
        return subprocess.run([lib.BM, "config", *args], env=self.env, capture_output=True, text=True,
                              timeout=lib.HANG, **kwargs)

    def write(self, user=None, project=None):
        if user is not None:
            (self.dir / ".buildman").write_text(user)
        if project is not None:
            (self.src / ".bm").write_text(project)

    def test_each_setting_is_listed_with_the_place_it_comes_from(self):
        self.write("[global]\nmax_load = 2\n[machines]\nash\n",
                   "[global]\nmax_load = 1\nallow-missing = always\n[machine:ash]\nmax_boards = 3\n")
        (self.src / "common").mkdir(exist_ok=True)
        done = self.config(cwd=self.src / "common")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = done.stdout.splitlines()
        for line in (f"{self.dir}/.buildman:2\tglobal.max_load=2", f"{self.src}/.bm:3\tglobal.allow-missing=always",
                     f"{self.dir}/.buildman:4\tmachines.ash=ash", f"{self.src}/.bm:5\tmachine:ash.max_boards=3",
                     f"{self.dir}/.buildman:2\tmachine:ash.max_load=2", "default\tmachine:ash.min_disk=1000",
                     "default\tglobal.min_memory=512"):
            self.assertIn(line, lines)
        self.assertNotIn("global.max_load=1", done.stdout)
        found = json.loads(self.config("--json", "-g", str(self.src), cwd="/").stdout)["settings"]
        self.assertIn({"section": "global", "key": "allow-missing", "value": "always",
                       "file": f"{self.src}/.bm", "line": 3}, found)
        self.assertIn({"section": "global", "key": "min_disk", "value": "1000"}, found)

    def test_what_nobody_knows_is_named_with_what_is_near(self):
        self.write("[globl]\nx = 1\n[global]\nmaxload = 1\n[machines]\nash\n[machine:ash]\nmax_board = 1\n")
        done = self.config("--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("section [globl] is not known; ignored; near it: global",
                      "[global] maxload is not known; ignored; near it: max_load",
                      "[machine:ash] max_board is not known, and keeps --dist from building; near it: max_boards"):
            self.assertIn(words, done.stderr)
        self.assertEqual(len(json.loads(done.stdout)["warnings"]), 3)

    def test_a_source_tree_that_names_a_program_is_refused(self):
        for line in ("[machine:ash]\nworker_command = sh evil", "[toolchain]\nroot = /tmp/evil",
                     "[toolchain-wrapper]\nw = evil", "[machines]\nevil"):
            self.write("[machines]\nash\n", line + "\n")
            for done in (self.config(), self.bm("-n")):
                self.assertEqual((done.returncode, done.stdout), (1, ""), line)
                self.assertRegex(done.stderr, rf"^bm: {self.src}/\.bm:2: \[.*is not for a source tree to say")

    def test_a_build_goes_by_the_project(self):
        self.write(project="[make-flags]\nsandy = GREETING=1\n")
        plan = json.loads(self.bm("-n", "--json", "sandy").stdout)
        self.assertEqual(plan["boards"][0]["make_flags"], ["GREETING=1"])
        self.write(user="[make-flags]\nsandy = GREETING=2\n")
        plan = json.loads(self.bm("-n", "--json", "sandy").stdout)
        self.assertEqual(plan["boards"][0]["make_flags"], ["GREETING=2"], "the user's word holds")

    def test_odd_files_are_refused_and_none_is_none(self):
        self.assertEqual(self.config().returncode, 0)
        self.assertEqual(self.config(cwd="/").returncode, 0, "nor is there a source tree")
        (self.src / ".bm").mkdir()
        done = self.config()
        self.assertEqual((done.returncode, done.stderr), (1, f"bm: {self.src}/.bm is no regular file\n"))
        self.write("[global]\nmin_disk = lots\n")
        (self.src / ".bm").rmdir()
        self.assertIn(".buildman:2: [global] min_disk: 'lots' is no number from 0", self.config().stderr)


if __name__ == "__main__":
    lib.main()
