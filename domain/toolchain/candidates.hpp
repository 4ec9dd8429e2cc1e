// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::toolchain {

/// An entry of the user's settings about toolchains.
struct Wish {
    std::string key;    ///< an arch in lower case; of a path its tag
    std::string value;  ///< a prefix or compiler; of a path where to look, perhaps a pattern
    std::string place;  ///< file and line, for messages
    friend bool operator==(const Wish&, const Wish&) = default;
};

/// What the settings say of toolchains, each in their order (P 6.1, 6.3).
struct Wishes {
    std::vector<Wish> prefixes;                               ///< [toolchain-prefix]
    std::vector<Wish> paths;                                  ///< [toolchain]
    std::map<std::string, std::vector<std::string>> aliases;  ///< [toolchain-alias]: arch -> arches
    bool empty() const { return prefixes.empty() && paths.empty() && aliases.empty(); }
    friend bool operator==(const Wishes&, const Wishes&) = default;
};

/// Where compilers lie on a machine: answers of whoever can look.
struct Sight {
    std::string arch;                                    ///< as uname says
    std::string home;                                    ///< replaces a leading '~'
    std::function<bool(const std::string&)> is_program;  ///< a file that may be executed
    std::function<std::vector<std::string>(std::string_view)> in_path;  ///< every one in PATH
    /// Directories that a pattern names, in bytewise order.
    std::function<std::vector<std::string>(const std::string&)> matches;
    /// Names in a directory that end in "gcc", in bytewise order.
    std::function<std::vector<std::string>(const std::string&)> compilers_in;
};

/// Which rule brought a candidate.
enum class Rule {
    prefix_file,  ///< [toolchain-prefix] names the compiler itself
    prefix_gcc,   ///< [toolchain-prefix] and "gcc" is its path
    prefix_path,  ///< [toolchain-prefix] and "gcc" is in PATH
    download,     ///< [toolchain] download
    directory,    ///< [toolchain]
    table,        ///< a usual prefix, in PATH
    native,       ///< the machine's own, in PATH
};

/// A file that may be the compiler of an arch.
struct Candidate {
    std::string path;
    std::string arch;  ///< that its name, or the settings, say it is for
    Rule rule = Rule::table;
    int priority = 0;       ///< the lower one wins (P 6.1)
    std::size_t order = 0;  ///< of the settings' entry; the first one wins
    std::string place;      ///< of the entry
    std::string refused;    ///< why a file of that name is not even tried; empty: it is
    std::string word = {};  ///< by which it is asked for instead of its path: LLVM=1
    friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// P 6.2: 4 and more, by what the path contains.
int calculated_priority(std::string_view path);

/// Where bm puts the compilers that it fetches, below the home directory; [toolchain] download
/// means these where it is not set.
inline constexpr std::string_view fetched_folder = "~/.buildman-toolchains";

/// Every candidate of the machine for these arches, none: for any: of the settings in their order,
/// then of PATH.
/// Too many below one entry is an error that names it.
core::Expected<std::vector<Candidate>> find_candidates(const Wishes& wishes,
                                                       const std::vector<std::string>& arches,
                                                       const Sight& sight);

}  // namespace bm::toolchain
