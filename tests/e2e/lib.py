# SPDX-License-Identifier: GPL-2.0-or-later
"""What the end-to-end tests share: the real bm, a fresh miniature series, and looks at processes."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
MINI = ROOT / "tests/support/mini"
BM = os.environ.get("BM", str(ROOT / "build/release/bm"))
HANG = 120  # seconds; only against hanging for ever


class BmTest(unittest.TestCase):
    """A directory of its own with a miniature series in it, gone at the end."""

    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="bm-e2e-"))
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        self.src = self.dir / "src"
        self.out = self.dir / "out"
        self.boards = self.dir / "src.boards.cfg"
        subprocess.run([MINI / "make-series", self.src], check=True)
        self.env = dict(os.environ, HOME=str(self.dir))

    def command(self, *args):
        return [BM, "boss", "-g", str(self.src), "-o", str(self.out), "--board-list",
                str(self.boards), *map(str, args)]

    def bm(self, *args, **kwargs):
        env = kwargs.pop("env", self.env)
        return subprocess.run(self.command(*args), env=env, capture_output=True, text=True,
                              timeout=HANG, **kwargs)

    def verdict(self, *args, **kwargs):
        done = self.bm("--json", *args, **kwargs)
        return done.returncode, json.loads(done.stdout), done

    def results(self, branch="series"):
        """(commit folder number, board) -> folder, for every `done` in the tree."""
        found = {}
        for done in sorted((self.out / branch).glob("*_g*/*/done")):
            found[(done.parent.parent.name[:2], done.parent.name)] = done.parent
        return found

    def git(self, *args):
        return subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args],
                              cwd=self.src, check=True, capture_output=True, text=True).stdout

    def change(self, path, text, subject):
        (self.src / path).write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", subject)


def result_files(base):
    """Every result file but what says where or whether a build ran: path -> bytes and mode."""
    found = {}
    for path in sorted(base.rglob("*_g*/*/*")):
        if path.is_file() and path.name not in ("host", "carried") and ".bm-work" not in path.parts:
            found[str(path.relative_to(base))] = (path.read_bytes(), path.stat().st_mode)
    return found


def assert_same_trees(test, one, other):
    """Nothing else may tell where a build ran, or that it did."""
    mine, theirs = result_files(one), result_files(other)
    test.assertEqual(sorted(mine), sorted(theirs))
    different = [name for name, content in mine.items() if content != theirs[name]]
    test.assertEqual(different, [])


def processes_with(marker):
    """Numbers of the living processes whose command line or working directory has the marker."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            where = os.readlink(entry / "cwd")
        except (OSError, IndexError):
            continue
        if state not in "ZX" and (marker in line or marker in where):
            found.append((int(entry.name), line.strip()))
    return found


def eventually(condition, seconds=HANG):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def parent(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def children(pid):
    """Direct children of a process."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(fields[1]) == pid and fields[0] not in "ZX":
                found.append(int(entry.name))
    return found


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]], verbosity=2)
