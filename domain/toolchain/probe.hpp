// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::toolchain {

/// How one call of a compiler ended.
struct Call {
    enum class How {
        exited,       ///< with `code`
        killed,       ///< by signal `code`
        hung,         ///< past the time limit
        not_started,  ///< `text` says why
    };
    How how = How::not_started;
    int code = 0;
    std::string text = {};  ///< what it printed on stdout
};

/// A compiler as it describes itself.
struct Described {
    std::string version;  ///< "12.2.0"
    std::string target;   ///< "aarch64-linux-gnu"
    friend bool operator==(const Described&, const Described&) = default;
};

/// What a file of that name says when it is called with --version and with -dumpmachine. The error
/// is the reason in words why it is no compiler to build with: it hangs, fails, prints something
/// else, or builds for another cpu than its name (or `machine`, for the machine's own) says.
core::Expected<Described> judge(std::string_view path, const Call& version, const Call& target,
                                std::string_view machine);

/// The version in the first line of --version: the first number with dots after what stands in
/// parentheses; empty: there is none.
std::string version_in(std::string_view text);

/// Negative when `one` is the older version, by numbers; a missing number counts as none.
int compare_versions(std::string_view one, std::string_view other);

}  // namespace bm::toolchain
