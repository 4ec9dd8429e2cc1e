#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Boards out of the tree itself: what `bm boards` says, and a series whose boards come and go."""

import json
import os
import resource
import subprocess
import unittest

import lib

KCONFIG = """
config SYS_ARCH
	string
	default "sandbox"
config SYS_VENDOR
	string
	default "mini"
config SYS_BOARD
	string
	default "rocky"
"""
MAINTAINERS = """ALL BOARDS
M:	Ada Lovelace <ada@example.org>
S:	Maintained
F:	configs/*y_defconfig

MOSSY
M:	Bob <bob@example.org>
S:	Supported
F:	configs/mossy_defconfig
"""


class Boards(lib.BmTest):
    def setUp(self):
        super().setUp()
        self.env["XDG_CACHE_HOME"] = str(self.dir / "cache")
        with open(self.src / "Kconfig", "a") as file:
            file.write(KCONFIG)
        self.change("MAINTAINERS", MAINTAINERS, "say who looks after what")
        self.git("branch", "-f", "main")

    def ask(self, *args, **kwargs):
        kwargs.setdefault("cwd", self.src)
        return subprocess.run([lib.BM, "boards", *map(str, args)], env=self.env, capture_output=True,
                              text=True, timeout=lib.HANG, **kwargs)

    def keep(self):
        """Until what the tree says is kept, which it is when nothing has changed for a while."""
        kept = self.dir / "cache/bm/boards"
        before = {path: path.stat().st_mtime_ns for path in kept.glob("directory-*")}

        def is_kept():
            self.names()
            return {path: path.stat().st_mtime_ns for path in kept.glob("directory-*")} != before
        self.assertTrue(lib.eventually(is_kept, 20))
        after = [path.stat().st_mtime_ns for path in kept.glob("directory-*")]
        self.names()
        self.assertEqual([path.stat().st_mtime_ns for path in kept.glob("directory-*")], after)

    def names(self, *args):
        done = self.ask(*args)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def boss(self, *args):
        """Without a board list, a settings file, or anything but the tree."""
        done = subprocess.run([lib.BM, "boss", "-g", self.src, "-o", self.out, "-T", "2", "--json", *args],
                              env=self.env, capture_output=True, text=True, timeout=lib.HANG)
        return done, json.loads(done.stdout) if done.stdout else None

    def test_names_come_one_a_line_and_terms_choose(self):
        self.assertEqual(self.names(), ["dusty", "mossy", "rocky", "sandy"])
        self.assertEqual(self.names("vendor:mini", "-x", "mossy,target:r"), ["dusty", "sandy"])
        self.assertEqual(self.names("@bob"), ["mossy"])
        self.assertEqual(self.names("--boards", "sandy"), ["sandy"])

    def test_all_that_is_known_comes_in_columns_or_as_json(self):
        self.assertEqual(self.ask("-v", "mossy").stdout,
                         "Active  sandbox  -  -  mini  rocky  mossy  -  Bob <bob@example.org>\n")
        told = json.loads(self.ask("--json", "dusty").stdout)
        self.assertEqual(told["boards"][0], {
            "target": "dusty", "status": "Active", "arch": "sandbox", "cpu": "", "soc": "", "vendor": "mini",
            "board": "rocky", "config": "", "maintainers": ["Ada Lovelace <ada@example.org>"],
            "base": "dusty", "fragments": []})

    def test_extended_boards_are_built_with_their_fragments_where_these_are(self):
        self.change("configs/quiet.config", "CONFIG_VIDEO=n\n", "quiet")
        self.change("configs/quiet.buildman", "name: quiet\nfragment: quiet\ntargets:\n  [rs]*y\n", "quiet boards")
        self.assertEqual(self.names(), ["dusty", "mossy", "rocky", "sandy"])
        self.assertEqual(self.names("-X", "quiet"), ["quiet,rocky", "quiet,sandy"])
        told = json.loads(self.ask("-X", "--json", "--boards", "sandy,quiet,sandy").stdout)["boards"]
        self.assertEqual([(b["target"], b["base"], b["fragments"]) for b in told],
                         [("quiet,sandy", "sandy", ["quiet"]), ("sandy", "sandy", [])])
        done, told = self.boss("-c", "3", "-X", "--boards", "sandy,quiet,sandy")
        self.assertEqual(done.returncode, 0, done.stderr)
        folders = sorted(path.name for path in self.out.iterdir() if "_g" in path.name)
        built = lambda board: [name for name in folders if (self.out / name / board / "done").exists()]
        self.assertEqual(built("sandy"), folders)
        self.assertEqual(built("quiet,sandy"), folders[1:], "the first lacks the fragment")
        folder = self.out / folders[2]
        self.assertIn("# CONFIG_VIDEO is not set\n", (folder / "quiet,sandy/.config").read_text())
        self.assertIn("CONFIG_VIDEO=y\n", (folder / "sandy/.config").read_text())
        self.assertIn("sandy_defconfig quiet.config\n", (folder / "quiet,sandy/out-cmd").read_text())

    def test_a_misspelt_name_is_an_error_with_the_nearest(self):
        done = self.ask("--boards", "sandi")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Boards not found: sandi; near it: sandy", done.stderr)

    def test_an_empty_word_selects_neither_all_nor_nothing(self):
        for words, says in ((("",), "term is empty"), (("--boards", ""), "names no board"),
                            (("-b", ""), "names no branch"), (("-x", "arm&"), "missing beside '&'")):
            done = self.ask(*words)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(says, done.stderr)
        self.assertIn("term is empty", self.boss("-n", "")[0].stderr)
        self.assertEqual(self.names("-x", "vendor:mini & d, mossy"), ["rocky", "sandy"])

    def test_a_folder_that_is_no_source_tree_is_not_searched(self):
        done = self.ask("-g", "/")
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no file Kconfig", done.stderr)

    def test_the_list_of_a_commit_is_not_that_of_the_work_tree(self):
        (self.src / "configs/sandy_defconfig").rename(self.src / "configs/sunny_defconfig")
        self.assertIn("sunny", self.names())
        self.assertNotIn("sunny", self.names("-b", "HEAD"))
        self.assertIn("sandy", self.names("-b", "main..series"))
        self.assertIn("not found", self.ask("-b", "nowhere").stderr)

    def test_what_was_read_before_is_never_taken_for_what_is_there_now(self):
        os.utime(self.src / "Kconfig", (1, 1))
        for change in (lambda: (self.src / "configs/windy_defconfig").write_text(""),
                       lambda: (self.src / "configs/windy_defconfig").unlink(),
                       lambda: (self.src / "Kconfig").write_text(
                           (self.src / "Kconfig").read_text().replace('"mini"', '"maxi"')),
                       lambda: (self.src / "board/MAINTAINERS").write_text(
                           "M: Eve\nS: Maintained\nF: configs/dusty_defconfig\n")):
            self.keep()
            change()
            known = self.ask("-v").stdout
            self.env["XDG_CACHE_HOME"] = str(self.dir / "other-cache")
            fresh = self.ask("-v").stdout
            self.env["XDG_CACHE_HOME"] = str(self.dir / "cache")
            self.assertEqual(known, fresh)
            subprocess.run(["rm", "-rf", self.dir / "other-cache"], check=True)

    def test_a_spoilt_cache_is_read_anew(self):
        self.names("-b", "HEAD")
        kept = list((self.dir / "cache/bm/boards").iterdir())
        self.assertEqual(len(kept), 1)
        for bytes_ in (b"", b"\0" * 100, kept[0].read_bytes()[:200], kept[0].read_bytes().replace(b"\n", b"", 3)):
            kept[0].write_bytes(bytes_)
            self.assertEqual(self.names("-b", "HEAD"), ["dusty", "mossy", "rocky", "sandy"])

    @unittest.skipUnless(os.getuid() == 0, "only another user can be left without a second process")
    def test_who_may_start_no_thread_gets_the_same_answer(self):
        self.dir.chmod(0o755)
        alone = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NPROC, (1, 1)), "user": 65534}
        self.keep()
        for cache in ("cache", "no-cache"):
            self.env["XDG_CACHE_HOME"] = str(self.dir / cache)
            done = self.ask("-g", self.src, **alone)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(done.stdout.split(), ["dusty", "mossy", "rocky", "sandy"])

    def test_too_little_memory_is_said_in_a_line(self):
        with open(self.src / "Kconfig", "a") as file:
            file.writelines(f"config A{i}\n\tbool\n" for i in range(200000))
        done = self.ask(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (60 << 20,) * 2))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("bm: There is not enough memory", done.stderr)

    def test_a_place_without_git_will_do(self):
        subprocess.run(["rm", "-rf", self.src / ".git"], check=True)
        self.assertEqual(self.names("-g", self.src), ["dusty", "mossy", "rocky", "sandy"])

    def test_a_partial_clone_without_a_checkout_is_read(self):
        bare, partial = self.dir / "bare", self.dir / "partial"
        self.git("clone", "-q", "--bare", self.src, bare)
        self.git("-C", bare, "config", "uploadpack.allowFilter", "true")
        self.git("-C", bare, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.git("clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{bare}", partial)
        self.assertEqual(self.names("-g", partial, "-b", "origin/series"), ["dusty", "mossy", "rocky", "sandy"])

    def test_a_sha256_repository_is_read(self):
        other = self.dir / "other"
        self.git("init", "-q", "--object-format=sha256", other)
        subprocess.run(["cp", "-r", *(path for path in self.src.iterdir() if path.name != ".git"), other], check=True)
        self.git("-C", other, "add", "-A")
        self.git("-C", other, "commit", "-q", "-m", "all")
        self.assertEqual(self.names("-g", other, "-b", "HEAD"), ["dusty", "mossy", "rocky", "sandy"])

    def test_a_file_that_boards_of_others_include_touches_them_all(self):
        (self.src / "include/configs").mkdir(parents=True, exist_ok=True)
        self.change("include/configs/common.h", "#error broken\n", "common: break")
        self.assertEqual(self.names("--affected-by", "HEAD"), ["dusty", "mossy", "rocky", "sandy"])

    def test_a_change_that_is_taken_back_within_the_range_still_touches(self):
        before = (self.src / "configs/dusty_defconfig").read_text()
        self.change("configs/dusty_defconfig", before + "CONFIG_VIDEO=n\n", "dusty: no video")
        self.change("configs/dusty_defconfig", before, "dusty: video")
        self.assertEqual(self.names("--affected-by", "HEAD~2..HEAD"), ["dusty"])

    def test_what_selects_boards_is_refused_where_all_are_meant(self):
        for words in (["-R", self.dir / "list", "sandy"], ["--maintainer-check", "-x", "sandy"]):
            self.assertEqual(self.ask(*words).returncode, 1)
        self.assertFalse((self.dir / "list").exists())

    def test_a_generated_list_does_not_hide_that_the_tree_is_broken(self):
        self.out.mkdir()
        self.ask("-R", self.out / "boards.cfg")
        (self.src / "Kconfig").write_text("source \"absent/Kconfig\"\n")
        done, _ = self.boss("-n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Kconfig:1: ", done.stderr)

    def test_a_board_nobody_looks_after_is_warned_of(self):
        (self.src / "configs/lone-2_defconfig").write_text("")
        done = self.ask("--maintainer-check")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "WARNING: no maintainers for 'lone-2'\n")
        boss = subprocess.run([lib.BM, "boss", "--full-check"], cwd=self.src, env=self.env, capture_output=True,
                              text=True, timeout=lib.HANG)
        self.assertEqual(boss.returncode, 2)
        self.assertIn("WARNING: lone-2_defconfig: No TARGET_LONE_2 enabled\n", boss.stderr)

    def test_the_list_is_written_where_it_is_wanted(self):
        done = self.ask("-R", self.dir / "list")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = (self.dir / "list").read_text()
        self.assertIn("Active  sandbox  -  -  mini  rocky  dusty  -  Ada Lovelace <ada@example.org>\n", text)
        boss = subprocess.run([lib.BM, "boss", "-o", self.dir, "-R", "-"], cwd=self.src, env=self.env)
        self.assertEqual(boss.returncode, 0)
        self.assertEqual((self.dir / "boards.cfg").read_text(), text)
        self.assertEqual(self.ask("-R", self.dir / "no/list").returncode, 1)

    def test_a_list_may_come_out_of_a_pipe(self):
        for words in (("--board-list", "-"), ("--board-list", "/dev/stdin")):
            self.assertEqual(self.ask(*words, "arm", input="Active arm - - - b one c\n").stdout, "one\n")
        endless = self.ask("--board-list", "/dev/zero")
        self.assertEqual(endless.returncode, 1)
        self.assertIn("too large", endless.stderr)
        self.assertEqual(self.ask("-R", "-", "--json").returncode, 1)

    def test_no_control_character_of_the_tree_reaches_who_reads(self):
        (self.src / "MAINTAINERS").write_text(MAINTAINERS.replace("Bob", "B\x1b[31mob"))
        (self.src / "configs/\x1b[2J_defconfig").write_text("")
        done = self.ask("-v")
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        self.assertIn("no board can have that name", done.stderr)
        self.assertIn("B\x1b[31mob", self.ask("-R", "-").stdout)

    def test_a_broken_kconfig_file_is_named_and_the_rest_is_listed(self):
        with open(self.src / "Kconfig", "a") as file:
            file.write("config OPEN\n\tstring \"no end\n")
        done = self.ask()
        self.assertEqual(done.stdout.split(), ["dusty", "mossy", "rocky", "sandy"])
        self.assertIn("Kconfig:", done.stderr)

    def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_listed(self):
        self.dir.chmod(0o755)
        (self.src / "configs/eddy_defconfig").symlink_to("eddy_defconfig")
        (self.src / "board/MAINTAINERS").symlink_to("MAINTAINERS")
        (self.src / "configs/mossy_defconfig").chmod(0)
        with open(self.src / "Kconfig", "a") as file:
            file.write(f"osource \"{'x' * 300}\"\n")
        done = self.ask("-g", self.src, **({"user": 65534} if os.getuid() == 0 else {}))
        self.assertEqual((done.returncode, done.stdout.split()), (0, ["dusty", "rocky", "sandy"]))
        for words in ("eddy_defconfig: Too many levels", "board/MAINTAINERS: Too many levels",
                      "mossy_defconfig: Permission denied"):
            self.assertIn(words, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 3)
        self.assertEqual(self.ask("--maintainer-check").returncode, 2)

    def test_no_command_of_the_tree_is_run(self):
        with open(self.src / "Kconfig", "a") as file:
            file.write(f"config RUN\n\tstring\n\tdefault \"$(shell,touch {self.dir}/ran)\"\n")
        self.names()
        self.assertFalse((self.dir / "ran").exists())

    def test_only_boards_that_a_range_can_touch_are_kept(self):
        self.change("configs/dusty_defconfig", "CONFIG_BOARD=\"dusty\"\nCONFIG_LIMIT=11\n", "dusty: more")
        self.change("README", "more words\n", "doc: more")
        self.assertEqual(self.names("--affected-by", "HEAD~2..HEAD"), ["dusty"])
        done = self.ask("--affected-by", "HEAD")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(done.stderr, "bm: No board that is selected can be affected by HEAD\n")
        done, _ = self.boss("-b", "series", "--affected-by", "HEAD")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertIn("Nothing to build", done.stderr)
        kconfig = (self.src / "Kconfig").read_text()
        self.change("Kconfig", kconfig.replace('bool "Video"', 'bool "Pictures"'), "Kconfig: other words")
        self.assertEqual(self.ask("--affected-by", "HEAD").returncode, 1)
        self.change("Kconfig", kconfig.replace("default 10", "default 12"), "Kconfig: more")
        self.assertEqual(self.names("--affected-by", "HEAD"), ["mossy", "rocky", "sandy"])
        self.assertIn("'nowhere' not found", self.ask("--affected-by", "nowhere..HEAD").stderr)
        self.assertIn("write a..b", self.ask("--affected-by", "HEAD~2...HEAD").stderr)

    def test_a_series_builds_without_a_board_list(self):
        done, verdict = self.boss("-b", "series", "-c", "2", "sandy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(verdict["counts"]["newly"], 2)

    def test_boards_that_come_and_go_are_built_where_they_are(self):
        self.git("checkout", "-q", "-b", "moves", "main")
        self.git("branch", "-q", "--set-upstream-to=main")
        self.change("configs/windy_defconfig", (self.src / "configs/sandy_defconfig").read_text(), "windy: new")
        (self.src / "configs/mossy_defconfig").unlink()
        self.change("README", "mossy is gone\n", "mossy: remove")
        done, verdict = self.boss("-b", "moves", "windy", "mossy", "sandy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([sorted(commit["builds"]) for commit in verdict["commits"]],
                         [["mossy", "sandy"], ["mossy", "sandy", "windy"], ["sandy", "windy"]])
        self.assertEqual([[(change["kind"], change["board"]) for change in commit["changes"]]
                          for commit in verdict["commits"]],
                         [[], [("appeared", "windy")], [("vanished", "mossy")]])
        self.assertEqual(verdict["counts"]["total"], 7)
        again, verdict = self.boss("-b", "moves", "windy", "mossy", "sandy")
        self.assertEqual((again.returncode, verdict["counts"]["previously"]), (0, 7))


if __name__ == "__main__":
    lib.main()
