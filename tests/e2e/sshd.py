# SPDX-License-Identifier: GPL-2.0-or-later
"""Machines for tests: a real sshd each, on a loopback port of its own, with its own HOME."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

SSHD = "/usr/sbin/sshd"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Machine:
    """One sshd. `profile` is what the login shell there runs first, for each command; `more` are lines of its
    configuration that win over ours."""

    def __init__(self, farm, name, profile="", more=()):
        self.name = name
        self.farm = farm
        self.dir = farm.dir / name
        self.home = self.dir / "home"
        self.home.mkdir(parents=True)
        self.port = free_port()
        shell = self.dir / "shell"
        shell.write_text(f'#!/bin/bash\n{profile}\nexec /bin/bash -c "$SSH_ORIGINAL_COMMAND"\n')
        shell.chmod(0o755)
        self.config = self.dir / "sshd_config"
        self.config.write_text("\n".join([
            *more, f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {farm.dir}/host_key",
            f"PidFile {self.dir}/pid", f"AuthorizedKeysFile {farm.dir}/key.pub", "StrictModes no",
            "UsePAM no", "PasswordAuthentication no", "PermitRootLogin yes", f"SetEnv HOME={self.home}",
            f"ForceCommand cd {self.home} && exec {shell}", ""]))
        self.words = [SSHD, "-D", "-e", "-f", self.config]
        self.process = None

    def start(self):
        os.makedirs("/run/sshd", exist_ok=True)
        log = self.dir / "log"
        with open(log, "ab") as written:
            self.process = subprocess.Popen(self.words, stdin=subprocess.DEVNULL, stdout=written, stderr=written,
                                            start_new_session=True)
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.02)
        raise AssertionError(f"sshd does not answer: {log.read_text()}")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None


class RootedMachine(Machine):
    """An sshd of another system's root directory: nothing of this one is seen there but the network."""

    def __init__(self, farm, name, root):
        super().__init__(farm, name)
        self.root = pathlib.Path(root)
        self.home = self.root / "root"
        (self.home / ".ssh").mkdir(mode=0o700, exist_ok=True)
        shutil.copy(farm.dir / "key.pub", self.home / ".ssh/authorized_keys")
        shutil.copy(farm.dir / "host_key", self.root / "etc/ssh/test_host_key")
        (self.root / "etc/ssh/test_config").write_text("\n".join([
            f"Port {self.port}", "ListenAddress 127.0.0.1", "HostKey /etc/ssh/test_host_key", "PidFile none",
            "StrictModes no", "UsePAM no", "PasswordAuthentication no", "PermitRootLogin yes", ""]))
        # Name spaces of its own: nobody has to unmount, and whatever runs there ends with it.
        self.words = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c",
                      'mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" && mkdir -p "$1/run/sshd" && '
                      f'exec chroot "$1" {SSHD} -D -e -f /etc/ssh/test_config', "sh", str(self.root)]

    def stop(self):
        if self.process:
            self.process.kill()  # unshare passes SIGTERM over while it waits
        super().stop()


class Farm:
    """Machines, and a HOME and PATH from which `ssh NAME` reaches them with the user's own ssh."""

    def __init__(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="bm-farm-"))
        self.machines = {}
        self.listening = []
        self.known = {}  # machine -> public key that the user knows it by, where that is not its own
        for key in ("host_key", "key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.dir / key], check=True)
        self.bin = self.dir / "bin"
        self.bin.mkdir()
        # ssh reads the configuration of the user's real home; the tests have one of their own.
        (self.bin / "ssh").write_text(f'#!/bin/sh\nexec /usr/bin/ssh -F {self.dir}/config "$@"\n')
        (self.bin / "ssh").chmod(0o755)

    def add(self, name, profile="", start=True, more=()):
        return self.join(Machine(self, name, profile, more), start)

    def add_mute(self, name):
        """A host that takes a connection and never says a word."""
        machine = Machine(self, name)
        listening = socket.create_server(("127.0.0.1", machine.port))
        self.listening.append(listening)
        return self.join(machine, False)

    def add_root(self, name, root):
        return self.join(RootedMachine(self, name, root), True)

    def join(self, machine, start):
        self.machines[machine.name] = machine
        if start:
            machine.start()
        self.write()
        return machine

    def write(self):
        host_key = (self.dir / "host_key.pub").read_text().rsplit(" ", 1)[0]
        config, known = "", ""
        for machine in self.machines.values():
            config += (f"Host {machine.name}\n HostName 127.0.0.1\n Port {machine.port}\n User root\n"
                       f" IdentityFile {self.dir}/key\n IdentitiesOnly yes\n"
                       f" UserKnownHostsFile {self.dir}/known\n StrictHostKeyChecking yes\n")
            known += f"[127.0.0.1]:{machine.port} {self.known.get(machine.name, host_key)}\n"
        (self.dir / "config").write_text(config)
        (self.dir / "known").write_text(known)

    def settings(self, *names, **sections):
        """A settings file with these machines; sections: name -> lines of [machine:NAME]."""
        text = "[machines]\n" + "".join(f"{name}\n" for name in names)
        for name, lines in sections.items():
            text += f"[machine:{name}]\n{lines}\n"
        file = self.dir / "settings"
        file.write_text(text)
        return file

    def environment(self, base):
        return dict(base, PATH=f"{self.bin}:{base['PATH']}")

    def remove(self):
        for machine in self.machines.values():
            machine.stop()
        for listening in self.listening:
            listening.close()
        shutil.rmtree(self.dir, ignore_errors=True)
