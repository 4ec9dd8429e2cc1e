#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bm summary over the miniature series: what a user sees, and what becomes of results that are damaged."""

import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

import lib


class Summary(lib.BmTest):
    maxDiff = None

    def summary(self, *options, status=0, env=None, **kwargs):
        done = subprocess.run([lib.BM, "summary", "-g", self.src, "-o", self.out, "--board-list", self.boards,
                               "-b", "series", *options], env=env or self.env, capture_output=True, text=True,
                              timeout=lib.HANG, **kwargs)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    built = None  # one build serves all tests: the series has the same commits each time

    def build(self):
        if Summary.built:
            shutil.copytree(Summary.built / "series", self.out / "series")
            return
        self.assertEqual(self.bm("-b", "series").returncode, 100)
        Summary.built = pathlib.Path(tempfile.mkdtemp(prefix="bm-summary-"))
        self.addClassCleanup(shutil.rmtree, Summary.built, ignore_errors=True)
        shutil.copytree(self.out / "series", Summary.built / "series", ignore=shutil.ignore_patterns(".bm-work"))

    def states(self, **kwargs):
        return [commit["states"] for commit in json.loads(self.summary("--json", **kwargs).stdout)["commits"]]

    def test_tells_each_commit_what_it_did(self):
        self.build()
        text = self.summary("-el").stdout
        verdict = self.bm("-b", "series").stdout
        broken = re.findall(r"^(\d\d): .*: broke (\w+)", verdict, re.M)
        self.assertTrue(broken)
        for number, board in broken:
            part = text.split(f"\n{number}: ")[1].split("\n0")[0]
            self.assertRegex(part, rf"\+ .*\b{board}\b")
            self.assertRegex(part, rf"\n\+\([^)]*{board}[^)]*\) ")

    def test_is_the_same_under_buildmans_names(self):
        self.build()
        said = self.summary("-eS").stdout
        self.assertEqual(self.bm("-b", "series", "-s", "-eS").stdout, said)
        again = self.bm("-b", "series", "-z", "-eS")
        self.assertEqual(again.returncode, 100)
        self.assertIn(said, again.stdout)
        self.assertEqual(self.bm("-b", "series", "-s", "-eS", "--no-pager").stdout, said)

    def test_options_that_have_no_effect_are_named(self):
        self.build()
        done = self.summary("-l", "--preserve-config-y")
        self.assertEqual(done.stderr, "bm: -l has no effect without -e, which shows messages\n"
                         "bm: --preserve-config-y has no effect without -K, which shows configurations\n")
        self.assertEqual(self.summary("-elK", "--preserve-config-y").stderr, "")
        self.assertEqual(self.summary("-l", "--json").stderr, "", "it has the boards")
        self.assertIn("bm: -l has no effect without -e", self.bm("-b", "series", "-z", "-l").stderr)

    def test_reports_are_written_after_a_build_too(self):
        self.build()
        done = self.bm("-b", "series", "--junit", self.dir / "z.xml", "--html", self.dir / "z.html")
        self.assertEqual(done.returncode, 100)
        self.summary("--junit", str(self.dir / "s.xml"), "--html", str(self.dir / "s.html"))
        for name in ("xml", "html"):
            self.assertEqual((self.dir / f"z.{name}").read_text(), (self.dir / f"s.{name}").read_text())

    def test_a_page_that_cannot_be_written_is_named_as_the_user_did(self):
        self.build()
        done = self.summary("--html", "nowhere/page.html", status=1, cwd=self.dir)
        self.assertEqual(done.stderr, "bm: Cannot write nowhere/page.html: No such file or directory\n")

    def test_what_it_says_while_builds_run_stands_at_the_end(self):
        boss = subprocess.Popen(self.command("-b", "series"), env=self.env, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
        seen = []
        while boss.poll() is None:
            done = subprocess.run([lib.BM, "summary", "-g", self.src, "-o", self.out, "--board-list", self.boards,
                                   "-b", "series", "--json"], env=self.env, capture_output=True, text=True)
            if done.returncode == 0:
                self.assertEqual(done.stderr, "")
                seen.append([commit["states"] for commit in json.loads(done.stdout)["commits"]])
            else:
                self.assertIn("no results", done.stderr)
        final = self.states()
        self.assertNotIn("?", "".join(final))
        self.assertGreater(len(seen), 3)
        for states in seen:
            for before, after in zip("".join(states), "".join(final)):
                self.assertIn(before, ("?", after))

    def test_says_that_there_is_nothing(self):
        done = self.summary(status=1)
        self.assertIn("There are no results of these boards", done.stderr)
        self.assertIn("bm boss", done.stderr)

    def test_a_tree_that_is_damaged_is_named_and_never_counts_as_success(self):
        self.build()
        good = self.states()
        folders = sorted(self.results().items())
        harm = {
            "done is empty": lambda f: (f / "done").write_text(""),
            "done holds no number": lambda f: (f / "done").write_text("x" * 5000),
            "done is a folder": lambda f: ((f / "done").unlink(), (f / "done").mkdir()),
            "done is a link": lambda f: ((f / "done").unlink(), (f / "done").symlink_to("/etc/passwd")),
            "done is a pipe": lambda f: ((f / "done").unlink(), os.mkfifo(f / "done")),
        }
        for what, do in harm.items():
            (number, board), folder = folders[0]
            kept = folder.with_name(folder.name + "-kept")
            shutil.copytree(folder, kept)
            with self.subTest(what):
                do(folder)
                done = self.summary("--json")
                position = [b["name"] for b in json.loads(done.stdout)["boards"]].index(board)
                self.assertEqual(json.loads(done.stdout)["commits"][int(number) - 1]["states"][position], "?")
                self.assertIn(f"{board}/done: ", done.stderr)
            shutil.rmtree(folder)
            kept.rename(folder)
        self.assertEqual(self.states(), good)

    def test_a_build_whose_messages_cannot_be_read_is_not_taken_for_a_good_one(self):
        self.build()
        said = self.summary("-e").stdout
        folder = self.results()[("03", "rocky")]
        (folder / "err").unlink()
        os.mkfifo(folder / "err")
        done = self.summary("-e")
        self.assertIn("rocky/err: it is no file", done.stderr)
        self.assertIn("rocky: last known at 02", done.stdout)
        self.assertIn("1 of 32 builds are not known", done.stdout)
        self.assertNotIn("are not known", said)

    def test_files_that_cannot_be_read_are_named_after_a_build_too(self):
        self.build()
        folder = self.results()[("03", "rocky")]
        (folder / "uboot.env").unlink(missing_ok=True)
        os.mkfifo(folder / "uboot.env")
        self.assertIn("rocky/uboot.env: it is no file", self.bm("-b", "series", "-z", "-U").stderr)

    def test_one_build_in_the_output_directory_is_not_taken_for_a_series(self):
        self.build()
        done = self.summary("-w", status=1)
        self.assertIn("-w: that directory holds one build", done.stderr)

    def test_files_of_any_bytes_are_read(self):
        self.build()
        for (number, board), folder in self.results().items():
            (folder / "err").write_bytes(bytes(range(256)) * 50)
            (folder / "sizes").write_bytes(b"\xff\xfe 1 2")
            (folder / "u-boot.sizes").write_bytes(b"\x00" * 1000)
        done = self.summary("-elSdBKUu", "--show-not-built")
        self.assertNotIn("\x1b", done.stdout)
        self.assertIn("sizes: no row of it can be read", done.stderr)
        json.loads(self.summary("--json", "-SBKU").stdout)

    def test_a_folder_of_another_commit_is_left_alone(self):
        self.build()
        said = self.summary("-e").stdout
        (self.out / "series/09_g1234567_other/arm").mkdir(parents=True)
        (self.out / "series/zz").mkdir()
        self.assertEqual(self.summary("-e").stdout, said)

    def test_results_that_are_not_there_yet_are_unknown(self):
        self.build()
        (number, board), folder = sorted(self.results().items())[-1]
        shutil.rmtree(folder)
        done = self.summary("-u", "--show-not-built")
        self.assertIn(f"Boards not built (1): {board}\n", done.stdout)
        self.assertRegex(done.stdout, rf"\?   {board}\n")

    def test_a_board_that_recovers_without_a_reason_is_named_as_a_flake(self):
        self.build()
        self.assertEqual(json.loads(self.summary("--json").stdout)["flakes"], [], "commits broke and mended them")
        last = sorted(self.results().items())[-1][0]
        (self.src / "doc").mkdir()
        self.change("doc/said.rst", "said\n", "doc: say so")
        self.bm("-b", "series")
        number, board = f"{int(last[0]):02}", last[1]
        folder = self.results()[(number, board)]
        (folder / "done").write_text("2")
        (folder / "host").write_text("ash\n")
        text = self.summary().stdout
        self.assertIn("Likely flakes", text)
        self.assertIn(f"  {board}: failed at {number} on ash, built at {int(number) + 1:02} on this machine\n", text)
        self.assertIn(text, self.bm("-b", "series", "-z", "--html", self.dir / "z.html").stdout)
        self.summary("--html", str(self.dir / "s.html"))
        self.assertEqual((self.dir / "z.html").read_text(), (self.dir / "s.html").read_text())

    def test_junit_names_what_failed(self):
        self.build()
        report = self.dir / "report.xml"
        self.summary("--junit", str(report))
        suites = xml.etree.ElementTree.parse(report).getroot()
        failed = [(s.get("name")[:2], c.get("name")) for s in suites for c in s if c.find("failure") is not None]
        wanted = [(f"{i + 1:02}", b["name"]) for i, states in enumerate(self.states())
                  for b, state in zip(json.loads(self.summary("--json").stdout)["boards"], states) if state == "f"]
        self.assertTrue(wanted)
        self.assertEqual(failed, wanted)

    def test_colours_are_for_terminals_unless_asked_for(self):
        self.build()
        self.assertNotIn("\x1b", self.summary("-e").stdout)
        self.assertIn("\x1b[1;31m+", self.summary("-e", "--color", "always").stdout)
        done = self.summary("--color", "red", status=1)
        self.assertIn("--color", done.stdout + done.stderr)

    def on_terminal(self, env, *options, command="summary", status=0):
        ours, theirs = pty.openpty()
        done = subprocess.Popen([lib.BM, command, "-g", self.src, "-o", self.out, "--board-list", self.boards,
                                 "-b", "series", "-e", *options], env=env, stdout=theirs, stderr=subprocess.DEVNULL)
        os.close(theirs)
        text = b""
        try:
            while chunk := os.read(ours, 65536):
                text += chunk
        except OSError:
            pass
        os.close(ours)
        self.assertEqual(done.wait(timeout=lib.HANG), status)
        return text.decode()

    def test_a_terminal_gets_colours_and_the_users_pager(self):
        self.build()
        env = dict(self.env, TERM="xterm", PAGER="sed s/^/paged:/")
        env.pop("NO_COLOR", None)
        text = self.on_terminal(env)
        self.assertIn("paged:\x1b[1;34m01: ", text)
        self.assertNotIn("paged:", self.on_terminal(dict(env, PAGER="cat")))
        self.assertNotIn("\x1b", self.on_terminal(dict(env, NO_COLOR="1")))
        self.assertNotIn("paged:", self.on_terminal(dict(env, BM_PAGER="")))
        self.assertIn("01: ", self.on_terminal(dict(env, PAGER="no-such-program-here")))
        self.assertNotIn("paged:", self.on_terminal(env, "--no-pager"))

    def test_a_terminal_gets_the_pager_after_a_build_too(self):
        self.build()
        env = dict(self.env, TERM="xterm", PAGER="sed s/^/paged:/")
        env.pop("NO_COLOR", None)
        after_build = {"command": "boss", "status": 100}
        text = self.on_terminal(env, "-z", **after_build)
        self.assertIn("paged:Summary of ", text)
        self.assertNotIn("paged:Completed", text)
        self.assertNotIn("paged:", self.on_terminal(env, "-z", "--no-pager", **after_build))

    def test_a_reader_of_the_summary_keeps_nobody_waiting(self):
        self.build()
        env = dict(self.env, TERM="xterm", PAGER=f"cat >/dev/null; '{lib.BM}' boss -g '{self.src}' -o '{self.out}' "
                   f"--board-list '{self.boards}' -b series; echo another ended with $?")
        self.assertIn("another ended with 100", self.on_terminal(env, "-z", command="boss", status=100))


if __name__ == "__main__":
    lib.main()
