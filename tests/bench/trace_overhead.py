#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What it costs to watch a build: CPU time and wall time of the same clean build, watched and not, in pairs whose order
alternates. trace_overhead.py LIBRARY SOURCE BOARD CROSS_PREFIX [PAIRS]: prints each pair's ratio, and their mean with
the interval that holds the true one with 95 % (Student's t)."""

import math
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support/trace"))
import accesses  # noqa: E402

T95 = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 6: 2.45, 7: 2.36, 8: 2.31, 9: 2.26}


def build(source, board, environment, folder):
    output = folder / "out"
    shutil.rmtree(output, ignore_errors=True)
    make = ["make", "-s", "-j2", f"O={output}"]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    for goal in ([f"{board}_defconfig"], []):
        subprocess.run([*make, *goal], cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - begin


def interval(ratios):
    mean = statistics.mean(ratios)
    if len(ratios) < 2:
        return f"{mean:.3f}"
    half = T95.get(len(ratios) - 1, 2.0) * statistics.stdev(ratios) / math.sqrt(len(ratios))
    return f"{mean:.3f} ({mean - half:.3f} to {mean + half:.3f})"


def main():
    library, source, board, prefix, *rest = sys.argv[1:]
    pairs = int(rest[0]) if rest else 10
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bm-bench-"))
    log = pathlib.Path("/dev/shm") / folder.name
    plain = dict(os.environ, CROSS_COMPILE=prefix)
    watched = dict(plain, LD_PRELOAD=os.path.abspath(library), BM_TRACE_LOG=str(log))
    ratios = {"CPU": [], "wall": []}
    try:
        build(source, board, plain, folder)  # warms the page cache
        for pair in range(pairs):
            times = {}
            for which in (("plain", "watched") if pair % 2 else ("watched", "plain")):
                log.unlink(missing_ok=True)
                accesses.make_log(log)
                times[which] = build(source, board, watched if which == "watched" else plain, folder)
            for at, name in enumerate(ratios):
                ratios[name].append(times["watched"][at] / times["plain"][at])
            print(f"pair {pair + 1}: CPU {times['watched'][0]:.1f} s / {times['plain'][0]:.1f} s = {ratios['CPU'][-1]:.3f}, "
                  f"wall {times['watched'][1]:.1f} s / {times['plain'][1]:.1f} s = {ratios['wall'][-1]:.3f}", flush=True)
    finally:
        log.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    for name, values in ratios.items():
        print(f"{name}, watched over not watched, mean of {len(values)} pairs: {interval(values)}")


if __name__ == "__main__":
    main()
