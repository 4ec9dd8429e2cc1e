#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A worker that means harm, in the way that its first argument names. It takes part as far as it must. Before it does
harm it makes the file that its second argument names."""

import json
import os
import pathlib
import subprocess
import sys
import time

HOW = sys.argv[1]
HARM_BEGINS = pathlib.Path(sys.argv[2])


def say(**fields):
    os.write(1, b"BM> " + json.dumps(fields).encode() + b"\n")


def result(**fields):
    return {"resp": "build_result", "board": "sandy", "commit_upto": 0, "return_code": 0, "stderr": "", "stdout": "",
            "load_avg": 0.0, **fields}


def forever(piece, pause=0.0):
    while True:
        os.write(1, piece)
        time.sleep(pause)


def before_ready():
    if HOW in ("endless line", "endless protocol line", "drip", "garbage", "stderr flood"):
        HARM_BEGINS.touch()
    if HOW == "endless line":
        forever(b"x" * 65536)
    if HOW == "endless protocol line":
        os.write(1, b'BM> {"resp": "')
        forever(b"x" * 65536)
    if HOW == "drip":
        os.write(1, b"BM> ")
        forever(b" ", 0.2)
    if HOW == "garbage":
        forever(os.urandom(65536))
    if HOW == "stderr flood":
        while True:
            os.write(2, b"why " * 1000 + b"\n")


def meanwhile():
    """Once it is given a board."""
    HARM_BEGINS.touch()
    if HOW == "flood of results":
        while True:
            say(**result(lease=1, board="nobody"))
    if HOW == "names":
        for name in ("../../x", "/etc/passwd", "a\0b", "..", "", "x" * 10_000):
            say(**result(board=name))
            say(**result(config={name: "harm"}))
    if HOW == "nonsense":
        for line in (b"BM> [[[[[\n", b"BM> null\n", b'BM> {"resp": 7}\n', b"BM> \xff\xfe\n", b"BM> " + b"[" * 100_000 + b"\n",
                     b'BM> {"resp": "build_result", "commit_upto": 1e999}\n'):
            os.write(1, line)
    if HOW == "other positions":
        for commit in (-1, 4, 10**12):
            say(**result(commit_upto=commit))
            say(**result(board="granite", commit_upto=0))
    sys.exit()


def main():
    before_ready()
    slots = 10**9 if HOW == "boasts" else 1
    if HOW == "boasts":
        HARM_BEGINS.touch()
    say(resp="ready", nthreads=slots, slots=slots, protocol=1, features=["lease", "artefacts", "options"])
    for line in sys.stdin:
        command = json.loads(line).get("cmd") if line.strip() else None
        if command == "setup":
            work = json.loads(line)["work_dir"]
            if HOW == "another directory":
                HARM_BEGINS.touch()
                work = os.environ["HOME"] + "/precious"
            else:
                subprocess.run(["git", "init", "-q", work], check=True)
            say(resp="setup_done", work_dir=work, git_dir=f"{work}/.git")
        elif command == "configure":
            say(resp="configure_done")
        elif command == "build_prepare":
            say(resp="build_prepare_done")
        elif command == "build_board":
            meanwhile()
        elif command == "quit":
            say(resp="quit_ack")
            return


main()
