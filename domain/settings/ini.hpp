// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::settings {

struct Entry {
    std::string key;                   ///< as written, without surrounding white space
    std::optional<std::string> value;  ///< absent for a bare name; '%' sequences resolved
    std::size_t line = 0;
    std::string origin = {};  ///< the file that it stands in
    friend bool operator==(const Entry&, const Entry&) = default;
};

struct Section {
    std::string name;
    std::size_t line = 0;
    std::vector<Entry> entries;
    std::string origin = {};  ///< the file that it begins in
    friend bool operator==(const Section&, const Section&) = default;
};

/// Reads the dialect of ~/.buildman (P section 10): '=' or ':' between key and value, bare names,
/// whole-line comments with '#' or ';', indented continuation lines, `%%` and `%(name)s`, entries
/// of [DEFAULT] in every section. Keys are compared without regard to case. A line that is none of
/// these, a key or section given twice, and a bad '%' are errors that name `origin` and the line.
core::Expected<std::vector<Section>> parse_ini(std::string_view text, std::string_view origin);

/// "FILE:LINE: ", for the start of a message about an entry or a section.
template <class Placed>
std::string at(const Placed& placed) {
    return placed.origin + ":" + std::to_string(placed.line) + ": ";
}

/// ASCII only.
std::string lower_case(std::string_view text);

}  // namespace bm::settings
