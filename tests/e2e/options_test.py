#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each letter of the command line that changes a build, down to what make was told."""

import json
import os
import subprocess
import time

import lib


class Options(lib.BmTest):
    def build(self, *args, board="sandy", status=0, env=None):
        """Builds the newest commit of the series and returns the folder of its results."""
        done = self.bm("-b", "series", "-c", 1, *args, board, env=env or self.env)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.said = done
        return self.results()[("01", board)]

    def commands(self, *args, **kwargs):
        return (self.build(*args, **kwargs) / "out-cmd").read_text()

    def outcomes(self):
        """Status and diagnostics of every build, with paths from the top of the source and without
        what make says of its own way, sorted: their order in the file follows the paths."""
        found = {}
        for key, folder in self.results().items():
            lines = [line.replace("build/../", "").replace("../", "")
                     for err in folder.glob("err") for line in err.read_text().splitlines()]
            found[key] = ((folder / "done").read_text(), sorted(l for l in lines if "***" not in l))
        return found

    def settings(self, text):
        path = self.dir / "settings"
        path.write_text(text)
        return "-G", path

    def test_adjusts_the_configuration(self):
        folder = self.build("-a", "LIMIT=77,~VIDEO")
        config = (folder / ".config").read_text()
        self.assertIn("CONFIG_LIMIT=77\n", config)
        self.assertIn("# CONFIG_VIDEO is not set\n", config)
        self.assertIn("CONFIG_NET=y\n", config)

    def test_fails_a_build_whose_adjustment_has_no_effect(self):
        folder = self.build("-a", "NO_SUCH_NAME", status=100)
        self.assertIn("NO_SUCH_NAME          Missing expected line: CONFIG_NO_SUCH_NAME=y\n",
                      (folder / "err").read_text())

    def test_refuses_an_adjustment_of_another_shape(self):
        done = self.bm("-b", "series", "-a", "~A=1")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Invalid CONFIG adjustment '~A=1'", done.stderr)

    def test_adds_fragments_to_the_defconfig(self):
        self.git("checkout", "-q", "series")
        self.change("configs/quiet.config", "CONFIG_VIDEO=n\n", "quiet")
        folder = self.build("--fragments", "quiet.config")
        self.assertIn("# CONFIG_VIDEO is not set\n", (folder / ".config").read_text())
        self.assertIn("sandy_defconfig quiet.config\n", (folder / "out-cmd").read_text())

    def test_says_which_letter_means_which_word_of_make(self):
        for letters, words in (
            (("-V",), "make O=build V=1 "),
            (("-L", "-M"), "BINMAN_ALLOW_MISSING=1 NO_LTO=1"),
            (("-r",), "SOURCE_DATE_EPOCH=0"),
            (("-O", "gcc"), "HOSTCC=gcc CC=gcc"),
            (("--target", "u-boot.bin"), "-k u-boot.bin\n"),
            (("--config-only",), "-k cfg\n"),
        ):
            with self.subTest(letters):
                self.assertIn(words, self.commands("-f", *letters))

    def test_leaves_the_state_of_the_tree_out_of_a_reproducible_build(self):
        self.assertIn("alldefconfig", self.commands("-r"))
        self.build("-r", "-f", "-a", "LOCALVERSION=x", status=100)
        self.assertIn("Not dropping LOCALVERSION_AUTO for reproducible build", self.said.stderr)

    def test_builds_in_the_source(self):
        self.assertTrue(self.commands("-i", "-f").startswith("make -s "))
        self.assertEqual(self.bm("-b", "series", "-i", "-P").returncode, 1)
        self.assertEqual(self.bm("-b", "series", "-i", "-T", 2, "-f").returncode, 100)
        in_tree = self.outcomes()
        self.bm("-b", "series", "-T", 2, "-f")
        self.assertEqual(in_tree, self.outcomes(), "the same but for the way to the source")

    def test_builds_a_goal_or_the_configuration_alone(self):
        done = self.bm("-b", "series", "--config-only", "--target", "x")
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("sizes", {p.name for p in self.build("--config-only").iterdir()})

    def test_gives_make_a_variable_that_is_asked_for(self):
        env = dict(self.env, KBUILD_BUILD_USER="me", MAKEFLAGS="-k")
        folder = self.build("--env", "KBUILD_BUILD_USER", env=env)
        self.assertIn('KBUILD_BUILD_USER="me"\n', (folder / "out-env").read_text())
        self.assertIn("Not given to make, though set here: MAKEFLAGS (--env MAKEFLAGS keeps it)",
                      self.said.stderr)

    def test_refuses_words_that_make_would_take_for_something_else(self):
        for words, told in ((("--target", "CC=x"), "target is no goal of make, 'CC=x'"),
                            (("--target=-n",), "target is no goal of make, '-n'"),
                            (("--fragments", "ok,a b"), "a fragment is no goal of make, 'a b'"),
                            (("--env", "NOT_SET"), "set it, or leave --env out")):
            with self.subTest(words):
                done = self.bm("-b", "series", "-n", *words)
                self.assertEqual(done.returncode, 1)
                self.assertIn(told, done.stderr)

    def test_tells_workers_the_wrapper_of_the_settings(self):
        settings = self.settings("[toolchain-wrapper]\nwrapper = ccache\n")
        plan = json.loads(self.bm("-b", "series", "-n", "--json", *settings).stdout)
        self.assertEqual(plan["settings"]["wrapper"], "ccache")

    def test_names_the_remedy_where_it_cannot_wait_for_others(self):
        done = self.bm("-b", "series", "--process-limit", 1,
                       env=dict(self.env, TMPDIR=str(self.dir / "none")))
        self.assertEqual(done.returncode, 1)
        self.assertIn("name a place that you can write to with TMPDIR", done.stderr)

    def test_uses_the_dtc_of_this_machine(self):
        tools = self.dir / "tools"
        tools.mkdir()
        (tools / "dtc").symlink_to("/bin/true")
        env = dict(self.env, PATH=f"{tools}:{os.environ['PATH']}")
        folder = self.build("--dtc-skip", env=env)
        self.assertIn(f'DTC="{tools}/dtc"\n', (folder / "out-env").read_text())

    def test_follows_make_flags_of_the_settings(self):
        settings = self.settings("[make-flags]\nvar = -DMAGIC=7\nsandy = EXTRA_CFLAGS=${var}\n")
        self.assertIn(" EXTRA_CFLAGS=-DMAGIC=7 ", self.commands(*settings))
        self.assertNotIn("EXTRA_CFLAGS", self.commands(*settings, board="mossy"))

    def test_builds_earlier_failures_again(self):
        self.bm("-b", "series", "-T", 2)
        again = self.bm("-b", "series", "-T", 2, "-F")
        failed_or_warned = again.stdout.split("newly")[0].split()[-1]
        states = [(d / "done").read_text().strip() != "0" or (d / "err").exists()
                  for d in self.results().values()]
        self.assertEqual(int(failed_or_warned), sum(states))
        self.assertGreater(sum(states), 0)

    def test_builds_every_nth_commit_under_its_own_number(self):
        self.bm("-b", "series", "mossy")
        kept = {key: (d / "done").stat().st_mtime_ns for key, d in self.results().items()}
        done = self.bm("-b", "series", "--step", 3, "mossy", "-f")
        self.assertIn("Completed: 3 total built", done.stdout)
        self.assertIn("\n01: ", done.stdout)
        self.assertIn("\n04: ", done.stdout)
        self.assertIn("\n07: ", done.stdout)
        moved = {key[0] for key, d in self.results().items()
                 if (d / "done").stat().st_mtime_ns != kept[key]}
        self.assertEqual(moved, {"01", "04", "07"})
        self.assertEqual(len(self.results()), 8, "what --step passes over is kept")
        both = self.bm("-b", "series", "--step", 0, "mossy", "-n")
        self.assertIn("Building 2 commits", both.stdout)

    def test_puts_results_into_the_output_directory_itself(self):
        self.bm("-b", "series", "-c", 1, "-N", "sandy")
        self.assertEqual(len(list(self.out.glob("01_g*/sandy/done"))), 1)
        self.bm("-N", "sandy")
        self.assertTrue((self.out / "sandy/done").exists())

    def test_tells_an_ide_only_what_compilers_say(self):
        done = self.bm("-b", "series", "-I", "rocky")
        self.assertEqual(done.stdout, "")
        self.assertIn("warning:", done.stderr)
        self.assertNotIn("bm:", done.stderr)

    def test_builds_with_a_file_that_git_ignores(self):
        (self.src / ".gitignore").write_text("*.inc\n")
        (self.src / "common/blob.inc").write_text("#warning a blob\n")
        (self.src / "bl31.bin").write_text("firmware\n")
        (self.src / ".gitignore").write_text("*.inc\n*.bin\n")
        with open(self.src / "common/main.c", "a") as source:
            source.write('#include "blob.inc"\n')
        without = self.bm("sandy")
        self.assertEqual(without.returncode, 100)
        self.assertIn("Left out, as git ignores them: bl31.bin (--include bl31.bin adds it)",
                      without.stderr)
        self.assertNotIn("Left out", self.bm("sandy", "-n", "--include", self.src / "bl31.bin").stderr)
        with_it = self.bm("sandy", "--include", self.src / "common/blob.inc")
        self.assertEqual(with_it.returncode, 101, with_it.stderr)
        self.assertIn("a blob", with_it.stderr)
        for wrong in ("/etc/passwd", self.src / "none"):
            self.assertEqual(self.bm("sandy", "--include", wrong).returncode, 1)
        self.assertEqual(self.bm("-b", "series", "--include", self.src / "common/blob.inc").returncode, 1)

    def test_waits_while_others_build(self):
        env = dict(self.env, TMPDIR=str(self.dir))
        slow = "[make-flags]\nsandy = SLOW=\"$(shell sleep 0.3)\" CFLAGS_=$(SLOW)\n"
        first = subprocess.Popen(self.command("-b", "series", "-c", "1", "--process-limit", "1",
                                              *self.settings(slow), "sandy"),
                                 env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(first.communicate)
        self.assertTrue(lib.eventually(lambda: list(self.dir.glob("bm-*/place-0"))))
        time.sleep(0.2)
        self.out = self.dir / "other"
        second = self.bm("-b", "series", "-c", 1, "--process-limit", 1, "mossy", env=env)
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertIn(f"Waiting for other builds: {self.dir}/bm-", second.stderr)
        self.assertIsNotNone(first.poll(), "the first has ended")


if __name__ == "__main__":
    lib.main()
