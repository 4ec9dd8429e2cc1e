# SPDX-License-Identifier: GPL-2.0-or-later
"""A copy of the tree in which a file can be wrong for a while, and its build."""

import contextlib
import pathlib
import re
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]


class CopiedTree:
    """Lies in build/NAME; only what differs is written, so that little is built again."""

    def __init__(self, name, *cmake_words):
        self.source = TOP / "build" / name / "source"
        self.build_dir = TOP / "build" / name / "build"
        self._copy()
        subprocess.run(["cmake", "-S", self.source, "-B", self.build_dir, "-G", "Ninja", *cmake_words],
                       check=True, stdout=subprocess.DEVNULL)

    def _copy(self):
        names = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=TOP, check=True,
                               capture_output=True, text=True).stdout.split("\0")
        wanted = {self.source / name for name in names if name and (TOP / name).is_file()}
        for path in list(self.source.rglob("*")):
            if path.is_file() and path not in wanted:
                path.unlink()
        for target in wanted:
            source = TOP / target.relative_to(self.source)
            if not target.is_file() or source.read_bytes() != target.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())

    def programs(self):
        """Paths below the build directory, without it."""
        listed = subprocess.run(["ninja", "-C", self.build_dir, "-t", "targets", "all"], check=True,
                                capture_output=True, text=True).stdout
        return re.findall(r"^([\w/-]+): CXX_EXECUTABLE_LINKER", listed, re.M)

    def build(self, targets):
        return subprocess.run(["ninja", "-C", self.build_dir, *targets], capture_output=True, text=True)

    @contextlib.contextmanager
    def changed(self, path, change):
        """`change` makes a wrong text of the right one."""
        file = self.source / path
        right = file.read_text()
        file.write_text(change(right))
        try:
            yield
        finally:
            file.write_text(right)
