#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which files a build met, twice: as strace saw the kernel's calls, and as bm's preloaded library noted them.

Each is a set of (kind, path); kinds are those of adapters/trace/shared_log.hpp."""

import mmap
import os
import re
import struct

KINDS = ("none", "read", "compiled", "makefile", "kconfig", "present", "exists", "names", "filter", "absent", "list", "lookup", "pattern", "names_pattern", "link", "write", "unwatched")
TABLE, SIZE = 1 << 17, 64 << 20
FIRST = 8 + 8 + 4 + 4 + 4 * TABLE
CALLS = ("open,openat,stat,lstat,newfstatat,statx,access,faccessat,faccessat2,readlink,readlinkat,execve,chdir,fchdir,"
         "clone,clone3,vfork,fork")


def make_log(path):
    with open(path, "xb") as log:
        log.truncate(SIZE)
        log.write(struct.pack("<8sQII", b"bmtrace6", FIRST, 0, 0))


def read_log(path):
    """The set, and whether all found room."""
    with open(path, "rb") as log, mmap.mmap(log.fileno(), SIZE, access=mmap.ACCESS_READ) as data:
        full = struct.unpack_from("<I", data, 16)[0]
        found = set()
        for position in struct.unpack_from(f"<{TABLE}I", data, 24):
            if position:
                _, length, kind = struct.unpack_from("<IHB", data, 8 * position)
                found.add((KINDS[kind], os.fsdecode(data[8 * position + 7:8 * position + 7 + length])))
        return found, not full


def strace(output):
    """What to put before a command."""
    return ["strace", "-f", "--seccomp-bpf", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-o", output]


class Strace:
    """Reads what strace wrote; `start` is the directory of the first program."""

    CALL = re.compile(r'^(\d+) +(\w+)\((.*)\) += +(-?\d+|\?)(?:<.*?>)?(?: (\w+))?')
    AT = re.compile(r'(?:AT_FDCWD|\d+)<([^>]*)>, "((?:[^"\\]|\\.)*)"(.*)$')
    PLAIN = re.compile(r'"((?:[^"\\]|\\.)*)"(.*)$')

    def __init__(self, path, start):
        # What a process does may be written before the call that made it has returned: it waits.
        self.directories, self.waiting, self.unfinished = {}, {}, {}
        self.files = {}  # what each process runs
        self.found, self.programs = set(), 0
        with open(path, errors="surrogateescape") as lines:
            for number, line in enumerate(lines):
                if number == 0:
                    self.directories[line.split(" ", 1)[0]] = start
                self.take(line.rstrip("\n"))
        assert not self.waiting, f"nobody made the processes {sorted(self.waiting)}"

    def take(self, line):
        begun = re.match(r"^(\d+) +(.*) <unfinished \.\.\.>$", line)
        if begun:
            self.unfinished[begun[1]] = begun[2]
            return
        resumed = re.match(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", line)
        if resumed:
            line = f"{resumed[1]} {self.unfinished.pop(resumed[1], '')}{resumed[2]}"
        gone = re.match(r"^(\d+) +\+\+\+ ", line)
        call = self.CALL.match(line)
        if call or gone:
            process = (call or gone)[1]
            if process not in self.directories:
                self.waiting.setdefault(process, []).append(line)
            elif gone:
                del self.directories[process]  # its number can be another's now
            else:
                self.call(*call.groups())

    def call(self, process, name, arguments, result, problem):
        directory = self.directories[process]
        good = result not in ("-1", "?")
        if name in ("clone", "clone3", "vfork", "fork"):
            if good:
                self.directories[result] = directory
                self.files[result] = self.files.get(process, "")
                for line in self.waiting.pop(result, []):
                    self.take(line)
            return
        if name == "fchdir":
            where = re.match(r"\d+<(.*)>", arguments)
            if good and where:
                self.directories[process] = where[1]
            return
        named = self.AT.match(arguments) or self.PLAIN.match(arguments)
        if not named:
            return
        *base, path, rest = named.groups()
        path = os.path.join(base[0] if base else directory, self.plain(path))
        if name == "chdir":
            if good:
                self.directories[process] = os.path.normpath(path)
            return
        kind = self.kind(name, rest, good, problem)
        if name == "execve" and good:
            self.programs += 1
            self.files[process] = os.path.basename(path)
        elif self.files.get(process) == "git":
            return  # what it reads to say which commit this is
        if kind:
            self.found.add((kind, path))

    @staticmethod
    def plain(text):
        return text.encode("latin1", "replace").decode("unicode_escape").encode("latin1").decode("utf8", "replace")

    @staticmethod
    def kind(name, rest, good, problem):
        if not good:
            if name.startswith("readlink") and problem == "EINVAL":
                return "present"
            return "absent" if problem in ("ENOENT", "ENOTDIR") else None
        if name.startswith("open"):
            if "O_PATH" in rest:
                return "present"
            if "O_DIRECTORY" in rest:
                return "list"
            return None if re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", rest) else "read"
        return "read" if name == "execve" else "link" if name.startswith("readlink") else "present"


def of_source(accesses, source, output):
    """Kind -> paths below the source, but for what is git's or was built. Links of folders are followed."""
    source, output = os.path.realpath(source), os.path.realpath(output)
    found = {kind: set() for kind in KINDS}
    known = {}
    for kind, path in accesses:
        folder, name = os.path.split(os.path.normpath(path))
        if folder not in known:
            known[folder] = os.path.realpath(folder)
        real = os.path.join(known[folder], name)
        inside = real == source or real.startswith(source + "/")
        if inside and not (real + "/").startswith((output + "/", source + "/.git/")):
            found[kind].add(os.path.relpath(real, source))
    return found


def as_strace(got):
    """The kinds that strace can tell apart: who reads, or looks, it does not know."""
    merged = {kind: set(paths) for kind, paths in got.items()}
    for kind, others in (("read", ("compiled", "makefile", "kconfig", "names")), ("present", ("exists",))):
        for other in others:
            merged[kind] |= merged.pop(other)
    return merged


def with_folders(paths):
    found = set(paths) | {"."}
    for path in paths:
        while (path := os.path.dirname(path)):
            found.add(path)
    return found


def missed(wanted, got):
    """What strace saw and the library did not: kind -> paths. Who read, listed or followed a file, or found one below
    it, knows that it is there; and realpath() looks at each folder on the way to what is not there."""
    there = with_folders(set().union(*(got[kind] for kind in ("present", "read", "list", "link", "write"))))
    lost = {kind: wanted[kind] - got[kind] for kind in ("read", "list", "link")}
    lost["list"] -= got["lookup"] | {os.path.dirname(path) or "." for path in got["pattern"]}
    lost["present"] = wanted["present"] - there
    lost["absent"] = wanted["absent"] - with_folders(got["absent"])
    return {kind: sorted(paths) for kind, paths in lost.items() if paths}
