#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""gates_test.py SOURCE: each gate fails the build when its rule is broken.

Copies the source tree, shows that the copy passes the gates of the default build, then plants one
violation at a time and expects the build to fail with a message that names the file.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path()
SPDX = "// SPDX-License-Identifier: GPL-2.0-or-later\n"
BLANK = SPDX + "namespace {}\n"

# Files that are added to the copy so that each rule has a place where it can be broken.
PROBES = [
    "domain/core/gate_probe.hpp",
    "domain/core/gate_probe.cpp",
    "domain/retry/gate_probe.hpp",
    "ports/gate_probe.hpp",
    "adapters/git/gate_probe.hpp",
    "apps/bm/engine/gate_probe.hpp",
    "apps/bm/cli/gate_probe.hpp",
    "tests/gates/gate_probe.hpp",
]

# rule, file, what is appended
SOURCE_VIOLATIONS = [
    ("layers", "domain/core/gate_probe.hpp", '#include "adapters/fs/x.hpp"'),
    ("layers", "domain/core/gate_probe.hpp", '#include "ports/event_loop.hpp"'),
    ("layers", "domain/core/gate_probe.hpp", "#include <ports/event_loop.hpp>"),
    ("layers", "ports/gate_probe.hpp", '#include "adapters/fs/x.hpp"'),
    ("layers", "adapters/git/gate_probe.hpp", '#include "apps/bm/x.hpp"'),
    ("layers", "apps/bm/engine/gate_probe.hpp", '#include "adapters/fs/x.hpp"'),
    ("layers", "apps/bm/cli/gate_probe.hpp", '#include "ports/event_loop.hpp"'),
    ("adapters-apart", "adapters/git/gate_probe.hpp", '#include "adapters/fs/x.hpp"'),
    ("domain-folders", "domain/retry/gate_probe.hpp", '#include "domain/schedule/x.hpp"'),
    ("domain-folders", "domain/retry/CMakeLists.txt", "# bm::domain_schedule"),
    ("layers", "domain/retry/CMakeLists.txt", "# bm::ports"),
    ("layers", "ports/CMakeLists.txt", "# bm::adapters_fs"),
    ("adapters-apart", "adapters/git/CMakeLists.txt", "# bm::adapters_fs"),
    ("pure-headers", "domain/core/gate_probe.hpp", "#include <unistd.h>"),
    ("pure-headers", "domain/core/gate_probe.hpp", "#include <fstream>"),
    ("pure-headers", "domain/core/gate_probe.hpp", "#include <fmt/ostream.h>"),
    ("pure-headers", "ports/gate_probe.hpp", "#  include <thread>"),
    ("library-owner", "domain/core/gate_probe.hpp", "#include <nlohmann/json.hpp>"),
    ("library-owner", "domain/core/gate_probe.hpp", "#include <spdlog/spdlog.h>"),
    ("library-owner", "ports/gate_probe.hpp", "#include <git2.h>"),
    ("library-owner", "adapters/git/gate_probe.hpp", "#include <uv.h>"),
    ("library-owner", "adapters/git/gate_probe.hpp", "#include <libelf.h>"),
    ("library-owner", "apps/bm/engine/gate_probe.hpp", "#include <CLI/CLI.hpp>"),
    ("library-owner", "apps/bm/engine/gate_probe.hpp", "#include <nlohmann/json.hpp>"),
    ("library-owner", "apps/bm/engine/gate_probe.hpp", "#include <gtest/gtest.h>"),
    ("banned-header", "domain/core/gate_probe.hpp", "#include <range/v3/all.hpp>"),
    ("banned-header", "tests/gates/gate_probe.hpp", "#include <range/v3/all.hpp>"),
    ("relative-include", "adapters/git/gate_probe.hpp", '#include "../fs/x.hpp"'),
    ("relative-include", "adapters/git/gate_probe.hpp", '#include "gate_probe.hpp"'),
    ("include-name", "adapters/git/gate_probe.hpp", "#include HEADER"),
    ("pure-text", "domain/core/gate_probe.cpp", "void f() { throw 1; }"),
    ("pure-text", "domain/core/gate_probe.cpp", "auto f() { return C::now(); }"),
    ("pure-text", "domain/core/gate_probe.cpp", 'auto f() { return std::getenv("HOME"); }'),
    ("nolint", "adapters/git/gate_probe.hpp", "int f();  // NOLINT"),
    ("nolint", "adapters/git/gate_probe.hpp", "int f();  // NOLINT(bugprone-x)"),
    ("nolint", "tests/gates/gate_probe.hpp", "int f();  // NOLINT: because I say so"),
    ("size", "domain/core/gate_probe.hpp", "\n" * 400),
    ("size", "tests/gates/gate_probe.hpp", "\n" * 400),
]

# Files whose being there, or whose whole text, breaks a rule.
FILE_VIOLATIONS = [
    ("file-kind", "domain/core/gate_probe_extra.h", BLANK),
    ("file-kind", "ports/gate_probe_extra.cpp", BLANK),
    ("file-kind", "apps/bm/gate_probe_extra.js", BLANK),
    ("licence", "apps/bm/page/gate_probe_extra.js", "let a;\n"),
    ("licence", "adapters/git/gate_probe_extra.hpp", "namespace {}\n"),
    ("domain-folders", "domain/unlisted/CMakeLists.txt", "bm_add_layer(PURE)\n"),
]

# What looks like a violation and is none.
INNOCENT = """
// throw ::now() getenv "adapters/fs/x.hpp" #include <unistd.h>
/* #include <git2.h>
   throw */
inline const char* innocent() { return "throw C::now() getenv // NOLINT"; }
inline int nothrow() { return 1'000'000; }  // NOLINT(readability-x): shows what a reason looks like
"""


def not_source(folder, names):
    at_the_top = {".git", "build"} if pathlib.Path(folder) == SOURCE else set()
    return [name for name in names if name in at_the_top | {"__pycache__"}]


class Gates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="bm-gates-")
        cls.root = pathlib.Path(cls.folder.name) / "copy"
        cls.binary = pathlib.Path(cls.folder.name) / "build"
        shutil.copytree(SOURCE, cls.root, ignore=not_source, symlinks=True)
        done = cls.run_tool("cmake", "-S", cls.root, "-B", cls.binary, "-G", "Ninja",
                            "-DCMAKE_BUILD_TYPE=Debug", "-DBM_WERROR=ON", "-DBM_SANITIZE=ON")
        assert done.returncode == 0, done.stdout
        untouched = cls.build("bm_gate_sources", "headers_domain_core", "linktest_domain_core")
        assert untouched.returncode == 0, "the untouched copy fails:\n" + untouched.stdout
        for probe in PROBES:
            (cls.root / probe).parent.mkdir(parents=True, exist_ok=True)
            (cls.root / probe).write_text(BLANK)
        probed = cls.build("bm_gate_sources", "headers_domain_core", "linktest_domain_core")
        assert probed.returncode == 0, "the probes alone fail:\n" + probed.stdout

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def run_tool(*command):
        return subprocess.run([str(part) for part in command], text=True, errors="replace",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)

    @classmethod
    def build(cls, *targets):
        return cls.run_tool("cmake", "--build", cls.binary, "-j2", "--target", *targets)

    def fails(self, target, path, text, *words, append=True):
        """Plants `text`, expects the build of `target` to fail, and takes it out again."""
        file = self.root / path
        before = file.read_text() if file.exists() else None
        made = [parent for parent in file.parents if not parent.exists()]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((before or "") + text + "\n" if append else text)
        try:
            done = self.build(target)
            self.assertNotEqual(done.returncode, 0, f"{path} passes with:\n{text}")
            for word in (path, *words):
                self.assertIn(word, done.stdout)
        finally:
            if before is None:
                file.unlink()
                for folder in made:
                    folder.rmdir()
            else:
                file.write_text(before)

    def test_every_source_rule_fails_the_build_and_names_the_file(self):
        for rule, path, text in SOURCE_VIOLATIONS:
            with self.subTest(rule=rule, path=path, text=text.strip()):
                self.fails("bm_gate_sources", path, text, f"[{rule}]")

    def test_files_that_may_not_be_there_fail_the_build(self):
        for rule, path, text in FILE_VIOLATIONS:
            with self.subTest(rule=rule, path=path):
                self.fails("bm_gate_sources", path, text, f"[{rule}]", append=False)

    def test_no_source_rule_lacks_a_violation(self):
        script = (SOURCE / "cmake/gates/check_sources.py").read_text()
        rules = set(re.findall(r'yield [\w.]+, "([a-z-]+)"', script))
        self.assertGreater(len(rules), 8)
        self.assertEqual(rules, {row[0] for row in SOURCE_VIOLATIONS + FILE_VIOLATIONS})

    def test_comments_strings_and_reasoned_exceptions_pass(self):
        file = self.root / "domain/core/gate_probe.hpp"
        file.write_text(SPDX + INNOCENT)
        try:
            done = self.build("bm_gate_sources")
            self.assertEqual(done.returncode, 0, done.stdout)
        finally:
            file.write_text(BLANK)

    def test_a_header_that_leans_on_its_includers_fails(self):
        self.fails("headers_domain_core", "domain/core/gate_probe.hpp", "std::vector<int> f();")

    def test_a_call_into_an_undeclared_layer_fails_to_link(self):
        call = "namespace bm::retry { int f(); }\nint g();\nint g() { return bm::retry::f(); }"
        self.fails("linktest_domain_core", "domain/core/gate_probe.cpp", call, "bm::retry::f()")

    def test_a_symbol_that_reaches_the_world_fails_each_time(self):
        calls = {
            "fork": 'extern "C" int fork();\nint g();\nint g() { return fork(); }',
            "_ZNSt6chrono3_V212steady_clock3nowEv":
                "#include <chrono>\nusing C = std::chrono::steady_clock;\n"
                "long g(C::time_point (*)() = &C:: /**/ now);\n"
                "long g(C::time_point (*f)()) { return f().time_since_epoch().count(); }\n"
                "long h();\nlong h() { return g(); }",
        }
        for name, text in calls.items():
            with self.subTest(name=name):
                file = self.root / "domain/core/gate_probe.cpp"
                file.write_text(BLANK + text + "\n")
                try:
                    for _ in range(2):
                        done = self.build("bm_domain_core")
                        self.assertNotEqual(done.returncode, 0, name)
                        self.assertIn("gate_probe.cpp", done.stdout)
                        self.assertIn(f"[symbols] the pure core may not use {name}", done.stdout)
                finally:
                    file.write_text(BLANK)

    def test_a_test_file_in_no_program_fails(self):
        for path in ("tests/nowhere/orphan_test.cpp", "tests/support/orphan_test.cpp"):
            with self.subTest(path=path):
                self.fails("bm_gate_sources", path, BLANK, "is in no test program", append=False)

    def test_the_gates_are_part_of_the_default_build(self):
        commands = self.run_tool("ninja", "-C", self.binary, "-t", "commands", "all").stdout
        for part in ("check_sources.py", "check_symbols.py", "-o domain/core/linktest_domain_core",
                     "domain/core/names.hpp.cpp.o", "ports/event_loop.hpp.cpp.o"):
            self.assertIn(part, commands)


if __name__ == "__main__":
    SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
