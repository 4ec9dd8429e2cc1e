#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds on other machines, through a real ssh and real sshds on loopback: results are whole, the
same as local ones, and nothing tells where they were built but their `host` file."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

import lib
import sshd

# Progress is told once a second: a build that is quicker may come and go untold.
SLOW_MAKE = """#!/bin/sh
[ "$1" = --version ] || [ -n "$MAKELEVEL" ] || sleep 2
exec {make} "$@"
"""
COMPILER = r"(^|-)(gcc|cc|c\+\+|g\+\+|cpp)(-\d+)?$"


def command_line(pid):
    return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()


class Ssh(lib.BmTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.farm = sshd.Farm()
        self.addCleanup(self.farm.remove)
        self.env = self.farm.environment(self.env)

    def dist(self, *args, settings=None, **kwargs):
        settings = settings or self.farm.settings(*self.farm.machines)
        return self.bm("-G", settings, "--dist", "-b", "series", *args, **kwargs)

    def begin(self, settings, *args):
        boss = subprocess.Popen(self.command("-G", settings, "--dist", "--no-local", "-b", "series",
                                             "--json-progress", *args),
                                env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(boss.kill)
        return boss

    def begin_on_ash(self):
        """A boss that nobody listens to and that has a first result."""
        self.farm.add("ash")
        boss = subprocess.Popen(self.command("-G", self.farm.settings("ash"), "--dist", "--no-local", "-b", "series"),
                                env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(boss.kill)
        self.assertTrue(lib.eventually(lambda: self.results()))
        return boss

    def events(self, boss):
        """What it says, as it says it, to its end with the series' status."""
        watch = threading.Timer(5 * lib.HANG, boss.kill)
        watch.start()
        for line in boss.stdout:
            yield json.loads(line)
        err = boss.communicate()[1]
        watch.cancel()
        self.assertEqual(boss.returncode, 100, err)

    def hosts(self):
        return {(d / "host").read_text() for d in self.results().values() if (d / "host").exists()}

    def nothing_left(self, seconds=10):
        marker = str(self.farm.dir)
        return lib.eventually(lambda: not [p for p in lib.processes_with(marker) if "sshd" not in p[1]], seconds)

    def test_two_machines_give_the_tree_that_a_local_run_gives(self):
        for name in ("ash", "oak"):
            self.farm.add(name)
        done = self.dist("--no-local", "-k", "-v")
        self.assertEqual(done.returncode, 100, done.stderr)
        self.assertIn("Completed: 32 total built (32 newly, 1 reconfig)", done.stdout)
        self.assertEqual(self.hosts(), {"ash\n", "oak\n"})
        self.assertEqual(len([d for d in self.results().values() if (d / "host").exists()]), 32)
        remote, self.out = self.out, self.dir / "local"
        self.assertEqual(self.bm("-b", "series", "-k").returncode, 100)
        self.assertEqual(self.hosts(), set(), "a local result has no `host`")
        lib.assert_same_trees(self, remote, self.out)
        self.assertTrue(self.nothing_left())

    def logins(self, name):
        return (self.farm.machines[name].dir / "log").read_text().count("Accepted publickey")

    def test_a_machine_is_logged_into_once(self):
        self.farm.add("ash")
        done = self.dist("--no-local", "sandy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.logins("ash"), 1)
        self.assertFalse(list((self.out / ".bm-work").glob("ssh-*")), "its socket was left")

    def test_a_machine_that_allows_one_session_in_a_connection_builds(self):
        ash = self.farm.add("ash", start=False)
        ash.config.write_text(ash.config.read_text() + "MaxSessions 1\n")
        ash.start()
        done = self.dist("--no-local", "sandy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_connection_that_the_user_shares_is_used(self):
        self.farm.add("ash")
        with (self.farm.dir / "config").open("a") as config:
            config.write(f"Host *\n ControlPath {self.farm.dir}/mine\n")
        shared = subprocess.Popen(["ssh", "-M", "-N", "ash"], env=self.env)
        self.addCleanup(shared.wait)
        self.addCleanup(shared.terminate)
        self.assertTrue(lib.eventually((self.farm.dir / "mine").exists))
        done = self.dist("--no-local", "sandy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.logins("ash"), 1)

    def test_builds_the_source_as_it_lies_there(self):
        self.farm.add("ash")
        (self.src / "common/util.c").write_text((self.src / "common/util.c").read_text() + "\nint fresh = 7;\n")
        settings = self.farm.settings("ash")
        done = self.bm("-G", settings, "--dist", "--no-local", "sandy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("fresh", (self.out / "current/sandy/u-boot.sizes").read_text())

    def test_says_that_nobody_could_build_when_no_machine_answers(self):
        self.farm.add("gone", start=False)
        done = self.dist("--no-local", "sandy")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("no worker is left (gone:", done.stdout + done.stderr)
        self.assertIn("Nothing could be built: no machine can be used", done.stdout)
        self.assertRegex(done.stderr, "worker gone .*Connection refused: no sshd listens there")

    def without(self, pattern):
        """A PATH with the programs of /usr/bin, but for those that match."""
        tools = pathlib.Path(tempfile.mkdtemp(prefix="tools-", dir=self.farm.dir))
        for name in os.listdir("/usr/bin"):
            if not re.search(pattern, name):
                (tools / name).symlink_to(f"/usr/bin/{name}")
        return f"export PATH={tools}"

    def test_dead_slow_loud_and_poor_machines_hold_nobody_up(self):
        noise = "head -c 1000000 /dev/zero | tr '\\0' 'x' | fold -w 100; echo 'BM> {\"resp\": \"quit_ack\"'"
        self.farm.add("ash")
        self.farm.add("gone", start=False)
        self.farm.add("slow", profile="sleep 20")
        self.farm.add("loud", profile=noise)
        self.farm.add("poor", profile=self.without(COMPILER))
        begun = time.monotonic()
        boss = self.begin(self.farm.settings(*self.farm.machines))
        first, notes, builders = {}, "", set()
        for event in self.events(boss):
            notes += event.get("text", "") + "\n"
            for build in event.get("building", []):
                first.setdefault(build["machine"], (time.monotonic() - begun, notes))
            if event["event"] == "build":
                builders.add(event["machine"])
        print("first build after", {name: f"{after:.1f} s" for name, (after, _) in first.items()})
        self.assertEqual(len(self.results()), 32)
        self.assertTrue({"ash", "loud"} <= builders <= {"ash", "loud", "slow"}, builders)
        self.assertIn("slow: looking at slow", first["ash"][1])
        self.assertNotIn("slow: sending", first["ash"][1], "the slow one was waited for")
        self.assertRegex(notes, r"worker gone .*Connection refused")
        self.assertRegex(notes, r"worker poor has no toolchain for sandbox")
        self.assertNotRegex(notes, r"worker (ash|loud)")
        self.assertTrue(self.nothing_left(40), "but for a login shell that sleeps")

    def test_a_machine_without_a_compiler_for_an_arch_is_named(self):
        self.farm.add("bare", profile=self.without(COMPILER))
        done = self.dist("--no-local", "sandy", "mossy")
        self.assertEqual(done.returncode, 102, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"worker bare has no toolchain for \w+ \(\d boards?\)")
        self.farm.add("ash")
        done = self.dist("--no-local", "sandy", "mossy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.hosts(), {"ash\n"}, "what one cannot build the other does")

    def test_a_machine_without_git_is_told_so(self):
        self.farm.add("bare", profile=self.without("^git$"))
        done = self.dist("sandy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"worker bare is not used: .*git")

    def lose(self, victims, blow=signal.SIGKILL, words="worker oak died"):
        """Two machines build; the blow goes to victims(boss, worker of oak), which is told in these words. All builds
        must be in the output, each stored once, and nothing left there. Prints after how long the board that was
        lost was given out again."""
        tools = pathlib.Path(tempfile.mkdtemp(prefix="tools-", dir=self.farm.dir))
        (tools / "make").write_text(SLOW_MAKE.format(make=shutil.which("make")))
        (tools / "make").chmod(0o755)
        for name in ("ash", "oak"):
            self.farm.add(name, profile=f"export PATH={tools}:$PATH")
        settings = self.farm.settings("ash", "oak", ash="max_boards = 1", oak="max_boards = 1")
        boss = self.begin(settings, "-p", "-c", 5)
        marker = f"-g {self.farm.machines['oak'].home}"
        workers = lambda: [pid for pid, line in lib.processes_with(marker) if "/bm-worker-" in line.split()[0]]
        lost, given_again, stored, notes = None, None, [], ""
        for event in self.events(boss):
            notes += event.get("text", "") + "\n"
            if event["event"] == "build":
                stored.append((event["board"], event["commit"]))
            at = {(b["machine"], b["board"]) for b in event.get("building", [])}
            boards = {board for machine, board in at if machine == "oak"}
            if lost is None and boards and len(stored) > 1 and workers():
                lost, killed, hit = boards, time.monotonic(), 0
                for victim in victims(boss.pid, workers()[0]):
                    # Some of them end by themselves once the first is gone.
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(victim, blow)
                        hit += 1
                self.assertGreater(hit, 0)
            elif lost and not given_again and words in notes and lost & {board for _, board in at}:
                given_again = time.monotonic() - killed
        self.assertTrue(lost and given_again, "what was lost was not given out again")
        print(f"given out again after {given_again:.1f} s")
        self.assertEqual(len(self.results()), 20)
        self.assertEqual(len(stored), 20)
        self.assertEqual(len(set(stored)), 20, "each once")
        self.assertIn(words, notes)
        self.assertTrue(self.nothing_left())
        return notes

    def test_builds_of_a_worker_that_was_killed_are_built_elsewhere(self):
        self.lose(lambda boss, worker: [worker])

    def test_builds_are_given_out_again_when_our_ssh_was_killed(self):
        self.lose(lambda boss, worker: [pid for pid in lib.children(boss) if b"oak" in command_line(pid)])

    def test_builds_are_given_out_again_when_the_session_of_sshd_was_killed(self):
        def session(_, worker):
            above = lib.parent(worker)
            while b"sshd" not in command_line(above):
                above = lib.parent(above)
            return [above]
        self.lose(session)

    def test_a_worker_that_was_stopped_is_ended_and_its_builds_are_given_out_again(self):
        notes = self.lose(lambda boss, worker: [worker], signal.SIGSTOP, "worker oak said nothing for 30 s")
        self.assertRegex(notes, "oak: (ended|killed) host .*, pid [0-9]+, since .*, for campaign [0-9a-f]{16}")

    def test_ctrl_c_ends_a_worker_that_was_stopped(self):
        boss = self.begin_on_ash()
        for pid, line in lib.processes_with(f"-g {self.farm.machines['ash'].home}"):
            if "/bm-worker-" in line.split()[0]:
                os.kill(pid, signal.SIGSTOP)
        boss.send_signal(signal.SIGINT)
        self.assertEqual(boss.wait(timeout=lib.HANG), 130)
        self.assertTrue(self.nothing_left())

    def test_ctrl_c_leaves_nothing_running_there(self):
        boss = self.begin_on_ash()
        boss.send_signal(signal.SIGINT)
        self.assertEqual(boss.wait(timeout=lib.HANG), 130)
        self.assertTrue(self.nothing_left())
        again = self.dist("--no-local")
        self.assertEqual(again.returncode, 100)
        self.assertEqual(len(self.results()), 32)

    def test_kill_workers_ends_bms_own_and_nothing_else(self):
        self.farm.add("ash")
        settings = self.farm.settings("ash")
        self.assertEqual(self.dist("--no-local", "sandy").returncode, 0)
        done = self.bm("-G", settings, "--kill-workers")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^  ash: ")

    def test_wrong_calls_are_refused_with_the_way_out(self):
        self.farm.add("ash")
        settings = self.farm.settings("ash")
        for args, words in (
            (("--no-local",), "--no-local requires --dist"),
            (("--wait",), "--wait is for machines: it requires --dist"),
            (("--use-machines", "ahs"), "ash"),
            (("--dist", "-w", "--boards", "sandy"), "leave out --dist"),
        ):
            done = self.bm("-G", settings, *args)
            self.assertEqual(done.returncode, 1, args)
            self.assertIn(words, done.stderr)
        done = self.bm("-G", "/dev/null", "--dist", "-b", "series")
        self.assertEqual(done.returncode, 1)
        self.assertIn("No machines configured", done.stderr)
        done = self.bm("-G", settings, "--dist", "-b", "series", env=dict(self.env, BL31="/x/bl31.bin"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("BL31 is set", done.stderr)


if __name__ == "__main__":
    lib.main()
