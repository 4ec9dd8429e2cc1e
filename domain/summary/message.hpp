// SPDX-License-Identifier: GPL-2.0-or-later
// What a build's stderr says, diagnostic by diagnostic.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::summary {

struct Message {
    enum class Kind {
        error,
        warning,
        blob,  ///< something that is not free is missing or made up: expected without it
    };
    Kind kind = Kind::error;
    std::string text;     ///< its lines, joined by LF: notes, includes and excerpt too
    std::string meaning;  ///< equal where nothing but its place in a file differs
    friend bool operator==(const Message&, const Message&) = default;
};

/// What the user does not want to see.
struct Filter {
    bool dtb_warnings = false;        ///< -y
    bool migration_warnings = false;  ///< -Y
};

/// The messages in the order of the text; of a diagnostic that comes several times in one build
/// each counts. Make's own words are told only of a failed build: that a recipe failed where
/// nothing else is an error, and what nobody but make says (a missing rule, a killed recipe)
/// always. What is worded neither as error nor as warning is an error where the build failed.
/// Linear in the text.
std::vector<Message> messages_of(std::string_view stderr_text, bool failed,
                                 const Filter& filter = {});

}  // namespace bm::summary
