#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is seen of a campaign on its way: on a terminal, in a file, by a tool."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios

import lib


class Progress(lib.BmTest):
    def on_terminal(self, *args, columns=80, then=None, env=None):
        """Status and all that came out of a terminal, whose width changes to `then` on the way."""
        ours, theirs = pty.openpty()
        resize = lambda width: fcntl.ioctl(ours, termios.TIOCSWINSZ,
                                           struct.pack("HHHH", 24, width, 0, 0))
        resize(columns)
        child = subprocess.Popen(self.command(*args), stdin=theirs, stdout=theirs, stderr=theirs,
                                 env={**self.env, "TERM": "xterm", **(env or {})},
                                 start_new_session=True, preexec_fn=lambda: fcntl.ioctl(
                                     theirs, termios.TIOCSCTTY, 0))
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 65536):
                text += piece
                if then and b" ok" in text:
                    resize(then)  # SIGWINCH
                    then = None
        except OSError:  # the other side is closed
            pass
        os.close(ours)
        return child.wait(), text.decode()

    def test_shows_what_each_slot_builds(self):
        status, text = self.on_terminal("-b", "series", "-T", 2, "-v", then=50)
        self.assertEqual(status, 100)
        self.assertRegex(text, r"\n  0:00:0\d  \[local\] (sandy|mossy|rocky|dusty) 0\d: [a-zA-Z]")
        self.assertIn("\033[1;32m", text)
        self.assertIn("05: dusty: ask for the limit: broke dusty", text)
        self.assertNotRegex(text.split("Completed:")[1], "\033", "nothing is drawn after the end")

    def test_is_plain_where_the_terminal_is_or_colours_are_not_wanted(self):
        _, text = self.on_terminal("-b", "series", "-c", 1, "mossy", env={"TERM": "dumb"})
        self.assertNotIn("\033", text)
        _, text = self.on_terminal("-b", "series", "-f", "-c", 1, "mossy", env={"NO_COLOR": "1"})
        self.assertNotIn("\033[1;", text)
        self.assertIn("\033[J", text)

    def test_tells_a_tool_line_by_line(self):
        done = self.bm("-b", "series", "-T", 2, "--json-progress")
        self.assertEqual(done.returncode, 100, done.stderr)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(events[0]["event"], "plan")
        self.assertEqual(len(events[0]["plan"]["commits"]), 8)
        builds = [e for e in events if e["event"] == "build"]
        self.assertEqual(len(builds), 32)
        self.assertEqual({(b["commit"], b["board"]) for b in builds if b["return_code"] != 0},
                         {(c, "dusty") for c in self.folders() if re.match("0[56]", c)})
        progress = [e for e in events if e["event"] == "progress"]
        self.assertTrue(any(e["building"] for e in progress))
        self.assertEqual(events[-1]["event"], "verdict")
        self.assertEqual(events[-1]["verdict"]["status"], 100)
        same = json.loads(self.bm("-b", "series", "--json").stdout)
        for key in ("commits", "not_obtained", "output", "status"):
            self.assertEqual(events[-1]["verdict"][key], same[key])

    def folders(self):
        return [p.name for p in (self.out / "series").iterdir() if p.name[:2].isdigit()]


if __name__ == "__main__":
    lib.main()
