// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::result {

enum class Colour { red = 1, green = 2, yellow = 3, blue = 4, magenta = 5, cyan = 6 };

/// Colours are for terminals only.
enum class Colours { off, on };

/// How text can be shown to this user.
struct Look {
    bool live = false;  ///< a terminal whose lines can be drawn anew
    Colours colours = Colours::off;
};

/// A terminal that calls itself dumb is like a file; NO_COLOR, set to anything, means none.
inline Look look_of(bool terminal, std::string_view term, std::string_view no_color) {
    const bool live = terminal && term != "dumb";
    return {live, live && no_color.empty() ? Colours::on : Colours::off};
}

inline std::string coloured(Colours colours, Colour colour, std::string_view text) {
    if (colours == Colours::off) return std::string(text);
    return "\033[1;3" + std::to_string(static_cast<int>(colour)) + "m" + std::string(text) +
           "\033[0m";
}

}  // namespace bm::result
