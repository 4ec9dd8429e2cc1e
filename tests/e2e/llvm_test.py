#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""LLVM=1: a miniature tree that learns it on the way, and a clang of the test's own that is gcc."""

import json
import os
import pathlib
import shutil
import subprocess

import lib
import sshd

CLANG = """#!/bin/bash
case $1 in
--version) echo "clang version 15.0.7"; exit ;;
-dumpmachine) echo x86_64-pc-linux-gnu; exit ;;
esac
words=()
for word; do case $word in --target=*) echo "$word" >> {log} ;; *) words+=("$word") ;; esac; done
exec {gcc} "${{words[@]}}"
"""

KNOWS_LLVM = """ifneq ($(LLVM),)
CC := clang$(filter -%,$(LLVM)) $(if $(CROSS_COMPILE),--target=$(notdir $(CROSS_COMPILE:%-=%)))
OBJCOPY := llvm-objcopy
AR := ar
endif
"""


class Llvm(lib.BmTest):
    def setUp(self):
        super().setUp()
        self.boards.write_text("Active arm - - mini sandy sandy sandy -\nActive sandbox - - mini mossy mossy mossy -\n")
        self.fake = self.dir / "fake"
        self.fake.mkdir()
        self.log = self.dir / "targets"
        clang = self.fake / "clang"
        clang.write_text(CLANG.format(gcc=shutil.which("gcc"), log=self.log))
        clang.chmod(0o755)
        os.symlink("clang", self.fake / "clang-15")
        os.symlink(shutil.which("objcopy"), self.fake / "llvm-objcopy")
        os.symlink(shutil.which("ld"), self.fake / "ld.lld")
        self.env["PATH"] = f"{self.fake}:{self.env['PATH']}"
        self.git("checkout", "-q", "-b", "llvm", "main")
        makefile = (self.src / "Makefile").read_text()
        self.change("Makefile", makefile.replace("\nconfigures :=", "\n" + KNOWS_LLVM + "\nconfigures :=", 1),
                    "build with LLVM")
        self.change("scripts/Makefile.clang", "CLANG_TARGET_FLAGS := $(CLANG_TARGET_FLAGS_$(SRCARCH))\n",
                    "name the targets of clang")

    def text(self, commit, board, name, out=None):
        folder, = (out or self.out).glob(f"llvm/{commit}_g*/{board}")
        return (folder / name).read_text()

    def test_each_commit_is_told_what_it_knows(self):
        done = self.bm("-O", "LLVM=1", "-b", "llvm", "-c", "3", "sandy")
        self.assertEqual(done.returncode, 100, done.stderr)
        self.assertIn("LLVM=1 is nothing that this source's Makefile knows", self.text("01", "sandy", "err"))
        self.assertEqual(self.text("01", "sandy", "done"), "1")
        for commit, prefix in (("02", "arm-linux-gnueabi-"), ("03", "")):
            self.assertEqual(self.text(commit, "sandy", "done"), "0")
            self.assertEqual(self.text(commit, "sandy", "toolchain"),
                             f"gcc {self.fake}/clang\npath {self.fake}\ncross {prefix}\narch arm\n0")
            self.assertIn(" LLVM=1", self.text(commit, "sandy", "out-cmd"))
        self.assertIn('CROSS_COMPILE="arm-linux-gnueabi-"', self.text("02", "sandy", "out-env"))
        self.assertNotIn("CROSS_COMPILE", self.text("03", "sandy", "out-env"))
        self.assertEqual(set(self.log.read_text().split()), {"--target=arm-linux-gnueabi"})

    def test_a_suffix_and_the_settings_of_an_arch_choose_it(self):
        (self.dir / ".buildman").write_text("[toolchain-prefix]\narm = LLVM=1\n")
        done = self.bm("-b", "llvm", "-c", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"gcc {self.fake}/clang\n", self.text("01", "sandy", "toolchain"))
        self.assertIn(f"gcc {shutil.which('gcc')}\n", self.text("01", "mossy", "toolchain"))
        plan = json.loads(self.bm("-n", "--json", "-b", "llvm", "sandy").stdout)
        self.assertEqual(plan["toolchains"], {"arm": "LLVM=1"})

    def test_a_tree_that_does_not_know_it_is_an_error_with_the_way_out(self):
        done = self.bm("-O", "LLVM=1", "-b", "series", "sandy")
        self.assertEqual(done.returncode, 1)
        self.assertIn("LLVM=1 is nothing that this source's Makefile knows: -O clang builds it", done.stderr)
        done = self.bm("-O", "LLVM=15", "-b", "llvm", "sandy")
        self.assertEqual(done.returncode, 1)
        self.assertIn("LLVM=15: LLVM can be 1, a suffix as -15, or a directory", done.stderr)

    def test_a_missing_linker_is_a_missing_toolchain(self):
        (self.fake / "ld.lld").unlink()
        self.env["PATH"] = str(self.fake) + ":" + self.without_llvm()
        done = self.bm("-O", "LLVM=1", "-b", "llvm", "-c", "1", "sandy")
        self.assertEqual(done.returncode, 102, done.stderr)
        self.assertIn("LLVM=1 needs 'ld.lld', which does not start here", done.stdout + done.stderr)

    def without_llvm(self):
        """What building needs, and no LLVM of this machine's."""
        tools = self.dir / "tools"
        tools.mkdir()
        for folder in os.environ["PATH"].split(":"):
            for program in pathlib.Path(folder).glob("*") if os.path.isdir(folder) else ():
                if not program.name.startswith(("ld.lld", "lld", "clang", "llvm")) and not (tools / program.name).is_symlink():
                    os.symlink(program, tools / program.name)
        return str(tools)

    def test_another_machine_builds_the_same(self):
        self.assertEqual(self.bm("-O", "LLVM=1", "-b", "llvm", "-c", "2", "sandy").returncode, 0)
        here, self.out = self.out, self.dir / "there"
        farm = sshd.Farm()
        self.addCleanup(farm.remove)
        self.env = farm.environment(self.env)
        farm.add("ash", profile=f"export PATH={self.fake}:$PATH")
        done = self.bm("-G", farm.settings("ash"), "--dist", "--no-local", "-O", "LLVM=1", "-b", "llvm", "-c", "2",
                       "sandy")
        self.assertEqual(done.returncode, 0, done.stderr)
        lib.assert_same_trees(self, here, self.out)

    def test_each_clang_of_path_is_listed_with_its_word(self):
        env = dict(self.env, PATH=str(self.fake))
        os.symlink("/bin/bash", self.fake / "bash")
        listed = subprocess.run([lib.BM, "toolchains"], env=env, capture_output=True, text=True, timeout=lib.HANG)
        self.assertRegex(listed.stdout, f"(?m)^LLVM=1 +{self.fake}/clang +15.0.7 +x86_64-pc-linux-gnu: every arch")
        self.assertRegex(listed.stdout, f"(?m)^LLVM=-15 +{self.fake}/clang-15 +15.0.7 ")
        said = subprocess.run([lib.BM, "toolchains", "--json"], env=env, capture_output=True, text=True,
                              timeout=lib.HANG)
        self.assertEqual(json.loads(said.stdout)["clang"],
                         [{"path": f"{self.fake}/{name}", "word": word, "version": "15.0.7",
                           "target": "x86_64-pc-linux-gnu"} for name, word in (("clang", "LLVM=1"),
                                                                               ("clang-15", "LLVM=-15"))])


if __name__ == "__main__":
    lib.main()
