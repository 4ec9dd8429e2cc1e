#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""An outcome that is taken over from another commit is the one that a build would have had.

By hand, more series: BM_CARRY_SERIES="FIRST COUNT"."""

import os
import subprocess
import sys

import lib

sys.path.insert(0, str(lib.MINI))
import carry_series  # noqa: E402

COMMITS = 14

# Reads a file by a call of its own, past the C library.
LOOK = """
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int count, char** words)
{
    char text[64] = "";
    long fd = syscall(SYS_openat, AT_FDCWD, words[1], O_RDONLY, 0);
    if (fd < 0 || syscall(SYS_read, fd, text, sizeof text - 1) < 0) return 1;
    return fputs(text, stdout) < 0;
}
"""


def carried(base):
    """(number of the commit, board) -> hash of the commit whose outcome it has."""
    return {(path.parents[1].name[:2], path.parent.name): path.read_text().strip()
            for path in base.glob("*_g*/*/carried")}


class Carry(lib.BmTest):
    def both_ways(self, seed):
        """The series with carrying and without: both trees must be the same."""
        actions = carry_series.make(self.src, seed, COMMITS)
        trees = []
        for name, *options in (("carry",), ("build", "--no-carry")):
            self.out = self.dir / f"{name}.{seed}"
            done = self.bm("-b", "series", "-T", 2, *options)
            self.assertIn(done.returncode, (0, 100, 101), done.stderr)
            trees.append(self.out)
        self.assertEqual(carried(trees[1] / "series"), {})
        try:
            lib.assert_same_trees(self, *trees)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {actions}: {error}") from None
        return len(carried(trees[0] / "series")), 4 * len(actions)

    def test_random_series_have_the_outcomes_that_builds_would_have(self):
        first, count = map(int, os.environ.get("BM_CARRY_SERIES", "1 4").split())
        taken = all_of_them = 0
        for seed in range(first, first + count):
            mine, builds = self.both_ways(seed)
            taken, all_of_them = taken + mine, all_of_them + builds
        print(f"{taken} of {all_of_them} builds were carried")
        self.assertGreater(taken, all_of_them // 10)

    def test_says_how_many_it_took_over_and_from_where(self):
        done = self.bm("-b", "series", "-T", 2)
        self.assertEqual(done.returncode, 100, done.stderr)
        where = carried(self.out / "series")
        self.assertIn(f"Completed: 32 total built (32 newly, {len(where)} carried", done.stdout)
        base = self.git("rev-parse", "main").strip()
        self.assertEqual({where[("02", board)] for board in ("sandy", "rocky", "dusty", "mossy")}, {base},
                         "a document is no input of any board")
        self.assertEqual(where[("03", "sandy")], base, "the change of rocky's file is no input of sandy's")
        self.assertNotIn(("03", "rocky"), where)

    def test_takes_a_warning_over(self):
        self.git("checkout", "-q", "series")
        self.change("README", "words\n", "doc: say more")
        self.change("board/rocky/board.c", (self.src / "board/rocky/board.c").read_text() + "\nstatic int x;\n", "rocky: x")
        self.change("README", "more words\n", "doc: say even more")
        self.assertEqual(self.bm("-b", "series", "-c", 2, "rocky").returncode, 101)
        errs = [path.read_text() for path in sorted((self.out / "series").glob("*/rocky/err"))]
        self.assertEqual(len(errs), 2)
        self.assertEqual(errs[0], errs[1])
        self.assertEqual(len(carried(self.out / "series")), 1)

    def test_what_could_be_carried_can_be_built_and_compared(self):
        code, verdict, done = self.verdict("-b", "series", "-T", 2, "--verify-carried", 100)
        self.assertEqual(code, 100, done.stderr)
        self.assertEqual(verdict["counts"]["carried"], 0)
        self.assertGreater(verdict["counts"]["verified"], 10)
        self.assertEqual(verdict["mismatches"], [])
        self.assertEqual(carried(self.out / "series"), {})

    def test_a_part_of_what_could_be_carried_is_compared(self):
        counts = self.verdict("-b", "series", "-T", 2, "--verify-carried", 40)[1]["counts"]
        self.assertGreater(counts["carried"], 0)
        self.assertGreater(counts["verified"], 0)

    def test_what_is_never_carried_cannot_be_verified(self):
        for option in ("--no-carry", "-k"):
            done = self.bm("-b", "series", "--verify-carried", 5, option)
            self.assertEqual(done.returncode, 1)
            self.assertIn("--verify-carried has nothing to verify", done.stderr)

    def test_what_builds_look_at_unseen_is_found_out(self):
        """A program that reads past the C library."""
        self.git("checkout", "-q", "main")
        look = self.dir / "look"
        (self.dir / "look.c").write_text(LOOK)
        subprocess.run(["gcc", "-o", look, self.dir / "look.c"], check=True)
        self.change("doc.txt", "0\n", "doc: begin")
        makefile = (self.src / "Makefile").read_text()
        self.change("Makefile", makefile.replace("CFLAGS := ", f"CFLAGS := -DSEEN=$(shell {look} $(srctree)/doc.txt) "),
                    "Makefile: look at the document")
        main = (self.src / "common/main.c").read_text()
        self.change("common/main.c", main + "\nchar seen[SEEN + 1] = {1};\n", "main: use it")
        self.change("doc.txt", "300\n", "doc: say 300")
        chosen = ["-b", "main~2..main", "sandy"]
        code, verdict, done = self.verdict(*chosen, "--verify-carried", 100)
        self.assertEqual(code, 1, done.stderr)
        self.assertEqual([(m["board"], m["changes"]) for m in verdict["mismatches"]], [("sandy", ["doc.txt"])])
        self.assertIn("sizes", verdict["mismatches"][0]["files"])
        self.assertIn("nothing was taken to matter: doc.txt", done.stderr)
        self.assertIn("cannot be believed", done.stderr)

    def test_images_are_of_their_own_commit(self):
        self.assertEqual(self.bm("-b", "series", "-k", "sandy").returncode, 0)
        self.assertEqual(carried(self.out / "series"), {})


if __name__ == "__main__":
    lib.main()
