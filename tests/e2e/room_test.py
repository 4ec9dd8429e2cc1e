#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds on a disk without room, or with too little memory, are the machine's failures: no commit is
said to be broken that is not, wherever in a build the room ends.

BM_POINTS=N: as many fill points (4). BM_PRINT=1 prints what became of each."""

import os
import shutil
import subprocess
import threading
import unittest

import lib

POINTS = int(os.environ.get("BM_POINTS", "4"))
SIZE = 32 << 20  # of the small disk
BRANCHES = {"good": 0, "broken": 100}  # bm's status: one builds, one is broken by its own commit


class RoomTest(lib.BmTest):
    def setUp(self):
        super().setUp()
        self.git("branch", "good", "series")
        self.git("branch", "broken", self.git("log", "--format=%h", "--grep=ask for the limit", "series").strip())
        for branch in BRANCHES:
            self.git("branch", "-q", "--set-upstream-to=main", branch)
        self.whole, self.out = self.dir / "whole", self.dir / "whole"
        for branch, status in BRANCHES.items():
            self.assertEqual(self.build(branch).returncode, status)
        self.out = self.dir / "out"

    def build(self, branch, **kwargs):
        return self.bm("-b", branch, "-c", "1", "-T", "1", "-j", "1", "dusty", **kwargs)

    def mount(self, branch):
        """The small disk, for all that the worker writes."""
        self.work = self.out / branch / ".bm-work"
        self.temporary = self.work / "tmp"
        self.work.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", self.work])
        if done.returncode != 0:
            self.skipTest("nothing can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", self.work], stderr=subprocess.DEVNULL)

    def unmount(self):
        subprocess.run(["umount", "-l", self.work], check=True)

    def leave(self, free):
        """A file that leaves so many bytes of the small disk, and the folder of temporary files on it."""
        self.temporary.mkdir(exist_ok=True)
        filler = self.work / "filler"
        disk = os.statvfs(self.work)
        with open(filler, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(disk.f_bfree * disk.f_frsize - free, 4096))
        return filler

    def most_used(self, branch):
        """What a build needs of the small disk."""
        self.mount(branch)
        most, over = 0, threading.Event()

        def look():
            nonlocal most
            while not over.wait(0.002):
                disk = os.statvfs(self.work)
                most = max(most, (disk.f_blocks - disk.f_bfree) * disk.f_frsize)
        watcher = threading.Thread(target=look)
        watcher.start()
        self.build(branch, env=dict(self.env, TMPDIR=str(self.dir)))
        over.set()
        watcher.join()
        self.unmount()
        subprocess.run(["rm", "-rf", self.out / branch], check=True)
        return most

    def verdicts(self):
        """What stands in the output tree: (branch, board) -> return code."""
        return {path.relative_to(self.out).parts[0]: path.read_text()
                for path in self.out.glob("*/*_g*/*/done")}

    def said(self, base):
        return {path.name: path.read_text() for path in base.glob("*_g*/*/*") if path.name in ("done", "err", "sizes")}

    def one_point(self, branch, free, temporary):
        self.mount(branch)
        filler = self.leave(free)
        env = dict(self.env, TMPDIR=str(self.temporary if temporary else self.dir))
        done = self.build(branch, env=env)
        found = self.verdicts().get(branch)
        if found is None:
            self.assertIn(done.returncode, (1, 102), done.stderr)
        else:
            lib.assert_same_trees(self, self.out / branch, self.whole / branch)
        filler.unlink()
        again = self.build(branch, env=env)
        self.assertEqual(again.returncode, BRANCHES[branch], again.stderr)
        lib.assert_same_trees(self, self.out / branch, self.whole / branch)
        self.unmount()
        subprocess.run(["rm", "-rf", self.out / branch], check=True)
        said = [line for line in done.stderr.splitlines() if "tried again" in line]
        return found, done.returncode, said

    def test_no_verdict_is_wrong_wherever_the_room_ends(self):
        count = {"obtained": 0, "not obtained": 0}
        for branch in BRANCHES:
            most = self.most_used(branch)
            points = POINTS // len(BRANCHES)
            for point in range(points):
                free = most * (point + 1) // points * 5 // 4  # the last one has room enough
                with self.subTest(branch=branch, free=free):
                    found, status, said = self.one_point(branch, free, point % 2 == 0)
                    count["obtained" if found else "not obtained"] += 1
                    if os.environ.get("BM_PRINT"):
                        print(f"{branch} with {free >> 10} KiB of {most >> 10}: done {found}, status {status}; "
                              + (said[0][-150:] if said else ""), flush=True)
        print(f"{count['obtained']} outcomes, {count['not obtained']} without one, no wrong verdict")
        self.assertGreater(count["not obtained"], 0, "there was room for all")
        self.assertGreater(count["obtained"], 0, "there was room for none")

    # ---- a compiler that is refused memory, or killed, or crashes

    def compiler(self, script):
        """The environment of a machine whose gcc does this first."""
        folder = self.dir / "bin"
        folder.mkdir(exist_ok=True)
        gcc = folder / "gcc"
        gcc.write_text(f"#!/bin/sh\n{script}\nexec {shutil.which('gcc')} \"$@\"\n")
        gcc.chmod(0o755)
        return dict(self.env, PATH=f"{folder}:{self.env['PATH']}")

    def test_a_compiler_without_memory_breaks_no_commit(self):
        refused = 0
        for limit in range(8_000, 72_000, 8_000):
            for branch in BRANCHES:
                with self.subTest(branch=branch, limit=limit):
                    done = self.build(branch, env=self.compiler(f'case "$*" in *" -c "*) ulimit -v {limit};; esac'))
                    found = self.verdicts().get(branch)
                    if found is None:
                        refused += 1
                        self.assertEqual(done.returncode, 102, done.stderr)
                        self.assertIn("tried again", done.stderr)
                    else:
                        # Another compiler's path stands in other files.
                        self.assertEqual(self.said(self.out / branch), self.said(self.whole / branch))
                    if os.environ.get("BM_PRINT"):
                        print(f"{branch} with {limit} KiB: done {found}; {done.stderr[-160:]!r}", flush=True)
                    shutil.rmtree(self.out / branch, ignore_errors=True)
        print(f"{refused} times there was too little memory, no wrong verdict")
        self.assertGreater(refused, 0)

    def test_a_compiler_that_is_killed_breaks_no_commit(self):
        done = self.build("good", env=self.compiler('case "$*" in *" -c "*) kill -9 $$;; esac'))
        self.assertEqual((done.returncode, self.verdicts()), (102, {}), done.stderr)
        self.assertIn("a part of the build was killed", done.stderr)

    def test_a_compiler_that_crashes_each_time_alike_is_the_builds_failure(self):
        crash = 'case "$*" in *util.c) echo "util.c:1:1: internal compiler error: in f" >&2; exit 4;; esac'
        done = self.build("good", env=self.compiler(crash))
        self.assertEqual((done.returncode, self.verdicts()), (100, {"good": "2"}), done.stderr)
        self.assertIn("3 tries said the same: a program of the build crashed: util.c:1:1: internal compiler error: in f", done.stderr)
        stored = next((self.out / "good").glob("*_g*/*/err")).read_text()
        self.assertIn("util.c:1:1: internal compiler error: in f\n", stored)


if __name__ == "__main__":
    lib.main()
