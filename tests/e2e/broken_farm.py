# SPDX-License-Identifier: GPL-2.0-or-later
"""A farm to be broken: two machines behind cables of their own, one run of bm boss on them, and what must hold after."""

import contextlib
import json
import os
import pathlib
import random
import shutil
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
CAMPAIGN = 40 if UBOOT else 7.5  # seconds that it takes at least from its first build on
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
        self.lost, self.stored, self.notes, self.at, self.seen = set(), [], "", set(), set()
        self.begun, self.builders = threading.Event(), set()
        env = dict(test.env, **test.more_environment)
        self.boss = subprocess.Popen(
            test.command("-G", test.settings, "--dist", "--no-local", "-b", "series", "-c", COMMITS, *BOARDS,
                         "--silence", DETECTION, "--json-progress", *args),
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        test.addCleanup(self.boss.kill)
        self.watch = threading.Timer(2 * HANG, self.boss.kill)
        self.watch.daemon = True
        self.watch.start()
        self.err = []
        self.readers = [threading.Thread(target=read, daemon=True) for read in (self.listen, self.overhear)]
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
        self.seen |= {(board, commit) for _, board, commit in self.at}
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
class BrokenFarm(lib.BmTest):
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
        if BrokenFarm.undisturbed is None:
            tree = pathlib.Path(tempfile.mkdtemp(prefix="bm-undisturbed-"))
            unittest.addModuleCleanup(shutil.rmtree, tree, ignore_errors=True)
            self.out, mine = tree, self.out
            done = subprocess.run(self.command("-G", self.farm_settings(), "-b", "series", "-c", COMMITS, *BOARDS),
                                  env=self.env, capture_output=True, text=True)
            self.assertIn(done.returncode, (100, 101), done.stderr)
            self.assertEqual(len(self.results()), BUILDS)
            self.out = mine
            BrokenFarm.undisturbed = (tree, done.returncode)
        return BrokenFarm.undisturbed[1]

    def farm_settings(self, **machines):
        file = self.farm.settings(*machines, **machines)
        if UBOOT:
            with open(file, "a") as more:
                more.write("[toolchain-wrapper]\nwrapper = ccache\n")
        return file

    def builds_begun(self):
        """On all machines; the configuring before each is not counted. Not of a real tree, whose compilers' folder has
        the make that is found first."""
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
        lib.assert_same_trees(self, BrokenFarm.undisturbed[0] / "series", self.out / "series")
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
