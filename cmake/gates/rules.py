# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables behind the source gate: who may see whom. An arrow may be removed freely; adding one
is a design decision and belongs in ARCHITECTURE.md too."""

# Which other layers the files of a layer may include.
LAYERS = {
    "domain": {"domain"},
    "ports": {"ports", "domain"},
    "adapters": {"adapters", "ports", "domain"},
    "sim": {"sim", "domain"},
    "apps": {"apps", "sim", "adapters", "ports", "domain"},
    "tests": {"tests", "apps", "sim", "adapters", "ports", "domain"},
    "fuzz": {"fuzz", "tests", "apps", "domain"},
}

# Which folders of domain/ a folder of domain/ may include, and name in its DEPS.
DOMAIN = {
    "core": set(),
    "diagnostic": {"core"},
    "protocol": {"core"},
    "toolchain": {"core"},
    "evidence": {"core"},
    "board": {"core", "kconfig"},
    "kconfig": {"core"},
    "settings": {"core", "toolchain"},
    "machine": {"core", "protocol", "toolchain"},
    "result": {"core", "diagnostic"},
    "summary": {"core", "diagnostic", "result"},
    "plan": {"core", "board"},
    "ledger": {"core"},
    "retry": {"core"},
    "schedule": {"core"},
    "recipe": {"core", "protocol", "diagnostic", "toolchain", "evidence"},
    "worker": {"core", "protocol", "recipe", "toolchain", "diagnostic", "evidence"},
    "boss": {"core", "protocol", "plan", "ledger", "retry", "schedule", "result", "diagnostic"},
}

# Folders that see less than their layer: the prefixes of ours they may include.
NARROW = {
    "apps/bm/engine/": ("apps/bm/engine/", "ports/", "domain/"),  # fakes can drive it
    "apps/bm/cli/": ("apps/bm/cli/", "domain/"),  # argv in, options out
}

# Standard headers that reach neither file, process, thread, clock, environment nor random device.
# <chrono> is there for durations; its clocks are caught by the text and symbol rules.
PURE_STD = set(
    """algorithm array bit bitset cassert cctype charconv chrono cinttypes climits cmath compare
    concepts cstddef cstdint cstring deque exception functional initializer_list iterator limits
    list map memory new numbers numeric optional queue ranges ratio regex set source_location span
    stack stdexcept string string_view tuple type_traits typeindex unordered_map unordered_set
    utility variant vector version""".split()
)

# What domain/ and ports/ may include besides PURE_STD and the owned libraries below.
PURE_EXTERNAL = {
    "domain": ("range/v3/", "tl/expected.hpp", "fmt/core.h", "fmt/format.h", "fmt/ranges.h"),
    "ports": ("tl/expected.hpp",),
    "sim": ("tl/expected.hpp", "fmt/format.h"),
}

# Outside libraries with an owner: header prefixes, and regular expressions of the paths that may
# include them. A folder's own tests may see what the folder sees.
OWNED = [
    (("nlohmann/",), (r"domain/protocol/([^/]+\.cpp|json_reader\.hpp)", r"apps/bm/.*_json\.cpp", r"tests/.*")),
    (("git2.h", "git2/"), (r"adapters/git/.*", r"tests/adapters/git/.*")),
    (("uv.h", "uv/"), (r"adapters/(loop|process)/.*", r"tests/adapters/(loop|process)/.*")),
    (
        ("libelf.h", "gelf.h", "elf.h", "libelf/", "elfutils/", "dwarf.h", "nlist.h"),
        (r"adapters/elf/.*", r"tests/adapters/elf/.*"),
    ),
    (("zlib.h", "nettle/"), (r"adapters/artefacts/.*", r"tests/adapters/artefacts/.*")),
    (("sqlite3.h",), (r"adapters/history/.*",)),
    (("spdlog/",), (r"adapters/.*", r"apps/.*", r"tests/(adapters|apps)/.*")),
    (("CLI/",), (r"apps/bm/cli/.*", r"tests/apps/bm/cli/.*")),
    (("gtest/", "gmock/", "rapidcheck/", "rapidcheck.h"), (r"tests/.*",)),
]

# Never, by nobody: it costs seconds for each file that includes it.
BANNED_HEADERS = ("range/v3/all.hpp",)

# In the code (not the comments and strings) of domain/ and ports/.
BANNED_TEXT = [
    (r"\bthrow\b", "throws; return core::Expected"),
    (r"::\s*now\s*\(", "reads a clock; a moment is an argument"),
    (r"\b(secure_)?getenv\b", "reads the environment; take the value as an argument"),
]

MAX_LINES = 400
LONGER_ALLOWED = {}  # path -> reason; it may only shrink

# What the other gates do not read could hide anything.
LAYER_SUFFIXES = {".cpp", ".hpp", ".md"}

# The page for browsers is the browser's to run; its files are here and nowhere else.
PAGE_FOLDER = "apps/bm/page/"
PAGE_SUFFIXES = {".html", ".css", ".js"}
