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

    address = "127.0.0.1"

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
            *more, f"Port {self.port}", f"ListenAddress {self.address}", f"HostKey {farm.dir}/host_key",
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
                if probe.connect_ex((self.address, self.port)) == 0:
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


class NetworkedMachine(Machine):
    """An sshd in a network namespace of its own: there is a cable to it that can be pulled."""

    def __init__(self, farm, name, number, profile="", more=()):
        self.space, self.here = f"bm-{os.getpid()}-{number}", f"bm{os.getpid() % 100000}-{number}"
        base = f"10.{89 + os.getpid() % 100}.{number}"
        self.address, mine = f"{base}.2", f"{base}.1"
        self.network("netns", "add", self.space)
        self.network("link", "add", self.here, "type", "veth", "peer", "name", "eth0", "netns", self.space)
        self.network("addr", "add", f"{mine}/30", "dev", self.here)
        self.network("link", "set", self.here, "up")
        for words in (("addr", "add", f"{self.address}/30", "dev", "eth0"), ("link", "set", "lo", "up"),
                      ("link", "set", "eth0", "up")):
            self.network("-n", self.space, *words)
        super().__init__(farm, name, profile, more)
        self.words = ["ip", "netns", "exec", self.space, *self.words]

    @staticmethod
    def network(*words):
        subprocess.run(["ip", *words], check=True, capture_output=True)

    @staticmethod
    def possible():
        try:
            made = subprocess.run(["ip", "netns", "add", f"bm-{os.getpid()}-try"], capture_output=True)
        except OSError:
            return False
        if made.returncode == 0:
            subprocess.run(["ip", "netns", "del", f"bm-{os.getpid()}-try"])
        return made.returncode == 0

    def pull(self):
        self.network("link", "set", self.here, "down")

    def plug(self):
        self.network("link", "set", self.here, "up")

    def drop_packets(self):
        """What is sent there vanishes, and nobody is told."""
        self.network("neigh", "replace", self.address, "lladdr", "02:00:00:00:00:01", "dev", self.here, "nud",
                     "permanent")

    def let_packets_through(self):
        self.network("neigh", "del", self.address, "dev", self.here)

    def stop(self):
        super().stop()
        subprocess.run(["ip", "netns", "del", self.space], capture_output=True)
        subprocess.run(["ip", "link", "del", self.here], capture_output=True)


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

    def add_networked(self, name, profile="", more=()):
        return self.join(NetworkedMachine(self, name, len(self.machines) + 1, profile, more), True)

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
            config += (f"Host {machine.name}\n HostName {machine.address}\n Port {machine.port}\n User root\n"
                       f" IdentityFile {self.dir}/key\n IdentitiesOnly yes\n"
                       f" UserKnownHostsFile {self.dir}/known\n StrictHostKeyChecking yes\n")
            known += f"[{machine.address}]:{machine.port} {self.known.get(machine.name, host_key)}\n"
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
