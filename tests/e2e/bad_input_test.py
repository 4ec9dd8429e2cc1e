#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad input: a message names the thing and the remedy, the status is 1, nothing is half-written."""

import os
import subprocess
import time

import lib


class BadInput(lib.BmTest):
    def refused(self, *args, says, **kwargs):
        done = self.bm(*args, **kwargs)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for words in says if isinstance(says, tuple) else (says,):
            self.assertIn(words, done.stderr)
        self.assertNotIn("terminate called", done.stderr)
        return done

    def test_unknown_branch(self):
        self.refused("-b", "nowhere", says="'nowhere'")
        self.assertFalse(self.out.exists())

    def test_a_verdict_that_cannot_be_written_is_no_success(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run(self.command("-b", "series", "-c", 1, "sandy"), env=self.env, stdout=full,
                                  stderr=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Cannot write to standard output: No space left on device", done.stderr)

    def test_an_answer_that_cannot_be_written_is_no_success(self):
        for words in ("boss -n", "boss -n --json", "boss --print-arch sandy", "boss --list-tool-chains", "toolchains",
                      "config", "init -n", "help boss", "--version"):
            verb, *rest = words.split()
            ours = ("-g", self.src, "--board-list", self.boards) if verb == "boss" and "--list" not in words else ()
            for closed in (False, True):
                with self.subTest(words=words, closed=closed), open("/dev/full", "w", encoding="utf-8") as full:
                    done = subprocess.run([lib.BM, verb, *ours, *rest], env=self.env, stdout=full, text=True,
                                          stderr=subprocess.PIPE, preexec_fn=(lambda: os.close(1)) if closed else None)
                    self.assertEqual(done.returncode, 1, done.stderr)
                    self.assertIn("bm: Cannot write to standard output", done.stderr)

    def test_a_reader_that_is_slow_loses_nothing(self):
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        with subprocess.Popen([lib.BM, "help", "boss"], env=self.env, stdout=writing) as whole:
            os.close(writing)
            time.sleep(0.5)
            with open(reading, "rb") as pipe:
                said = pipe.read()
            self.assertEqual(whole.wait(lib.HANG), 0)
        usual = subprocess.run([lib.BM, "help", "boss"], env=self.env, stdout=subprocess.PIPE).stdout
        self.assertEqual(said, usual)

    def test_empty_range(self):
        self.refused("-b", "series..series", says="No commits in series..series")

    def test_too_large_a_count(self):
        self.refused("-c", 1000, says="has only")

    def test_a_term_that_matches_nothing_though_another_matches(self):
        self.refused("-b", "series", "sandy", "powerpc", says="'powerpc'")

    def test_a_misspelt_board_is_answered_with_its_neighbour(self):
        self.refused("-b", "series", "--boards", "sandi", says=("sandi", "sandy"))

    def test_nothing_left_to_build(self):
        self.refused("-b", "series", "-x", "sandy,rocky,mossy,dusty", says="excluded")

    def test_a_bad_expression(self):
        self.refused("-b", "series", "a(", says="'a(' is not a regular expression")

    def test_a_tree_that_says_nothing_of_boards_needs_a_list(self):
        done = subprocess.run([lib.BM, "boss", "-g", self.src, "-b", "series", "-o", self.out],
                              env=self.env, capture_output=True, text=True, timeout=lib.HANG)
        self.assertEqual(done.returncode, 1)
        self.assertIn("say nothing of boards", done.stderr)
        self.assertIn("--board-list", done.stderr)

    def test_a_bad_board_list(self):
        self.boards.write_text("hello world\n")
        self.refused("-b", "series", says=":1:")

    def test_an_output_directory_that_cannot_be_written(self):
        (self.dir / "file").write_text("")
        self.out = self.dir / "file" / "out"
        self.refused("-b", "series", says=str(self.dir / "file"))

    def test_a_bad_settings_line(self):
        settings = self.dir / "settings"
        settings.write_text("[global\n")
        self.refused("-b", "series", "-G", settings, says=f"{settings}:1:")

    def test_settings_that_would_change_a_build_unseen(self):
        settings = self.dir / "settings"
        settings.write_text("[make-flags]\nsandy = -DX\n")
        self.refused("-b", "series", "-G", settings, "sandy", says=("make-flags", f"{settings}:2:"))

    def test_no_repository(self):
        done = subprocess.run([lib.BM, "boss", "-g", self.dir, "-o", self.out], env=self.env,
                              capture_output=True, text=True, timeout=lib.HANG)
        self.assertEqual(done.returncode, 1)
        self.assertIn("No git repository", done.stderr)

    def test_the_second_boss_is_told_who_holds_the_output(self):
        first = subprocess.Popen(self.command("-b", "series", "-T", 1, "-D"), env=self.env,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        first.stderr.readline()  # its worker speaks: the lock is held
        self.refused("-b", "series", says=str(first.pid))
        first.stderr.read()
        self.assertEqual(first.wait(lib.HANG), 100)

    def test_mistakes_on_the_command_line_point_to_the_help(self):
        self.refused("--no-such-option", says=("--no-such-option", "bm boss --help"))

    def test_a_full_output_directory_keeps_what_there_is(self):
        if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"]).returncode != 0:
            self.skipTest("needs root to mount a small file system")
        self.out.mkdir()
        script = 'mount -t tmpfs -o size=2m none "$1" && shift && exec "$@"'
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", self.out,
                               *self.command("-b", "series")], env=self.env, capture_output=True,
                              text=True, timeout=lib.HANG)
        self.assertIn(done.returncode, (1, 102), done.stdout + done.stderr)
        self.assertIn("space", (done.stdout + done.stderr).lower())


if __name__ == "__main__":
    lib.main()
