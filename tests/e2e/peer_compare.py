#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds the same boards and commits with bm and with the tree's own buildman, and compares what
buildman's summary (-s -e -S -B -K) says of both output trees. Usage:

    peer_compare.py SOURCE BOARDS.CFG OUT [BOARD...]

Prints the times of both, each difference with the reason that explains it, and the differences that
nothing explains: then the exit status is 1."""

import difflib
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BM = os.environ.get("BM", str(ROOT / "build/release/bm"))

# Lines of the summary that may differ, and the mended defect that makes them differ.
EXPLAINED = [
    (r"make(\[\d+\])?: \*\*\*", "bm completes a failing build with make -k: make names every target it gave up"),
    (r"collect2: error: ld returned", "bm completes a failing build with make -k: a later link fails too"),
    (r"(Waiting for unfinished|not remade because)", "make's schedule is no diagnostic"),
]


def run_timed(command, **kwargs):
    start = time.monotonic()
    done = subprocess.run(command, **kwargs)
    return time.monotonic() - start, done


def summary(source, settings, out, boards):
    done = subprocess.run(
        [source / "tools/buildman/buildman", "-G", settings, "-b", "series", "-o", out, "-s", "-e", "-S",
         "-B", "-K", "--boards", ",".join(boards)],
        cwd=source, env=dict(os.environ, LANG="C"), capture_output=True, text=True)
    return done.stdout, done.stderr


def explained(line):
    for pattern, reason in EXPLAINED:
        if re.search(pattern, line):
            return reason
    return None


def compare(ours, theirs):
    """Line by line; lines that both have, however ordered within a block, are no difference."""
    unexplained = 0
    for line in difflib.unified_diff(theirs.splitlines(), ours.splitlines(), "buildman", "bm", n=0, lineterm=""):
        if line.startswith(("---", "+++", "@@")):
            continue
        reason = explained(line)
        unexplained += reason is None
        print(f"  {line}\n      {reason or 'NOT EXPLAINED'}")
    return unexplained


def main():
    source, boards_cfg, out = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
    boards = sys.argv[4:] or ["qemu_arm64", "qemu_arm", "qemu-riscv64"]
    out.mkdir(parents=True, exist_ok=True)
    settings = out / "buildman.settings"
    settings.write_text("[toolchain]\nroot = /usr\n[toolchain-alias]\n[make-flags]\n")
    took_bm, done = run_timed([BM, "boss", "-g", source, "-b", "series", "-o", out / "bm", "-T", "2",
                               "--board-list", boards_cfg, *boards])
    print(f"bm: status {done.returncode}, {took_bm:.1f} s", flush=True)
    took_peer, done = run_timed([source / "tools/buildman/buildman", "-G", settings, "-b", "series", "-o",
                                 out / "peer", "-T", "2", "-j", "1", "--boards", ",".join(boards)],
                                cwd=source, env=dict(os.environ, LANG="C"), stdout=subprocess.DEVNULL)
    print(f"buildman: status {done.returncode}, {took_peer:.1f} s; buildman / bm = "
          f"{took_peer / took_bm:.2f}", flush=True)
    for name in ("boards.cfg",):
        (out / "bm" / name).write_bytes((out / "peer" / name).read_bytes())
    ours, errors = summary(source, settings, out / "bm", boards)
    theirs, _ = summary(source, settings, out / "peer", boards)
    (out / "bm.summary").write_text(ours + errors)
    (out / "peer.summary").write_text(theirs)
    if not theirs.strip() or not ours.strip():
        sys.exit("one of the summaries is empty: " + errors)
    bad = compare(ours, theirs)
    print(f"{bad} differences that nothing explains")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
