# SPDX-License-Identifier: GPL-2.0-or-later
"""The measure of every diagnostic: what a clean build of a U-Boot board at a commit says."""

import hashlib
import os
import re
import subprocess
import typing

import lib

PROGRAM = lib.MINI / "clean-diagnostics"
CROSS = {"qemu_arm64": "aarch64-linux-gnu-", "qemu_arm": "arm-linux-gnueabi-",
         "qemu-riscv64": "riscv64-linux-gnu-"}
MAKES_OWN = re.compile(r"^make(\[\d+\])?: ")


class Outcome(typing.NamedTuple):
    """What a build comes to, whatever was built before it."""
    lines: frozenset  # of stderr, without make's own
    status: str
    config: str  # digest of u-boot.cfg


def build(repository, commit, board):
    """Outcome of `make -k` in an empty O= below a fresh checkout."""
    done = subprocess.run([PROGRAM, repository, commit, board], check=True, capture_output=True, text=True,
                          errors="replace", env=dict(os.environ, CROSS_COMPILE=CROSS[board], MAKE_J="-j2"))
    *lines, end = done.stdout.splitlines()
    _, status, config = end.split()
    return Outcome(frozenset(lines), status, config)


def stored(folder):
    """Outcome that an output tree holds in the folder of one build."""
    err = folder / "err"
    lines = err.read_text(errors="replace").splitlines() if err.exists() else []
    return Outcome(frozenset(l for l in lines if not MAKES_OWN.match(l)), (folder / "done").read_text(),
                   hashlib.sha256((folder / "u-boot.cfg").read_bytes()).hexdigest())


def builds(out):
    """(number, board, commit, folder) of each build in an output base of the branch `series`."""
    for done in sorted((out / "series").glob("*_g*/*/done")):
        number, _, rest = done.parent.parent.name.partition("_g")
        yield number, done.parent.name, rest.split("_")[0], done.parent
