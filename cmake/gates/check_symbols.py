#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_symbols.py NM ARCHIVE: fails when an archive of the pure core asks the linker for something
that reaches the world. C functions are on a list of the allowed, C++ ones on a list of the banned.
It holds with and without sanitizers, optimised or not."""
import re
import subprocess
import sys

ALLOWED_C = re.compile(
    r"""mem(cpy|move|set|cmp|chr|rchr)|bcmp
      | str(len|nlen|cmp|ncmp|chr|rchr|str|pbrk|spn|cspn|tol|toll|toul|toull|tod|tof|told|coll|xfrm)
      | (is|to)(alnum|alpha|ascii|cntrl|digit|graph|lower|print|punct|space|upper|xdigit)
      | (ceil|floor|round|lround|llround|trunc|rint|nearbyint|fabs|fmod|fmin|fmax|pow|sqrt|cbrt
         |hypot|exp|exp2|expm1|log|log2|log10|log1p|ldexp|frexp|modf|scalbn|l?l?abs|l?l?div)[fl]?
      | v?snprintf|localeconv                        # text of numbers, into memory
      | abort|__assert_fail|__errno_location         # an assertion of ours
      | __(cxa|gxx|asan|ubsan|lsan|tsan|gcov|sanitizer|sancov|start___sanc|stop___sanc)\w*
      | _Unwind_\w+|__dynamic_cast|__dso_handle|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_
      | __libc_single_threaded|__pthread_key_create  # libstdc++'s reference counts
      | __u?(div|mod|mul)\w*[td]i[34]|__\w+_chk
      | __ctype_(b|tolower|toupper)_loc""",
    re.X,
)
BANNED_CXX = re.compile(
    r"""3nowEv                                        # any clock
      | 13random_device
      | St6thread|11this_thread|18condition_variable|13__future_base
      | 10filesystem
      | 13basic_filebuf|14basic_[io]fstream|13basic_fstream
      | St[34](cin|cout|cerr|clog)\b|8ios_base4Init
      | 6locale6global""",
    re.X,
)


def symbols(nm, archive):
    """[(member, undefined?, name)]"""
    out = subprocess.run([nm, "-A", archive], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        place, rest = line.rsplit(":", 1)
        *_, kind, name = rest.split()
        yield place, kind in "Uvw", name.split("@")[0]


def problems(found):
    for place, undefined, name in found:
        if not undefined:
            continue
        if name.startswith("_Z"):
            bad = BANNED_CXX.search(name)
        else:
            bad = not ALLOWED_C.fullmatch(name)
        if bad:
            yield f"{place}: [symbols] the pure core may not use {name}"


def main(nm, archive):
    bad = sorted(set(problems(list(symbols(nm, archive)))))
    print("".join(f"{line}\n" for line in bad), end="", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
