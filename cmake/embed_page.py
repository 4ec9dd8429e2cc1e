#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""embed_page.py OUT PAGE.html FILE.css FILE.js...: writes OUT, C++ that holds the page whole: the text
before its data and the text after them. The page's policy names its own style and script by hash."""
import base64
import hashlib
import pathlib
import sys

DELIMITER = "bmpage"
MOST = 8000  # bytes of one literal; the standard promises more, in one piece of source


def literals(text):
    data = [text[i:i + MOST] for i in range(0, len(text), MOST)]
    assert f"){DELIMITER}\"" not in text
    return "\n    ".join(f'R"{DELIMITER}({piece}){DELIMITER}"' for piece in data)


def policy_hash(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page_of(html, style, scripts):
    script = "(() => {\n" + "\n".join(scripts) + "})();\n"
    for text, end in ((style, "</style"), (script, "</script"), (script, "<!--")):
        assert end not in text.lower(), end
    for mark, text in (("@STYLE_HASH@", policy_hash(style)), ("@SCRIPT_HASH@", policy_hash(script)),
                       ("@STYLE@", style), ("@SCRIPT@", script)):
        assert html.count(mark) == 1, mark
        html = html.replace(mark, text)
    return html.split("@DATA@")


def main(out, html, style, *scripts):
    html, style, *scripts = [pathlib.Path(name).read_text(encoding="utf-8") for name in (html, style, *scripts)]
    before, after = page_of(html, style, scripts)
    pathlib.Path(out).write_text(f"""#include <string_view>

namespace bm::app {{

extern const std::string_view page_before_data;
extern const std::string_view page_after_data;
const std::string_view page_before_data =
    {literals(before)};
const std::string_view page_after_data =
    {literals(after)};

}}  // namespace bm::app
""", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
