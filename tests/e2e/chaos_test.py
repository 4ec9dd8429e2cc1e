#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A farm that is really broken: two machines behind cables of their own, a real ssh and sshd, and at some moment a
fault. Whatever it is, the same command finishes, the tree is that of an undisturbed run, and nothing is left running.

BM_CHAOS=300 tests/e2e/chaos_test.py Chaos.test_random_faults_at_random_moments runs so many faults at random moments;
BM_CHAOS_SEED is the first seed (default 1), BM_CHAOS_STATE a file from which a run that was ended goes on, and
BM_CHAOS_ONLY a part of the name of the tests that are drawn. BM_CHAOS_UBOOT=DIR breaks a farm that builds a real series,
which tests/support/uboot/make-series made there, with the usual times and ccache in front of the compilers."""

import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import lib
import sshd

UBOOT = os.environ.get("BM_CHAOS_UBOOT")
DETECTION = 30 if UBOOT else 3  # seconds of silence
OUTAGE = 60 if UBOOT else 8
BOARDS = ["--boards", "qemu_arm,qemu_arm64"] if UBOOT else []
COMMITS = 3
BUILDS = 6 if UBOOT else 12
SLOTS = 6
PAUSE = 0 if UBOOT else 1.2  # of each make
HANG = lib.HANG * (10 if UBOOT else 1)
SLOW_MAKE = """#!/bin/sh
[ "$1" = --version ] || [ -n "$MAKELEVEL" ] || {{ echo "$*" >> {log}; sleep {pause}; }}
exec {make} "$@"
"""


def command_line(pid):
    with contextlib.suppress(OSError):
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def kill(number, *pids):
    """How many of them were there to be hit."""
    hit = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
            hit += 1
    return hit


class Run:
    """One call of bm boss, and what it says."""

    def __init__(self, test, *args):
        self.lost_at = self.given_again = None
        self.lost, self.stored, self.notes, self.at = set(), [], "", set()
        self.begun, self.builders = threading.Event(), set()
        env = dict(test.env, **test.more_environment)
        self.boss = subprocess.Popen(
            test.command("-G", test.settings, "--dist", "--no-local", "-b", "series", "-c", COMMITS, *BOARDS,
                         "--silence", DETECTION, "--json-progress", *args),
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        test.addCleanup(self.boss.kill)
        self.watch = threading.Timer(2 * HANG, self.boss.kill)
        self.watch.start()
        self.err = []
        self.readers = [threading.Thread(target=self.listen), threading.Thread(target=self.overhear)]
        for reader in self.readers:
            reader.start()

    def overhear(self):
        self.err += list(self.boss.stderr)

    def listen(self):
        for line in self.boss.stdout:
            with contextlib.suppress(ValueError):
                self.take(json.loads(line))

    def take(self, event):
        self.notes += event.get("text", "") + "\n"
        if event["event"] == "build":
            self.stored.append((event["board"], event["commit"]))
            self.builders.add(event["machine"])
            self.lost -= {(board, commit) for board, commit in self.lost if (board, commit) == self.stored[-1]}
        if "building" not in event:
            return
        self.at = {(b["machine"], b["board"], b["commit"]) for b in event["building"]}
        if self.at:
            self.begun.set()
        if self.lost and self.lost_at and not self.given_again:
            again = {(board, commit) for machine, board, commit in self.at if self.is_new(machine)}
            if self.lost & again:
                self.given_again = time.monotonic() - self.lost_at

    def is_new(self, machine):
        return machine != self.victim or "oak" in self.notes[self.notes_before:]

    def lose(self, machine):
        """From now on what that machine builds counts as lost."""
        self.victim, self.notes_before = machine, len(self.notes)
        self.lost = {(board, commit) for at, board, commit in self.at if at == machine}
        self.was_lost = bool(self.lost)
        self.lost_at = time.monotonic()

    def end(self):
        status = self.boss.wait()
        for reader in self.readers:
            reader.join()
        self.watch.cancel()
        return status


@unittest.skipUnless(sshd.NetworkedMachine.possible(), "no network namespace can be made here (root and iproute2)")
class Chaos(lib.BmTest):
    maxDiff = None
    undisturbed = None

    def setUp(self):
        super().setUp()
        if UBOOT:
            self.src, self.boards = pathlib.Path(UBOOT), pathlib.Path(UBOOT + ".boards.cfg")
            self.env["CCACHE_DIR"] = os.environ.get("CCACHE_DIR", os.path.expanduser("~/.cache/ccache"))
        self.farm = sshd.Farm()
        self.addCleanup(self.farm.remove)
        self.env = self.farm.environment(self.env)
        self.more_environment = {}
        self.said = []  # figures, for people
        self.addCleanup(lambda: print(*self.said, sep=", ", end=" ", flush=True))
        self.random = random.Random(getattr(self, "seed", 1))
        self.status = self.reference()

    def slow_tools(self):
        tools = pathlib.Path(tempfile.mkdtemp(prefix="tools-", dir=self.farm.dir))
        (tools / "make").write_text(SLOW_MAKE.format(make=shutil.which("make"), pause=PAUSE, log=self.farm.dir / "makes"))
        (tools / "make").chmod(0o755)
        return f"export PATH={tools}:$PATH" + (f" CCACHE_DIR={self.env['CCACHE_DIR']}" if UBOOT else "")

    def reference(self):
        """The tree of a run that nobody disturbs, and its exit status."""
        if Chaos.undisturbed is None:
            tree = pathlib.Path(tempfile.mkdtemp(prefix="bm-undisturbed-"))
            unittest.addModuleCleanup(shutil.rmtree, tree, ignore_errors=True)
            self.out, mine = tree, self.out
            done = subprocess.run(self.command("-G", self.farm_settings(), "-b", "series", "-c", COMMITS, *BOARDS),
                                  env=self.env, capture_output=True, text=True)
            self.assertIn(done.returncode, (100, 101), done.stderr)
            self.assertEqual(len(self.results()), BUILDS)
            self.out = mine
            Chaos.undisturbed = (tree, done.returncode)
        return Chaos.undisturbed[1]

    def farm_settings(self, **machines):
        file = self.farm.settings(*machines, **machines)
        if UBOOT:
            with open(file, "a") as more:
                more.write("[toolchain-wrapper]\nwrapper = ccache\n")
        return file

    def builds_begun(self):
        """On all machines; the configuring before each is not counted."""
        return (self.farm.dir / "makes").read_text().count("--output-sync")

    def machines(self, more="", **profiles):
        """Two. oak breaks, and has its share of the work before ash is there, which then has slots to spare: what is
        lost need not wait for one."""
        profiles["ash"] = "sleep 1\n" + profiles.get("ash", "")
        for name in ("ash", "oak"):
            self.farm.add_networked(name, profile=self.slow_tools() + "\n" + profiles.get(name, ""))
        free = "max_load = 1000"  # they are all one machine
        self.settings = self.farm_settings(ash=f"max_boards = {SLOTS - 2}\n{free}",
                                           oak=f"max_boards = 2\n{free}\n{more}")
        return self.farm.machines["oak"]

    def workers(self, machine):
        marker = f"-g {machine.home}"
        return [pid for pid, line in lib.processes_with(marker) if "/bm-worker-" in line.split()[0]]

    def nothing_left(self):
        """Of bm's, anywhere: the sshds are ours."""
        markers = (str(self.farm.dir), str(self.out))
        def left():
            return [p for marker in markers for p in lib.processes_with(marker) if "sshd" not in p[1]]
        return lib.eventually(lambda: not left(), 10) or self.fail(f"left running: {left()}")

    def check(self, status, boss="", complete=True):
        self.assertEqual(status, self.status, boss)
        self.assertEqual(len(self.results()), BUILDS)
        lib.assert_same_trees(self, Chaos.undisturbed[0] / "series", self.out / "series")
        self.nothing_left()

    def disturb(self, fault, machine, *args, moment=None):
        """A run with the fault at that moment after its first build has begun."""
        run = Run(self, *args)
        self.assertTrue(run.begun.wait(HANG), run.notes + "".join(run.err))
        time.sleep(moment if moment is not None else self.random.uniform(0.5, 3))
        run.lose(machine.name)
        fault(run)
        status = run.end()
        self.check(status, run.notes + "".join(run.err))
        self.assertEqual(len(run.stored), len(set(run.stored)), "each is stored once")
        return run

    def given_again_soon(self, run):
        self.assertTrue(run.was_lost, "the machine was at nothing: nothing could be lost")
        if run.given_again is None:
            return  # what it was at had ended before
        self.said.append(f"at work again after {run.given_again:.1f} s")
        self.assertLess(run.given_again, HANG)

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
        time.sleep(self.random.uniform(0.5, 4))
        run.boss.kill()
        run.end()
        before = len(self.results())
        self.assertGreaterEqual(before, len(run.stored), "what was told is there")
        self.nothing_left()
        again = Run(self)
        self.check(again.end(), again.notes)
        self.assertEqual(len(again.stored) + before, BUILDS, "only what was missing is built")
        twice = self.builds_begun() - BUILDS
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
        time.sleep(self.random.uniform(0.5, 4))
        full = self.fill(self.out)
        status = run.end()
        self.assertEqual(status, 1, run.notes + "".join(run.err))
        self.assertIn("No space left", run.notes)
        self.assertIn("is full: make room and call again", "".join(run.err))
        self.nothing_left()
        whole = lib.result_files(Chaos.undisturbed[0] / "series")
        for folder in self.results().values():
            for name, content in lib.result_files(folder.parent.parent).items():
                if (folder.parent.parent / name).parent == folder:
                    self.assertEqual(content, whole[name], "half a file passes for a result")
        full.unlink()
        again = Run(self)
        self.check(again.end(), again.notes)

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
