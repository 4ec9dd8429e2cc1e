#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bm worker in the Python tool's farm: a stand-in for that tool's boss drives it, here and through a
real ssh, on demand and in a batch, and gets every build once, with what a local build of bm's says."""

import shlex
import sys
import threading

import lib
import sshd

sys.path.insert(0, str(lib.ROOT / "tests/support/buildman"))
import boss as stand_in  # noqa: E402

COMMITS = 4  # the first breaks a board, the third mends it, the last makes one clean
ARCHES = {"sandy": "sandbox", "rocky": "sandbox", "dusty": "sandbox", "mossy": "sandbox"}
# Of the machine or of the way it was called, not of the build.
OWN = ("host", "out-env", "out-cmd", "toolchain")


class Interop(lib.BmTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.git("checkout", "-q", "series")
        self.commits = self.git("rev-list", "--reverse", f"-{COMMITS}", "series").split()
        self.remote = self.dir / "remote"
        self.worker = [lib.BM, "worker"]

    def folder_of(self, board, index):
        return self.remote / f"{index + 1:02}" / board

    def serve(self, workers, flow, boards=ARCHES, settings=None):
        """The boss when every worker has been prepared, fed by boss.`flow`, and has quit."""
        boss = stand_in.Boss(self.commits, boards.items(), self.folder_of)
        for worker in workers:
            worker.prepare()
            worker.push(self.src, self.git_dir(worker))
            worker.start()
            worker.configure(settings or {}, {"sandbox": "/usr/bin/gcc", "arm": "~/no/such/compiler"})
        failures = []

        def feed(worker):
            try:
                getattr(boss, flow)(worker)
            except stand_in.Lost as lost:
                failures.append(str(lost))

        threads = [threading.Thread(target=feed, args=[worker]) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(lib.HANG)
        self.assertEqual(failures, [])
        for worker in workers:
            self.assertEqual(worker.quit(), {"resp": "quit_ack"})
            self.assertEqual(worker.process.returncode, 0)
        return boss

    def git_dir(self, worker):
        return f"{worker.work_dir}/.git"

    def standing(self, name):
        return stand_in.Worker(name, self.dir / name, self.worker, env=self.env)

    def assert_complete_and_right(self, boss):
        wanted = {(board, index) for board in ARCHES for index in range(len(self.commits))}
        self.assertEqual(set(boss.received), wanted)
        self.assertEqual(set(boss.received.values()), {1}, "each position once")
        self.assertEqual(boss.exceptions, 0)
        self.assertEqual(self.bm("-b", "series", "-c", COMMITS).returncode, 100)
        self.assertEqual(len(self.results()), len(wanted))
        for (number, board), local in self.results().items():
            remote = self.folder_of(board, int(number) - 1)
            with self.subTest(number=number, board=board):
                self.assertEqual((remote / "done").read_text().strip(), (local / "done").read_text())
                for file in remote.iterdir():
                    if file.name in ("done", *OWN):
                        continue
                    mine = local / file.name
                    self.assertEqual(file.read_bytes().rstrip(b"\n"),
                                     mine.read_bytes().rstrip(b"\n") if mine.exists() else b"", file.name)
                err = local / "err"
                self.assertEqual((remote / "err").exists(), err.exists() and err.read_text() != "")

    def test_feeds_two_workers_on_demand_and_gets_every_build_once(self):
        boss = self.serve([self.standing("ash"), self.standing("oak")], "demand")
        self.assert_complete_and_right(boss)
        self.assertTrue(list(self.remote.rglob("u-boot.sizes")), "small files ride in `config`")

    def test_gives_one_worker_everything_in_a_batch(self):
        self.assert_complete_and_right(self.serve([self.standing("ash")], "batch"))

    def test_reaches_a_worker_through_ssh_behind_a_banner(self):
        farm = sshd.Farm()
        self.addCleanup(farm.remove)
        machine = farm.add("ash", profile="case $SSH_ORIGINAL_COMMAND in *worker*) echo Welcome;; esac")
        self.env = farm.environment(self.env)
        worker = stand_in.Worker("ash", machine.home / "work", self.worker, env=self.env,
                                 there=lambda words: ["ssh", "ash", shlex.join(words)])
        self.git_dir = lambda w: f"ash:{w.work_dir}/.git"
        boss = self.serve([worker], "demand", settings={"force_build": True, "kconfig_check": True, "lines": False})
        self.assertEqual(worker.banners, ["Welcome\n"])
        self.assert_complete_and_right(boss)

    def test_a_board_without_a_compiler_is_a_result_and_costs_nobody_else(self):
        self.commits = self.commits[-1:]
        boards = dict(ARCHES, odd="no-such-arch")
        boss = self.serve([self.standing("ash")], "demand", boards)
        self.assertEqual(boss.received, {(board, 0): 1 for board in boards})
        self.assertEqual((self.folder_of("odd", 0) / "done").read_text(), "10\n")
        self.assertIn("No tool chain found for arch 'no-such-arch'", (self.folder_of("odd", 0) / "err").read_text())


if __name__ == "__main__":
    lib.main()
