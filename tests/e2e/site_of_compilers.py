# SPDX-License-Identifier: GPL-2.0-or-later
"""A site of the test's own to fetch compilers from, laid out as kernel.org's crosstool."""

import functools
import hashlib
import http.server
import io
import pathlib
import tarfile
import threading

COMPILER = """#!/bin/sh
case $1 in
--version) echo "{name} (made up) {version}" ;;
-dumpmachine) echo {target} ;;
*) exit 1 ;;
esac
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and, where `ranges` is a list, the rest of one from where it was cut off."""
    ranges = None

    def do_GET(self):
        wanted = self.headers.get("Range")
        if wanted is None or self.ranges is None:
            return super().do_GET()
        self.ranges.append(wanted)
        begin = int(wanted.removeprefix("bytes=").rstrip("-"))
        whole = pathlib.Path(self.translate_path(self.path)).read_bytes()
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {begin}-{len(whole) - 1}/{len(whole)}")
        self.send_header("Content-Length", str(len(whole) - begin))
        self.end_headers()
        self.wfile.write(whole[begin:])

    def log_message(self, *_):
        pass


def host_of(machine):
    return {"aarch64": "arm64"}.get(machine, machine)


class Site:
    """Serves until the test ends; the test's environment asks no proxy for it."""

    def __init__(self, test):
        self.dir = test.dir / "site"
        self.dir.mkdir()
        self.handler = type("OneSite", (Handler,), {"ranges": []})
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(self.handler, directory=str(self.dir)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        test.addCleanup(server.server_close)
        test.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_port}"
        test.env.pop("http_proxy", None)
        test.env["no_proxy"] = "*"

    def offer(self, host, version, target, text=None, sums=None, more=()):
        """An archive with the compiler `text`, and programs `more` (name -> text) beside it."""
        folder = self.dir / host / version
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{host}-gcc-{version}-nolibc-{target}.tar.xz"
        text = text or COMPILER.format(name=target, version=version, target=target)
        with tarfile.open(folder / name, "w:xz") as archive:
            for program, body in {"gcc": text, **dict(more)}.items():
                entry = tarfile.TarInfo(f"gcc-{version}-nolibc/{target}/bin/{target}-{program}")
                entry.mode, entry.size = 0o6755, len(body)
                entry.uid = entry.gid = 4321  # of whoever packed it
                archive.addfile(entry, io.BytesIO(body.encode()))
        digest = sums or hashlib.sha256((folder / name).read_bytes()).hexdigest()
        with open(folder / "sha256sums.asc", "a") as list_of_sums:
            list_of_sums.write(f"{digest}  {name}\n")
        return folder / name
