#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Which compiler serves an arch: with compilers of the test's own, good and odd ones, and with a site
of the test's own to fetch them from."""

import json
import os
import pathlib
import platform
import shutil
import subprocess

import lib
import site_of_compilers as site
import sshd


class Compilers(lib.BmTest):
    """Compilers of the test's own, in a PATH of its own."""

    def setUp(self):
        super().setUp()
        self.path = self.dir / "path"
        self.path.mkdir()
        self.alone = dict(self.env, PATH=str(self.path))
        self.settings = self.dir / "settings"

    def compiler(self, name, target=None, version="12.2.0", where=None, text=None):
        file = (where or self.path) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        target = target or name[:-len("-gcc")]
        file.write_text(text or site.COMPILER.format(name=name, version=version, target=target))
        file.chmod(0o755)
        return str(file)

    def toolchains(self, *args, env=None, command="toolchains"):
        return subprocess.run([lib.BM, command, *map(str, args)], env=env or self.alone,
                              capture_output=True, text=True, timeout=lib.HANG)

    def asked(self, *args, env=None):
        """arch -> what is said of it."""
        done = self.toolchains("--json", *args, env=env)
        document = json.loads(done.stdout)
        return {one["arch"]: one for one in document["toolchains"]}, document, done

    def set(self, text):
        self.settings.write_text(text)
        return "-G", self.settings

    def candidate(self, said, path):
        return next(one for one in said["candidates"] if one["path"] == path)


class Choosing(Compilers):
    def running(self):
        """Command lines of what still runs of the compilers."""
        lines = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout.splitlines()
        return [line for line in lines if str(self.path) in line]

    def test_path_serves_by_the_usual_prefixes(self):
        arm = self.compiler("arm-linux-gnueabi-gcc")
        native = self.compiler("gcc", f"{platform.machine()}-linux-gnu")
        said, _, done = self.asked()
        self.assertEqual(done.returncode, 0)
        self.assertEqual(said["arm"]["compiler"],
                         {"path": arm, "kind": "gcc", "cross_compile": f"{self.path}/arm-linux-gnueabi-",
                          "version": "12.2.0", "target": "arm-linux-gnueabi", "rule": "path"})
        self.assertEqual(said["sandbox"]["compiler"]["path"], native)
        self.assertIsNone(said["mips"]["compiler"])
        self.assertEqual(said["mips"]["debian_package"], "gcc-mips-linux-gnu")

    def test_a_named_arch_without_a_compiler_and_a_bare_machine_are_failures(self):
        self.assertEqual(self.toolchains().returncode, 1)
        self.compiler("arm-linux-gnueabi-gcc")
        self.assertEqual(self.toolchains().returncode, 0)
        self.assertEqual(self.toolchains("arm").returncode, 0)
        done = self.toolchains("arm", "mips")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Debian's package gcc-mips-linux-gnu has one", done.stdout)

    def test_bad_compilers_are_rejected_with_the_reason(self):
        bad = {
            "arm-linux-gnueabi-gcc": ("#!/bin/sh\nsleep 1000\n", "does not answer --version"),
            "mips-linux-gnu-gcc": ("#!/bin/sh\necho hello\n", "prints no version, but 'hello'"),
            "m68k-linux-gnu-gcc": ("#!/bin/sh\nexit 3\n", "ends with status 3 when asked --version"),
            "sh4-linux-gnu-gcc": ("#!/bin/sh\nkill -11 $$\n", "is killed by signal 11 when asked --version"),
            "aarch64-linux-gnu-gcc": (site.COMPILER.format(name="x", version="9.1", target="arm-none-eabi"),
                                      "builds for arm-none-eabi, and not for aarch64"),
        }
        paths = {name: self.compiler(name, text=text) for name, (text, _) in bad.items()}
        good = self.compiler("arm-none-eabi-gcc")
        os.symlink("/bin/sleep", self.path / "sleep")
        said, _, done = self.asked()
        self.assertEqual(done.returncode, 0)
        self.assertEqual(said["arm"]["compiler"]["path"], good)
        for arch, name in (("arm", "arm-linux-gnueabi-gcc"), ("mips", "mips-linux-gnu-gcc"),
                           ("m68k", "m68k-linux-gnu-gcc"), ("sh", "sh4-linux-gnu-gcc"),
                           ("aarch64", "aarch64-linux-gnu-gcc")):
            found = self.candidate(said[arch], paths[name])
            self.assertEqual((found["verdict"], found["reason"]),
                             ("rejected", "rejected: " + bad[name][1]))
        self.assertEqual(self.running(), [], "the one that hangs is ended")

    def test_odd_names_are_not_tried(self):
        opt = self.dir / "opt"
        for name in ("gnatgcc", "c99-gcc", "afl-gcc", "colorgcc", "arm-linux-arm-linux-gcc",
                     "arm-linux-gnueabi-gnatgcc"):
            self.compiler(name, "arm-linux", where=opt / "bin")
        good = self.compiler("arm-linux-gcc", where=opt / "bin")
        said, document, done = self.asked(*self.set(f"[toolchain]\nmine = {opt}\n"), "arm")
        self.assertEqual(said["arm"]["compiler"]["path"], good)
        self.assertEqual(len(document["not_tried"]), 6, done.stdout)
        self.assertIn("has its prefix twice", done.stdout)

    def test_settings_choose_by_priority_and_alias(self):
        opt = self.dir / "opt"
        old = self.compiler("arm-linux-gnueabi-gcc", where=opt / "bin", version="9.1.0")
        new = self.compiler("arm-none-linux-gcc", where=opt / "bin", version="13.1.0")
        download = self.compiler("arm-none-eabi-gcc", where=self.dir / "dl/bin")
        sh = self.compiler("sh4-linux-gcc", where=opt / "bin")
        on_path = self.compiler("arm-linux-gnueabi-gcc")
        chosen = lambda text, arch="arm": self.asked(*self.set(text), arch)[0][arch]
        places = f"[toolchain]\nother = {opt}\n"
        self.assertEqual(chosen(places)["compiler"]["path"], new)
        self.assertEqual(chosen(places + "download = ~/dl\n")["compiler"]["path"], download)
        exact = chosen(places + f"[toolchain-prefix]\narm = {old}\n")
        self.assertEqual(exact["compiler"]["path"], old)
        self.assertEqual(exact["why"], f"[toolchain-prefix] names it ({self.settings}:4)")
        named = chosen("[toolchain-prefix]\narm = arm-linux-gnueabi-\n")
        self.assertEqual(named["compiler"]["path"], on_path)
        aliased = chosen(places + "[toolchain-alias]\nsh = sh4\n", "sh")
        self.assertEqual(aliased["compiler"]["path"], sh)
        self.assertTrue(aliased["why"].startswith("[toolchain-alias] sh is sh4"))
        gone = chosen("[toolchain-prefix]\narm = /gone/arm-\n")
        self.assertIsNone(gone["compiler"])
        self.assertEqual(gone["why"], f"{self.settings}:2: No tool chain found for prefix '/gone/arm-gcc'")

    def test_the_verbose_list_says_what_became_of_each(self):
        self.compiler("arm-linux-gnueabi-gcc", text="#!/bin/sh\nexit 1\n")
        self.compiler("arm-none-eabi-gcc")
        done = self.toolchains("-v", "arm")
        self.assertIn(f"16: {self.path}/arm-linux-gnueabi-gcc  rejected: ends with status 1", done.stdout)
        self.assertIn(f"18: {self.path}/arm-none-eabi-gcc  serves", done.stdout)

    def test_buildmans_list_is_what_its_readers_expect(self):
        path = self.compiler("arm-linux-gnueabi-gcc")
        done = self.toolchains("--list-tool-chains", command="boss")
        self.assertEqual(done.stdout, f"List of available toolchains (1):\narm       : {path}\n\n")


class Building(lib.BmTest):
    """What bm boss makes of the settings: boards of the miniature tree are called arm here, and a
    compiler for arm is this machine's own under another name."""

    def setUp(self):
        super().setUp()
        self.boards.write_text("".join(f"Active {arch} - - mini {name} {name} {name} -\n" for name, arch in
                                       (("dusty", "arm"), ("sandy", "arm"), ("mossy", "sandbox"))))
        self.mine = self.prefix_in(self.dir / "tc/bin")
        self.settings = self.dir / ".buildman"

    def prefix_in(self, folder):
        folder.mkdir(parents=True)
        prefix = f"{folder}/arm-linux-gnueabi-"
        for tool in ("ar", "objcopy", "objdump", "nm", "size", "ld", "as", "readelf"):
            os.symlink(shutil.which(tool), prefix + tool)
        gcc = pathlib.Path(prefix + "gcc")
        gcc.write_text('#!/bin/sh\n[ "$1" != -dumpmachine ] || exec echo arm-linux-gnueabi\n'
                       f'exec {shutil.which("gcc")} "$@"\n')
        gcc.chmod(0o755)
        return prefix

    def compilers(self):
        return {file.read_text().splitlines()[0] for file in self.out.rglob("toolchain")
                if ".bm-work" not in file.parts}

    def test_the_prefix_of_the_settings_builds(self):
        self.settings.write_text(f"[toolchain-prefix]\narm = ~/tc/bin/arm-linux-gnueabi-\n")
        done = self.bm("-b", "series", "-c", "1", "sandy", "mossy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.compilers(), {f"gcc {self.mine}gcc", f"gcc {shutil.which('gcc')}"})

    def test_directories_and_aliases_of_the_settings_build(self):
        self.settings.write_text(f"[toolchain]\nmine = ~/tc\n[toolchain-alias]\nsandbox = arm\n")
        done = self.bm("-b", "series", "-c", "1", "sandy", "mossy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.compilers(), {f"gcc {self.mine}gcc"})
        plan = json.loads(self.bm("-n", "--json", "-b", "series", "mossy").stdout)
        self.assertEqual(plan["toolchains"], {"sandbox": f"{self.mine}gcc"})

    def test_a_prefix_that_gives_none_is_an_error_only_for_boards_that_need_it(self):
        self.settings.write_text("[toolchain-prefix]\narm = /gone/arm-\n")
        done = self.bm("-b", "series", "sandy")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{self.settings}:2: No tool chain found for prefix '/gone/arm-gcc'", done.stderr)
        self.assertEqual(self.bm("-b", "series", "-c", "1", "mossy").returncode, 0)

    def test_a_compiler_that_is_rejected_is_told(self):
        pathlib.Path(self.mine + "gcc").write_text("#!/bin/sh\nexit 4\n")
        self.settings.write_text("[toolchain]\nmine = ~/tc\n")
        done = self.bm("-n", "-b", "series", "sandy")
        self.assertIn(f"{self.mine}gcc is not used for arm: it ends with status 4", done.stderr)

    def test_prints_prefix_and_arch_that_boards_share(self):
        self.settings.write_text("[toolchain]\nmine = ~/tc\n")
        self.assertEqual(self.bm("-A", "arm").stdout, self.mine + "\n")
        self.assertEqual(self.bm("--print-arch", "arm").stdout, "arm\n")
        self.assertEqual(self.bm("-A", "mossy").stdout, "\n")
        for letter, word in (("-A", "toolchain"), ("--print-arch", "arch")):
            done = self.bm(letter, "dusty", "mossy")
            self.assertEqual((done.returncode, done.stderr),
                             (1, f"bm: Supplied boards must share one {word}\n"))

    def test_a_machine_uses_the_same_place_below_its_home(self):
        farm = sshd.Farm()
        self.addCleanup(farm.remove)
        self.env = farm.environment(self.env)
        theirs = self.prefix_in(farm.add("ash").home / "tc/bin")
        self.settings.write_text("[machines]\nash\n[toolchain]\nmine = ~/tc\n")
        done = self.bm("--dist", "--no-local", "-b", "series", "-c", "1", "sandy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.compilers(), {f"gcc {theirs}gcc"})

    def test_what_only_this_machine_has_is_said(self):
        farm = sshd.Farm()
        self.addCleanup(farm.remove)
        self.env = farm.environment(dict(self.env, HOME=str(farm.dir)))
        self.settings.write_text(f"[machines]\nash\n[toolchain]\nmine = {self.dir}/tc\n")
        done = self.bm("-G", self.settings, "--dist", "-n", "-b", "series", "sandy")
        self.assertIn(f"{self.mine}gcc serves arm on this machine alone", done.stderr)


class Fetching(Compilers):
    def setUp(self):
        super().setUp()
        self.site = site.Site(self)
        self.url = self.site.url
        self.host = site.host_of(platform.machine())
        self.ranges = self.site.handler.ranges
        self.place = self.dir / ".buildman-toolchains"

    def offer(self, *args, **kwargs):
        return self.site.offer(self.host, *args, **kwargs)

    def fetch(self, *args):
        return self.toolchains("--url", self.url, *args, env=self.env)

    def installed(self, version, target):
        return self.place / f"gcc-{version}-nolibc/{target}/bin/{target}-gcc"

    def leftovers(self):
        return [path for path in self.place.rglob("*")
                if ".parts/" in str(path) or ".unpack" in path.parts]

    def test_takes_the_newest_that_works_and_uses_it(self):
        for version in ("9.2.0", "14.2.0", "13.2.0"):
            self.offer(version, "sh4-linux")
        self.offer("13.2.0", "nios2-linux")
        done = self.fetch("--fetch", "sh,nios2")
        wanted = self.installed("14.2.0", "sh4-linux")
        self.assertEqual((done.returncode, done.stdout),
                         (0, f"sh: {wanted}; Debian's package gcc-sh4-linux-gnu serves, too\nnios2: {self.installed('13.2.0', 'nios2-linux')}\n"), done.stderr)
        self.assertEqual(self.leftovers(), [])
        said, _, _ = self.asked("sh", env=self.env)
        self.assertEqual(said["sh"]["compiler"]["path"], str(wanted))
        self.assertEqual(said["sh"]["why"], "fetched by bm or buildman")

    def test_says_what_there_is(self):
        self.offer("14.2.0", "sh4-linux")
        self.offer("14.2.0", "arm-linux-gnueabi")
        done = self.fetch("--fetch", "list")
        self.assertEqual(done.stdout, f"{self.url}/{self.host}/14.2.0/: arm sh4\n")
        self.assertEqual(self.fetch("--fetch", "all").returncode, 0)
        self.assertTrue(self.installed("14.2.0", "arm-linux-gnueabi").exists())

    def test_what_nobody_offers_is_said(self):
        self.offer("14.2.0", "sh4-linux")
        done = self.fetch("--fetch", "mips,sh")
        self.assertEqual(done.returncode, 2)
        self.assertIn("mips: there is none; Debian's package gcc-mips-linux-gnu has one\n", done.stdout)
        self.assertTrue(self.installed("14.2.0", "sh4-linux").exists())

    def test_a_broken_archive_replaces_nothing(self):
        self.offer("14.2.0", "sh4-linux", sums="0" * 64)
        done = self.fetch("--fetch", "sh")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is not the file that sha256sums.asc speaks of", done.stdout)
        self.assertFalse((self.place / "gcc-14.2.0-nolibc").exists())

    def test_a_compiler_that_does_not_work_here_replaces_nothing(self):
        there = self.installed("14.2.0", "sh4-linux")
        there.parent.mkdir(parents=True)
        there.write_text("#!/bin/sh\nexit 1\n")
        there.chmod(0o755)
        self.offer("14.2.0", "sh4-linux", text="#!/bin/sh\nexit 2\n")
        done = self.fetch("--fetch", "sh")
        self.assertEqual(done.returncode, 1)
        self.assertIn("No compiler that works here", done.stdout)
        self.assertEqual(there.read_text(), "#!/bin/sh\nexit 1\n")

    def test_a_part_is_gone_on_from(self):
        archive = self.offer("14.2.0", "sh4-linux")
        parts = self.place / ".parts"
        parts.mkdir(parents=True)
        (parts / archive.name).write_bytes(archive.read_bytes()[:40])
        done = self.fetch("--fetch", "sh")
        self.assertEqual((done.returncode, self.ranges), (0, ["bytes=40-"]), done.stdout)

    def test_a_wrong_part_is_begun_anew_and_so_is_one_of_a_site_without_ranges(self):
        self.site.handler.ranges = None
        archive = self.offer("14.2.0", "sh4-linux")
        parts = self.place / ".parts"
        parts.mkdir(parents=True)
        for part in (archive.read_bytes()[:40], b"nonsense", archive.read_bytes()):
            (parts / archive.name).write_bytes(part)
            subprocess.run(["rm", "-rf", self.place / "gcc-14.2.0-nolibc"], check=True)
            done = self.fetch("--fetch", "sh")
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertTrue(self.installed("14.2.0", "sh4-linux").exists())

    def test_what_is_there_and_works_is_left(self):
        self.offer("14.2.0", "sh4-linux")
        self.assertEqual(self.fetch("--fetch", "sh").returncode, 0)
        before = self.installed("14.2.0", "sh4-linux").stat()
        self.assertEqual(self.fetch("--fetch", "sh").returncode, 0)
        self.assertEqual(self.installed("14.2.0", "sh4-linux").stat(), before)

    def test_the_site_can_stand_in_the_settings_and_buildmans_letter_serves(self):
        self.offer("14.2.0", "sh4-linux")
        place = self.set(f"[global]\ntoolchain-url = {self.url}\n")
        done = self.toolchains(*place, "--fetch-arch", "sh", env=self.env, command="boss")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_a_site_that_does_not_answer_is_named(self):
        done = self.toolchains("--url", "http://127.0.0.1:1", "--fetch", "sh", env=self.env)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Cannot read http://127.0.0.1:1/", done.stderr)


if __name__ == "__main__":
    lib.main()
