#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The worker that is shipped to machines: it brings all it needs, and builds where there are git,
make and a compiler. BM_ROOTS=DIR keeps the Debian roots there from one run to the next; without it only
the older Debian is tried."""

import functools
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import lib
import sshd
from by_hand_test import Worker

STATIC = pathlib.Path(os.environ.get("BM_WORKER", str(pathlib.Path(lib.BM).parent / "bm-worker")))
MIRROR = "http://deb.debian.org/debian"
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"


@functools.cache
def debian(release):
    """A folder with a minimal Debian, git, make, gcc and sshd."""
    kept = os.environ.get("BM_ROOTS")
    root = pathlib.Path(kept or tempfile.mkdtemp(prefix="bm-roots-")) / release
    if not kept:
        unittest.addModuleCleanup(shutil.rmtree, root.parent, ignore_errors=True)
    if not (root / "usr/bin/gcc").exists() or not (root / "usr/sbin/sshd").exists():
        shutil.rmtree(root, ignore_errors=True)
        done = subprocess.run(["debootstrap", "--variant=minbase", f"--keyring={KEYS}",
                               "--include=git,make,gcc,libc6-dev,openssh-server", release, str(root), MIRROR],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"debootstrap {release}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return root


class StaticWorker(lib.BmTest):
    def test_needs_no_library(self):
        headers = subprocess.run(["readelf", "-lW", STATIC], check=True, capture_output=True, text=True)
        self.assertNotIn("INTERP", headers.stdout)
        self.assertNotIn("DYNAMIC", headers.stdout)
        self.assertLess(STATIC.stat().st_size, 8 << 20)

    def test_starts_in_a_root_with_nothing_else(self):
        root = self.dir / "empty"
        root.mkdir()
        shutil.copy(STATIC, root / "bm-worker")
        worker = subprocess.run(["chroot", root, "/bm-worker", "-g", "/work"], env={"PATH": os.environ["PATH"]},
                                input='{"cmd": "quit"}\n', capture_output=True, text=True, timeout=lib.HANG)
        self.assertIn('"resp": "ready"', worker.stdout, worker.stderr)
        self.assertIn('"resp": "quit_ack"', worker.stdout)
        self.assertEqual(worker.returncode, 0)

    def build_in(self, release):
        root = debian(release)
        work = root / "work"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copy(STATIC, root / "bm-worker")
        # A mount name space of its own: the chroot has /proc, and nobody has to unmount it.
        start = f'mount -t proc proc "{root}/proc" && exec chroot "{root}" /bm-worker'
        worker = Worker(self, command=["unshare", "--mount", "sh", "-c", start],
                        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"})
        worker.read()
        worker.ask({"cmd": "setup", "work_dir": "/work"}, "setup_done")
        subprocess.run(["git", "push", "-q", work / ".git", "series:refs/heads/pushed"], cwd=self.src,
                       check=True)
        commits = self.git("rev-list", "--reverse", "series").split()
        boards = [{"board": b, "arch": "sandbox"} for b in ("dusty", "mossy", "rocky", "sandy")]
        answers = worker.ask({"cmd": "build_boards", "boards": boards, "commits": commits}, "build_done")
        results = {(a["commit_upto"], a["board"]): a for a in answers if a["resp"] == "build_result"}
        self.assertEqual(len(results), 32)
        for (commit, board), result in results.items():
            broken = board == "dusty" and commit in (4, 5)
            warned = board == "rocky" and 2 <= commit < 7
            state = "failed" if result["return_code"] else "warned" if result["stderr"] else "ok"
            self.assertEqual(state, "failed" if broken else "warned" if warned else "ok",
                             json.dumps(result, indent=1))
        worker.ask({"cmd": "quit"}, "quit_ack")

    def test_builds_in_debian_11(self):
        self.build_in("bullseye")

    @unittest.skipUnless(os.environ.get("BM_ROOTS"), "BM_ROOTS is not set; Debian 11 is the harder one")
    def test_builds_in_debian_12(self):
        self.build_in("bookworm")

    def test_is_sent_to_a_machine_that_has_sshd_git_make_and_a_compiler(self):
        farm = sshd.Farm()
        self.addCleanup(farm.remove)
        root = debian("bullseye")
        shutil.rmtree(root / "root/.cache", ignore_errors=True)
        farm.add_root("bare", root)
        done = self.bm("-G", farm.settings("bare"), "--dist", "--no-local", "-b", "series",
                       env=farm.environment(self.env))
        self.assertEqual(done.returncode, 100, done.stdout + done.stderr)
        self.assertIn("Completed: 32 total built", done.stdout)
        self.assertEqual(len(self.results()), 32)
        self.assertEqual({(d / "host").read_text() for d in self.results().values()}, {"bare\n"})
        [sent] = (root / "root/.cache/bm/bin").iterdir()
        self.assertEqual(sent.read_bytes(), STATIC.read_bytes())


if __name__ == "__main__":
    if os.geteuid() != 0:
        print("only root can change the root directory: nothing was tested")
        raise SystemExit(77)
    lib.main()
