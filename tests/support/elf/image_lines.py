#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which source lines are in an image, by what readelf says of its line tables: the oracle of the file `lines`."""

import collections
import re
import subprocess


def code_sections(image):
    """(begin, end) of what holds code."""
    text = subprocess.run(["readelf", "-SW", image], capture_output=True, text=True, check=True).stdout
    rows = re.findall(r"\] (?:\S+)\s+\S+\s+([0-9a-f]+) [0-9a-f]+ ([0-9a-f]+) [0-9a-f]+\s+W?AX", text)
    return [(int(begin, 16), int(begin, 16) + int(size, 16)) for begin, size in rows]


def sequences(image):
    """(begin, end, [(file, line, address)]) of each run of code; files without their folders."""
    text = subprocess.run(["readelf", "-W", "--debug-dump=decodedline", image], capture_output=True,
                          text=True, errors="replace", check=True).stdout
    rows = []
    for name, line, address in re.findall(r"^(\S+)\s+(\d+|-)\s+(0x[0-9a-f]+|0)\b", text, re.M):
        if line == "-":
            yield (rows[0][2] if rows else 0), int(address, 16), rows
            rows = []
        else:
            rows.append((name, int(line), int(address, 16)))


def image_lines(image):
    """File name (without folder) -> set of lines. What the linker dropped begins at 0 and is left out; where code
    begins at 0, what fills the place up to the next is there."""
    sections = code_sections(image)
    placed = [run for run in sequences(image)
              if run[0] < run[1] and any(a <= run[0] and run[1] <= b for a, b in sections)]
    kept = [run for run in placed if run[0]]
    next_code = min((run[0] for run in kept), default=1 << 64)
    kept += sorted((run for run in placed if not run[0] and run[1] <= next_code), key=lambda run: run[1])[-1:]
    found = collections.defaultdict(set)
    for _, end, rows in kept:
        for name, line, address in rows:
            if line and address < end:
                found[name].add(line)
    return dict(found)


def footprint(text):
    """path -> set of lines, of a file `lines`."""
    found = {}
    for row in text.splitlines():
        path, ranges = row.rsplit(": ", 1)
        found[path] = set()
        for part in ranges.split(","):
            first, _, last = part.partition("-")
            found[path] |= set(range(int(first), int(last or first) + 1))
    return found


def by_name(lines):
    """The same without folders."""
    found = collections.defaultdict(set)
    for path, numbers in lines.items():
        found[path.rsplit("/", 1)[-1]] |= numbers
    return dict(found)
