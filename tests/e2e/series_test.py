#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A whole series, from the command line to the output tree."""

import os
import pathlib
import shutil
import subprocess

import lib


class Series(lib.BmTest):
    def test_says_what_each_commit_did_and_ends_with_100(self):
        done = self.bm("-b", "series", "-T", 2)
        self.assertEqual(done.returncode, 100, done.stderr)
        self.assertRegex(done.stdout, r"Completed: 32 total built \(32 newly, \d+ carried, 1 reconfig\)")
        for line in (
            "02: doc: say where boards live: no change",
            "03: rocky: prepare a second step: made rocky warn",
            "04: net: greet with a banner: dusty grew by ",
            "05: dusty: ask for the limit: broke dusty",
            "07: dusty: provide the limit: mended dusty",
            "08: rocky: begin with step one: made rocky clean",
        ):
            self.assertIn(line, done.stdout)
        self.assertEqual(len(self.results()), 32)

    def test_builds_nothing_the_second_time_and_says_so(self):
        self.bm("-b", "series", "-T", 2)
        before = {d: (d / "done").stat().st_mtime_ns for d in self.results().values()}
        again = self.bm("-b", "series", "-T", 2)
        self.assertEqual(again.returncode, 100)
        self.assertIn("Completed: 32 total built (32 previously)", again.stdout)
        self.assertNotIn("remaining", again.stdout)
        self.assertEqual(before, {d: (d / "done").stat().st_mtime_ns for d in self.results().values()})

    def alone(self):
        """A copy of bm with nothing beside it."""
        (self.dir / "bin").mkdir()
        return pathlib.Path(shutil.copy(lib.BM, self.dir / "bin/bm"))

    def test_bm_without_the_static_worker_beside_it_builds_the_same(self):
        chosen = ["-b", "series", "-c", 3, "rocky"]
        self.assertEqual(self.bm(*chosen).returncode, 101)
        both, self.out = self.out, self.dir / "alone"
        done = subprocess.run([self.alone(), *self.command(*chosen)[1:]], env=self.env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 101, done.stderr)
        self.assertEqual(len(self.results()), 3)
        lib.assert_same_trees(self, both, self.out)

    def test_a_broken_static_worker_is_named_and_not_used(self):
        bm = self.alone()
        wrong = bm.parent / "bm-worker"
        for text in ("garbage", "#!/bin/sh\nexit 3\n", "#!/bin/sh\necho bm 0.0.1\n"):
            wrong.write_text(text)
            wrong.chmod(0o755)
            done = subprocess.run([bm, *self.command("-b", "series", "-n")[1:]], env=self.env, capture_output=True,
                                  text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"bm: {wrong} is not used: ", done.stderr)

    def test_programs_that_go_away_in_the_middle_are_not_missed(self):
        bm = self.alone()
        worker = shutil.copy(pathlib.Path(lib.BM).parent / "bm-worker", bm.parent)
        boss = subprocess.Popen([bm, *self.command("-b", "series", "--json")[1:]], env=self.env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(boss.kill)
        self.assertTrue(lib.eventually(self.results))
        at_work = {os.readlink(f"/proc/{pid}/exe") for pid in lib.children(boss.pid)}
        self.assertEqual(at_work, {worker}, "the worker is the static one")
        shutil.rmtree(bm.parent)
        out, err = boss.communicate(timeout=lib.HANG)
        self.assertEqual(boss.returncode, 100, err)
        self.assertNotIn("tried again", err)
        self.assertEqual(len(self.results()), 32)

    def test_a_subject_cannot_write_to_the_terminal(self):
        self.git("checkout", "-q", "series")
        self.change("README", "another\n", "red \033[31m\001 for ever")
        done = self.bm("-b", "series", "-c", 1, "sandy", "-v")
        self.assertIn("01: red  [31m  for ever: no change", done.stdout)
        self.assertNotIn("\033", done.stdout + done.stderr)

    def test_says_that_uncommitted_changes_are_not_built_with_a_branch(self):
        self.assertNotIn("left out", self.bm("-b", "series", "-n").stderr)
        (self.src / "README").write_text("another\n")
        (self.src / "new").write_text("not tracked\n")
        self.assertIn("Uncommitted changes are left out: 1 of ", self.bm("-b", "series", "-n").stderr)

    def test_builds_the_whole_tree_from_within_it_into_the_directory_above(self):
        command = [lib.BM, "boss", "--board-list", self.boards, "-b", "series", "-c", "1", "sandy"]
        done = subprocess.run(command, cwd=self.src / "common", env=self.env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(list(self.dir.glob("series/01_g*/sandy/done"))), 1)

    def test_builds_only_what_is_missing(self):
        self.bm("-b", "series", "-T", 2)
        for key in (("03", "rocky"), ("06", "mossy")):
            (self.results()[key] / "done").unlink()
        again = self.bm("-b", "series", "-T", 2)
        self.assertIn("Completed: 32 total built (30 previously, 2 newly", again.stdout)
        self.assertEqual(len(self.results()), 32)

    def test_moves_results_with_their_commits_when_the_series_is_rebased(self):
        self.bm("-b", "series", "mossy")
        self.git("checkout", "-q", "series")
        self.git("reset", "-q", "--hard", "HEAD~2")
        self.change("README", "another\n", "doc: another end")
        again = self.bm("-b", "series", "mossy", "-c", 3)
        self.assertIn("3 total built (2 previously, 1 newly", again.stdout)

    def test_writes_every_file_of_a_build(self):
        self.bm("-b", "series", "-c", 1, "sandy")
        folder = self.results()[("01", "sandy")]
        names = {p.name for p in folder.iterdir()}
        self.assertLessEqual(
            {"done", "log", "toolchain", "out-env", "out-cmd", "sizes", "u-boot.sizes",
             "u-boot.objdump", "uboot.env", ".config", "autoconf.h", "autoconf.mk", "u-boot.cfg"}, names)
        self.assertNotIn("err", names)
        self.assertNotIn("host", names)
        self.assertEqual((folder / "done").read_bytes(), b"0")
        self.assertEqual((folder / "uboot.env").read_bytes()[:11], b"bootdelay=2")
        self.assertNotIn(str(self.dir), (folder / "out-cmd").read_text())

    def test_keeps_images_with_k(self):
        self.bm("-b", "series", "-c", 1, "-k", "sandy")
        folder = self.results()[("01", "sandy")]
        for name in ("u-boot", "u-boot.bin", "u-boot.map"):
            self.assertTrue((folder / name).is_file(), name)
        nm = subprocess.run(["nm", "--size-sort", "u-boot"], cwd=folder, capture_output=True, text=True)
        self.assertEqual((folder / "u-boot.sizes").read_text(), nm.stdout + " ")

    def test_leaves_the_users_repository_alone(self):
        def state():
            files = sorted((p.relative_to(self.src), p.stat().st_mtime_ns)
                           for p in self.src.rglob("*") if p.is_file())
            return files, self.git("worktree", "list"), self.git("for-each-ref")
        before = state()
        self.bm("-b", "series")
        self.assertEqual(state(), before)

    def test_gives_the_same_tree_with_one_slot_and_with_three(self):
        def tree():
            return {str(f.relative_to(self.out)): f.read_bytes()
                    for d in self.results().values() for f in d.iterdir()}
        self.bm("-b", "series", "-T", 1)
        one = tree()
        shutil.rmtree(self.out)
        self.bm("-b", "series", "-T", 3, "-j", 3)
        self.assertEqual(tree(), one)


class CurrentSource(lib.BmTest):
    def test_builds_changed_and_new_files_and_shows_what_they_say(self):
        (self.src / "common/util.c").write_text("int util_sum(const int *v, int n)\n{\n\tint x;\n"
                                                "\treturn x;\n}\n")
        done = self.bm("sandy")
        self.assertEqual(done.returncode, 101, done.stderr)
        self.assertIn("is used uninitialized", done.stderr)
        self.assertTrue((self.out / "current/sandy/done").is_file())

    def test_ends_with_0_for_a_clean_tree(self):
        self.assertEqual(self.bm("mossy").returncode, 0)

    def test_ends_with_0_for_warnings_that_are_to_be_ignored(self):
        (self.src / "common/util.c").write_text("#include <util.h>\nint util_sum(const int *v, int n)"
                                                "\n{\n\tint x;\n\treturn *v + n;\n}\n")
        self.assertEqual(self.bm("-W", "sandy").returncode, 0)
        self.assertEqual(self.bm("-E", "sandy").returncode, 100)

    def test_works_in_the_output_directory_with_w(self):
        done = self.bm("-w", "sandy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.out / "u-boot").is_file())
        self.assertTrue((self.out / "done").is_file())


class Failures(lib.BmTest):
    def test_a_missing_compiler_leaves_no_done_and_is_tried_again(self):
        text = self.boards.read_text().replace("sandbox  -  -  mini  sandy", "xtensa  -  -  mini  sandy")
        self.boards.write_text(text)
        code, said, _ = self.verdict("-b", "series", "-c", 2, "sandy", "mossy")
        self.assertEqual(code, 102)
        self.assertEqual({n["board"] for n in said["not_obtained"]}, {"sandy"})
        self.assertEqual({key[1] for key in self.results()}, {"mossy"})
        self.boards.write_text(text.replace("xtensa", "sandbox"))
        self.assertEqual(self.bm("-b", "series", "-c", 2, "sandy", "mossy").returncode, 0)
        self.assertEqual(len(self.results()), 4)

    def test_a_build_that_a_signal_ends_leaves_no_done_and_is_tried_again(self):
        makefile = (self.src / "Makefile").read_text()
        self.git("checkout", "-q", "series")
        flag = self.dir / "flag"
        flag.write_text("")
        self.change("Makefile", makefile.replace(
            "all: u-boot ", f"all: die u-boot ").replace(
            "u-boot: $(objs) FORCE", f"die: FORCE\n\t@if [ -e {flag} ]; then kill -9 $$(ps -o ppid= -p "
            "$$PPID) $$PPID; fi; sleep 0.2\nu-boot: $(objs) FORCE"), "die")
        code, said, done = self.verdict("-b", "series", "-c", 1, "sandy")
        self.assertEqual(code, 102, done.stderr)
        self.assertIn("signal 9", said["not_obtained"][0]["reason"])
        self.assertEqual(self.results(), {})
        flag.unlink()
        self.assertEqual(self.bm("-b", "series", "-c", 1, "sandy").returncode, 0)

    def test_kconfig_that_asks_for_ever_is_stopped_and_fails(self):
        self.git("checkout", "-q", "series")
        kconfig = (self.src / "Kconfig").read_text()
        self.change("Kconfig", kconfig + 'config BREAK_ME\n\tint "Break"\n', "Kconfig: break")
        code, _, done = self.verdict("-b", "series", "-c", 1, "sandy")
        self.assertEqual(code, 100, done.stderr)
        self.assertIn("int/hex Kconfig with no default",
                      (self.results()[("01", "sandy")] / "err").read_text())

    def test_a_time_limit_ends_a_build_as_not_obtained(self):
        self.git("checkout", "-q", "series")
        makefile = (self.src / "Makefile").read_text()
        self.change("Makefile", makefile.replace(
            "u-boot: $(objs) FORCE\n", "u-boot: $(objs) FORCE\n\t@sleep 1000\n"), "sleep")
        code, said, _ = self.verdict("-b", "series", "-c", 1, "--time-limit", 1, "sandy")
        self.assertEqual(code, 102)
        self.assertIn("time limit", said["not_obtained"][0]["reason"])


if __name__ == "__main__":
    lib.main()
