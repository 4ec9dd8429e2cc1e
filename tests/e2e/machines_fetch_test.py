#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compilers for machines that lack them: real sshd, and a site of the test's own."""

import os
import pathlib
import platform
import shutil
import subprocess

import lib
import site_of_compilers
import sshd

CPU = platform.machine()
HOST = site_of_compilers.host_of(CPU)
TARGET = "arm-linux-gnueabi"
PLACE = f".buildman-toolchains/gcc-14.2.0-nolibc/{TARGET}"
TOOLS = ("ar", "objcopy", "objdump", "nm", "size", "ld", "as", "readelf")


def passes_to(program):
    return f'#!/bin/sh\nexec {shutil.which(program)} "$@"\n'


class MachinesFetch(lib.BmTest):
    """Boards for arm, whose compiler is this machine's own under another name."""

    def setUp(self):
        super().setUp()
        self.boards.write_text("".join(f"Active {arch} - - mini {name} {name} {name} -\n" for name, arch in
                                       (("dusty", "arm"), ("sandy", "arm"), ("mossy", "sandbox"), ("rocky", "mips"))))
        self.farm = sshd.Farm()
        self.addCleanup(self.farm.remove)
        self.env = self.farm.environment(self.env)
        self.site = site_of_compilers.Site(self)
        self.bin = self.programs("bin")

    def programs(self, name, without=()):
        """A PATH with what building needs and no cross compiler."""
        folder = self.dir / name
        folder.mkdir()
        for place in os.environ["PATH"].split(":"):
            for program in pathlib.Path(place).glob("*") if os.path.isdir(place) else ():
                cross = program.name.endswith("-gcc") or program.name in without
                if not cross and not (folder / program.name).is_symlink():
                    os.symlink(program, folder / program.name)
        return folder

    def add(self, *names, path=None):
        for name in names:
            self.farm.add(name, profile=f"export PATH={path or self.bin}")
        self.settings = self.farm.settings(*names)
        self.settings.write_text(self.settings.read_text() + f"[global]\ntoolchain-url = {self.site.url}\n")

    def offer(self, **kwargs):
        kwargs.setdefault("text", f'#!/bin/sh\n[ "$1" != -dumpmachine ] || exec echo {TARGET}\n'
                                  f'exec {shutil.which("gcc")} "$@"\n')
        return self.site.offer(HOST, "14.2.0", TARGET, more={tool: passes_to(tool) for tool in TOOLS}, **kwargs)

    def fetch(self, *terms):
        return self.bm("-G", self.settings, "--machines-fetch-arch", *terms)

    def there(self, name, below=f"{PLACE}/bin/{TARGET}-gcc"):
        return self.farm.machines[name].home / below

    def leftovers(self, name):
        folder = self.there(name, ".buildman-toolchains")
        return [path.name for path in folder.glob(".*")] if folder.exists() else []

    def test_a_machine_is_brought_what_it_lacks_and_builds_with_it(self):
        self.add("ash", "oak")
        self.offer()
        done = self.fetch("arm", "sandbox")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(sorted(done.stdout.splitlines()),
                         [f"  {name}: arm: {self.there(name)}" for name in ("ash", "oak")])
        self.assertEqual(done.stderr.count("Fetching "), 1, "once for both")
        self.assertIn("bm: Sending oak the compiler for arm, ", done.stderr)
        for name in ("ash", "oak"):
            self.assertEqual(self.leftovers(name), [])
        self.assertEqual(list((self.dir / ".buildman-toolchains/.parts").glob("*")), [])
        built = self.bm("-G", self.settings, "--use-machines", "ash", "--no-local", "-b", "series", "-c", "1", "sandy")
        self.assertEqual(built.returncode, 0, built.stderr)
        file, = self.out.glob("series/*_g*/sandy/toolchain")
        self.assertEqual(file.read_text().splitlines()[0], f"gcc {self.there('ash')}")
        again = self.fetch("arm", "sandbox")
        self.assertEqual((again.returncode, again.stdout), (0, "No machine lacks a compiler for these boards\n"))

    def test_what_is_brought_belongs_to_who_logs_in(self):
        self.add("ash")
        self.offer()
        self.assertEqual(self.fetch("arm").returncode, 0)
        found = self.there("ash").stat()
        self.assertEqual((found.st_uid, found.st_gid), (os.geteuid(), os.getegid()), "and not to who packed it")
        self.assertEqual(found.st_mode & 0o6022, 0, "no setuid, and nobody else writes it")

    def test_the_reason_is_what_the_machine_says(self):
        self.add("ash", path=self.programs("bare", ("tar",)))
        self.offer()
        done = self.fetch("arm")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, "cannot unpack it in .*: .*tar: .*not found")
        self.there("ash", ".buildman-toolchains").rmdir()
        self.there("ash", ".buildman-toolchains").write_text("")
        self.assertRegex(self.fetch("arm").stdout, "cannot make a folder in .*: .*exists")

    def test_nothing_is_fetched_where_only_a_plan_is_wanted(self):
        self.add("ash")
        for more in ("-n", "--json", "--json-progress"):
            done = self.fetch(more, "arm")
            self.assertEqual(done.returncode, 1)
            self.assertIn("excludes", done.stderr)

    def test_it_needs_no_xz_curl_or_python_there(self):
        self.add("ash", path=self.programs("bare", ("xz", "curl", "wget", "python3", "perl")))
        self.offer()
        done = self.fetch("arm")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertTrue(self.there("ash").exists())

    def test_each_that_could_not_be_brought_is_listed_with_the_reason(self):
        self.add("ash")
        self.farm.add("elm", start=False)
        self.settings = self.farm.settings("ash", "elm")
        self.settings.write_text(self.settings.read_text() + f"[global]\ntoolchain-url = {self.site.url}\n")
        self.offer()
        done = self.fetch()
        self.assertEqual(done.returncode, 1)
        self.assertIn("  Failed to fetch ash: mips: there is none to fetch; Debian's package gcc-mips-linux-gnu has "
                      "one\n", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^  Failed to fetch elm: arm, mips, sandbox: .*Connection refused")
        self.assertIn(f"  ash: arm: {self.there('ash')}\n", done.stdout)

    def test_a_compiler_that_does_not_run_there_replaces_nothing(self):
        self.add("ash")
        self.offer(text="#!/bin/sh\nexit 2\n")
        old = self.there("ash")
        old.parent.mkdir(parents=True)
        old.write_text("#!/bin/sh\nexit 3\n")
        done = self.fetch("arm")
        self.assertEqual(done.returncode, 1)
        self.assertIn("  Failed to fetch ash: arm: the compiler that was fetched does not run there", done.stdout)
        self.assertEqual(old.read_text(), "#!/bin/sh\nexit 3\n")
        self.assertEqual(self.leftovers("ash"), [])

    def test_a_broken_one_makes_place_and_a_wrong_archive_is_not_sent(self):
        self.add("ash")
        old = self.there("ash")
        old.parent.mkdir(parents=True)
        old.write_text("broken")
        self.offer(sums="0" * 64)
        done = self.fetch("arm")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is not the file that sha256sums.asc speaks of", done.stdout)
        self.assertEqual(old.read_text(), "broken")
        (self.site.dir / HOST / "14.2.0/sha256sums.asc").unlink()
        self.offer()
        self.assertEqual(self.fetch("arm").returncode, 0)
        self.assertNotEqual(old.read_text(), "broken")
        self.assertEqual(self.leftovers("ash"), [])

    def test_bm_machines_brings_them_for_the_whole_tree_to_those_that_are_named(self):
        self.add("ash", "oak")
        self.offer()
        shutil.copy(self.boards, self.dir / "boards.cfg")
        done = subprocess.run([lib.BM, "machines", "--fetch-arch", "-G", self.settings, "ash"], cwd=self.src,
                              env=self.env, capture_output=True, text=True, timeout=lib.HANG)
        self.assertEqual(done.returncode, 1, "there is none for mips")
        self.assertIn(f"  ash: arm: {self.there('ash')}\n", done.stdout)
        self.assertFalse(self.there("oak").exists())


if __name__ == "__main__":
    lib.main()
