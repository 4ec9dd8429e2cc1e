#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every building call of buildman in U-Boot's own CI files means the same to `bm boss -n`: the same
boards as buildman's own code selects, and settings of the same meaning. Two of them run for real when
BM_UBOOT_CI_BUILD is set. BM_UBOOT_SERIES names a U-Boot series that exists already."""

import itertools
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

import lib

MAKE_SERIES = lib.ROOT / "tests/support/uboot/make-series"
CALL = re.compile(r"tools/buildman/buildman (.*)")
# What buildman would do with the call below, in a process of its own: its options, and the boards.
ASK_BUILDMAN = """
import json, sys
source, boards_file, *words = sys.argv[1:]
sys.path[:0] = [source + "/tools", source + "/tools/buildman"]
from buildman import boards, cmdline
sys.argv = ["buildman", *words]
options, args = cmdline.ParseArgs()
every = boards.Boards()
every.read_boards(boards_file)
exclude = [e for arg in options.exclude for e in arg.split(",")] if options.exclude else []
names = [n for arg in options.boards for n in arg.split(",")] if options.boards else []
every.select_boards(args, exclude, names)
print(json.dumps([sorted(b.target for b in every.get_selected()), vars(options)], default=str))
"""


def variables(text):
    """Every set of the variables that a job of the file gives: BUILDMAN, TEST_PY_BD, OVERRIDE."""
    jobs, job = [], {}
    for line in text.splitlines():
        found = re.match(r'\s+(BUILDMAN|TEST_PY_BD|OVERRIDE): "(.*)"$', line)
        if found and found[1] != "OVERRIDE":
            job = {found[1]: found[2]}
            jobs.append(job)
        elif found:
            job[found[1]] = found[2]
    return jobs


def building_calls(text):
    """The words of each call that builds, for each job that has its variables."""
    seen = set()
    for call in CALL.findall(re.sub(r"\n\s+--board", " --board", text)):  # YAML joins such lines
        call = re.split(r"\|\||;|\s\\$", call)[0].strip()
        if not re.search(r"-R\b|-t\b|-se", call):
            needed = set(re.findall(r"\$\{(BUILDMAN|TEST_PY_BD)\}", call))
            for job in [j for j in variables(text) if needed <= set(j)] if needed else [{}]:
                line = re.sub(r"\$\{(\w+)\}", lambda m: job.get(m[1], "/tmp/work" if "DIR" in m[1] else ""), call)
                seen.add(tuple(shlex.split(line.replace("&", r"\&").replace("|", r"\|"))))
    return sorted(seen)


class UBootCi(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="bm-uboot-ci-"))
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        cls.source = pathlib.Path(os.environ.get("BM_UBOOT_SERIES", cls.home / "source"))
        if not cls.source.exists():
            subprocess.run([MAKE_SERIES, cls.source], check=True)
        # All boards of the tree, listed by its own tool with settings of its own.
        (cls.home / ".buildman").write_text("[toolchain]\nroot = /usr\n[toolchain-alias]\n[make-flags]\n")
        subprocess.run(["tools/buildman/buildman", "-o", cls.home / "list", "-R"], cwd=cls.source, check=True,
                       env=dict(os.environ, HOME=str(cls.home)), capture_output=True)
        cls.boards = str(cls.home / "list/boards.cfg")

    def bm(self, *words):
        return subprocess.run([lib.BM, "boss", "-g", self.source, "--board-list", self.boards, *words],
                              env=dict(os.environ, HOME=str(self.home)), capture_output=True, text=True)

    def check(self, words):
        asked = subprocess.run([sys.executable, "-B", "-c", ASK_BUILDMAN, self.source, self.boards, *words],
                               capture_output=True, text=True)
        self.assertEqual(asked.returncode, 0, asked.stderr)
        boards, options = json.loads(asked.stdout.splitlines()[-1])
        done = self.bm("-G", "/dev/null", "-n", "--json", *words)
        if not boards:
            self.assertEqual(done.returncode, 1)
            return
        self.assertEqual(done.returncode, 0, done.stderr)
        plan = json.loads(done.stdout)
        self.assertEqual(sorted(b["board"] for b in plan["boards"]), boards)
        self.assertEqual(plan["output"], os.path.realpath(options["output_dir"]))
        self.assertEqual(plan["commits"], [])
        self.assertEqual(plan["ignore_warnings"], options["ignore_warnings"])
        if options["threads"] is not None:
            self.assertEqual(plan["slots"], max(1, options["threads"]))
        settings = plan["settings"]
        for name in ("per_board_out_dir", "warnings_as_errors", "allow_missing", "work_in_output"):
            self.assertEqual(settings[name], bool(options[name]), name)
        self.assertEqual(settings.get("adjust_config", []), options["adjust_cfg"] or [])
        self.assertEqual(settings.get("compiler", ""), options["override_toolchain"] or "")

    def test_every_building_call_means_the_same(self):
        calls = set(itertools.chain.from_iterable(
            building_calls((self.source / name).read_text()) for name in (".gitlab-ci.yml", ".azure-pipelines.yml")))
        self.assertGreater(len(calls), 80, "the files of 2023.01 have that many")
        for words in sorted(calls):
            with self.subTest(" ".join(words)):
                self.check(words)
        print(f"{len(calls)} different calls")

    @unittest.skipUnless(os.environ.get("BM_UBOOT_CI_BUILD"), "only when asked for: three boards of U-Boot")
    def test_two_calls_run(self):
        for words in (("-o", self.home / "a", "-w", "-E", "-W", "-e", "--board", "qemu_arm64"),
                      ("-o", self.home / "b", "-PEWM", "sun9i")):
            done = self.bm(*map(str, words))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    lib.main()
