#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bm boss with workers that a command of the user's starts: a stand-in for the Python tool's worker with
its habits, and bm worker. Every build once, and what a local build says."""

import os
import signal
import subprocess
import sys

import lib

STAND_IN = lib.ROOT / "tests/support/buildman/worker.py"
COMMITS = 4  # the first breaks a board, the third mends it, the last makes one clean
BUILDS = 16


def diagnostics(folder):
    """The lines of `err` but for those in which make speaks of its own end."""
    file = folder / "err"
    lines = file.read_text().splitlines() if file.exists() else []
    return {line for line in lines if "make" not in line.split(":")[0]}


class OwnWorker(lib.BmTest):
    maxDiff = None

    def settings(self, **machines):
        """A settings file; name -> lines of [machine:NAME]."""
        text = "[machines]\n" + "".join(f"{name}\n" for name in machines)
        for name, lines in machines.items():
            text += f"[machine:{name}]\n" + "\n".join(lines) + "\n"
        file = self.dir / "settings"
        file.write_text(text)
        return file

    def python(self, *args):
        return f"worker_command = {sys.executable} -B {STAND_IN} {' '.join(args)}"

    def dist(self, settings, *args):
        return self.bm("-G", settings, "--dist", "--no-local", "-b", "series", "-c", COMMITS, *args)

    def assert_like_local_builds(self):
        """What comes over the dialect is the same, and nothing of it is bm's own doing."""
        remote = self.results()
        self.assertEqual(len(remote), BUILDS)
        self.out = self.dir / "local"
        self.assertEqual(self.bm("-b", "series", "-c", COMMITS).returncode, 100)
        for build, local in self.results().items():
            there = remote[build]
            with self.subTest(build=build):
                self.assertEqual((there / "done").read_text(), (local / "done").read_text())
                self.assertEqual(diagnostics(there), diagnostics(local))
                if (local / "sizes").exists():
                    self.assertEqual((there / "sizes").read_text().split()[:6],
                                     (local / "sizes").read_text().split()[:6])
                if (local / "done").read_text() != "0":
                    self.assertEqual((there / ".config").read_text(), (local / ".config").read_text())
                self.assertNotIn(str(self.dir), "".join(f.read_text() for f in there.iterdir()))

    def nothing_left(self):
        return lib.eventually(lambda: not lib.processes_with(str(STAND_IN)), 10)

    def test_drives_two_workers_of_the_python_tool(self):
        done = self.dist(self.settings(ash=[self.python("--threads", "1")], oak=[self.python("--threads", "1")]))
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertIn(f"Completed: {BUILDS} total built,", done.stdout)
        self.assertIn("worker ash speaks buildman's dialect", done.stderr)
        self.assertNotRegex(done.stderr, "died|lost|not used", "death after quit_ack is its way to go")
        hosts = {(folder / "host").read_text() for folder in self.results().values()}
        self.assertEqual(hosts, {"ash\n", "oak\n"})
        self.assert_like_local_builds()
        self.assertTrue(self.nothing_left())

    def test_builds_again_what_such_a_worker_loses_in_silence(self):
        done = self.dist(self.settings(ash=[self.python("--threads", "1", "--lose", "sandy")]))
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertIn(f"Completed: {BUILDS} total built,", done.stdout)
        self.assertRegex(done.stderr, "sandy at .* is tried again: worker ash: it ended without that result")
        self.assert_like_local_builds()

    def test_notices_what_such_a_worker_loses_when_it_goes_on(self):
        done = self.dist(self.settings(ash=[self.python("--threads", "1", "--lose", "dusty")]))
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertRegex(done.stderr, "dusty at .* is tried again: worker ash: its thread went on to another board")
        self.assertEqual(len(self.results()), BUILDS)

    def test_gives_everything_to_its_own_worker_that_a_command_starts(self):
        done = self.dist(self.settings(ash=[f"worker_command = {lib.BM} worker"]), "-k")
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertNotIn("dialect", done.stderr)
        remote, self.out = self.out, self.dir / "local"
        self.assertEqual(self.bm("-b", "series", "-c", COMMITS, "-k").returncode, 100)
        lib.assert_same_trees(self, remote, self.out)

    def test_pushes_where_the_settings_say(self):
        work = self.dir / "far"
        subprocess.run(["git", "init", "-q", work], check=True)
        done = self.dist(self.settings(ash=[f"worker_command = {lib.BM} worker", f"push_url = file://{work}/.git",
                                            f"work_dir = {work}"]))
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertEqual(len(self.results()), BUILDS)

    def test_takes_nobodys_tags_away_and_does_not_try_again(self):
        theirs = self.dir / "theirs"
        subprocess.run(["git", "clone", "-q", self.src, theirs], check=True)
        refs = lambda: subprocess.run(["git", "show-ref", "--head"], cwd=theirs, capture_output=True, text=True).stdout
        before = refs()
        done = self.dist(self.settings(ash=[f"worker_command = {lib.BM} worker -g {self.dir}/w", f"work_dir = {theirs}"]))
        self.assertEqual(done.returncode, 102, done.stdout + done.stderr)
        self.assertRegex(done.stderr, "worker ash is not used: it cannot be sent the commits: .* of its own: name")
        self.assertNotIn("started again", done.stderr)
        self.assertEqual(refs(), before)

    def test_names_what_the_dialect_cannot_say(self):
        done = self.dist(self.settings(ash=[self.python()]), "-k", "-Q")
        self.assertEqual(done.returncode, 102, done.stdout + done.stderr)
        self.assertIn("worker ash is not used: it speaks only buildman's dialect, which lacks -Q, -k",
                      done.stderr)

    def test_names_a_command_that_is_no_worker(self):
        done = self.dist(self.settings(ash=["worker_command = /bin/false"], oak=["worker_command = /no/such"]))
        self.assertEqual(done.returncode, 102, done.stdout + done.stderr)
        self.assertRegex(done.stderr, "worker ash is not started again after .*: died: ended with status 1")
        self.assertRegex(done.stderr, "worker oak .*Cannot start /no/such")

    def test_leaves_nothing_when_the_boss_is_killed(self):
        settings = self.settings(ash=[self.python()])
        boss = subprocess.Popen(self.command("-G", settings, "--dist", "--no-local", "-b", "series"),
                                env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(lib.eventually(lambda: self.results()))
        os.kill(boss.pid, signal.SIGKILL)
        boss.wait()
        self.assertTrue(self.nothing_left())

    def test_wrong_settings_are_refused_with_the_way_out(self):
        for lines, words in (
            (["push_url = far:repo"], "has a push_url and no worker_command"),
            (["worker_command = x", "push_url = far:repo"], "work_dir must be the absolute path"),
            (["worker_command = x", "bm_path = /bm"], "leave one out"),
        ):
            done = self.dist(self.settings(ash=lines))
            self.assertEqual(done.returncode, 1, lines)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    lib.main()
