#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""plant.py ROOT FOLDER: copies the sources that defects.json names into FOLDER, each with its defects
as switches: `bm_planted == N` for the defect N, from 1. Also writes defects.hpp, the table of them."""
import json
import pathlib
import sys

root, folder = map(pathlib.Path, sys.argv[1:])
defects = json.loads((pathlib.Path(__file__).parent / "defects.json").read_text())
texts = {}
for number, defect in enumerate(defects, 1):
    text = texts.get(defect["file"]) or (root / defect["file"]).read_text()
    if text.count(defect["old"]) != 1:
        sys.exit(f"{defect['file']} does not have once: {defect['old']}")
    texts[defect["file"]] = text.replace(defect["old"], defect["new"].replace("PLANTED", f"(bm_planted == {number})"))
for file, text in texts.items():
    (folder / file.replace("/", "_")).write_text("extern int bm_planted;\n" + text)
rows = [f'    {{"{d["name"]}", "{" ".join(d["invariants"])}"}},\n' for d in defects]
(folder / "defects.hpp").write_text(
    "#pragma once\nstruct Defect {\n    const char* name;\n    const char* invariants;\n};\n"
    f"inline constexpr Defect defects[] = {{\n{''.join(rows)}}};\n")
