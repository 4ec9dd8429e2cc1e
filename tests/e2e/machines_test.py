#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What bm says of machines before it builds on them: real sshds on loopback, each with another fault."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

import lib
import sshd

COMPILER = r"(^|-)(gcc|cc|c\+\+|g\+\+|cpp)(-\d+)?$"


class Machines(lib.BmTest):
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.farm = sshd.Farm()
        self.addCleanup(self.farm.remove)
        self.env = self.farm.environment(self.env)
        # This machine may be busy with other tests, and full: what is tested says so itself.
        self.usual = "max_load = 1000\nmin_disk = 0\nmin_memory = 0"

    def settings(self, **sections):
        names = list(self.farm.machines)
        text = {name: f"{self.usual}\n" for name in names}
        for name, lines in sections.items():
            given = {line.split(" = ")[0] for line in lines.split("\n")}
            usual = [line for line in self.usual.split("\n") if line.split(" = ")[0] not in given]
            text[name] = "\n".join([*usual, lines])
        return self.farm.settings(*names, **text)

    def machines(self, settings, *args):
        begun = time.monotonic()
        done = subprocess.run([lib.BM, "machines", "-G", settings, *args], env=self.env, capture_output=True,
                              text=True, timeout=lib.HANG, cwd=self.dir)
        return done, time.monotonic() - begun

    def pool(self, settings, *args):
        done, _ = self.machines(settings, "--json", *args)
        pool = json.loads(done.stdout)
        self.assertEqual(pool["status"], done.returncode)
        return {machine["name"]: machine for machine in pool["machines"]}, pool

    def without(self, pattern):
        """A PATH with the programs of /usr/bin, but for those that match."""
        tools = pathlib.Path(tempfile.mkdtemp(prefix="tools-", dir=self.farm.dir))
        for name in os.listdir("/usr/bin"):
            if not re.search(pattern, name):
                (tools / name).symlink_to(f"/usr/bin/{name}")
        return f"export PATH={tools}"

    def with_programs(self, **programs):
        """A PATH that finds these first, which say what is given."""
        tools = pathlib.Path(tempfile.mkdtemp(prefix="tools-", dir=self.farm.dir))
        for name, said in programs.items():
            program = tools / name.replace("_", "-")
            program.write_text(f"#!/bin/sh\necho '{said}'\n")
            program.chmod(0o755)
        return f"export PATH={tools}:$PATH"

    def small_disk(self):
        """A directory with 50 MB; the test is told otherwise by a limit where nothing can be mounted."""
        place = self.farm.dir / "small"
        place.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=50m", "none", place], capture_output=True).returncode:
            return f"work_dir = {place}\nmin_disk = 1000000000"
        self.addCleanup(subprocess.run, ["umount", place], capture_output=True)
        return f"work_dir = {place}\nmin_disk = 1000"

    def stranger(self):
        """A public key that is no machine's."""
        file = self.farm.dir / "stranger"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file], check=True)
        return file.with_suffix(".pub").read_text().rsplit(" ", 1)[0]

    def test_six_machines_of_which_one_is_mute_are_told_of_in_four_seconds(self):
        self.farm.known["wrong"] = self.stranger()
        self.farm.add("fine")
        self.farm.add("busy")
        self.farm.add("full")
        self.farm.add("bare", profile=self.without(COMPILER))
        self.farm.add("wrong")
        self.farm.add_mute("mute")
        settings = self.settings(busy="max_load = 0", full=self.small_disk())
        done, took = self.machines(settings)
        print(f"told after {took:.2f} s")
        print(done.stdout)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLess(took, 4.0)
        lines = done.stdout.splitlines()
        column = lines[2].index("Status")
        status = {line.split()[0]: line[column:] for line in lines[4:10]}
        self.assertRegex(status["fine"], r"^weight \d+$")
        self.assertRegex(status["busy"], r"^weight \d+, max \d+, busy \(load [\d.]+ with \d+ cpus?\)$")
        self.assertRegex(status["full"], r"^low disk \(\d+ MB available\)$")
        self.assertEqual(status["bare"], "has no compiler")
        self.assertEqual(status["wrong"], "SSH to wrong: its host key has CHANGED")
        self.assertEqual(status["mute"], "SSH to mute: no answer within 3 s")
        self.assertTrue(done.stdout.startswith("Machine pool: 2 of 6 machines available, total weight "))
        for note in (r"  full: free some space at .*/small, or set another work_dir or min_disk",
                     "  bare: install gcc or cross compilers there",
                     "  wrong: if it was set up anew, 'ssh-keygen -R wrong' and 'ssh wrong' once",
                     "  mute: is it switched on, and is mute its name?"):
            self.assertRegex(done.stdout, note)
        self.assertIn("bm: Waiting for mute\n", done.stderr, "longer than a second says for whom")

    def test_each_way_not_to_get_in_has_its_words(self):
        self.farm.add("closed", start=False)
        self.farm.add("asking", more=("PasswordAuthentication yes", f"AuthorizedKeysFile {self.dir}/none"))
        self.farm.add("refusing", more=("KbdInteractiveAuthentication no", f"AuthorizedKeysFile {self.dir}/none"))
        self.farm.add("stranger")
        known = (self.farm.dir / "known").read_text().splitlines()
        (self.farm.dir / "known").write_text("\n".join(known[:3]) + "\n")
        with (self.farm.dir / "config").open("a") as config:
            config.write("Host lost\n HostName lost.invalid\n")
        self.farm.machines["lost"] = self.farm.machines["closed"]
        done, took = self.machines(self.settings())
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertLess(took, 4.0)
        for words in (r"SSH to closed: .*Connection refused\n", r"  closed: no sshd listens there: start it",
                      r"SSH to asking: .*Permission denied \(.*password.*\), it asks for a password\n",
                      r"SSH to refusing: .*Permission denied \(publickey\)\.\n",
                      r"  refusing: let 'ssh refusing' log in without a question: ssh-copy-id, ssh-add",
                      r"SSH to stranger: Host key verification failed\.\n",
                      r"  stranger: run 'ssh stranger' once by hand and look at its key",
                      r"SSH to lost: .*Could not resolve hostname", r"  lost: is lost its name\?"):
            self.assertRegex(done.stdout, words)
        self.assertIn("bm: No machine can be used", done.stderr)
        self.farm.machines.pop("lost")

    def test_banner_noise_does_not_matter_and_another_bm_is_named(self):
        self.farm.add("loud", profile="head -c 1000000 /dev/zero | tr '\\0' 'x' | fold -w 100; echo '::bm:: no'")
        other = self.farm.add("other")
        bm = other.home / "bin/bm"
        bm.parent.mkdir()
        bm.write_text("#!/bin/sh\necho bm 0.0.1\n")
        bm.chmod(0o755)
        machines, _ = self.pool(self.settings(other="bm_path = bin/bm"))
        self.assertEqual(machines["loud"]["state"], "free")
        self.assertTrue(machines["loud"]["own_worker"])
        self.assertEqual(machines["other"]["bm_version"], "0.0.1")
        self.assertFalse(machines["other"]["own_worker"])
        self.assertRegex(machines["other"]["notes"][0], "bin/bm there is bm 0.0.1, and this is bm ")
        self.assertFalse((other.home / ".cache").exists(), "nothing is made there")

    def test_versions_that_differ_are_told(self):
        self.farm.add("ash")
        self.farm.add("old", profile=self.with_programs(dtc="Version: DTC 1.0.9", gcc="9.9.9"))
        done, _ = self.machines(self.settings(), "-v")
        self.assertIn("\nHost tool version drift (may cause per-machine differences):\n", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^  gcc: [\d.]+ \(here, ash\); 9\.9\.9 \(old\)$")
        self.assertRegex(done.stdout, r"(?m)^  old: need .*sandbox\(")
        self.assertRegex(done.stdout, r"(?m)^  old: tools: .*dtc 1\.0\.9")
        machines, pool = self.pool(self.settings())
        self.assertEqual(machines["old"]["other_versions"]["sandbox"], "9.9.9")
        self.assertIn("gcc", [drift["program"] for drift in pool["drift"]])
        self.assertEqual(pool["here"]["compilers"]["gcc"], machines["ash"]["compilers"]["gcc"])

    def test_buildmans_words_ask_the_same(self):
        self.farm.add("ash")
        self.farm.add("oak")
        settings = self.settings()
        steady = lambda text: re.sub(r"[\d.]+", "N", text)
        ours = steady(self.machines(settings, "ash")[0].stdout)
        self.assertIn("Machine pool: N of N machines available", ours)
        for word in ("--mach", "--machines"):
            done = self.bm("-G", settings, word, "--use-machines", "ash")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(steady(done.stdout), ours)

    def test_wrong_calls_are_refused_with_the_way_out(self):
        self.farm.add("ash")
        for args, words in (((self.settings(), "ahs"), "Machines not found: ahs; near it: ash"),
                            (("/dev/null",), "No machines configured: name them in [machines] of /dev/null"),
                            (("/none",), "No file /none"),
                            ((self.settings(), "--ssh-command", "'"), "--ssh-command: a quote is not closed")):
            done, _ = self.machines(*args)
            self.assertEqual((done.returncode, done.stdout), (1, ""), args)
            self.assertIn(words, done.stderr)

    def test_a_worker_of_the_users_is_not_looked_at(self):
        settings = self.farm.settings("lab", lab="worker_command = false")
        done, _ = self.machines(settings)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^  lab .*  not probed$")

    def test_a_busy_machine_builds_fewer_boards_at_a_time(self):
        self.farm.add("ash")
        settings = self.settings(ash="max_load = 0\nmax_boards = 1")
        done = self.bm("-G", settings, "--dist", "--no-local", "-b", "series", "sandy")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"bm: machine ash is busy \(load .*\): builds 1 board at a time there "
                                      r"\(--wait waits until it is free\)")

    def test_a_busy_machine_is_waited_for_on_demand(self):
        load = self.farm.dir / "load"
        load.write_text("99.00 1 1 1/1 1\n")
        ash = self.farm.add("ash", start=False)
        shell = ash.dir / "shell"
        shell.write_text(f'#!/bin/bash\nexec unshare --mount /bin/bash -c \'mount --bind "$0" /proc/loadavg && '
                         f'eval "$SSH_ORIGINAL_COMMAND"\' {load}\n')
        if subprocess.run(["unshare", "--mount", "mount", "--bind", load, "/proc/loadavg"],
                          capture_output=True).returncode:
            self.skipTest("nothing can be mounted here")
        ash.start()
        settings = self.settings(ash="max_load = 0.8")
        boss = subprocess.Popen(self.command("-G", settings, "--dist", "--no-local", "-b", "series", "--wait", "sandy"),
                                env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(boss.kill)
        told = boss.stderr.readline()
        self.assertRegex(told, r"bm: machine ash is busy \(load 99\.0 with \d+ cpus?\): it is waited for")
        self.assertFalse(self.results())
        load.write_text("0.00 0.00 0.00 1/1 1\n")
        out, err = boss.communicate(timeout=lib.HANG)
        self.assertEqual(boss.returncode, 0, out + err)
        self.assertEqual(len(self.results()), 8)

    def test_nothing_is_built_where_no_machine_can_be_used(self):
        self.farm.add("full")
        settings = self.settings(full=self.small_disk())
        done = self.bm("-G", settings, "--dist", "--no-local", "-b", "series", "sandy")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"worker full is not used: low disk \(\d+ MB available\): free some space")
        self.assertIn("Nothing could be built: no machine can be used", done.stdout)
        self.assertFalse(self.results())


if __name__ == "__main__":
    lib.main()
