#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Clones that are unlike others: each builds the miniature series as an ordinary clone does."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import lib

BOARDS = ("dusty", "rocky")  # one breaks and is mended, the other warns


def outcome(folder):
    """Status and diagnostics of one build, with paths from the top of the source."""
    err = folder / "err"
    text = re.sub(r"(build/)?\.\./", "", err.read_text()) if err.exists() else ""
    return (folder / "done").read_text(), text


class OddClones(lib.BmTest):
    expected = None

    def setUp(self):
        super().setUp()
        self.home_source = self.src
        if OddClones.expected is None:
            OddClones.expected = self.outcomes()
            states = {text for _, text in OddClones.expected.values()}
            self.assertEqual(len(OddClones.expected), 16)
            self.assertTrue(any("warning:" in text for text in states))
            self.assertTrue(any("limit_of_dusty" in text for text in states))

    def outcomes(self, *args, status=100):
        shutil.rmtree(self.out, ignore_errors=True)
        self.said = self.bm("-b", "series", "-c", 8, "-T", 2, *args, *BOARDS)
        self.assertEqual(self.said.returncode, status, self.said.stdout + self.said.stderr)
        return {key: outcome(folder) for key, folder in self.results().items()}

    def clone(self, *args, config=()):
        self.src = self.dir / "clone"
        self.git_in(self.dir, *config, "clone", "-q", *args, f"file://{self.home_source}", self.src)
        return self.src

    def git_in(self, where, *args, **kwargs):
        done = subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org",
                               *map(str, args)], cwd=where, env=self.env, capture_output=True,
                              text=True, **kwargs)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def assert_right(self, *args):
        self.assertEqual(self.outcomes(*args), OddClones.expected)

    def test_shallow(self):
        self.clone("--depth=8", "-b", "series")
        self.assertEqual(self.git_in(self.src, "rev-parse", "--is-shallow-repository"), "true")
        self.assert_right()

    def check_partial(self, what):
        self.git_in(self.home_source, "config", "uploadpack.allowFilter", "true")
        self.clone("--no-checkout", f"--filter={what}", "-b", "series")
        lacks = self.git_in(self.src, "rev-list", "--objects", "--missing=print", "series")
        self.assertIn("\n?", lacks)
        self.assert_right()
        self.assertRegex(self.said.stderr, r"Fetching \d+ files and folders that this partial clone")

    def test_partial_without_blobs(self):
        self.check_partial("blob:none")

    def test_partial_without_trees(self):
        self.check_partial("tree:0")

    def test_sparse(self):
        self.clone("-b", "series")
        self.git_in(self.src, "sparse-checkout", "set", "--no-cone", "/configs/")
        self.assertEqual([p.name for p in self.src.iterdir() if p.name != ".git"], ["configs"])
        self.assert_right()

    def test_sparse_as_it_lies_there(self):
        self.clone("-b", "series")
        self.git_in(self.src, "sparse-checkout", "set", "--no-cone", "/configs/", "/board/rocky/")
        with open(self.src / "board/rocky/board.c", "a") as file:
            file.write("#warning changed here\n")
        done = self.bm("-T", 2, *BOARDS)
        self.assertEqual(done.returncode, 101, done.stdout + done.stderr)
        self.assertIn("changed here", done.stderr)

    def test_sha256(self):
        self.src = self.dir / "sha256"
        self.git_in(self.dir, "init", "-q", "--object-format=sha256", self.src)
        history = subprocess.run(["git", "fast-export", "--all"], cwd=self.home_source, check=True,
                                 capture_output=True).stdout
        subprocess.run(["git", "fast-import", "--quiet"], cwd=self.src, input=history, check=True)
        self.git_in(self.src, "checkout", "-q", "series")
        self.assertEqual(len(self.git_in(self.src, "rev-parse", "HEAD")), 64)
        self.assert_right()

    def test_submodules_are_left_alone_with_a_word(self):
        inner = self.dir / "inner"
        self.git_in(self.dir, "init", "-q", inner)
        (inner / "file").write_text("x\n")
        self.git_in(inner, "add", "-A")
        self.git_in(inner, "commit", "-qm", "inner")
        self.git_in(self.src, "-c", "protocol.file.allow=always", "submodule", "add", "-q",
                    f"file://{inner}", "lib/inner")
        self.git_in(self.src, "commit", "-qm", "lib: take inner")
        (self.src / "lib/inner/file").write_text("changed\n")
        done = self.bm("-b", "series", "-c", 9, "-T", 2, *BOARDS)
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertEqual({k: outcome(f) for k, f in self.results().items() if k[0] != "09"},
                         OddClones.expected)
        word = "Submodules are left alone, and empty in every build: lib/inner\n"
        self.assertIn(word, done.stderr)
        as_it_lies = self.bm("rocky")
        self.assertEqual(as_it_lies.returncode, 0, as_it_lies.stderr)
        self.assertIn(word, as_it_lies.stderr)
        self.assertEqual((self.src / "lib/inner/file").read_text(), "changed\n")

    def test_objects_on_another_file_system(self):
        try:
            elsewhere = pathlib.Path(tempfile.mkdtemp(prefix="bm-e2e-", dir="/dev/shm"))
        except OSError as problem:
            raise unittest.SkipTest(f"no second file system: {problem}")
        self.addCleanup(shutil.rmtree, elsewhere)
        if os.stat(elsewhere).st_dev == os.stat(self.dir).st_dev:
            raise unittest.SkipTest("no second file system: /dev/shm is on the same as /tmp")
        self.git_in(self.dir, "clone", "-q", "--bare", self.home_source, elsewhere / "objects.git")
        self.src = self.dir / "clone"
        self.git_in(self.dir, "clone", "-q", "--shared", "-b", "series", elsewhere / "objects.git",
                    self.src)
        self.assertIn("/dev/shm", (self.src / ".git/objects/info/alternates").read_text())
        self.assert_right()

    def test_read_only(self):
        inside = ["unshare", "--mount", "--map-root-user", "sh", "-c",
                  'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"', self.src]
        if subprocess.run([*inside, "true"], capture_output=True).returncode != 0:
            raise unittest.SkipTest("this machine lets nobody make mounts of his own")
        self.assertNotEqual(subprocess.run([*inside, "touch", self.src / "x"],
                                           capture_output=True).returncode, 0)
        (self.src / "board/rocky/new.h").write_text("/* not committed */\n")
        before = self.git_in(self.src, "status", "--porcelain")
        plain = self.command
        self.command = lambda *args: [*map(str, inside), *plain(*args)]
        self.assert_right()
        self.assertEqual(self.bm("rocky").returncode, 0)
        self.assertEqual(self.git_in(self.src, "status", "--porcelain"), before)

    def test_linked_worktree_and_bare_repository(self):
        self.src = self.dir / "linked"
        self.git_in(self.home_source, "worktree", "add", "-q", "--detach", self.src, "main")
        self.assert_right()
        self.src = self.dir / "bare.git"
        self.git_in(self.dir, "clone", "-q", "--bare", self.home_source, self.src)
        self.assert_right()


if __name__ == "__main__":
    lib.main()
