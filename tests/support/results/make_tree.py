#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""make_tree.py DIR [BOARDS [COMMITS [HOLES]]]: results that nobody built, of a real repository of empty commits.

Makes DIR/src, a repository with the branch `series`; DIR/boards.cfg; and DIR/out/series, a folder for each
commit with one for each board: `done`, `err`, `sizes`, and for a tenth of them `u-boot.sizes`. HOLES of 0: every
build is known; else one of so many is not. Some commits break, mend, make warn or grow groups of
boards. What is written depends on nothing but the arguments. Then
    bm summary -g DIR/src -b series --board-list DIR/boards.cfg -o DIR/out
"""
import os
import pathlib
import subprocess
import sys

ARCHES = ("arm", "aarch64", "riscv", "powerpc", "mips", "x86", "sandbox")
VENDORS = ("acme", "birch", "cedar", "delta", "ember", "fjord", "grove")
AREAS = ("net", "mmc", "usb", "spl", "dm", "efi_loader", "lib", "fs")
FUNCTIONS = 1500
TOPICS = ("drop an unused header", "name the limits", "sort the includes", "check the length first",
          "say what failed", "use the common helper", "reword the help text")


class Build:
    """What one board is at one commit, carried from commit to commit."""

    def __init__(self, number):
        self.text = 300000 + 977 * number % 90000
        self.first_text = self.text
        self.rodata = self.text // 5
        self.data = 9000 + number % 700
        self.bss = 40000 + number % 5000
        self.warnings = {}
        self.errors = {}

    def functions(self):
        """As nm has them; what text grew by is in one of them."""
        return "".join(f"{40 + n * 7 % 900 + (self.text - self.first_text if n == 11 else 0):08x} T function_{n}\n"
                       for n in range(FUNCTIONS)).encode()

    def files(self, number):
        found = {"done": b"2" if self.errors else b"0"}
        said = [*self.errors.values(), *self.warnings.values()]
        if said:
            found["err"] = ("\n".join(said) + "\n").encode()
        if not self.errors:
            every = self.text + self.data + self.bss
            found["sizes"] = (f"{self.text} {self.data} {self.bss} {every} {every:x} u-boot "
                              f"{self.rodata:08x}\n").encode()
            if number % 10 == 0:
                found["u-boot.sizes"] = self.functions()
        return found


def events(commits):
    """By commit: subject and what is done to the board of a number."""
    def breaks(build):
        build.errors["mmc"] = ("drivers/mmc/mmc.c: In function 'mmc_init':\ndrivers/mmc/mmc.c:218:9: error: "
                               "implicit declaration of function 'mmc_set_lanes' [-Werror=implicit-function-declaration]")

    def links_not(build):
        build.errors["ld"] = "common/board_r.o: in function `initr_net':\nboard_r.c:(.text+0x1c): undefined reference to `eth_probe_all'"

    def warns(build):
        build.warnings["usb"] = "drivers/usb/host/xhci.c:77:14: warning: unused variable 'cycles' [-Wunused-variable]"

    def grows(build):
        build.text += 412
        build.rodata += 96

    def shrinks(build):
        build.text -= 150
        build.bss -= 64

    def at(share):
        return max(1, round(share * (commits - 1)))
    return {
        at(0.12): ("usb: count the cycles of a transfer", lambda n: n % 5 == 2, warns),
        at(0.25): ("mmc: let the card choose its lanes", lambda n: n % 9 == 4, breaks),
        at(0.37): ("lib: print sizes in both units", lambda n: True, grows),
        at(0.50): ("mmc: declare what chooses the lanes", lambda n: n % 18 == 4, lambda b: b.errors.pop("mmc", None)),
        at(0.62): ("net: probe all devices at once", lambda n: n % 7 == 3 and n % 31 < 9, links_not),
        at(0.75): ("usb: use what was counted", lambda n: n % 10 == 2, lambda b: b.warnings.pop("usb", None)),
        at(0.87): ("spl: leave out the long names", lambda n: n % 3 == 0, shrinks),
    }


def subject_of(commit, wanted):
    if commit in wanted:
        return wanted[commit][0]
    return f"{AREAS[commit * 5 % len(AREAS)]}: {TOPICS[commit * 3 % len(TOPICS)]}"


def make_repository(path, subjects):
    """Empty commits with these subjects: the first on main, all others on series. Their hashes."""
    path.mkdir(parents=True)
    env = dict(os.environ, GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null")

    def git(*args, **kwargs):
        return subprocess.run(["git", *args], cwd=path, env=env, check=True, capture_output=True, **kwargs).stdout
    git("init", "-q", "-b", "main", "--template=")
    stream = b""
    for number, subject in enumerate(subjects):
        text = subject.encode()
        stream += (b"commit refs/heads/%s\nmark :%d\ncommitter A. Maintainer <maintainer@example.org> %d +0000\n"
                   b"data %d\n%s\n" % (b"series" if number else b"main", number + 1, 1672531200 + number, len(text), text))
        stream += b"from :%d\n\n" % number if number else b"\n"
    git("fast-import", "--quiet", input=stream)
    git("branch", "-q", "--set-upstream-to=main", "series")
    return git("rev-list", "--reverse", "series").decode().split()


def commit_folder(position, commit, subject):
    for letter in "/: ":
        subject = subject.replace(letter, "-")
    return f"{position + 1:02}_g{commit}_{subject[:20]}"


def write_boards(path, boards):
    """`boards`: name and arch of each."""
    path.write_text("# Status, Arch, CPU, SoC, Vendor, Board, Target, Config, Maintainers\n\n" + "".join(f"Active  {arch}  -  -  mini  {name}  {name}  {name}  -\n"
                                                   for name, arch in boards))


MOST_NAMES = 30000  # of one file; file systems have a bound


def write_build(folder, files, written=None):
    """`written` is of one tree: files of the same bytes in it are one, which is soon made and soon gone."""
    os.mkdir(folder)
    for name, content in files.items():
        path = f"{folder}/{name}"
        first, names = (written or {}).get(content, ("", MOST_NAMES))
        if names < MOST_NAMES:
            os.link(first, path)
        else:
            first, names = path, 0
            with open(path, "wb") as file:
                file.write(content)
        if written is not None:
            written[content] = first, names + 1


def make_like_uboot(source, names):
    """What buildman asks of a source before it shows a summary."""
    (source / "configs").mkdir()
    for name, _ in names:
        (source / f"configs/{name}_defconfig").touch()
    (source / "scripts").mkdir()
    (source / "scripts/show-gnu-make").write_text("#!/bin/sh\necho make\n")
    (source / "scripts/show-gnu-make").chmod(0o755)


def make(base, boards=1500, commits=64, holes=701):
    base = pathlib.Path(base)
    names = [(f"{VENDORS[n % len(VENDORS)]}-{n:04}", ARCHES[n * 3 % len(ARCHES)]) for n in range(boards)]
    names.sort()
    write_boards(base / "boards.cfg", names)
    wanted = events(commits)
    subjects = [subject_of(c, wanted) for c in range(commits)]
    hashes = make_repository(base / "src", subjects)
    make_like_uboot(base / "src", names)
    builds, written = [Build(n) for n in range(boards)], {}
    for commit, subject in enumerate(subjects):
        folder = base / "out/series" / commit_folder(commit, hashes[commit], subject)
        folder.mkdir(parents=True)
        _, concerns, change = wanted.get(commit, ("", lambda n: False, None))
        for number, build in enumerate(builds):
            if concerns(number):
                change(build)
            if not holes or (number + commit * 13) % holes:
                write_build(f"{folder}/{names[number][0]}", build.files(number), written)
    write_boards(base / "out/boards.cfg", names)  # newer than the source, so that buildman believes it


if __name__ == "__main__":
    base, *numbers = sys.argv[1:]
    pathlib.Path(base).mkdir(parents=True, exist_ok=True)
    make(base, *map(int, numbers))
