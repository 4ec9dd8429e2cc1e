// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_page.hpp"

#include <string_view>

namespace bm::app {

// Made of apps/bm/page when bm is built.
extern const std::string_view page_before_data;
extern const std::string_view page_after_data;

namespace {

/// The same document without '<', and without the two characters that end a line in a script alone.
/// All of them stand only in strings of the document.
std::string embeddable(std::string_view json) {
    constexpr std::string_view separator = "\xe2\x80";  // U+2028 and U+2029 begin so
    std::string text;
    text.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto last = i + 2 < json.size() ? json[i + 2] : '\0';
        if (json[i] == '<') {
            text += "\\u003c";
        } else if (json.substr(i, 2) == separator && (last == '\xa8' || last == '\xa9')) {
            text += last == '\xa8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            text += json[i];
        }
    }
    return text;
}

}  // namespace

std::string summary_page(const std::string& json) {
    return std::string(page_before_data) + embeddable(json) + std::string(page_after_data);
}

}  // namespace bm::app
