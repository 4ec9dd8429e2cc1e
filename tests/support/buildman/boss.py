# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for the Python tool in its role of boss: it prepares a directory, pushes HEAD, starts a
worker there, and feeds it on demand or in one batch, with that tool's habits. It gives up a worker at
any `error`, at a line that is not JSON, at one that it does not know while it prepares, and after
`silence` without a line. It does not look at what it did not ask for: it writes it down and counts it."""

import json
import pathlib
import queue
import shlex
import subprocess
import threading

PREFIX = "BM> "


class Lost(Exception):
    """The worker was given up."""


class Worker:
    """One worker process: `program`, with `-g work_dir`. `there` turns words into a command that runs them
    where the worker is."""

    def __init__(self, name, work_dir, program, there=lambda words: words, env=None, silence=300, max_boards=0):
        self.name, self.work_dir, self.program = name, pathlib.Path(work_dir), program
        self.there, self.env, self.silence, self.max_boards = there, env, silence, max_boards
        self.quoted = shlex.quote(str(work_dir))
        self.replies = queue.Queue()
        self.banners = []

    def run(self, script):
        subprocess.run(self.there(["sh", "-c", script]), env=self.env, check=True, capture_output=True)

    def prepare(self):
        self.run(f"mkdir -p {self.quoted} && cd {self.quoted} && date +%s > .lock && "
                 "{ [ -d .git ] || git init -q; } && git config receive.denyCurrentBranch updateInstead")

    def push(self, source, git_dir):
        subprocess.run(["git", "push", "-q", "--force", git_dir, "HEAD:refs/heads/work"], cwd=source,
                       env=self.env, check=True, capture_output=True)

    def start(self):
        self.run(f"cd {self.quoted} && git checkout -q -f work")
        words = [*self.program, "-g", str(self.work_dir)]
        self.process = subprocess.Popen(self.there(words), env=self.env, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        threading.Thread(target=self.read_all, daemon=True).start()
        ready = self.reply()
        if ready["resp"] != "ready":
            raise Lost(f"{self.name} did not send ready")
        self.max_boards = self.max_boards or ready.get("nthreads", 1)

    def read_all(self):
        with self.process.stdout as lines:
            for line in lines:
                if not line.startswith(PREFIX):
                    self.banners.append(line)
                    continue
                try:
                    self.replies.put(json.loads(line[len(PREFIX):]))
                except ValueError:
                    break
        self.replies.put(None)

    def reply(self):
        try:
            got = self.replies.get(timeout=self.silence)
        except queue.Empty:
            raise Lost(f"{self.name} timed out") from None
        if got is None:
            raise Lost(f"{self.name} closed connection")
        if got["resp"] == "error":
            raise Lost(f"{self.name}: {got.get('msg', 'unknown')}")
        return got

    def send(self, command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def configure(self, settings, toolchains):
        self.send({"cmd": "configure", "settings": settings, "toolchains": toolchains})
        if self.reply()["resp"] != "configure_done":
            raise Lost(f"{self.name} rejected configure")

    def quit(self):
        """One line is read, whatever it is; then the connection is closed."""
        self.send({"cmd": "quit"})
        last = self.reply()
        self.process.stdin.close()
        self.process.wait(60)
        self.run(f"rm -f {self.quoted}/.lock")
        return last


class Boss:
    """Takes boards from one pool for all workers, and writes results as they come, `done` first."""

    def __init__(self, commits, boards, folder_of):
        self.commits, self.pool, self.folder_of = commits, list(boards), folder_of
        self.received = {}  # (board, commit index) -> how often
        self.exceptions = 0
        self.lock = threading.Lock()

    def grab(self, count):
        with self.lock:
            taken, self.pool = self.pool[:count], self.pool[count:]
        return taken

    def feed(self, worker, count):
        """Gives the worker so many boards, as far as there are any; says how many."""
        boards = self.grab(count)
        for board, arch in boards:
            worker.send({"cmd": "build_board", "board": board, "arch": arch})
        return len(boards)

    def take(self, worker, result):
        key = (result.get("board", ""), result.get("commit_upto", 0))
        with self.lock:
            self.received[key] = self.received.get(key, 0) + 1
        folder = self.folder_of(*key)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "done").write_text(f"{result.get('return_code', 1)}\n")
        if result.get("stderr"):
            (folder / "err").write_text(result["stderr"])
        (folder / "log").write_text(result.get("stdout", ""))
        (folder / "host").write_text(worker.name + "\n")
        if result.get("sizes", {}).get("raw"):
            (folder / "sizes").write_text(result["sizes"]["raw"])
        if result.get("lines"):
            (folder / "lines").write_text(result["lines"])
        for name, text in result.get("config", {}).items():
            (folder / name).write_text(text)

    def demand(self, worker):
        worker.send({"cmd": "build_prepare", "commits": self.commits, "max_boards": worker.max_boards})
        while (got := worker.reply()["resp"]) != "build_prepare_done":
            if got not in ("build_started", "worktree_created", "heartbeat"):
                raise Lost(f"{worker.name}: {got} while it prepares")
        sent, received, per_board = self.feed(worker, worker.max_boards), 0, {}
        while received < sent * len(self.commits):
            got = worker.reply()
            if got["resp"] == "build_done":
                break
            if got["resp"] != "build_result":
                continue
            self.take(worker, got)
            received += 1
            per_board[got["board"]] = per_board.get(got["board"], 0) + 1
            if per_board[got["board"]] == len(self.commits):
                sent += self.feed(worker, 1)
        worker.send({"cmd": "build_done"})
        self.finish(worker)

    def batch(self, worker):
        boards = [{"board": board, "arch": arch} for board, arch in self.grab(len(self.pool))]
        worker.send({"cmd": "build_boards", "boards": boards, "commits": self.commits})
        self.finish(worker)

    def finish(self, worker):
        while (got := worker.reply())["resp"] != "build_done":
            if got["resp"] == "build_result":
                self.take(worker, got)
        self.exceptions += got.get("exceptions", 0)
