#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_sources.py ROOT: fails when a source file breaks a rule of rules.py.

Each problem is one line, `path:line: [rule] what and what to do instead`.
"""
import pathlib
import re
import sys

import cxx_text
import rules

CXX = {".cpp", ".hpp"}
COUNTED = CXX | {".py", ".sh", ".cmake", ".c", ".h"} | rules.PAGE_SUFFIXES
SPDX = "SPDX-License-Identifier: GPL-2.0-or-later"
NOLINT = re.compile(r"NOLINT(NEXTLINE|BEGIN|END)?\b(.*)")
NOLINT_GOOD = re.compile(r"\([a-z][\w.*-]*-[\w.*-]+(, *[a-z][\w.-]*-[\w.-]+)*\)(.*)")


def layer_of(path):
    return path.split("/")[0]


def include_rules(path, text):
    layer = layer_of(path)
    for line, kind, header in cxx_text.includes(text):
        if kind == "?":
            yield line, "include-name", f"include by macro ({header}); name the header"
        elif ".." in header.split("/") or header.startswith("."):
            yield line, "relative-include", f'"{header}"; include from the root of the repository'
        elif header.startswith(rules.BANNED_HEADERS):
            yield line, "banned-header", f"<{header}> is slow to compile; include what you use"
        elif layer_of(header) in rules.LAYERS and "/" in header:
            yield from own_header(path, layer, line, header)
        elif kind == '"':
            yield line, "relative-include", f'"{header}" is no path from the root of the repository'
        else:
            yield from outside_header(path, layer, line, header)


def own_header(path, layer, line, header):
    target = layer_of(header)
    if target not in rules.LAYERS[layer]:
        yield line, "layers", f"{layer}/ may not include {header}"
    for folder, seen in rules.NARROW.items():
        if path.startswith(folder) and not header.startswith(seen):
            yield line, "layers", f"{folder} may include only {', '.join(seen)}, not {header}"
    parts, other = path.split("/"), header.split("/")
    if layer == "adapters" == target and parts[1] != other[1]:
        yield line, "adapters-apart", f"adapters do not see each other: {header}"
    if layer == "domain" == target and len(other) > 2 and parts[1] != other[1]:
        if other[1] not in rules.DOMAIN.get(parts[1], set()):
            problem = f"domain/{parts[1]} may not see domain/{other[1]}: {header}"
            yield line, "domain-folders", problem


def outside_header(path, layer, line, header):
    for prefixes, places in rules.OWNED:
        if header.startswith(prefixes):
            if not any(re.fullmatch(place, path) for place in places):
                problem = f"<{header}> may be included only by {' '.join(places)}"
                yield line, "library-owner", problem
            return
    if layer in rules.PURE_EXTERNAL and header not in rules.PURE_STD:
        if not header.startswith(rules.PURE_EXTERNAL[layer]):
            yield line, "pure-headers", f"<{header}> is not on the list of pure headers"


def text_rules(path, text):
    if layer_of(path) not in rules.PURE_EXTERNAL:
        return
    for number, line in enumerate(cxx_text.only_code(text).splitlines(), 1):
        for pattern, problem in rules.BANNED_TEXT:
            if re.search(pattern, line):
                yield number, "pure-text", problem


def nolint_rule(text):
    for line, comment in cxx_text.comments(text):
        if m := NOLINT.search(comment):
            good = NOLINT_GOOD.match(m[2])
            reason = re.sub(r"[^A-Za-z]", "", good[2]) if good else ""
            if not good or (m[1] != "END" and len(reason) < 8):
                yield line, "nolint", "needs the check's name and a reason: NOLINT(check): why"


def file_kind_rule(path):
    name = path.split("/")[-1]
    if layer_of(path) not in ("domain", "ports", "sim", "adapters", "apps") or name == "CMakeLists.txt":
        return
    if path.startswith(rules.PAGE_FOLDER) and pathlib.Path(path).suffix in rules.PAGE_SUFFIXES:
        return
    if pathlib.Path(path).suffix not in rules.LAYER_SUFFIXES:
        yield 1, "file-kind", "no gate reads this kind of file; sources are .cpp and .hpp"
    elif path.startswith("ports/") and path.endswith(".cpp"):
        yield 1, "file-kind", "ports/ declares what the core needs; it has headers only"


def size_rule(path, text):
    counted = (pathlib.Path(path).suffix in COUNTED or path.endswith("CMakeLists.txt")
               or text.startswith("#!"))
    lines = len(text.splitlines())
    if counted and lines > rules.MAX_LINES and path not in rules.LONGER_ALLOWED:
        yield rules.MAX_LINES, "size", f"{lines} lines, over {rules.MAX_LINES}; split it by idea"


def licence_rule(path, text):
    if pathlib.Path(path).suffix in CXX | rules.PAGE_SUFFIXES and SPDX not in "\n".join(text.splitlines()[:3]):
        yield 1, "licence", f"the first line must be a comment, {SPDX}"


def deps_rule(path, text):
    """What a CMakeLists.txt links stays within what its folder may include."""
    folder, _, name = path.rpartition("/")
    parts = folder.split("/")
    if name != "CMakeLists.txt" or parts[0] not in ("domain", "ports", "sim", "adapters", "apps"):
        return
    if parts[0] == "domain" and len(parts) > 1 and parts[1] not in rules.DOMAIN:
        yield 1, "domain-folders", f"{folder} has no row in cmake/gates/rules.py"
        return
    for number, line in enumerate(text.splitlines(), 1):
        for target in re.findall(r"\bbm(?:::|_)((?:domain|ports|sim|adapters|apps)\w*)", line):
            header = target.replace("_", "/") + "/"
            for _, rule, problem in own_header(path, parts[0], number, header):
                yield number, rule, f"in what it links: {problem}"


def problems_of(path, text):
    yield from file_kind_rule(path)
    yield from size_rule(path, text)
    yield from deps_rule(path, text)
    yield from licence_rule(path, text)
    if pathlib.Path(path).suffix in CXX:
        yield from include_rules(path, text)
        yield from text_rules(path, text)
        yield from nolint_rule(text)


def main(root):
    found = 0
    for layer in (*rules.LAYERS, "cmake", "scripts"):
        for file in sorted((root / layer).rglob("*")):
            path = file.relative_to(root).as_posix()
            if not file.is_file() or "/__pycache__/" in path or path.startswith("fuzz/corpus/"):
                continue
            text = file.read_text(encoding="utf-8", errors="replace")
            for line, rule, problem in problems_of(path, text):
                print(f"{path}:{line}: [{rule}] {problem}", file=sys.stderr)
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
