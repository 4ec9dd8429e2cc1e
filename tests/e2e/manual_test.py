#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said about bm: its manual pages for man, its help, its completion for bash."""

import pathlib
import subprocess

import lib


class Manual(lib.BmTest):
    @property
    def documents(self):
        return pathlib.Path(lib.BM).parent / "documents"

    def complete(self, *words, where=None):
        """What bash offers for the last of the words."""
        script = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _bm; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script, "bash", self.documents / "bm.bash", *words],
                              capture_output=True, text=True, cwd=where or self.src, env=self.env)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_pages_are_what_man_expects(self):
        for page in ("bm", "bm-boss", "bm-worker", "bm-boards", "bm-machines", "bm-config", "bm-init", "bm-toolchains", "bm-sim",
                     "bm-summary"):
            with self.subTest(page):
                done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-P-cbou",
                                       self.documents / f"{page}.1"], capture_output=True, text=True)
                self.assertEqual(done.stderr, "")
                self.assertTrue(done.stdout.startswith(page + "(1)"), done.stdout[:80])
                self.assertIn(f"{page} - ", " ".join(done.stdout.split()))

    def test_help_is_the_manual_in_full(self):
        short = subprocess.run([lib.BM, "boss", "-h"], capture_output=True, text=True).stdout
        full = subprocess.run([lib.BM, "boss", "-H"], capture_output=True, text=True).stdout
        other = subprocess.run([lib.BM, "help", "boss"], capture_output=True, text=True).stdout
        self.assertEqual(full, other)
        self.assertLess(len(short), len(full))
        for part in ("EXAMPLES", "EXIT STATUS", "FILES", "--keep-outputs"):
            self.assertIn(part, full)

    def test_completes_commands_options_and_what_they_take(self):
        self.assertEqual(self.complete("bm", "bos"), ["boss"])
        self.assertEqual(self.complete("bm", "boss", "--force-build"),
                         ["--force-build", "--force-build-failures"])
        self.assertEqual(self.complete("bm", "worker", "--de"), ["--debug"])
        self.assertEqual(self.complete("bm", "machines", "--js"), ["--json"])
        self.assertEqual(self.complete("bm", "help", "con"), ["config"])
        self.assertEqual(self.complete("bm", "boss", "-b", "ser"), ["series"])
        self.assertEqual(self.complete("bm", "boss", "-G", "READ"), ["README"])

    def test_completes_no_branch_into_a_command(self):
        self.git("branch", "odd$(touch${IFS}made)")
        self.assertEqual(self.complete("bm", "boss", "-b", "odd"), ["odd$(touch${IFS}made)"])
        self.assertFalse((self.src / "made").exists())


if __name__ == "__main__":
    lib.main()
