#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for the Python tool in its role of worker, with that tool's habits: it knows no compiler but
those of `configure`, needs a HEAD to make worktrees, says one heartbeat when a thread begins a board, builds
every commit of the preparation, sends three numbers of a good build and the configuration of a bad one, dies by
its own SIGKILL after quit_ack, and loses the rest of a board in silence when something goes wrong in its thread.

`--lose BOARD` makes that happen, once, at the board's second commit; `--threads N` says how many there are."""

import argparse
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

FLAGS = {"allow_missing": "BINMAN_ALLOW_MISSING=1", "no_lto": "NO_LTO=1",
         "reproducible_builds": "SOURCE_DATE_EPOCH=0"}
CONFIG_FILES = ("u-boot.cfg", ".config", "include/autoconf.mk", "include/generated/autoconf.h")


class Worker:
    def __init__(self, args):
        self.args = args
        self.work = os.path.realpath(args.git)
        self.temporary = False
        self.settings, self.toolchains = {}, {}
        self.commits, self.jobs, self.threads = [], queue.Queue(), []
        self.exceptions = 0
        self.feeding = False
        self.output = threading.Lock()

    def say(self, resp, **fields):
        with self.output:
            print("BM> " + json.dumps({"resp": resp, **fields}), flush=True)

    def run(self, *words, cwd=None, env=None):
        return subprocess.run(words, cwd=cwd or self.work, env=env, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, errors="replace")

    def git(self, *words, cwd=None):
        done = self.run("git", *words, cwd=cwd)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    # ---- commands

    def setup(self, command):
        work = command.get("work_dir", "")
        self.temporary = not work
        work = work or tempfile.mkdtemp(prefix="bm-worker-")
        os.makedirs(work, exist_ok=True)
        self.work = work
        if not os.path.isdir(f"{work}/.git"):
            done = self.run("git", "init", "-q")
            if done.returncode:
                return self.say("error", msg=f"git init failed: {done.stderr}")
        self.say("setup_done", work_dir=work, git_dir=f"{work}/.git")

    def configure(self, command):
        self.settings = command.get("settings", {})
        for arch, path in command.get("toolchains", {}).items():
            path = os.path.expanduser(path)
            try:
                good = self.run(path, "--version").returncode == 0
            except OSError:
                good = False
            if good:
                self.toolchains[arch] = path
        self.say("configure_done")

    def build_prepare(self, command):
        if not os.path.isdir(f"{self.work}/.git"):
            return self.say("error", msg="no work directory set up")
        if not self.toolchains:
            return self.say("error", msg="no toolchains available (run setup first)")
        self.commits = command.get("commits") or [None]
        count = self.args.threads
        if self.commits[0]:
            self.say("build_started", num_threads=count)
            self.git("worktree", "prune")
            for number in range(count):
                self.make_worktree(number)
        self.jobs, self.exceptions, self.feeding = queue.Queue(), 0, True
        self.threads = [threading.Thread(target=self.work_off, args=[n], daemon=True) for n in range(count)]
        for thread in self.threads:
            thread.start()
        self.say("build_prepare_done")

    def make_worktree(self, number):
        place = f"{self.work}/.bm-work/{number:02}"
        if not os.path.exists(f"{place}/.git"):
            shutil.rmtree(place, ignore_errors=True)
            self.git("worktree", "add", "-q", "--detach", place)
        self.say("worktree_created", thread=number)

    def build_board(self, command):
        if not self.feeding:
            return self.say("error", msg="no builder (send build_prepare first)")
        self.jobs.put((command["board"], command.get("arch", "")))

    def build_done(self, _):
        for _ in self.threads:
            self.jobs.put(None)
        for thread in self.threads:
            thread.join()
        self.threads, self.feeding = [], False
        self.say("build_done", exceptions=self.exceptions)

    def quit(self, _):
        if self.temporary:
            shutil.rmtree(self.work, ignore_errors=True)
        self.say("quit_ack")
        os.killpg(0, signal.SIGKILL)

    # ---- builds

    def work_off(self, number):
        while (job := self.jobs.get()) is not None:
            self.say("heartbeat", board=job[0], thread=number)
            try:
                for index in range(len(self.commits)):
                    self.build(number, index, *job)
            except Exception as problem:  # whatever it is, the rest of the board is lost
                print(f"thread {number}: {problem}", file=sys.stderr)
                self.exceptions += 1

    def build(self, number, index, board, arch):
        if index == 1 and board == self.args.lose:
            self.args.lose = None
            raise RuntimeError("something went wrong")
        tree = pathlib.Path(self.work, ".bm-work", f"{number:02}")
        out = tree / "build"
        answer = dict(board=board, commit_upto=index, return_code=10, stdout="", load_avg=os.getloadavg()[0],
                      stderr=f"Tool chain error for {arch}: No tool chain found for arch '{arch}'")
        if arch not in self.toolchains:
            return self.say("build_result", **answer)
        self.git("checkout", "-q", "-f", self.commits[index], cwd=tree)
        gcc = self.toolchains[arch]
        env = dict(os.environ, CROSS_COMPILE=re.sub(r"gcc$", "", os.path.basename(gcc)))
        common = ["make", "O=build", "-s", "-j2", "NPROC=2",
                  *(flag for key, flag in FLAGS.items() if self.settings.get(key))]
        said = []
        for goals in (["mrproper"] if self.settings.get("mrproper") else None, [f"{board}_defconfig"], []):
            if goals is None:
                continue
            done = self.run(*common, *goals, cwd=tree, env=env)
            said.append(done.stderr)
            if done.returncode:
                break
        answer.update(return_code=done.returncode, stdout=done.stdout,
                      stderr="".join(said).replace(f"{tree}/", ""))
        image = out / "u-boot"
        if not done.returncode and image.exists():
            answer["sizes"] = {"raw": "\n".join(self.run("size", str(image)).stdout.splitlines()[1:])}
        if done.returncode > 0:
            answer["config"] = {pathlib.Path(name).name: (out / name).read_text()
                                for name in CONFIG_FILES if (out / name).exists()}
        self.say("build_result", **answer)

    # ---- the conversation

    def obey(self, line):
        try:
            command = json.loads(line)
        except ValueError as problem:
            return self.say("error", msg=f"invalid JSON: {problem}")
        name = command.get("cmd", "")
        if name not in ("setup", "configure", "build_prepare", "build_board", "build_done", "quit"):
            return self.say("error", msg=f"unknown command: {name}")
        getattr(self, name)(command)

    def read(self, lines):
        """Commands one after the other; the end of the input is seen at once, whatever is being done."""
        commands = queue.Queue()

        def listen():
            for line in lines:
                if line.strip():
                    commands.put(line.strip())
            os.killpg(0, signal.SIGKILL)

        threading.Thread(target=listen, daemon=True).start()
        while True:
            self.obey(commands.get())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-g", "--git", default=".")
    parser.add_argument("--lose")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    try:
        os.setpgid(0, 0)
    except PermissionError:
        pass  # a leader of a session already
    worker = Worker(args)
    print("Creating a settings file")  # as the tool does, without the prefix
    worker.say("ready", nthreads=args.threads, slots=args.threads)
    worker.read(sys.stdin)


if __name__ == "__main__":
    main()
