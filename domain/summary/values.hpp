// SPDX-License-Identifier: GPL-2.0-or-later
// Result files that hold names with values, as readers of P 7.4 take them. Total: lines that are no
// such thing are passed over.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace bm::summary {

/// By name.
using Values = std::map<std::string, std::string>;

/// A file of configuration: `CONFIG_A=y`, or `#define CONFIG_A 1`. Unless `keep_y`, y reads as 1,
/// and a #define without a value too, so that files of both kinds compare.
Values read_configuration(std::string_view text, bool keep_y);

/// `uboot.env`: `name=value`, each ended by NUL.
Values read_environment(std::string_view text);

/// Functions and data of an image.
struct Functions {
    using Bytes = std::map<std::string, std::uint64_t, std::less<>>;
    Bytes bytes = {};  ///< by name; those of one name add up
    /// Of each static one, by name, how many of its bytes are of which source file; empty: not
    /// known.
    std::map<std::string, Bytes, std::less<>> statics = {};
    friend bool operator==(const Functions&, const Functions&) = default;
};

/// Of the output of `nm --size-sort`, code and data (tTdDbBrR), and of the file that bm puts beside
/// it (result::statics_text), if there is one. A '.' behind the first character makes the name
/// `static.` and what is before it.
Functions read_functions(std::string_view symbols, std::string_view statics);

/// What is different between two.
struct ValuesChange {
    Values added;
    Values removed;
    Values changed;  ///< `old -> new`
    bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
    friend bool operator==(const ValuesChange&, const ValuesChange&) = default;
};
ValuesChange compare(const Values& before, const Values& now);

}  // namespace bm::summary
