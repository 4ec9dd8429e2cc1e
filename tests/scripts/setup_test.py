#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""setup_test.py SETUP: what scripts/setup does on machines that have, and lack, its packages.

The machine is a folder of small programs in PATH: dpkg-query knows the packages in a file, apt-get
notes how it was called.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SETUP = ""
REAL = ("bash", "env", "cat", "mktemp", "rm", "grep")
DPKG_QUERY = """#!/bin/bash
grep -qx -- "$3" "$MACHINE/installed" || exit 1
echo -n installed
"""
APT_GET = """#!/bin/bash
echo "$DEBIAN_FRONTEND $*" >>"$MACHINE/apt-calls"
[ ! -e "$MACHINE/offline" ] || { echo "E: cannot resolve deb.debian.org"; exit 100; }
"""
SUDO = '#!/bin/bash\necho sudo >>"$MACHINE/apt-calls"\nexec "$@"\n'


class Machine:
    def __init__(self, installed=(), uid=0, sudo=False, debian=True):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        (self.root / "bin").mkdir()
        for name in REAL:
            (self.root / "bin" / name).symlink_to(shutil.which(name))
        self.program("id", f"#!/bin/bash\necho {uid}\n")
        if debian:
            self.program("dpkg-query", DPKG_QUERY)
            self.program("apt-get", APT_GET)
        if sudo:
            self.program("sudo", SUDO)
        (self.root / "installed").write_text("".join(f"{name}\n" for name in installed))

    def program(self, name, text):
        (self.root / "bin" / name).write_text(text)
        (self.root / "bin" / name).chmod(0o755)

    def setup(self, *arguments):
        environment = {"PATH": str(self.root / "bin"), "MACHINE": str(self.root)}
        return subprocess.run([shutil.which("bash"), SETUP, *arguments], env=environment,
                              capture_output=True, text=True, timeout=30)

    def apt_calls(self):
        calls = self.root / "apt-calls"
        return calls.read_text().splitlines() if calls.exists() else []


def packages_of(machine_call):
    return machine_call.split("--no-install-recommends ")[1].split()


class Setup(unittest.TestCase):
    def machine(self, **facts):
        machine = Machine(**facts)
        self.addCleanup(machine.folder.cleanup)
        return machine

    def all_of(self, kind):
        machine = self.machine()
        self.assertEqual(machine.setup(kind).returncode, 0)
        return packages_of(machine.apt_calls()[-1])

    def test_names_and_installs_what_a_bare_machine_lacks(self):
        machine = self.machine(installed=["git"])
        done = machine.setup("build")
        self.assertEqual(done.returncode, 0, done.stderr)
        update, install = machine.apt_calls()
        self.assertTrue(update.startswith("noninteractive ") and update.endswith(" update"))
        wanted = packages_of(install)
        self.assertIn("cmake", wanted)
        self.assertNotIn("git", wanted)
        for package in wanted:
            self.assertIn(f" {package}", done.stdout)

    def test_is_silent_and_calls_nobody_when_nothing_is_missing(self):
        for kind in ("build", "test"):
            machine = self.machine(installed=self.all_of(kind), uid=1000)
            done = machine.setup(kind)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
            self.assertEqual(machine.apt_calls(), [])

    def test_the_tests_want_more_than_the_build(self):
        self.assertLess(set(self.all_of("build")), set(self.all_of("test")))

    def test_a_user_goes_through_sudo(self):
        machine = self.machine(uid=1000, sudo=True)
        self.assertEqual(machine.setup("build").returncode, 0)
        self.assertEqual(machine.apt_calls()[0], "sudo")

    def test_a_user_without_sudo_is_told_what_root_must_run(self):
        machine = self.machine(uid=1000)
        done = machine.setup("build")
        self.assertEqual(done.returncode, 1)
        self.assertIn("apt-get install --no-install-recommends g++", done.stderr)
        self.assertEqual(machine.apt_calls(), [])

    def test_what_apt_said_is_shown_when_it_fails(self):
        machine = self.machine()
        (machine.root / "offline").touch()
        done = machine.setup("build")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot resolve deb.debian.org", done.stderr)
        self.assertIn("apt-get update failed", done.stderr)

    def test_another_system_and_a_wrong_word_are_named(self):
        self.assertIn("no Debian system", self.machine(debian=False).setup("build").stderr)
        done = self.machine().setup("everything")
        self.assertEqual(done.returncode, 1)
        self.assertIn("usage:", done.stderr)


if __name__ == "__main__":
    SETUP = sys.argv.pop(1)
    unittest.main(verbosity=2)
