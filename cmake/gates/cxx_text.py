# SPDX-License-Identifier: GPL-2.0-or-later
"""Views of C++ text in which every line keeps its number."""
import re

_TOKEN = re.compile(
    r"""(?P<number>\b\d[\w.]*(?:'\w+)+)
      | (?P<comment>//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z))
      | (?P<string>R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.S | re.X,
)
_INCLUDE = re.compile(r"^\s*#\s*(?:include|include_next|import)\s*(.*?)\s*$")


def _blank(text):
    return " " + "\n" * text.count("\n")


def without_comments(text):
    return _TOKEN.sub(lambda m: _blank(m[0]) if m["comment"] is not None else m[0], text)


def only_code(text):
    """Neither comments nor the contents of strings."""
    return _TOKEN.sub(lambda m: m[0] if m["number"] is not None else _blank(m[0]), text)


def comments(text):
    """(line, text of the comment) of each comment."""
    for m in _TOKEN.finditer(text):
        if m["comment"] is not None:
            for offset, line in enumerate(m["comment"].splitlines()):
                yield text.count("\n", 0, m.start()) + 1 + offset, line


def includes(text):
    """(line, '"' or '<' or '?', header) of each include; '?' stands for a macro."""
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        if m := _INCLUDE.match(line):
            named = re.match(r'(["<])([^">]+)[">]$', m[1])
            yield (number, *named.groups()) if named else (number, "?", m[1])
