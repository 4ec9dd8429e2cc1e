#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""`bm worker` as somebody types to it: JSON lines in, `BM> ` lines out, git push to its repository."""

import json
import os
import subprocess
import threading

import lib

PREFIX = "BM> "


class Worker:
    """A worker that is spoken to line by line."""

    def __init__(self, test, *args, command=None, env=None):
        self.test = test
        command = command or [lib.BM, "worker", *map(str, args)]
        self.process = subprocess.Popen(command, env=env or test.env, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.watch = threading.Timer(lib.HANG, self.process.kill)
        self.watch.start()
        test.addCleanup(self.end)

    def end(self):
        self.process.kill()
        self.process.communicate()
        self.watch.cancel()

    def type(self, line):
        self.process.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        self.process.stdin.flush()

    def read(self):
        line = self.process.stdout.readline()
        self.test.assertTrue(line.startswith(PREFIX), f"unexpected: {line!r}")
        return json.loads(line[len(PREFIX):])

    def read_until(self, resp):
        """All answers up to and with the first of that name; signs of life and of progress left out."""
        answers = []
        while True:
            answer = self.read()
            if answer["resp"] not in ("heartbeat", "worktree_created"):
                answers.append(answer)
            if answer["resp"] == resp:
                return answers

    def ask(self, line, resp):
        self.type(line)
        return self.read_until(resp)


class ByHand(lib.BmTest):
    def commits(self, count):
        return self.git("rev-list", "--reverse", f"-{count}", "series").split()

    def push(self, git_dir):
        subprocess.run(["git", "push", "-q", git_dir, "series:refs/heads/pushed"], cwd=self.src,
                       check=True)

    def test_setup_push_prepare_two_boards_then_a_batch(self):
        work = self.dir / "work"
        worker = Worker(self)
        ready = worker.read()
        self.assertEqual((ready["resp"], ready["nthreads"], ready["slots"]),
                         ("ready", len(os.sched_getaffinity(0)), len(os.sched_getaffinity(0))))

        [done] = worker.ask({"cmd": "setup", "work_dir": str(work)}, "setup_done")
        self.assertEqual((done["work_dir"], done["git_dir"]), (str(work), str(work / ".git")))
        self.push(done["git_dir"])
        worker.ask({"cmd": "configure", "settings": {"no_lto": True, "lines": True}}, "configure_done")

        commits = self.commits(4)  # dusty breaks in the first and is mended in the third
        answers = worker.ask({"cmd": "build_prepare", "commits": commits, "max_boards": 2},
                             "build_prepare_done")
        self.assertEqual(answers[0], {"resp": "build_started", "num_threads": ready["nthreads"]})
        self.assertEqual(len(answers), 2, "worktrees are made for the slots that are used")

        worker.type({"cmd": "build_board", "board": "dusty", "arch": "sandbox"})
        worker.type({"cmd": "build_board", "board": "sandy", "arch": "sandbox"})
        answers = worker.ask({"cmd": "build_done"}, "build_done")
        self.assertEqual(answers[-1]["exceptions"], 0)
        codes = {(a["board"], a["commit_upto"]): a["return_code"] for a in answers[:-1]}
        self.assertEqual(len(answers), 9, "each position once")
        self.assertEqual({key: code != 0 for key, code in codes.items()},
                         {(b, c): b == "dusty" and c < 2 for b in ("dusty", "sandy") for c in range(4)})
        good = next(a for a in answers if a["return_code"] == 0)
        self.assertTrue(good["sizes"]["raw"].split()[5] == "u-boot", good["sizes"])
        self.assertRegex(good["lines"], r"^(\S+: \d+(-\d+)?(,\d+(-\d+)?)*\n)+$")
        self.assertNotIn("lines", good["config"])
        self.assertTrue(all("lines" not in a for a in answers[:-1] if a["return_code"] != 0))
        self.assertNotIn("lease", good)

        boards = [{"board": b, "arch": "sandbox", "env": {}} for b in ("mossy", "sandy", "a/../b")]
        boards.append({"board": "rocky", "arch": "no-such-arch"})
        answers = worker.ask({"cmd": "build_boards", "boards": boards, "commits": commits[-2:]},
                             "build_done")
        results = [a for a in answers if a["resp"] == "build_result"]
        self.assertEqual(len(results), 8, "each failure is a result")
        self.assertEqual({a["board"]: a["return_code"] for a in results},
                         {"mossy": 0, "sandy": 0, "a/../b": 1, "rocky": 10})

        self.assertEqual(worker.ask({"cmd": "quit"}, "quit_ack"), [{"resp": "quit_ack"}])
        self.assertEqual(worker.process.wait(lib.HANG), 0)
        self.assertTrue(work.exists(), "a directory that was named is left")

    def test_answers_every_order_of_commands(self):
        worker = Worker(self, "-g", self.dir / "work")
        worker.read()

        def error(line):
            [answer] = worker.ask(line, "error")
            return answer["msg"]

        self.assertIn("invalid JSON", error("what?"))
        self.assertEqual(error({"cmd": "dance"}), "unknown command: dance")
        self.assertEqual(error({}), "unknown command: ")
        self.assertIn("no builder", error({"cmd": "build_board", "board": "sandy"}))
        self.assertEqual(worker.ask({"cmd": "build_done"}, "build_done")[0]["exceptions"], 0)
        self.assertEqual(error({"cmd": "build_boards", "commits": self.commits(1)}), "no boards specified")
        self.assertIn("repository", error({"cmd": "build_prepare", "commits": self.commits(1)}))
        [done] = worker.ask({"cmd": "setup"}, "setup_done")
        self.push(done["git_dir"])
        worker.ask({"cmd": "build_prepare", "commits": self.commits(1)}, "build_prepare_done")
        error({"cmd": "build_prepare", "commits": self.commits(1)})
        error({"cmd": "build_boards", "boards": [{"board": "sandy"}], "commits": self.commits(1)})
        worker.type({"cmd": "build_board", "board": "sandy", "arch": "sandbox"})
        answers = worker.ask({"cmd": "build_done"}, "build_done")
        self.assertEqual([a.get("return_code") for a in answers], [0, None])
        worker.type("")
        worker.ask({"cmd": "quit"}, "quit_ack")
        self.assertEqual(worker.process.wait(lib.HANG), 0)
        self.assertFalse(os.path.exists(done["work_dir"]), "a temporary one is removed")

    def test_another_call_ends_the_worker_at_work_in_a_directory(self):
        work = self.dir / "work"

        def end_holder():
            return subprocess.run([lib.BM, "worker", "--end-holder", "-g", work], env=self.env,
                                  capture_output=True, text=True, timeout=lib.HANG)

        worker = Worker(self, "-g", work)
        worker.read()
        done = end_holder()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, f"^ended host .*, pid {worker.process.pid}, since ")
        self.assertEqual(worker.process.wait(lib.HANG), 1)
        self.assertEqual(end_holder().stdout, f"nobody holds {work}/.bm-work/worker.lock\n")

    def test_builds_what_lies_there_when_no_commit_is_named(self):
        work = self.dir / "work"
        subprocess.run(["git", "clone", "-q", "-b", "series", self.src, work], check=True)
        (work / "common/main.c").write_text("#error not this\n")
        worker = Worker(self, "-g", work)
        worker.read()
        boards = [{"board": "sandy", "arch": "sandbox"}]
        answers = worker.ask({"cmd": "build_boards", "boards": boards, "commits": [None]}, "build_done")
        self.assertEqual(len(answers), 2, "no build_started, no worktree")
        self.assertIn("not this", answers[0]["stderr"])
        worker.ask({"cmd": "build_boards", "boards": boards}, "build_done")


if __name__ == "__main__":
    lib.main()
