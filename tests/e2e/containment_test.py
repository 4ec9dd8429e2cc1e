#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing of bm's is left two seconds after boss or worker ended, however they ended, with builds that
call setsid and fork twice; and a dead worker costs no build."""

import os
import pathlib
import signal
import subprocess
import time

import lib

LIMIT = 2.0


class Containment(lib.BmTest):
    def setUp(self):
        super().setUp()
        self.marker = f"daemon-of-{self.dir.name}"
        self.go = self.dir / "go"
        makefile = (self.src / "Makefile").read_text()
        self.git("checkout", "-q", "series")
        # Until `go` is there each build starts a daemon and an orphan, and stays.
        self.change("Makefile", makefile.replace("all: u-boot ", "all: linger u-boot ").replace(
            "u-boot: $(objs) FORCE\n",
            "linger: FORCE\n"
            f"\t@[ -e {self.go} ] || {{ setsid sh -c 'trap \"\" TERM HUP INT; : {self.marker}; while :; do sleep 1; done' & "
            f"(setsid sh -c '(sh -c \": {self.marker}; sleep 1000; :\" &)'); "
            f"touch {self.dir}/lingers; while [ ! -e {self.go} ]; do sleep 0.05; done; }}\n"
            "u-boot: $(objs) FORCE\n"), "linger")
        self.boss = None
        self.addCleanup(self.clean)

    def clean(self):
        if self.boss and self.boss.poll() is None:
            self.boss.kill()
        if self.boss:
            self.boss.wait()
            for stream in (self.boss.stdin, self.boss.stdout, self.boss.stderr):
                if stream:
                    stream.close()

    def alive(self):
        return lib.processes_with(self.marker) + lib.processes_with(str(self.out))

    def start(self, *args):
        self.boss = subprocess.Popen(self.command("-b", "series", "-c", 2, "-T", 2, *args), env=self.env,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertTrue(lib.eventually(lambda: (self.dir / "lingers").exists()))
        self.assertTrue(lib.eventually(lambda: len(lib.processes_with(self.marker)) >= 2))
        return self.boss

    def worker(self):
        (pid,) = [p for p in lib.children(self.boss.pid)
                  if b"worker" in pathlib.Path(f"/proc/{p}/cmdline").read_bytes()]
        return pid

    def assert_all_gone(self, since):
        gone = lib.eventually(lambda: not self.alive(), LIMIT + 5)
        took = time.monotonic() - since
        self.assertTrue(gone, self.alive())
        self.assertLess(took, LIMIT)

    def end_boss_by(self, number):
        boss = self.start("sandy", "mossy")
        since = time.monotonic()
        boss.send_signal(number)
        self.assert_all_gone(since)
        return boss.wait(lib.HANG)

    def test_kill_9_of_the_boss(self):
        self.assertEqual(self.end_boss_by(signal.SIGKILL), -signal.SIGKILL)

    def test_ctrl_c_of_the_boss(self):
        self.assertEqual(self.end_boss_by(signal.SIGINT), 130)

    def test_sigterm_of_the_boss(self):
        self.assertEqual(self.end_boss_by(signal.SIGTERM), 130)

    def test_sighup_of_the_boss(self):
        self.assertEqual(self.end_boss_by(signal.SIGHUP), 130)

    def test_a_second_ctrl_c_waits_for_nobody(self):
        boss = self.start("sandy", "mossy")
        os.kill(self.worker(), signal.SIGSTOP)  # it cannot answer the first one
        boss.send_signal(signal.SIGINT)
        time.sleep(0.5)
        self.assertIsNone(boss.poll(), "the first one waits for a while")
        since = time.monotonic()
        boss.send_signal(signal.SIGINT)
        self.assertEqual(boss.wait(lib.HANG), 130)
        self.assert_all_gone(since)

    def test_the_next_call_goes_on_after_kill_9_of_the_boss(self):
        self.end_boss_by(signal.SIGKILL)
        self.go.touch()
        done = self.bm("-b", "series", "-c", 2, "-T", 2, "sandy", "mossy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(len(self.results()), 4)

    def kill_worker_by(self, number):
        boss = self.start("sandy", "mossy")
        worker = self.worker()
        killed = [pid for pid, _ in self.alive() if pid not in (boss.pid, worker)]
        since = time.monotonic()
        os.kill(worker, number)
        self.go.touch()
        self.assertTrue(lib.eventually(
            lambda: not [p for p, _ in self.alive() if p in killed], LIMIT + 5))
        self.assertLess(time.monotonic() - since, LIMIT)
        out, err = boss.communicate(timeout=lib.HANG)
        self.assertEqual(boss.returncode, 0, out + err)
        self.assertIn("Completed: 4 total built, ", out)
        self.assertEqual(len(self.results()), 4)

    def test_kill_9_of_a_worker_in_mid_build_loses_nothing(self):
        self.kill_worker_by(signal.SIGKILL)

    def test_sigterm_of_a_worker_in_mid_build_loses_nothing(self):
        self.kill_worker_by(signal.SIGTERM)

    def lone_worker(self):
        """A worker by hand that lingers in a build."""
        work = self.out / "w"
        subprocess.run(["git", "clone", "-q", self.src, work], check=True)
        commit = self.git("rev-parse", "series").strip()
        subprocess.run(["git", "update-ref", "refs/bm/t/tip", commit], cwd=work, check=True)
        self.boss = subprocess.Popen([lib.BM, "worker", "-g", work], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True, env=self.env)
        self.boss.stdin.write('{"cmd": "configure"}\n{"cmd": "build_prepare", "commits": ["%s"]}\n'
                              '{"cmd": "build_board", "board": "sandy", "arch": "sandbox"}\n' % commit)
        self.boss.stdin.flush()
        self.assertTrue(lib.eventually(lambda: len(lib.processes_with(self.marker)) >= 2))
        return self.boss

    def test_eof_ends_a_worker_with_status_1(self):
        worker = self.lone_worker()
        since = time.monotonic()
        worker.stdin.close()
        self.assert_all_gone(since)
        self.assertEqual(worker.wait(lib.HANG), 1)

    def test_quit_ends_a_worker_with_quit_ack_and_status_0(self):
        worker = self.lone_worker()
        since = time.monotonic()
        worker.stdin.write('{"cmd": "quit"}\n')
        worker.stdin.flush()
        self.assert_all_gone(since)
        self.assertEqual(worker.wait(lib.HANG), 0)
        self.assertIn('BM> {"resp": "quit_ack"}', worker.stdout.read())

    def test_each_signal_ends_a_worker_with_status_1(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number):
                worker = self.lone_worker()
                since = time.monotonic()
                worker.send_signal(number)
                self.assert_all_gone(since)
                self.assertEqual(worker.wait(lib.HANG), 1)
                worker.stdout.close()
                worker.stdin.close()
                subprocess.run(["rm", "-rf", self.out], check=True)

    def test_kill_9_of_a_worker_and_of_its_guards_leaves_nothing(self):
        worker = self.lone_worker()
        guards = [p for p in lib.children(worker.pid)]
        since = time.monotonic()
        for pid in guards:
            os.kill(pid, signal.SIGKILL)
        self.assertTrue(lib.eventually(lambda: not lib.processes_with(self.marker), LIMIT + 5))
        self.assertLess(time.monotonic() - since, LIMIT)
        worker.kill()


if __name__ == "__main__":
    lib.main()
