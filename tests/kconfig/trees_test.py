#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every line of .config, as domain/kconfig has it and as the conf of the tree itself writes it: 100
boards of U-Boot that BM_SEED draws, and of the trees that BM_KCONFIG_TREES names, parted by colons, their
own defconfigs. Such a tree is an unpacked source, as of Linux or busybox, that is not configured."""

import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

PRINT_LINES = os.environ["BM_PRINT_LINES"]
SEED = int(os.environ.get("BM_SEED", "1"))
# Of Linux: an architecture, what its compilers are called, and how many of its defconfigs are drawn.
ARCHITECTURES = [("arm64", "aarch64-linux-gnu-", 2), ("arm", "arm-linux-gnueabi-", 3),
                 ("x86", "", 2), ("riscv", "riscv64-linux-gnu-", 4)]
# Put in the place of conf, it notes how make calls it.
WITNESS = """#!/bin/sh
env -0 > "$0.environment"
pwd > "$0.folder"
exec "$0.real" "$@"
"""


class Conf:
    """A tree's conf, with the environment that the tree's make gives it."""

    def __init__(self, tree, out, *arguments):
        self.tree, out = pathlib.Path(tree), pathlib.Path(out)
        out.mkdir()
        make = ["make", "-s", "-C", self.tree, f"O={out}", *arguments, "allnoconfig"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        conf = out / "scripts/kconfig/conf"  # make takes a newer one for built
        conf.rename(f"{conf}.real")
        conf.write_text(WITNESS)
        conf.chmod(0o755)
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        self.program = f"{conf}.real"
        self.folder = pathlib.Path(pathlib.Path(f"{conf}.folder").read_text().strip())
        pairs = pathlib.Path(f"{conf}.environment").read_text().split("\0")
        self.environment = dict(pair.split("=", 1) for pair in pairs if pair)
        self.environment.pop("KCONFIG_ALLCONFIG", None)

    def lines(self, defconfig):
        """What it says of a defconfig: the lines of .config that set symbols."""
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder) / "config"
            environment = self.environment | {"KCONFIG_CONFIG": str(config), "KCONFIG_OVERWRITECONFIG": "1"}
            how, where = ["-s", f"--defconfig={defconfig}"], self.folder
            if b"--defconfig" not in pathlib.Path(self.program).read_bytes():  # as busybox's
                how, where = ["-D", defconfig], pathlib.Path(folder) / "out"
                shutil.copytree(self.folder, where, symlinks=True)
                config = where / ".config"
            done = subprocess.run([self.program, *how, self.kconfig()], cwd=where, env=environment,
                                  capture_output=True, text=True, errors="replace")
            if done.returncode != 0:
                raise AssertionError(f"{defconfig}: conf ended with {done.returncode}\n{done.stderr}")
            return [line for line in config.read_text(errors="replace").splitlines()
                    if line.startswith(("CONFIG_", "# CONFIG_"))]

    def kconfig(self):
        return next(name for name in ("Kconfig", "Config.in") if (self.tree / name).exists())


def lines_of_bm(conf, defconfigs, out):
    """Those of domain/kconfig, by the defconfig."""
    out.mkdir()
    subprocess.run([PRINT_LINES, conf.tree, conf.kconfig(), out, *defconfigs], cwd=conf.folder,
                   env=conf.environment, check=True, stderr=subprocess.DEVNULL)
    return {defconfig: (out / defconfig.name).read_text(errors="replace").splitlines()
            for defconfig in defconfigs}


class Trees(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="bm-kconfig-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)

    def compare(self, conf, defconfigs):
        ours = lines_of_bm(conf, defconfigs, self.home / "ours")
        shutil.rmtree(self.home / "ours")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for defconfig, theirs in zip(defconfigs, pool.map(conf.lines, defconfigs)):
                with self.subTest(defconfig=defconfig.name):
                    self.assertEqual(ours[defconfig], theirs)
                    self.assertGreater(len(theirs), 20)

    def test_boards_of_uboot(self):
        tree = pathlib.Path(os.environ["BM_UBOOT_SERIES"])
        boards = sorted((tree / "configs").glob("*_defconfig"))
        print(f"BM_SEED={SEED} draws them", flush=True)
        self.compare(Conf(tree, self.home / "out"), random.Random(SEED).sample(boards, 100))

    def test_other_trees(self):
        trees = [pathlib.Path(one) for one in os.environ.get("BM_KCONFIG_TREES", "").split(":") if one]
        if not trees:
            self.skipTest("BM_KCONFIG_TREES names no trees")
        for tree in trees:
            with self.subTest(tree=tree):
                if (tree / "arch").is_dir() and (tree / "Kbuild").exists() and (tree / "kernel").is_dir():
                    self.compare_linux(tree)
                else:
                    self.compare_busybox(tree)

    def compare_linux(self, tree):
        for architecture, prefix, count in ARCHITECTURES:
            if not shutil.which(f"{prefix}gcc"):
                print(f"no {prefix}gcc: {architecture} is left out")
                continue
            conf = Conf(tree, self.home / architecture, f"ARCH={architecture}", f"CROSS_COMPILE={prefix}")
            found = sorted((tree / "arch" / architecture / "configs").glob("*defconfig"))
            print(f"{architecture}: {len(found)} defconfigs", flush=True)
            self.compare(conf, random.Random(SEED).sample(found, min(count, len(found))))

    def compare_busybox(self, tree):
        conf = Conf(tree, self.home / "busybox")
        everything = conf.folder / ".config"
        fragments = []
        for name, text in {"nothing": "", "static": "CONFIG_STATIC=y\nCONFIG_ASH=y\nCONFIG_LS=y\n",
                           "allno": everything.read_text()}.items():
            fragments.append(self.home / name)
            fragments[-1].write_text(text)
        self.compare(conf, [*fragments, *sorted((tree / "configs").glob("*defconfig"))[:8]])


if __name__ == "__main__":
    unittest.main(verbosity=2)
