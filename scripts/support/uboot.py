# SPDX-License-Identifier: GPL-2.0-or-later
"""A real U-Boot series and a bm to build it with."""

import os
import pathlib
import subprocess
import sys

from support.copied_tree import TOP


def series():
    """BM_UBOOT_SERIES, or one that is made now; its branch is `series`, its board list NAME.boards.cfg."""
    source = os.environ.get("BM_UBOOT_SERIES") or str(TOP / "build/uboot/source")
    subprocess.run([TOP / "tests/support/uboot/make-series-once", source], check=True)
    return source


def bm():
    """BM, or the one that is built now."""
    if named := os.environ.get("BM"):
        return pathlib.Path(named)
    subprocess.run([TOP / "scripts/build", "release", "bm"], check=True, stdout=sys.stderr)
    return TOP / "build/release/bm"
