#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the same boards and commits with bm and with the tree's own buildman, in one run, and compares
what buildman's summary (-s -e -S -B -K, LANG=C) says of both output trees. Usage:

    peer_compare.py SOURCE BOARDS.CFG OUT [BOARD...]        with --again: compare what OUT holds already

Prints the times of both and every difference with the mended defect that explains it, and holds each of
bm's builds against a clean one, so that a line which both lose or both invent is seen too. What nothing
explains makes the exit status 1. Defects: W10, warnings vanish in buildman's incremental builds; k, bm
completes a failing build with make -k."""

import os
import pathlib
import re
import subprocess
import sys
import time

import clean
import lib

# Python would turn LANG=C into a UTF-8 locale for what it starts, and gcc's quotes follow that.
ENV = {k: v for k, v in os.environ.items() if not k.startswith("LC_")} | {
    "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "1"}
QUOTES = str.maketrans("\u2018\u2019", "''")
SIGN = re.compile(r"^(w?[+-])(.*)$")


def timed(command, **kwargs):
    start = time.monotonic()
    done = subprocess.run(command, env=ENV, **kwargs)
    return time.monotonic() - start, done.returncode


def build(source, boards_cfg, settings, out, boards):
    bm, status = timed([lib.BM, "boss", "-g", source, "-b", "series", "-o", out / "bm", "-T", "2", "--board-list",
                        boards_cfg, "--boards", ",".join(boards)])
    print(f"bm: status {status}, {bm:.1f} s", flush=True)
    peer, status = timed([source / "tools/buildman/buildman", "-G", settings, "-b", "series", "-o", out / "peer",
                          "-T", "2", "-j", "1", "--boards", ",".join(boards)], cwd=source,
                         stdout=subprocess.DEVNULL)
    print(f"buildman: status {status}, {peer:.1f} s; buildman / bm = {peer / bm:.2f}", flush=True)


def summary(source, settings, out, boards):
    """Commit number -> lines of its part of the summary."""
    done = subprocess.run([source / "tools/buildman/buildman", "-G", settings, "-b", "series", "-o", out, "-s",
                           "-e", "-S", "-B", "-K", "--boards", ",".join(boards)], cwd=source, env=ENV,
                          capture_output=True, text=True)
    out.with_suffix(".summary").write_text(done.stdout + done.stderr)
    parts, current = {}, None
    for line in done.stdout.translate(QUOTES).splitlines():
        if re.match(r"^\d\d: ", line):
            current = parts.setdefault(line[:2], [])
        elif current is not None:
            current.append(line.rstrip())
    if not parts:
        sys.exit(f"no summary of {out}: {done.stderr}")
    return parts


def errors(out):
    """(commit number, board) -> set of lines that the build wrote to stderr."""
    found = {}
    for done in (out / "series").glob("*_g*/*/done"):
        err = done.parent / "err"
        text = err.read_text(errors="replace").translate(QUOTES) if err.exists() else ""
        found[(done.parent.parent.name[:2], done.parent.name)] = set(text.splitlines())
    return found


class Explainer:
    """Says of a line of the summary why both tools may differ in it."""

    def __init__(self, ours, theirs):
        self.ours, self.theirs = ours, theirs

    def lost_by_peer(self, number, text):
        """bm's build has the line at this commit or the one before, and the peer's incremental build of the
        same board does not, though it printed it when it compiled that file."""
        for commit in (number, f"{int(number) - 1:02}"):
            for (at, board), lines in self.ours.items():
                if at == commit and text in lines and text not in self.theirs.get((at, board), set()):
                    return True
        return False

    def why(self, number, line):
        match = SIGN.match(line)
        text = match.group(2) if match else line
        if clean.MAKES_OWN.match(text):
            return "k: make names every target that it gave up"
        if match and self.lost_by_peer(number, text):
            return "W10: the peer's incremental build does not print it again"
        return None


def compare(out, ours, theirs):
    explain = Explainer(errors(out / "bm"), errors(out / "peer"))
    bad = 0
    for number in sorted(set(ours) | set(theirs)):
        mine, other = ours.get(number, []), theirs.get(number, [])
        for mark, lines, rest in (("bm only", mine, other), ("buildman only", other, mine)):
            for line in lines:
                if line in rest:
                    continue
                reason = explain.why(number, line)
                if reason is None and is_row_of_boards(line):
                    reason = row_reason(explain, number, line)
                bad += reason is None
                print(f"{number} {mark}: {line}\n      {reason or 'NOT EXPLAINED'}")
    for key, lines in sorted(explain.theirs.items()):
        extra = {l for l in lines - explain.ours.get(key, set()) if not clean.MAKES_OWN.match(l)}
        bad += len(extra)
        for line in sorted(extra):
            print(f"{key}: only buildman's build printed: {line}\n      NOT EXPLAINED")
    return bad


def check_clean(source, out):
    """Number of bm's builds that are not what a clean build is."""
    bad = 0
    for number, board, commit, folder in clean.builds(out / "bm"):
        want, got = clean.build(source, commit, board), clean.stored(folder)
        print(f"{number} {board}: {len(want.lines)} lines, status {want.status}, in a clean build;",
              "the same in bm's" if got == want else "NOT THE SAME in bm's", flush=True)
        for line in sorted(got.lines ^ want.lines):
            print(f"      {'bm' if line in got.lines else 'clean'} only: {line}")
        bad += got != want
    return bad


def is_row_of_boards(line):
    return re.match(r"^ *\w+: +(w?\+|\*|\?)?", line) is not None


def row_reason(explain, number, line):
    """A board is listed as changed by one tool only: because one of them lost its warnings."""
    for board in re.findall(r"[\w-]+", line):
        for commit in (number, f"{int(number) - 1:02}"):
            key = (commit, board)
            if key in explain.ours and bool(explain.ours[key]) != bool(explain.theirs.get(key)):
                return "W10: the peer's incremental build does not print its warnings again"
    return None


def main():
    again = "--again" in sys.argv
    words = [a for a in sys.argv[1:] if a != "--again"]
    source, boards_cfg, out = (pathlib.Path(a).resolve() for a in words[:3])
    boards = words[3:] or ["qemu_arm64", "qemu_arm", "qemu-riscv64"]
    out.mkdir(parents=True, exist_ok=True)
    settings = out / "buildman.settings"
    settings.write_text("[toolchain]\nroot = /usr\n[toolchain-alias]\n[make-flags]\n")
    if not again:
        build(source, boards_cfg, settings, out, boards)
    (out / "bm/boards.cfg").write_bytes((out / "peer/boards.cfg").read_bytes())
    bad = compare(out, summary(source, settings, out / "bm", boards), summary(source, settings, out / "peer", boards))
    print(f"{bad} differences that nothing explains", flush=True)
    wrong = check_clean(source, out)
    print(f"{wrong} of bm's builds are not what a clean build is")
    sys.exit(1 if bad or wrong else 0)


if __name__ == "__main__":
    main()
