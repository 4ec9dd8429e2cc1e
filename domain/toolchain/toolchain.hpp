// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::toolchain {

/// The compiler that serves an arch.
struct Toolchain {
    std::string arch;
    std::string gcc;           ///< path of the compiler
    std::string directory;     ///< of it
    std::string prefix;        ///< CROSS_COMPILE; empty for the machine's own compiler
    std::string host_cc = {};  ///< HOSTCC; empty: the tree's own default
    std::string cc = {};       ///< CC, likewise: else the prefix's gcc
    std::string llvm = {};     ///< LLVM; empty: not said. Then the prefix only tells clang the arch
    friend bool operator==(const Toolchain&, const Toolchain&) = default;
};

/// What this machine has: answers of whoever can look.
struct Machine {
    std::string arch;  ///< as uname says
    std::function<std::optional<std::string>(std::string_view)>
        in_path;                                   ///< absolute path of a program
    std::function<bool(const std::string&)> runs;  ///< this path is a compiler that starts
    std::string home;                              ///< replaces a leading '~'
    /// Where programs of that name were fetched to, newest version first; may be empty.
    std::function<std::vector<std::string>(std::string_view)> fetched = {};
};

/// The compiler that `configure` brought for the arch, if it runs; else the first of the table in
/// PATH that runs, else of those that were fetched; where LLVM=... was brought no other will do. A
/// clang gets its target and the binutils of a gcc for the arch, as U-Boot's doc/build/clang.rst
/// wants. None: the error is the text of a build without a toolchain (return code 10).
core::Expected<Toolchain> resolve(const std::string& arch,
                                  const std::map<std::string, std::string>& brought,
                                  const Machine& machine);

/// The compiler that the user names instead of the arch's own: a path, or a program in PATH. It
/// has no prefix: make is told its name (P 6.4); but a clang for another arch than this machine's
/// has what resolve() gives one, and `llvm` or LLVM=... is what llvm.hpp says. Missing, or it does
/// not start: an error that names it.
core::Expected<Toolchain> named(const std::string& compiler, const std::string& arch,
                                const std::map<std::string, std::string>& brought,
                                const Machine& machine);

/// The same compiler on another machine: by its place below the home directory, as "~/...", or, for
/// a distribution's in /usr/bin or /bin, where it is; LLVM=... likewise, by name. Any other is this
/// machine's alone.
std::optional<std::string> elsewhere(const std::string& compiler, const std::string& home);

/// How make is told of a toolchain.
struct Telling {
    bool full_path = false;  ///< CROSS_COMPILE has the compiler's directory, and PATH is left
    std::string wrapper;     ///< before the prefix, as "ccache"; empty: none
};

/// What the toolchain puts into make's environment (P 6.4): CROSS_COMPILE, and its directory before
/// `path`. Nothing for the machine's own compiler; of one that LLVM= names the bare prefix.
std::map<std::string, std::string> environment(const Toolchain& toolchain, const std::string& path,
                                               const Telling& telling = {});

/// The result file `toolchain` (P 7.2): four lines, then the return code without a newline.
std::string describe(const Toolchain& toolchain, std::int64_t return_code);

}  // namespace bm::toolchain
