#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A farm that is really broken: two machines behind cables of their own, a real ssh and sshd, and at some moment a
fault. Whatever it is, the same command finishes, the tree is that of an undisturbed run, and nothing is left running.

BM_CHAOS=300 tests/e2e/chaos_test.py Chaos.test_random_faults_at_random_moments runs so many faults at random moments;
BM_CHAOS_SEED is the first seed (default 1), BM_CHAOS_STATE a file from which a run that was ended goes on, and
BM_CHAOS_ONLY a part of the name of the tests that are drawn. BM_CHAOS_UBOOT=DIR breaks a farm that builds a real series,
which tests/support/uboot/make-series made there, with the usual times and ccache in front of the compilers."""

import contextlib
import os
import pathlib
import random
import signal
import subprocess
import threading
import time
import unittest

import lib
from broken_farm import BUILDS, CAMPAIGN, HANG, OUTAGE, SLOTS, UBOOT, BrokenFarm, Run, command_line, kill


class Chaos(BrokenFarm):
    # ---- processes

    def test_a_worker_is_killed(self):
        oak = self.machines()
        run = self.disturb(lambda _: self.assertTrue(kill(signal.SIGKILL, *self.workers(oak))), oak)
        self.given_again_soon(run)

    def test_our_ssh_is_killed(self):
        oak = self.machines()
        run = self.disturb(lambda run: self.assertTrue(
            kill(signal.SIGKILL, *[p for p in lib.children(run.boss.pid) if "oak" in command_line(p)])), oak)
        self.given_again_soon(run)

    def test_the_sshd_of_the_session_is_killed(self):
        oak = self.machines()

        def fault(_):
            above = lib.parent(self.workers(oak)[0])
            while "sshd" not in command_line(above):
                above = lib.parent(above)
            self.assertTrue(kill(signal.SIGKILL, above))
        self.given_again_soon(self.disturb(fault, oak))

    def test_a_make_is_killed(self):
        oak = self.machines()

        def fault(_):
            def makes():
                return [pid for pid, line in lib.processes_with(str(oak.home)) if "/make" in line or line.startswith("make ")]
            self.assertTrue(lib.eventually(makes, 20))
            self.assertTrue(kill(signal.SIGKILL, makes()[0]))
        run = self.disturb(fault, oak)
        self.assertIn("is tried again", run.notes)

    def test_a_worker_is_stopped_and_goes_on_later(self):
        oak = self.machines()

        def fault(_):
            victims = self.workers(oak)
            self.assertTrue(kill(signal.SIGSTOP, *victims))
            threading.Timer(OUTAGE, kill, [signal.SIGCONT, *victims]).start()
        self.given_again_soon(self.disturb(fault, oak))

    def test_the_boss_is_killed_and_called_again(self):
        self.machines()
        run = Run(self)
        self.assertTrue(run.begun.wait(HANG))
        time.sleep(self.random.uniform(0.2, CAMPAIGN))
        self.assertIsNone(run.boss.poll(), "it was over already")
        run.boss.kill()
        run.end()
        before = len(self.results())
        self.assertGreaterEqual(before, len(run.stored), "what was told is there")
        self.nothing_left()
        again = Run(self)
        self.check(again.end(), again.notes)
        self.assertEqual(len(again.stored) + before, BUILDS, "only what was missing is built")
        twice = len(run.seen) - before if UBOOT else self.builds_begun() - BUILDS
        self.said.append(f"{before} were stored, {twice} built again")
        self.assertLessEqual(twice, SLOTS, "no more than the slots were at")

    # ---- the network

    def test_the_cable_is_pulled_for_a_while(self):
        oak = self.machines()

        def fault(_):
            oak.pull()
            threading.Timer(OUTAGE, oak.plug).start()
        run = self.disturb(fault, oak)
        self.given_again_soon(run)

    def test_packets_vanish_for_a_while(self):
        oak = self.machines()

        def fault(_):
            oak.drop_packets()
            threading.Timer(OUTAGE, oak.let_packets_through).start()
        self.given_again_soon(self.disturb(fault, oak))

    # ---- disks

    def fill(self, folder):
        """Until nothing fits; the file that does it."""
        full = pathlib.Path(folder) / "filler"
        with open(full, "wb", buffering=0) as file:
            for piece in (1 << 16, 1 << 12, 1):  # a build of the miniature tree fits into very little
                with contextlib.suppress(OSError):
                    while file.write(bytes(piece)) == piece:
                        pass
        return full

    def mounted(self, folder):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder]).returncode != 0:
            self.skipTest("nothing can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", folder])

    def test_the_work_directory_fills_up_and_is_cleared(self):
        oak = self.machines(more="min_disk = 1")
        # Its sshd has a mount namespace of its own: what is mounted here is not seen there.
        there = lambda *words: subprocess.run(["nsenter", "-t", str(oak.process.pid), "-m", *words])
        if there("mount", "-t", "tmpfs", "-o", "size=64m", "none", str(oak.home)).returncode != 0:
            self.skipTest("nothing can be mounted here")

        def fault(_):
            there("dd", "if=/dev/zero", f"of={oak.home}/filler", "bs=512", "status=none")
            threading.Timer(OUTAGE, there, ["rm", f"{oak.home}/filler"]).start()
        run = self.disturb(fault, oak)
        self.assertRegex(run.notes, "No space left|cannot be started|is rested|is tried again")

    def test_the_output_directory_is_full_and_then_has_room(self):
        self.machines()
        self.mounted(self.out)
        run = Run(self)
        self.assertTrue(run.begun.wait(HANG))
        time.sleep(self.random.uniform(0.2, CAMPAIGN))
        full = self.fill(self.out)
        status = run.end()
        self.assertEqual(status, 1, run.notes + "".join(run.err))
        self.assertIn("No space left", run.notes)
        self.assertIn("is full: make room and call again", "".join(run.err))
        self.nothing_left()
        whole = lib.result_files(self.undisturbed[0] / "series")
        for folder in self.results().values():
            for name, content in lib.result_files(folder.parent.parent).items():
                if (folder.parent.parent / name).parent == folder:
                    self.assertEqual(content, whole[name], "half a file passes for a result")
        full.unlink()
        again = Run(self)
        self.check(again.end(), again.notes)

    # ---- the clock

    def test_the_clock_is_set_back(self):
        """So to speak: to the files it makes no difference whether they are from the future now, or the clock is late."""
        oak = self.machines()

        def objects():
            return [file for file in pathlib.Path(oak.home).rglob("*.o") if file.is_file()]

        def fault(_):
            self.assertTrue(lib.eventually(objects, 20), "nothing was built that could pass for new")
            hour = 3600
            for file in pathlib.Path(oak.home).rglob("*"):
                with contextlib.suppress(OSError):
                    then = file.lstat().st_mtime + hour
                    os.utime(file, (then, then), follow_symlinks=False)
        # A make that runs meanwhile may remake its makefiles until the hour has passed.
        run = self.disturb(fault, oak, "--time-limit", int(CAMPAIGN * 3), moment=0)
        self.assertIn("oak", run.builders)

    # ---- what is said

    def test_a_worker_is_drowned_in_garbage(self):
        noise = ('case "$SSH_ORIGINAL_COMMAND" in *" -g "*) '
                 "(sleep 1; head -c 3000000 /dev/urandom | base64 -w 1000) & esac")
        oak = self.machines(oak=noise)
        run = self.disturb(lambda _: None, oak, moment=3)
        self.assertRegex(run.notes, "oak: printed: [A-Za-z0-9+/]{20}", "nothing was drowned")
        self.assertNotIn("worker oak", run.notes, "it builds on")

    def test_a_login_says_more_than_it_should(self):
        oak = self.machines(ash="echo Welcome; echo 'BM> welcome' >&2", oak="seq 100000")
        run = self.disturb(lambda _: None, oak)
        self.assertEqual(run.builders, {"ash", "oak"}, run.notes)

    def test_another_bm_is_there(self):
        oak = self.machines()
        other = self.farm.dir / "other-bm"
        other.write_text("#!/bin/sh\necho 'BM> {\"resp\": \"ready\", \"nthreads\": 2, \"slots\": 2, \"protocol\": 99, "
                         "\"features\": []}'\ncat > /dev/null\n")
        other.chmod(0o755)
        self.settings = self.farm_settings(ash="", oak=f"bm_path = {other}")
        run = self.disturb(lambda _: None, oak)
        self.assertRegex(run.notes + "".join(run.err), "worker oak is not used")

    # ---- by hand

    @unittest.skipUnless(os.environ.get("BM_CHAOS"), "BM_CHAOS=N runs N faults at random moments")
    def test_random_faults_at_random_moments(self):
        state = pathlib.Path(os.environ.get("BM_CHAOS_STATE", "/dev/null"))
        first = int(os.environ.get("BM_CHAOS_SEED", "1"))
        done = {int(line.split()[0]) for line in state.read_text().splitlines()} if state.is_file() else set()
        only = os.environ.get("BM_CHAOS_ONLY", "")
        faults = sorted(name for name in dir(self)
                        if name.startswith("test_") and "random" not in name and only in name)
        for seed in range(first, first + int(os.environ["BM_CHAOS"])):
            if seed in done:
                continue
            dice = random.Random(seed)
            one = Chaos(dice.choice(faults))
            one.seed = seed
            result = unittest.TestResult()
            one.run(result)
            problem = (result.failures + result.errors)[:1]
            print(f"seed {seed}: {one._testMethodName}: {'FAILED' if problem else 'ok'}", flush=True)
            if result.skipped:
                self.fail(f"{one._testMethodName} cannot be run here: {result.skipped[0][1]}")
            self.assertFalse(problem, f"BM_CHAOS=1 BM_CHAOS_SEED={seed}: {problem[0][1] if problem else ''}")
            with state.open("a") as file:
                file.write(f"{seed} {one._testMethodName} {', '.join(one.said)}\n")


if __name__ == "__main__":
    lib.main()
